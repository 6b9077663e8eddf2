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
  description = "Exact id of the image."

  validation {
    condition     = can(regex("^ami-[0-9a-f]{8,}$", var.image))
    error_message = "An exact image id is ami- and hexadecimal digits."
  }
}

variable "servers" {
  type        = number
  description = "How many servers the slot has."
}

variable "instance_type" {
  type        = string
  default     = "t3.small"
  description = "What each server is."
}

variable "subnets" {
  type        = list(string)
  default     = null
  description = "Ids of subnets, used by turns; all of the VPC when left out."
}
