# The servers of one slot: containers on this machine. Only the built-in terraform_data resource is used,
# so that nothing is downloaded and OpenTofu reads the same files.

locals {
  slot_port = var.first_port + (var.slot == "green" ? 100 : 0)

  # Known before anything is made: the plan can be held against the servers that carry traffic.
  servers = [
    for number in range(1, var.servers + 1) : {
      name    = "${var.project}-${var.pipeline}-${var.slot}-${number}"
      address = "127.0.0.1"
      port    = local.slot_port + number - 1
      image   = var.image
    }
  ]
}

# A server whose creation was cut short is tainted, and Terraform does not run a tainted resource's
# destroy step. This one is never created and so never tainted: when the slot goes, it goes last and
# takes along whatever carries the slot's labels.
resource "terraform_data" "sweep" {
  input = {
    project  = var.project
    pipeline = var.pipeline
    slot     = var.slot
  }

  provisioner "local-exec" {
    when        = destroy
    interpreter = ["./server"]
    command     = "sweep"
    environment = {
      PROJECT  = self.output.project
      PIPELINE = self.output.pipeline
      SLOT     = self.output.slot
    }
  }
}

resource "terraform_data" "server" {
  for_each   = { for server in local.servers : server.name => server }
  depends_on = [terraform_data.sweep]

  # A server is never changed: whatever differs makes another one.
  triggers_replace = [var.release, var.image, each.value.address, each.value.port]

  # The destroy step may look at nothing else than this.
  input = {
    project  = var.project
    pipeline = var.pipeline
    slot     = var.slot
    name     = each.value.name
  }

  # The script is started as a program with a single word; values travel in its environment, where no
  # shell reads them.
  provisioner "local-exec" {
    interpreter = ["./server"]
    command     = "create"
    environment = {
      PROJECT  = var.project
      PIPELINE = var.pipeline
      SLOT     = var.slot
      RELEASE  = var.release
      NAME     = each.value.name
      ADDRESS  = each.value.address
      PORT     = each.value.port
      IMAGE    = var.image
    }
  }

  provisioner "local-exec" {
    when        = destroy
    interpreter = ["./server"]
    command     = "remove"
    environment = {
      PROJECT  = self.output.project
      PIPELINE = self.output.pipeline
      SLOT     = self.output.slot
      NAME     = self.output.name
    }
  }
}

output "servers" {
  description = "Where each server answers. The balancer and the health checks go by this."
  value       = local.servers
}
