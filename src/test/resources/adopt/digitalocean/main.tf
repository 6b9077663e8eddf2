variable "db_password" {
  default = "hunter2"
}

data "digitalocean_droplet_snapshot" "web" {
  name_regex  = "^web-"
  most_recent = true
}

resource "digitalocean_droplet" "web" {
  name   = "web"
  image  = data.digitalocean_droplet_snapshot.web.id
  region = "fra1"
  size   = "s-1vcpu-1gb"
}
