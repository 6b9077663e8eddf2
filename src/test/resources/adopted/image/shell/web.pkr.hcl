variable "image_id" {
  type = string
}

variable "base_image" {
  type = string
}

source "docker" "web" {
  image       = var.base_image
  pull        = false
  commit      = true
  run_command = ["-d", "-i", "-t", "--entrypoint=/bin/sh", "--", "{{.Image}}"]
  changes = [
    "LABEL immutable.image=${var.image_id}",
    "ENTRYPOINT []",
    "CMD [\"nginx\", \"-g\", \"daemon off;\"]",
    "STOPSIGNAL SIGQUIT",
  ]
}

build {
  sources = ["source.docker.web"]

  provisioner "shell" {
    script           = "${path.root}/install.sh"
    environment_vars = ["IMAGE_ID=${var.image_id}"]
  }

  # Its artifact comes after the image's, and is a tag that can move.
  post-processor "docker-tag" {
    repository = "localhost/adopted"
    tags       = [var.image_id]
  }
}
