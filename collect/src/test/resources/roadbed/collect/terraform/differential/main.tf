# Exercises what decides a plan: each block is one way of saying what the plan then holds.
terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  region                      = var.region
  access_key                  = "AKIDEXAMPLE"
  secret_key                  = "example"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  default_tags {
    tags = merge(local.common, { Stage = terraform.workspace })
  }
}

provider "aws" {
  alias                       = "replica"
  region                      = local.regions[1]
  access_key                  = "AKIDEXAMPLE"
  secret_key                  = "example"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variable "region" {
  type    = string
  default = "eu-west-1"
}

variable "stores" {
  type = map(object({
    versioned = optional(bool, true)
    days      = optional(number)
    tags      = optional(map(string), {})
    rules = optional(list(object({
      name   = string
      prefix = optional(string, "logs/")
      after  = optional(number, 30)
    })), [])
  }))
}

variable "ports" {
  type    = list(number)
  default = [443, 8443]
}

variable "unset" {
  type    = string
  default = null
}

locals {
  common  = { Team = "platform", "cost:centre" = format("%04d", 42) }
  regions = [var.region, replace(var.region, "west", "central")]
  names   = sort([for name, store in var.stores : "${name}-${length(store.rules)}" if store.versioned])
  by_size = { for name, store in var.stores : length(store.rules) > 0 ? "ruled" : "plain" => name... }
  matrix  = { for pair in setproduct(["a", "b"], [1, 2]) : join("-", pair) => { letter = pair[0], number = pair[1] } }
  subnets = cidrsubnets("10.20.0.0/16", 4, 4, 8, 8)
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [for action in ["s3:GetObject", "s3:ListBucket"] : {
      Effect   = "Allow"
      Action   = action
      Resource = "*"
      Sid      = title(split(":", action)[1])
    }]
  })
}

module "store" {
  source   = "./modules/store"
  for_each = var.stores
  name     = each.key
  store    = each.value
  tags     = { Store = upper(each.key) }
}

module "net" {
  source  = "./modules/net"
  count   = length(var.ports) > 1 ? 1 : 0
  subnets = { for i, range in local.subnets : "s${i}" => { cidr = range, public = i % 2 == 0 } }
  ports   = toset(var.ports)
  providers = {
    aws = aws.replica
  }
}

resource "aws_sqs_queue" "matrix" {
  for_each                   = local.matrix
  name                       = "q-${each.key}${try(each.value.suffix, each.value.letter == "b" ? ".fifo" : "")}"
  visibility_timeout_seconds = each.value.number * 30
  fifo_queue                 = can(regex("^b", each.value.letter))
  tags                       = each.value.number > 1 ? { Letter = each.value.letter } : null
}

resource "aws_iam_role" "counted" {
  count              = 2
  name               = format("role-%02d", count.index + 1)
  description        = coalesce(var.unset, "number ${count.index}")
  assume_role_policy = data.aws_iam_policy_document.assume[count.index].json
  max_session_duration = [3600, 7200][count.index]
  tags = {
    Stage = "mine"
  }
}

data "aws_iam_policy_document" "assume" {
  count = 2
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = [count.index == 0 ? "ec2.amazonaws.com" : "lambda.amazonaws.com"]
    }
    dynamic "condition" {
      for_each = count.index == 0 ? [] : ["111122223333", "444455556666"]
      content {
        test     = "StringEquals"
        variable = "aws:SourceAccount"
        values   = [condition.value]
      }
    }
  }
}

data "aws_iam_policy_document" "base" {
  statement {
    sid       = "Deny"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = ["arn:aws:s3:::x", "arn:aws:s3:::x/*"]
    not_principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
    condition {
      test     = "StringLike"
      variable = "aws:username"
      values   = ["&{aws:PrincipalTag/b}", "a"]
    }
  }
}

data "aws_iam_policy_document" "all" {
  source_policy_documents   = [data.aws_iam_policy_document.base.json]
  override_policy_documents = [jsonencode({ Statement = [{ Sid = "Extra", Effect = "Allow", Action = "s3:Get*", Resource = "*" }] })]
  version                   = "2012-10-17"
  statement {
    not_actions = ["iam:*", "sts:*"]
    resources   = ["*"]
  }
}

resource "aws_iam_policy" "all" {
  name_prefix = "all-"
  policy      = data.aws_iam_policy_document.all.json
}

