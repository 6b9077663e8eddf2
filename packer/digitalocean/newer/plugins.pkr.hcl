# From 1.10 on, Packer comes without plugins: run `packer init packer/digitalocean/newer` once, then build as always.
# This is a folder of its own because Packer 1.6, which has them built in, does not know the block.
# Builds were run with 1.6.6 only.
packer {
  required_plugins {
    digitalocean = {
      source  = "github.com/digitalocean/digitalocean"
      version = ">= 1.0.0"
    }
    ansible = {
      source  = "github.com/hashicorp/ansible"
      version = ">= 1.0.0"
    }
  }
}
