locals {
  upper   = [for name in ["a", "b"] : upper(name) if name != "a"]
  indexed = { for index, name in ["a", "b"] : name => index }
  grouped = { for name in ["aa", "ab"] : substr(name, 0, 1) => name... }
  nested = flatten([
    for one in [{ names = ["a"] }] : [
      for name in one.names : {
        key   = name
        value = { inner = name }
      }
    ]
  ])
  merged = merge(tomap({ a = "b" }), { for key in ["c"] : key => lookup({ c = "d" }, key, "e") }, )
}

variable "last" {
  default = 1
}
