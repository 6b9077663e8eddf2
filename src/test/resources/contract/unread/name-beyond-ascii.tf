locals {
  größe = 1
}
