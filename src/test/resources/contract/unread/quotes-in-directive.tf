locals {
  text = "a%{if var.slot == "blue"}b%{else}c%{endif}"
}