resource "aws_iam_policy" "encoded" {
  name   = "encoded-${md5(local.policy)}"
  path   = "/${join("/", [for part in split(".", "a.b.c") : part if part != "b"])}/"
  policy = local.policy
}

resource "aws_ssm_parameter" "text" {
  name = "/text"
  type = "String"
  value = templatefile("${path.module}/greeting.tftpl", {
    names = local.names
    loud  = true
  })
}

resource "aws_ssm_parameter" "heredoc" {
  name  = "/heredoc"
  type  = "String"
  value = <<-EOT
    %{for size, names in local.by_size~}
    ${size}: ${join(", ", names)}
    %{endfor~}
      indented ${jsonencode({ a = [1, true, null] })}
  EOT
}

resource "aws_ssm_parameter" "functions" {
  for_each = {
    base64  = base64encode("é")
    yaml    = yamlencode({ b = [1, "2"], a = { c = null } })
    csv     = csvdecode("a,b\n1,2")[0].b
    merge   = jsonencode(merge({ a = 1 }, { b = { c = 2 } }, { a = 3 }))
    flatten = jsonencode(flatten([[1, [2]], [], [[3]]]))
    zip     = jsonencode(zipmap(["x", "y"], [1, 2]))
    regex   = join("|", regexall("[a-z]+", "ab1cd2"))
    trim    = trimprefix(trimsuffix(" x.tf", ".tf"), " ")
    slice   = jsonencode(slice(["a", "b", "c"], 1, 3))
    lookup  = lookup({ a = "b" }, "c", "none")
    range   = jsonencode(range(10, 0, -3))
    number  = tostring(ceil(7 / 2) + floor(-1.5) + pow(2, 5) + signum(-3) + log(8, 2) + parseint("ff", 16))
    set     = jsonencode(setsubtract(["a", "b", "c"], ["b"]))
    cond    = jsonencode([for x in [1, 2, 3] : x > 2 ? "big" : x > 1 ? "middle" : "small"])
    splat   = jsonencode(var.stores["logs"].rules[*].name)
    text    = "${"a" == "a" ? 1 : 2}-${!false}-${1 + 2 * 3}-${7 % 4}-${-2}"
    time    = formatdate("YYYY-MM-DD", "2026-11-21T03:00:00Z")
    chunk   = jsonencode(chunklist(["a", "b", "c"], 2))
    trans   = jsonencode(transpose({ a = ["1", "2"], b = ["2"] }))
    sha     = substr(sha256("x"), 0, 8)
    alltrue = jsonencode([alltrue([true, true]), anytrue([]), sum([1, 2.5]), contains(["a"], "a"), index(["a", "b"], "b")])
    one     = jsonencode([one([]), one(["x"]), coalescelist([], ["y"]), compact(["", "z"]), distinct(["d", "d"]), element(["p", "q"], 3)])
    file    = trimspace(file("${path.module}/greeting.tftpl")) == "" ? "empty" : "full"
  }
  name  = "/functions/${each.key}"
  type  = "String"
  value = each.value
}

resource "aws_instance" "dynamic" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.micro"
  subnet_id     = try(module.net[0].subnets["s0"], "none")
  dynamic "ebs_block_device" {
    for_each = { b = 10, c = 20 }
    iterator = disk
    content {
      device_name = "/dev/sd${disk.key}"
      volume_size = disk.value
      encrypted   = disk.value > 10
    }
  }
  root_block_device {
    volume_type = "gp3"
    tags        = { Name = "root" }
  }
  metadata_options {
    http_tokens   = "required"
    http_endpoint = "enabled"
  }
  user_data_base64 = base64encode(jsonencode({ ports = var.ports }))
  lifecycle {
    ignore_changes = [user_data_base64, tags["Later"]]
  }
}

resource "terraform_data" "kinds" {
  input = {
    list   = tolist(["a"])
    set    = toset(["c", "b", "b"])
    map    = tomap({ x = 1 })
    object = { y = "2", z = null, w = tonumber("3") }
    deep   = [{ a = [{ b = "c" }] }]
  }
  triggers_replace = [local.names, var.region]
}

moved {
  from = aws_sqs_queue.old
  to   = aws_sqs_queue.matrix["a-1"]
}

check "regions" {
  assert {
    condition     = length(local.regions) == 2
    error_message = "two regions are expected"
  }
}

output "names" {
  value = local.names
}
