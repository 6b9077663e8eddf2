variable "image_id" {
  type = string
}

variable "manifest" {
  type = string
}

source "amazon-ebs" "web" {
  source_ami = "ami-0123456789abcdef0"
  tags       = { image_id = var.image_id }
}

build {
  sources = ["source.amazon-ebs.web"]
  post-processor "manifest" {
    output = var.manifest
  }
}
