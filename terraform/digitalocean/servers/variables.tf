variable "project" {
  type        = string
  description = "The application."
}

variable "pipeline" {
  type        = string
  description = "The pipeline."
}

variable "slot" {
  type        = string
  description = "Which of the two sets of servers this is: blue or green."

  validation {
    condition     = contains(["blue", "green"], var.slot)
    error_message = "A slot is blue or green."
  }
}

variable "release" {
  type        = string
  description = "The release that launches the servers."
}

variable "image" {
  type        = string
  description = "Exact id of the snapshot."

  validation {
    condition     = can(regex("^[1-9][0-9]*$", var.image))
    error_message = "The exact id of a snapshot is a number."
  }
}

variable "servers" {
  type        = number
  description = "How many servers the slot has."
}

variable "region" {
  type        = string
  description = "Where the servers are."
}

variable "size" {
  type        = string
  default     = "s-1vcpu-1gb"
  description = "What each server is."
}

variable "vpc" {
  type        = string
  default     = null
  description = "The VPC's id, the balancer's; the default VPC of the region when left out."
}

variable "ssh_keys" {
  type        = list(string)
  default     = []
  description = "Ids or fingerprints of keys that may log in. Without any, DigitalOcean mails a password for root."
}

variable "monitoring" {
  type        = bool
  default     = false
  description = "Whether DigitalOcean's agent is installed when a droplet starts: a change that no image has."
}

variable "port" {
  type        = number
  default     = 80
  description = "Where the application listens."
}

variable "private" {
  type        = bool
  default     = false
  description = "Whether immutable asks the servers at their private addresses, from inside the VPC."
}
