variable "blue_ami" { type = string }
variable "green_ami" { type = string }
variable "blue_desired_capacity" { type = number }
variable "green_desired_capacity" { type = number }

resource "aws_instance" "blue" {
  count = var.blue_desired_capacity
  ami   = var.blue_ami
}

resource "aws_instance" "green" {
  count = var.green_desired_capacity
  ami   = var.green_ami
}

resource "aws_lb_target_group" "blue" {
  health_check {
    path = "/health"
  }
}

output "blue_instances" {
  value = [for its in aws_instance.blue : { name = its.id, address = its.private_ip, port = 80 }]
}

output "green_instances" {
  value = [for its in aws_instance.green : { name = its.id, address = its.private_ip, port = 80 }]
}
