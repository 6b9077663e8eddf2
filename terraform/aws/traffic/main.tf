# Which slot has the traffic: one rule of the listener, and nothing else.

locals {
  name = "${var.project}-${var.pipeline}"
}

data "aws_lb" "web" {
  name = local.name
}

data "aws_lb_listener" "web" {
  load_balancer_arn = data.aws_lb.web.arn
  port              = var.port
}

data "aws_lb_target_group" "slot" {
  for_each = toset(["blue", "green"])
  name     = "${local.name}-${each.key}"
}

# Both target groups stay in it, by weight, so that a switch is one change of one rule.
resource "aws_lb_listener_rule" "traffic" {
  listener_arn = data.aws_lb_listener.web.arn
  priority     = 100

  condition {
    path_pattern {
      values = ["*"]
    }
  }

  action {
    type = "forward"
    forward {
      dynamic "target_group" {
        for_each = data.aws_lb_target_group.slot
        content {
          arn    = target_group.value.arn
          weight = var.weights[target_group.key]
        }
      }
    }
  }
}

locals {
  served = [
    for group in aws_lb_listener_rule.traffic.action[0].forward[0].target_group : one([
      for slot, known in data.aws_lb_target_group.slot : slot if known.arn == group.arn
    ]) if group.weight > 0
  ]
}

output "active" {
  description = "The slot that the rule leads to, by its own attributes."
  value       = length(local.served) == 1 ? local.served[0] : length(local.served) == 0 ? "none" : "both"
}
