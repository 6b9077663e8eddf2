variable "project" {
  type        = string
  description = "The application, as the pipeline file has it."
}

variable "pipeline" {
  type        = string
  description = "The pipeline's name."

  validation {
    condition     = length("${var.project}-${var.pipeline}-green") <= 32
    error_message = "Amazon allows a target group's name 32 characters: shorten application or pipeline."
  }
}

variable "vpc" {
  type        = string
  default     = null
  description = "The VPC's id; the default VPC of the region when left out."
}

variable "subnets" {
  type        = list(string)
  default     = null
  description = "Ids of subnets in two zones at least; all of the VPC when left out."
}

variable "internal" {
  type        = bool
  default     = false
  description = "Whether the balancer has private addresses only."
}

variable "health_path" {
  type        = string
  default     = "/health"
  description = "What the balancer asks of each server."
}

variable "checkers" {
  type        = list(string)
  default     = []
  description = "CIDR blocks from which immutable asks the servers how they are. Without any, let health.from be balancer."
}
