terraform {
  # The first that lets a validation name another variable.
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0, < 6.0"
    }
  }
}

# The region and the credentials come from the environment: AWS_REGION and the like.
provider "aws" {}
