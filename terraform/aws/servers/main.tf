# The servers of one slot: plain instances of the exact image, in the slot's target group.

locals {
  name = "${var.project}-${var.pipeline}"
  tags = {
    "immutable:project"  = var.project
    "immutable:pipeline" = var.pipeline
    "immutable:slot"     = var.slot
    "immutable:release"  = var.release
    "immutable:image"    = var.image
    "immutable:port"     = tostring(data.aws_lb_target_group.slot.port)
  }
}

data "aws_lb_target_group" "slot" {
  name = "${local.name}-${var.slot}"
}

data "aws_security_group" "server" {
  name   = "${local.name}-server"
  vpc_id = data.aws_lb_target_group.slot.vpc_id
}

data "aws_subnets" "here" {
  filter {
    name   = "vpc-id"
    values = [data.aws_lb_target_group.slot.vpc_id]
  }
}

locals {
  subnets = sort(var.subnets == null ? data.aws_subnets.here.ids : var.subnets)
}

resource "aws_instance" "server" {
  count = var.servers

  ami                    = var.image
  instance_type          = var.instance_type
  subnet_id              = local.subnets[count.index % length(local.subnets)]
  vpc_security_group_ids = [data.aws_security_group.server.id]
  tags                   = merge(local.tags, { Name = "${local.name}-${var.slot}-${count.index + 1}" })
  volume_tags            = local.tags

  # Credentials of the instance are not to be had through a request that the application was tricked into.
  metadata_options {
    http_tokens = "required"
  }
}

resource "aws_lb_target_group_attachment" "server" {
  count = var.servers

  target_group_arn = data.aws_lb_target_group.slot.arn
  target_id        = aws_instance.server[count.index].id
}

output "servers" {
  description = "Where each server answers."
  value = [
    for number, server in aws_instance.server : {
      name    = "${local.name}-${var.slot}-${number + 1}"
      address = server.private_ip
      port    = data.aws_lb_target_group.slot.port
      image   = server.ami
    }
  ]
}
