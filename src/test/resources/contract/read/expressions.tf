locals {
  negative    = -var.first_port
  not         = ! (var.servers > 1 && !false)
  arithmetic  = (1 + 2) * 3 - 4 / 2 % 5 - -1
  numbers     = [0.5, 1e3, 1.5e-10, -1]
  chosen      = var.servers == 1 ? "one" : (var.servers == 2 ? "two" : "many")
  broken_over = (
    var.slot == "blue"
    ? "x"
    : "y"
  )
  spread   = max([1, 2]...)
  trailing = concat([1, 2, ], [3], )
  indexed  = [[1, 2], [3]][0][1]
  keyed    = { "a" = 1, "b" = 2 }["a"]
  splat    = local.hosts[*].name
  older    = local.hosts.*.name
  hosts    = [{ name = "a" }, { name : "b" }]
  nothing  = null
  true_ish = trimspace(" true ")
}

variable "last" {
  default = 1
}
