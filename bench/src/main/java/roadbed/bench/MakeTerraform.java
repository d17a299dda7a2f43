package roadbed.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes an estate of Terraform source: a root that calls modules, and in each module variables, locals, outputs, and
 * files of resources with loops, dynamic blocks, policies and references, as people write them.
 */
public final class MakeTerraform {
  private static final int FILES_BESIDE = 4;

  private MakeTerraform() {}

  /** Arguments: the folder, how many modules, how many files in all. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int modules = Integer.parseInt(arguments[1]);
    int files = Integer.parseInt(arguments[2]);
    Files.createDirectories(folder.resolve("env"));
    StringBuilder root =
        new StringBuilder(
            """
            provider "aws" {
              region = var.region
              default_tags {
                tags = { Environment = "prod", Owner = "platform" }
              }
            }
            variable "region" {
              type    = string
              default = "eu-west-1"
            }
            """);
    int written = 1;
    for (int module = 0; module < modules; module++) {
      Path path = Files.createDirectories(folder.resolve("modules/m" + module));
      root.append(
          """
          module "m%1$d" {
            source  = "../modules/m%1$d"
            name    = "service-%1$d"
            ports   = [80, 443, %2$d]
            buckets = { logs = { versioned = true }, data = {} }
          }
          """
              .formatted(module, 1024 + module));
      Files.writeString(path.resolve("variables.tf"), VARIABLES);
      Files.writeString(path.resolve("locals.tf"), LOCALS);
      Files.writeString(path.resolve("outputs.tf"), OUTPUTS);
      Files.writeString(path.resolve("versions.tf"), VERSIONS);
      written += FILES_BESIDE;
      int share = (files - 1) * (module + 1) / modules + 1;
      for (int file = 0; written < share; file++, written++) {
        Files.writeString(path.resolve("part" + file + ".tf"), resources(file));
      }
    }
    Files.writeString(folder.resolve("env/main.tf"), root);
    Files.writeString(folder.resolve("env/terraform.tfvars"), "region = \"eu-central-1\"\n");
  }

  private static final String VARIABLES =
      """
      variable "name" {
        type        = string
        description = "The name of the service; it begins the name of everything here."
      }
      variable "ports" {
        type    = list(number)
        default = [443]
      }
      variable "buckets" {
        type = map(object({
          versioned = optional(bool, false)
          days      = optional(number, 30)
        }))
        default = {}
      }
      """;
  private static final String LOCALS =
      """
      locals {
        prefix = lower("${var.name}-${terraform.workspace}")
        tags = merge(
          { Service = var.name },
          { for port in var.ports : "port-${port}" => tostring(port) if port > 443 },
        )
        cidrs = [for i in range(3) : cidrsubnet("10.0.0.0/8", 8, i)]
      }
      """;
  private static final String OUTPUTS =
      """
      output "bucket_arns" {
        value = { for key, bucket in aws_s3_bucket.bucket0 : key => bucket.arn }
      }
      output "role" {
        value = aws_iam_role.role0.arn
      }
      """;
  private static final String VERSIONS =
      """
      terraform {
        required_version = ">= 1.5"
        required_providers {
          aws = {
            source  = "hashicorp/aws"
            version = "~> 5.0"
          }
        }
      }
      """;
  private static String resources(int part) {
    return """
      # Storage, with what belongs to it.
      resource "aws_s3_bucket" "bucket%1$d" {
        for_each = var.buckets
        bucket   = "${local.prefix}-${each.key}-%1$d"
        tags     = local.tags
      }
      resource "aws_s3_bucket_versioning" "bucket%1$d" {
        for_each = { for key, bucket in var.buckets : key => bucket if bucket.versioned }
        bucket   = aws_s3_bucket.bucket%1$d[each.key].id
        versioning_configuration {
          status = "Enabled"
        }
      }
      resource "aws_s3_bucket_public_access_block" "bucket%1$d" {
        for_each                = aws_s3_bucket.bucket%1$d
        bucket                  = each.value.id
        block_public_acls       = true
        block_public_policy     = true
        ignore_public_acls      = true
        restrict_public_buckets = true
      }
      resource "aws_security_group" "group%1$d" {
        name = "${local.prefix}-%1$d"
        dynamic "ingress" {
          for_each = var.ports
          content {
            description = "port ${ingress.value}"
            from_port   = ingress.value
            to_port     = ingress.value
            protocol    = "tcp"
            cidr_blocks = local.cidrs
          }
        }
        egress {
          from_port   = 0
          to_port     = 0
          protocol    = "-1"
          cidr_blocks = ["0.0.0.0/0"]
        }
        tags = local.tags
      }
      data "aws_iam_policy_document" "assume%1$d" {
        statement {
          actions = ["sts:AssumeRole"]
          principals {
            type        = "Service"
            identifiers = ["ec2.amazonaws.com"]
          }
        }
      }
      resource "aws_iam_role" "role%1$d" {
        name               = format("%%s-role-%%d", local.prefix, %1$d)
        assume_role_policy = data.aws_iam_policy_document.assume%1$d.json
      }
      resource "aws_iam_role_policy" "policy%1$d" {
        role = aws_iam_role.role%1$d.id
        policy = jsonencode({
          Version = "2012-10-17"
          Statement = [{
            Effect   = "Allow"
            Action   = ["s3:GetObject", "s3:PutObject"]
            Resource = [for bucket in aws_s3_bucket.bucket%1$d : "${bucket.arn}/*"]
          }]
        })
      }
      resource "aws_instance" "instance%1$d" {
        count         = 2
        ami           = "ami-12345678"
        instance_type = "t3.micro"
        user_data     = <<-EOT
          #!/bin/sh
          %%{for port in var.ports~}
          open ${port}
          %%{endfor~}
        EOT
        metadata_options {
          http_tokens = "required"
        }
        root_block_device {
          encrypted = true
        }
        vpc_security_group_ids = [aws_security_group.group%1$d.id]
      }
      """
        .formatted(part);
  }
}
