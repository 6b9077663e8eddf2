# A root as somebody had it before: its own words, and blue and green in one state.

variable "app" { type = string }
variable "env" { type = string }
variable "blue_ami" { type = string }
variable "green_ami" { type = string }
variable "blue_release" { type = string }
variable "green_release" { type = string }
variable "blue_desired_capacity" { type = number }
variable "green_desired_capacity" { type = number }
variable "first_port" { type = number }

locals {
  blue = [for number in range(var.blue_desired_capacity) : {
    id         = "${var.app}-${var.env}-blue-${number + 1}"
    private_ip = "127.0.0.1"
    port       = var.first_port + number
  }]
  green = [for number in range(var.green_desired_capacity) : {
    id         = "${var.app}-${var.env}-green-${number + 1}"
    private_ip = "127.0.0.1"
    port       = var.first_port + 100 + number
  }]
  generation = "1"
}

# What both slots stand on, and no release has anything to do with.
resource "terraform_data" "network" {
  input = var.app
}

resource "terraform_data" "blue" {
  for_each         = { for server in local.blue : server.id => server }
  triggers_replace = [var.blue_ami, var.blue_release, local.generation]
  input            = { PROJECT = var.app, PIPELINE = var.env, SLOT = "blue", NAME = each.key }

  provisioner "local-exec" {
    interpreter = ["./server"]
    command     = "create"
    environment = {
      PROJECT = var.app, PIPELINE = var.env, SLOT = "blue", NAME = each.key, RELEASE = var.blue_release
      ADDRESS = each.value.private_ip, PORT = each.value.port, IMAGE = var.blue_ami
    }
  }

  provisioner "local-exec" {
    when        = destroy
    interpreter = ["./server"]
    command     = "remove"
    environment = self.output
  }
}

resource "terraform_data" "green" {
  for_each         = { for server in local.green : server.id => server }
  triggers_replace = [var.green_ami, var.green_release, local.generation]
  input            = { PROJECT = var.app, PIPELINE = var.env, SLOT = "green", NAME = each.key }

  provisioner "local-exec" {
    interpreter = ["./server"]
    command     = "create"
    environment = {
      PROJECT = var.app, PIPELINE = var.env, SLOT = "green", NAME = each.key, RELEASE = var.green_release
      ADDRESS = each.value.private_ip, PORT = each.value.port, IMAGE = var.green_ami
    }
  }

  provisioner "local-exec" {
    when        = destroy
    interpreter = ["./server"]
    command     = "remove"
    environment = self.output
  }
}

output "blue_instances" { value = local.blue }
output "green_instances" { value = local.green }
