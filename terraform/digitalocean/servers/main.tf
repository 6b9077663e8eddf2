# The servers of one slot: droplets of the exact snapshot, with the tag that the balancer leads to.

locals {
  name = "${var.project}-${var.pipeline}"
}

# All that the inventory tells of a droplet, in one tag, which goes when its droplets go.
resource "digitalocean_tag" "server" {
  name = join(":", ["immutable", var.project, var.pipeline, var.slot, var.release, var.port, var.private ? "private" : "public"])
}

resource "digitalocean_droplet" "server" {
  count = var.servers

  image      = var.image
  name       = "${local.name}-${var.slot}-${count.index + 1}"
  region     = var.region
  size       = var.size
  vpc_uuid   = var.vpc
  ssh_keys   = var.ssh_keys
  monitoring = var.monitoring
  tags       = ["${local.name}-${var.slot}", digitalocean_tag.server.name]
}

output "servers" {
  description = "Where each server answers."
  value = [
    for server in digitalocean_droplet.server : {
      name    = server.name
      address = var.private ? server.ipv4_address_private : server.ipv4_address
      port    = var.port
      image   = server.image
    }
  ]
}
