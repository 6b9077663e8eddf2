# What both slots share: yours to apply, once, and only read by immutable.
#
#   terraform -chdir=terraform/digitalocean/base init
#   terraform -chdir=terraform/digitalocean/base apply

locals {
  name = "${var.project}-${var.pipeline}"
}

# Which droplets the balancer leads to. No droplet ever has the tag of none.
resource "digitalocean_tag" "slot" {
  for_each = toset(["blue", "green", "none"])
  name     = "${local.name}-${each.key}"
}

resource "digitalocean_loadbalancer" "web" {
  name        = local.name
  region      = var.region
  size_unit   = var.size_unit
  vpc_uuid    = var.vpc
  droplet_tag = digitalocean_tag.slot["none"].name

  forwarding_rule {
    entry_protocol  = "http"
    entry_port      = 80
    target_protocol = "http"
    target_port     = 80
  }

  healthcheck {
    protocol                 = "http"
    port                     = 80
    path                     = var.health_path
    check_interval_seconds   = 3
    response_timeout_seconds = 3
    healthy_threshold        = 2
    unhealthy_threshold      = 2
  }

  # The traffic is terraform/digitalocean/traffic's to switch. Applying this again leaves it where it is.
  lifecycle {
    ignore_changes = [droplet_tag]
  }
}

resource "digitalocean_firewall" "server" {
  name = "${local.name}-server"
  tags = [digitalocean_tag.slot["blue"].name, digitalocean_tag.slot["green"].name]

  inbound_rule {
    protocol                  = "tcp"
    port_range                = "80"
    source_load_balancer_uids = [digitalocean_loadbalancer.web.id]
    source_addresses          = var.checkers
  }

  dynamic "outbound_rule" {
    for_each = ["tcp", "udp"]
    content {
      protocol              = outbound_rule.value
      port_range            = "1-65535"
      destination_addresses = ["0.0.0.0/0", "::/0"]
    }
  }
}

output "front_door" {
  description = "What traffic.terraform.front_door of the pipeline is."
  value       = "http://${digitalocean_loadbalancer.web.ip}/"
}
