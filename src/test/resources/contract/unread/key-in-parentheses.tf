locals {
  map = { (var.slot) : 1, b : 2 }
}
