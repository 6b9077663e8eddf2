# Which slot has the traffic: the tag that the balancer leads to, and nothing else.

locals {
  name = "${var.project}-${var.pipeline}"
}

data "digitalocean_loadbalancer" "web" {
  name = local.name
}

# The balancer was made by terraform/digitalocean/base. From the first switch on, its tag is this root's.
import {
  to = digitalocean_loadbalancer.web
  id = data.digitalocean_loadbalancer.web.id
}

resource "digitalocean_loadbalancer" "web" {
  name        = local.name
  region      = var.region
  droplet_tag = "${local.name}-${var.active}"

  # All the rest is as the base root made it.
  lifecycle {
    prevent_destroy = true
    ignore_changes = [
      name, region, size, size_unit, algorithm, forwarding_rule, healthcheck, sticky_sessions, firewall, type,
      network, network_stack, domains, glb_settings, target_load_balancer_ids, tls_cipher_policy, vpc_uuid,
      project_id, http_idle_timeout_seconds, redirect_http_to_https, enable_proxy_protocol,
      enable_backend_keepalive, disable_lets_encrypt_dns_records,
    ]
  }
}

output "active" {
  description = "The slot that the balancer leads to, by its own attributes."
  value       = trimprefix(digitalocean_loadbalancer.web.droplet_tag, "${local.name}-")
}
