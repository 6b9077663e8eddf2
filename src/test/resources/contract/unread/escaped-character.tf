locals {
  text = "caf\u00e9"
}
