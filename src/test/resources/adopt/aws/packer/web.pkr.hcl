variable "region" {
  default = "eu-central-1"
}

source "amazon-ebs" "web" {
  region        = var.region
  ami_name      = "web-{{timestamp}}"
  source_ami    = "ami-0123456789abcdef0"
  instance_type = "t3.micro"
  ssh_username  = "admin"
}

build {
  sources = ["source.amazon-ebs.web"]
}
