locals {
  quoted     = "a \"quoted\" word, a backslash \\ and $${not} %%{this}"
  windows    = "C:\\"
  braces     = "} { \" } {"
  dollars    = "$5, $, 100% and %d%%"
  unicode    = "größe — 漢字 🎉"
  inner      = "${lookup({ key = "a" }, "key", "none")}-${var.slot == "blue" ? "x" : "y${var.slot}"}"
  json       = jsonencode({ a = [1, { b = "c" }], "d" = true })
  object     = "${jsonencode({ a = 1 })}"
  empty      = ""
  mustache   = "{{ .Vars }} {{user `x`}}"
}

variable "last" {
  default = 1
}
