variable "ports" {
  default = [443, 8443, 9443]
}

resource "aws_iam_policy" "encoded" {
  description = "set by an override"
}
