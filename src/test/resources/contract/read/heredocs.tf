locals {
  plain = <<EOF
variable "image_id_in_a_text" {
}
server {
  listen 80;
EOF
  indented = <<-EOT
    hello ${var.slot} {
    %{if var.servers > 1}many%{else}one%{endif}
      "quotes" and # no comment
    EOT
  argument = format(<<TEXT
%s {
TEXT
  , "a")
  item = [<<ONE
output "servers" {
ONE
  , "b"]
}

variable "last" {
  default = 1
}
