variable "project" {
  type        = string
  description = "The application."
}

variable "pipeline" {
  type        = string
  description = "The pipeline."
}

variable "active" {
  type        = string
  description = "The slot that is to have the traffic: blue, green, or none."

  validation {
    condition     = contains(["blue", "green", "none"], var.active)
    error_message = "The traffic goes to blue, green or none."
  }
}

variable "weights" {
  type        = object({ blue = number, green = number })
  description = "Of a hundred requests, how many go to each slot; DigitalOcean gives a slot all or none."
}

variable "region" {
  type        = string
  description = "Where the balancer is."
}
