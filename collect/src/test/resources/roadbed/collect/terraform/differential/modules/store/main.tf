variable "name" {
  type = string
}

variable "store" {
  type = any
}

variable "tags" {
  type    = map(string)
  default = {}
}

locals {
  bucket = "roadbed-${var.name}"
}

resource "aws_s3_bucket" "this" {
  bucket        = local.bucket
  force_destroy = !var.store.versioned
  tags          = merge(var.store.tags, var.tags)
}

resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this.bucket
  versioning_configuration {
    status = var.store.versioned ? "Enabled" : "Suspended"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  count  = length(var.store.rules) > 0 ? 1 : 0
  bucket = aws_s3_bucket.this.bucket
  dynamic "rule" {
    for_each = var.store.rules
    content {
      id     = rule.value.name
      status = "Enabled"
      filter {
        prefix = rule.value.prefix
      }
      expiration {
        days = rule.value.after
      }
      dynamic "noncurrent_version_expiration" {
        for_each = var.store.days == null ? [] : [var.store.days]
        content {
          noncurrent_days = noncurrent_version_expiration.value + rule.key
        }
      }
    }
  }
}

output "bucket" {
  value = aws_s3_bucket.this.bucket
}
