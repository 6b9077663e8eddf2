# The image that servers run, as an OCI image committed by Docker or Podman.
# Written for Packer 1.6 as well as newer versions; those need the plugins in newer/ first.

variable "image_id" {
  type        = string
  description = "The image's own name for itself: baked in, shown at /health, checked before it gets traffic."
}

variable "base_image" {
  type        = string
  description = "Exact id (sha256:…) of the image to start from, as base-image prints it."
}

variable "manifest" {
  type        = string
  description = "File to write the manifest to. A new one for each run, because Packer appends."
}

variable "run" {
  type        = string
  description = "The release that builds, so that a build container left behind can be found."
}

variable "results" {
  type        = string
  description = "Folder for Ansible's results, task by task, as JUnit XML."
}

source "docker" "web" {
  image  = var.base_image
  pull   = false
  commit = true

  run_command = ["-d", "-i", "-t", "--label=immutable.run=${var.run}", "--entrypoint=/bin/sh", "--", "{{.Image}}"]

  changes = [
    "LABEL immutable.image=${var.image_id}",
    # A committed image inherits its container's labels, and a server is not a builder.
    "LABEL immutable.run=",
    "EXPOSE 80",
    "ENTRYPOINT []",
    "CMD [\"nginx\", \"-g\", \"daemon off;\"]",
    # nginx finishes the requests it has on QUIT and cuts them on TERM.
    "STOPSIGNAL SIGQUIT",
  ]
}

build {
  sources = ["source.docker.web"]

  provisioner "ansible" {
    playbook_file = "${path.root}/../../ansible/playbook.yml"
    user          = "root"

    # Ansible goes through Packer's own SSH proxy: Ansible's docker connection is not in ansible-core.
    # The proxy of 1.6 signs with ssh-rsa, which newer SSH clients refuse unless told, and the container
    # has no sftp, hence `piped`.
    extra_arguments = [
      "--ssh-extra-args=-o HostKeyAlgorithms=+ssh-rsa -o PubkeyAcceptedKeyTypes=+ssh-rsa",
      "--extra-vars", "image_id=${var.image_id}",
    ]
    ansible_env_vars = [
      "ANSIBLE_CALLBACKS_ENABLED=ansible.builtin.junit",
      "JUNIT_OUTPUT_DIR=${var.results}",
      # A task's arguments may hold what nobody should read in a report.
      "JUNIT_HIDE_TASK_ARGUMENTS=True",
      "ANSIBLE_PIPELINING=True",
      "ANSIBLE_NOCOLOR=True",
      "ANSIBLE_SSH_TRANSFER_METHOD=piped",
    ]
  }

  # Beside docker-tag and not after it: the manifest then names the image's digest and not a tag.
  post-processor "manifest" {
    output = var.manifest
  }

  # Nobody starts an image by this tag; it only keeps `prune` from taking the image. The run is in it
  # because two projects with the same files have images of the same name, and must not share a tag.
  post-processor "docker-tag" {
    repository = "localhost/immutable-web"
    tags       = ["${var.image_id}-${var.run}"]
  }
}
