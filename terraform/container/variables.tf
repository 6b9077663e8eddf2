variable "project" {
  type        = string
  description = "The application, first part of every server's name."

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]*$", var.project))
    error_message = "Lower-case letters, digits and hyphens only: it becomes part of a container's name."
  }
}

variable "pipeline" {
  type        = string
  description = "The pipeline, second part of every server's name."

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]*$", var.pipeline))
    error_message = "Lower-case letters, digits and hyphens only: it becomes part of a container's name."
  }
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
  description = "The release that launches the servers. Another release means other servers."
}

variable "image" {
  type        = string
  description = "Exact id of the image, as the build's manifest names it. A tag can move and is refused."

  validation {
    condition     = can(regex("^sha256:[0-9a-f]{64}$", var.image))
    error_message = "An exact image id is sha256: and 64 hexadecimal digits."
  }
}

variable "servers" {
  type        = number
  description = "How many servers the slot has, 1 to 100."

  validation {
    condition     = var.servers >= 1 && var.servers <= 100 && floor(var.servers) == var.servers
    error_message = "1 to 100 servers: the other slot's ports begin 100 higher."
  }
}

variable "first_port" {
  type        = number
  default     = 21000
  description = "Port of blue's first server on 127.0.0.1. Green's first is 100 higher."

  validation {
    condition     = var.first_port >= 1024 && var.first_port <= 65336
    error_message = "1024 to 65336: two hundred ports are counted from it."
  }
}
