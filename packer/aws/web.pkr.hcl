# The image that servers run, as an Amazon Machine Image.
# Written for Packer 1.6 as well as newer versions; those need the plugins in newer/ first.

variable "image_id" {
  type        = string
  description = "The image's own name for itself: baked in, shown at /health, checked before it gets traffic."
}

variable "base_image" {
  type        = string
  description = "Exact id (ami-…) of a Debian image in the region, to start from."
}

variable "region" {
  type        = string
  description = "Where the image is built, and stays."
}

variable "copies" {
  type        = list(string)
  default     = []
  description = "Further regions that get a copy of the image."
}

variable "instance_type" {
  type        = string
  default     = "t3.small"
  description = "What the build runs on."
}

variable "subnet" {
  type        = string
  default     = null
  description = "Where the build runs; the default VPC when left out."
}

variable "ssh_interface" {
  type        = string
  default     = "public_ip"
  description = "How the build server is reached: public_ip, or private_ip from inside the VPC."
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

variable "endpoint" {
  type        = string
  default     = ""
  description = "Another address of the EC2 API, such as a VPC endpoint's."
}

locals {
  build_tags = { "immutable:run" = var.run, "Name" = "build of ${var.image_id}" }
}

source "amazon-ebs" "web" {
  region              = var.region
  ami_regions         = var.copies
  custom_endpoint_ec2 = var.endpoint
  source_ami          = var.base_image
  instance_type       = var.instance_type
  subnet_id           = var.subnet
  ssh_username        = "admin"
  ssh_interface       = var.ssh_interface

  # The run is in the name because two builds of the same files must not collide.
  ami_name        = "immutable-web-${var.image_id}-${var.run}"
  ami_description = "Built for release ${var.run}"
  tags            = { "immutable:image" = var.image_id, "Name" = var.image_id }
  snapshot_tags   = { "immutable:image" = var.image_id }

  # Whatever a build that was cut off leaves behind is found by these. Packer 1.6 tags no key pair.
  temporary_key_pair_name = "immutable-${var.run}"
  run_tags        = local.build_tags
  run_volume_tags = local.build_tags
}

build {
  sources = ["source.amazon-ebs.web"]

  provisioner "ansible" {
    playbook_file = "${path.root}/../../ansible/playbook.yml"
    user          = "admin"

    # Ansible goes through Packer's own SSH proxy, which in 1.6 signs with ssh-rsa; newer SSH clients
    # refuse that unless told.
    extra_arguments = [
      "--become",
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
