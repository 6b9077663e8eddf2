terraform {
  # The first Terraform with terraform_data, and older than every OpenTofu.
  required_version = ">= 1.4"
}
