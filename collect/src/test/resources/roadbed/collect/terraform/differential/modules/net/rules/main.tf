variable "vpc_id" {
  type = string
}

variable "rules" {
  type = list(object({ port = number, cidrs = list(string) }))
}

resource "aws_security_group" "this" {
  name   = "rules"
  vpc_id = var.vpc_id
  dynamic "ingress" {
    for_each = var.rules
    content {
      from_port   = ingress.value.port
      to_port     = ingress.value.port
      protocol    = "tcp"
      cidr_blocks = ingress.value.cidrs
      description = "port ${ingress.value.port}, rule ${ingress.key}"
    }
  }
}

resource "aws_vpc_security_group_egress_rule" "all" {
  security_group_id = aws_security_group.this.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}
