terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "subnets" {
  type = map(object({
    cidr   = string
    public = optional(bool, false)
    zone   = optional(string, "eu-central-1a")
  }))
}

variable "ports" {
  type = set(number)
}

resource "aws_vpc" "this" {
  cidr_block           = "10.20.0.0/16"
  enable_dns_hostnames = true
  tags                 = { Name = "${path.module == "." ? "root" : basename(path.module)}" }
}

resource "aws_subnet" "this" {
  for_each                = var.subnets
  vpc_id                  = aws_vpc.this.id
  cidr_block              = each.value.cidr
  availability_zone       = each.value.zone
  map_public_ip_on_launch = each.value.public
}

module "rules" {
  source = "./rules"
  vpc_id = aws_vpc.this.id
  rules = [for port in sort([for p in var.ports : format("%05d", p)]) : {
    port  = tonumber(port)
    cidrs = tonumber(port) == 443 ? ["0.0.0.0/0"] : [for s in var.subnets : s.cidr if s.public]
  }]
}

output "subnets" {
  value = { for key, subnet in aws_subnet.this : key => subnet.id }
}
