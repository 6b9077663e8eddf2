variable "project" {
  type        = string
  description = "The application, as the pipeline file has it."
}

variable "pipeline" {
  type        = string
  description = "The pipeline's name."
}

variable "region" {
  type        = string
  description = "Where the balancer is, and the servers."
}

variable "vpc" {
  type        = string
  default     = null
  description = "The VPC's id; the default VPC of the region when left out."
}

variable "size_unit" {
  type        = number
  default     = 1
  description = "How many nodes the balancer has; with one alone it is down while DigitalOcean replaces it."
}

variable "health_path" {
  type        = string
  default     = "/health"
  description = "What the balancer asks of each server."
}

variable "checkers" {
  type        = list(string)
  description = "CIDR blocks from which immutable asks the servers how they are."
}
