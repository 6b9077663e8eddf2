provider "aws" {
  region     = "eu-central-1"
  access_key = "AKIAABCDEFGHIJKLMNOP"
}

data "aws_ami" "web" {
  most_recent = true
  owners      = ["self"]
}

resource "aws_launch_template" "web" {
  image_id = data.aws_ami.web.id
}

resource "aws_autoscaling_group" "web" {
  desired_capacity = 1
  max_size         = 4
}

resource "aws_lb_target_group" "web" {
  port = 80
  health_check {
    path = "/up"
  }
}
