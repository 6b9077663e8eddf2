# The image that servers run, as a snapshot of a droplet.
# Written for Packer 1.6 as well as newer versions; those need the plugins in newer/ first.
# The token comes from the environment: DIGITALOCEAN_API_TOKEN.

variable "image_id" {
  type        = string
  description = "The image's own name for itself: baked in, shown at /health, checked before it gets traffic."
}

variable "base_image" {
  type        = string
  description = "Exact id of the image to start from."
}

variable "region" {
  type        = string
  description = "Where the image is built, and stays."
}

variable "copies" {
  type        = list(string)
  default     = []
  description = "Further regions that get the image."
}

variable "size" {
  type        = string
  default     = "s-1vcpu-1gb"
  description = "What the build runs on. A snapshot starts only on sizes whose disk is as large or larger."
}

variable "snapshot_within" {
  type        = string
  default     = "30m"
  description = "How long a snapshot may take. One that takes longer is found by the next build."
}

variable "manifest" {
  type        = string
  description = "File to write the manifest to. A new one for each run, because Packer appends."
}

variable "run" {
  type        = string
  description = "The release that builds, so that a build server left behind can be found."
}

variable "results" {
  type        = string
  description = "Folder for Ansible's results, task by task, as JUnit XML."
}

source "digitalocean" "web" {
  region           = var.region
  size             = var.size
  image            = var.base_image
  ssh_username     = "root"
  snapshot_name    = "immutable:${var.image_id}:${var.run}"
  snapshot_regions = var.copies
  snapshot_timeout = var.snapshot_within

  # By its name a droplet that a build left behind is found. Tags would stay when it is gone.
  droplet_name = "immutable-build-${var.run}"
}

build {
  sources = ["source.digitalocean.web"]

  provisioner "ansible" {
    playbook_file = "${path.root}/../../ansible/playbook.yml"
    user          = "root"

    # Ansible goes through Packer's own SSH proxy, which in 1.6 signs with ssh-rsa; newer SSH clients
    # refuse that unless told.
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

  post-processor "manifest" {
    output = var.manifest
  }
}
