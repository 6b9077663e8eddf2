variable "on_one_line" { default = {} }
variable unquoted {
  type = object({
    a = string
    b = optional(list(number), [1])
    c = map(any)
  })
  default   = { a = "x", c = {} }
  nullable  = false
  sensitive = true

  validation {
    condition     = can(regex("^[a-z]{1,3}$", var.unquoted.a)) && length(var.unquoted.b) > 0
    error_message = "Not this: ${length(var.unquoted.b)}."
  }
}
variable "pair" {
  type    = tuple([string, number, bool])
  default = ["a", 1, true]
}
terraform {}
resource "terraform_data" "many" {
  for_each = toset(["a", "b"])

  input = {
    "quoted/key" = each.key
    plain        = each.value
  }

  lifecycle {
    create_before_destroy = true
    precondition {
      condition     = each.key != ""
      error_message = "Never empty."
    }
  }
}
moved {
  from = terraform_data.old
  to   = terraform_data.many["a"]
}
check "one" {
  assert {
    condition     = length(terraform_data.many) == 2
    error_message = "Two."
  }
}

variable "last" {
  default = 1
}
