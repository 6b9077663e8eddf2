# What both slots share: yours to apply, once, and only read by immutable.
#
#   terraform -chdir=terraform/aws/base init
#   terraform -chdir=terraform/aws/base apply

data "aws_vpc" "here" {
  id      = var.vpc
  default = var.vpc == null ? true : null
}

data "aws_subnets" "here" {
  filter {
    name   = "vpc-id"
    values = [data.aws_vpc.here.id]
  }
}

locals {
  name    = "${var.project}-${var.pipeline}"
  subnets = var.subnets == null ? data.aws_subnets.here.ids : var.subnets
}

resource "aws_security_group" "balancer" {
  name        = "${local.name}-balancer"
  description = "Users reach the balancer of ${local.name}"
  vpc_id      = data.aws_vpc.here.id

  ingress {
    from_port   = 80
    to_port     = 80
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  egress {
    from_port   = 80
    to_port     = 80
    protocol    = "tcp"
    cidr_blocks = [data.aws_vpc.here.cidr_block]
  }
}

resource "aws_security_group" "server" {
  name        = "${local.name}-server"
  description = "The balancer and whoever checks health reach the servers of ${local.name}"
  vpc_id      = data.aws_vpc.here.id

  ingress {
    from_port       = 80
    to_port         = 80
    protocol        = "tcp"
    security_groups = [aws_security_group.balancer.id]
    cidr_blocks     = var.checkers
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_lb" "web" {
  name               = local.name
  load_balancer_type = "application"
  internal           = var.internal
  security_groups    = [aws_security_group.balancer.id]
  subnets            = local.subnets
}

resource "aws_lb_target_group" "slot" {
  for_each = toset(["blue", "green"])

  name     = "${local.name}-${each.key}"
  port     = 80
  protocol = "HTTP"
  vpc_id   = data.aws_vpc.here.id

  # Servers are removed only after the pipeline's `retire.drain`.
  deregistration_delay = 0

  health_check {
    path                = var.health_path
    matcher             = "200"
    interval            = 5
    timeout             = 2
    healthy_threshold   = 2
    unhealthy_threshold = 2
  }
}

# Until a release gives a slot the traffic, nobody is served.
resource "aws_lb_listener" "web" {
  load_balancer_arn = aws_lb.web.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      message_body = "no release yet"
      status_code  = "503"
    }
  }
}

# A balancer checks the health of target groups that a rule leads to, and of no others. This rule leads to
# both and matches nobody: 192.0.2.0/24 is set apart for documentation (RFC 5737).
resource "aws_lb_listener_rule" "watched" {
  listener_arn = aws_lb_listener.web.arn
  priority     = 1

  condition {
    source_ip {
      values = ["192.0.2.1/32"]
    }
  }

  action {
    type = "forward"
    forward {
      dynamic "target_group" {
        for_each = aws_lb_target_group.slot
        content {
          arn    = target_group.value.arn
          weight = 1
        }
      }
    }
  }
}

output "front_door" {
  description = "What traffic.terraform.front_door of the pipeline is."
  value       = "http://${aws_lb.web.dns_name}/"
}
