package roadbed.collect.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import roadbed.collect.SourceFile;
import roadbed.model.Location;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** Configuration in native syntax, alone and beside JSON syntax: what both give to those who judge. */
class NativeConfigurationTest {

  private static Gathered read(String text) {
    return Gathered.configuration(List.of(Gathered.file("main.tf", text)));
  }

  private static Gathered read(SourceFile... files) {
    return Gathered.configuration(List.of(files));
  }

  private static String attributes(Gathered gathered, String address) {
    return ValueJson.text(gathered.resource(address).attributes());
  }

  @Test
  void whatIsOnlyPassedOnIsDecidedElsewhere() {
    Gathered read =
        read(
            Gathered.file(
                "main.tf",
                """
                module "given" {
                  source = "./mod"
                  acl    = local.acl
                }
                module "standard" {
                  source = "./mod"
                }
                locals {
                  acl = var.acls["site"]
                }
                variable "acls" {
                  default = { site = "public-read" }
                }
                """),
            Gathered.file(
                "mod/main.tf",
                """
                variable "acl" {
                  default = "private"
                }
                resource "aws_s3_bucket" "site" {
                  bucket = "site-${var.acl}"
                  acl    = var.acl
                }
                """));
    var given = read.resource("module.given.aws_s3_bucket.site").places();
    var standard = read.resource("module.standard.aws_s3_bucket.site").places();
    assertThat(given.of("acl").map(Location::toString)).contains("mod/main.tf:6:3");
    assertThat(given.decided("acl").map(Location::toString)).contains("main.tf:12:3");
    assertThat(standard.decided("acl").map(Location::toString)).contains("mod/main.tf:2:3");
    assertThat(standard.decided("bucket")).as("more than passed on").isEmpty();
  }

  @Test
  void aVariableThatIsItsOwnSourceIsFollowedNowhere() {
    Gathered read =
        read(
            """
            locals {
              a = local.b
              b = local.a
            }
            resource "aws_s3_bucket" "x" {
              acl = local.a
            }
            """);
    assertThat(read.resource("aws_s3_bucket.x").places().decided("acl")).isPresent();
  }

  @Test
  void whatIsWrittenIsKnownWithItsPlace() {
    Gathered read =
        read(
            """
            variable "company" {
              default = "acme"
            }
            locals {
              prefix = "${var.company}-eu"
            }
            resource "aws_s3_bucket" "logs" {
              bucket = "${local.prefix}-logs"
              tags = {
                team        = "core"
                "cost.code" = 7
              }
              versioning {
                enabled = true
              }
              logging { target_bucket = aws_s3_bucket.other.id }
              lifecycle {
                prevent_destroy = true
              }
              timeouts {
                create = "1h"
              }
              depends_on = [aws_s3_bucket.other]
            }
            resource "aws_s3_bucket" "other" {}
            """);
    assertThat(read.diagnostics).isEmpty();
    assertThat(attributes(read, "aws_s3_bucket.logs"))
        .isEqualTo(
            "{\"bucket\":\"acme-eu-logs\",\"tags\":{\"team\":\"core\",\"cost.code\":7},\"versioning\":[{\"enabled\":true}],"
                + "\"logging\":[{\"target_bucket\":{\"$unknown\":\"known after apply: aws_s3_bucket.other.id\"}}],"
                + "\"timeouts\":{\"create\":\"1h\"}}");
    var logs = read.resource("aws_s3_bucket.logs");
    assertThat(logs.location()).hasToString("main.tf:7:1");
    assertThat(Gathered.references(logs)).containsExactly("logging.0.target_bucket -> aws_s3_bucket.other.id");
    assertThat(logs.places().of("bucket").map(Location::toString)).contains("main.tf:8:3");
    assertThat(logs.places().of("tags.team").map(Location::toString)).contains("main.tf:10:5");
    assertThat(logs.places().of("versioning.0.enabled").map(Location::toString)).contains("main.tf:14:5");
    assertThat(logs.places().of("versioning.0.mfa_delete").map(Location::toString)).contains("main.tf:13:3");
    assertThat(logs.places().of("logging.0.target_bucket").map(Location::toString)).contains("main.tf:16:13");
  }

  @Test
  void bothSyntaxesMayStandInOneFolder() {
    Gathered read =
        read(
            Gathered.file("a.tf", "variable \"name\" {}\nresource \"x_y\" \"a\" {\n  v = local.from_json\n}\n"),
            Gathered.file(
                "b.tf.json",
                "{\"locals\": {\"from_json\": \"${var.name}-${local.from_hcl}\"},\n \"resource\": {\"x_y\": {\"b\": {\"v\": \"${x_y.a.v}\",\n \"w\": {\"k\": 1}}}}}"),
            Gathered.file("c.tofu", "locals {\n  from_hcl = \"hcl\"\n}\n"),
            Gathered.file("terraform.tfvars", "name = \"given\"\nother = [1]\n"));
    assertThat(read.diagnostics).isEmpty();
    assertThat(attributes(read, "x_y.a")).isEqualTo("{\"v\":\"given-hcl\"}");
    assertThat(attributes(read, "x_y.b")).isEqualTo("{\"v\":\"given-hcl\",\"w\":{\"k\":1}}");
    assertThat(read.resource("x_y.b").places().of("w.k").map(Location::toString)).contains("b.tf.json:3:8");
  }

  @Test
  void filesOfOpenTofuTakeThePlaceOfThoseOfTheSameName() {
    Gathered read =
        read(
            Gathered.file("main.tf", "resource \"x_y\" \"a\" { v = \"terraform\" }\n"),
            Gathered.file("main.tofu", "resource \"x_y\" \"a\" { v = \"tofu\" }\n"),
            Gathered.file("more.tf.json", "{\"resource\": {\"x_y\": {\"b\": {\"v\": \"terraform\"}}}}"),
            Gathered.file("more.tofu.json", "{\"resource\": {\"x_y\": {\"b\": {\"v\": \"tofu\"}}}}"),
            Gathered.file(".hidden.tf", "resource \"x_y\" \"h\" {}\n"),
            Gathered.file("old.tf~", "resource \"x_y\" \"o\" {}\n"));
    assertThat(read.diagnostics).isEmpty();
    assertThat(read.addresses()).containsExactly("x_y.a", "x_y.b");
    assertThat(attributes(read, "x_y.a")).isEqualTo("{\"v\":\"tofu\"}");
    assertThat(attributes(read, "x_y.b")).isEqualTo("{\"v\":\"tofu\"}");
  }

  @Test
  void overridesChangeWhatStands() {
    Gathered read =
        read(
            Gathered.file(
                "main.tf",
                "resource \"x_y\" \"a\" {\n  v = 1\n  w = 2\n  rule { p = 1 }\n  rule { p = 2 }\n  other { q = 1 }\n}\n"),
            Gathered.file("main_override.tf", "resource \"x_y\" \"a\" {\n  v = 3\n  rule { p = 9 }\n}\n"),
            Gathered.file("override.tf.json", "{\"resource\": {\"x_y\": {\"a\": {\"more\": 4}}}}"));
    assertThat(attributes(read, "x_y.a"))
        .isEqualTo("{\"v\":3,\"w\":2,\"more\":4,\"other\":[{\"q\":1}],\"rule\":[{\"p\":9}]}");
    assertThat(read.resource("x_y.a").places().of("v").map(Location::toString)).contains("main_override.tf:2:3");
    assertThat(read.resource("x_y.a").places().of("w").map(Location::toString)).contains("main.tf:3:3");
  }

  @Test
  void variablesHaveTheirTypesAndTheirOrder() {
    Gathered read =
        read(
            Gathered.file(
                "main.tf",
                """
                variable "a" { default = "d" }
                variable "b" { default = "d" }
                variable "c" { default = "d" }
                variable "size" { type = number }
                variable "set" {
                  type    = set(string)
                  default = ["b", "a", "b"]
                }
                variable "box" {
                  type = object({
                    name = string
                    size = optional(number, 3)
                    tags = optional(map(string), {})
                    note = optional(string)
                  })
                  default = { name = 1, extra = true }
                }
                variable "hidden" {
                  sensitive = true
                  default   = "s3cret"
                }
                variable "never_null" {
                  nullable = false
                  default  = "kept"
                }
                variable "none" {}
                resource "x_y" "z" {
                  v      = "${var.a}-${var.b}-${var.c}"
                  size   = var.size
                  set    = var.set
                  box    = var.box
                  hidden = "x${var.hidden}"
                  null   = var.never_null
                  none   = var.none
                }
                """),
            Gathered.file("terraform.tfvars", "a = \"plain\"\nb = \"plain\"\nsize = \"4\"\nnever_null = null\n"),
            Gathered.file("terraform.tfvars.json", "{\"b\": \"json\"}"),
            Gathered.file("z.auto.tfvars", "b = \"auto\"\n"),
            Gathered.file("prod.tfvars", "a = \"not loaded\"\n"));
    assertThat(read.diagnostics).isEmpty();
    assertThat(attributes(read, "x_y.z"))
        .isEqualTo(
            "{\"v\":\"plain-auto-d\",\"size\":4,\"set\":[\"a\",\"b\"],"
                + "\"box\":{\"name\":\"1\",\"note\":null,\"size\":3,\"tags\":{}},\"hidden\":{\"$secret\":true},"
                + "\"null\":\"kept\",\"none\":{\"$unknown\":\"the variable none has no value here\"}}");
  }

  @Test
  void blocksRepeatAndDynamicOnesBecomeBlocks() {
    Gathered read =
        read(
            """
            variable "none" {}
            variable "ports" {
              type    = set(number)
              default = [80, 443]
            }
            resource "x_y" "counted" {
              count = 2
              name  = "n-${count.index}"
            }
            resource "x_y" "each" {
              for_each = toset(["b", "a"])
              name     = each.key
            }
            resource "x_y" "d" {
              rule { port = 1 }
              dynamic "rule" {
                for_each = [2, 3]
                content {
                  port = rule.value
                  at   = rule.key
                  dynamic "inner" {
                    for_each = { k = rule.value }
                    iterator = it
                    content {
                      key   = it.key
                      outer = rule.key
                      value = it.value
                    }
                  }
                }
              }
              dynamic "set" {
                for_each = var.ports
                content { key = set.key }
              }
              dynamic "off" {
                for_each = []
                content {}
              }
              dynamic "open" {
                for_each = var.none
                content { target = x_y.counted[0].id }
              }
            }
            """);
    assertThat(read.diagnostics).isEmpty();
    assertThat(read.addresses())
        .containsExactly("x_y.counted[0]", "x_y.counted[1]", "x_y.each[\"a\"]", "x_y.each[\"b\"]", "x_y.d");
    assertThat(attributes(read, "x_y.counted[1]")).isEqualTo("{\"name\":\"n-1\"}");
    assertThat(attributes(read, "x_y.d"))
        .isEqualTo(
            "{\"rule\":[{\"port\":1},{\"port\":2,\"at\":0,\"inner\":[{\"key\":\"k\",\"outer\":0,\"value\":2}]},"
                + "{\"port\":3,\"at\":1,\"inner\":[{\"key\":\"k\",\"outer\":1,\"value\":3}]}],"
                + "\"set\":[{\"key\":80},{\"key\":443}],\"off\":[],"
                + "\"open\":{\"$unknown\":\"how many open blocks there are is not known\"}}");
    var d = read.resource("x_y.d");
    assertThat(Gathered.references(d)).containsExactly("open.target -> x_y.counted[0].id");
    assertThat(d.places().of("rule.2.inner.0.value").map(Location::toString)).contains("main.tf:27:11");
  }

  @Test
  void aBlockMayRepeatAsAnotherOneDoes() {
    Gathered read =
        read(
            """
            resource "x_y" "a" {
              for_each = toset(["k", "l"])
              name     = "n-${each.key}"
            }
            resource "x_z" "b" {
              for_each = x_y.a
              of       = each.value.id
              name     = "${each.key}:${each.value.name}"
            }
            """);
    assertThat(read.addresses()).containsExactly("x_y.a[\"k\"]", "x_y.a[\"l\"]", "x_z.b[\"k\"]", "x_z.b[\"l\"]");
    assertThat(attributes(read, "x_z.b[\"l\"]"))
        .isEqualTo("{\"of\":{\"$unknown\":\"known after apply: x_y.a[\\\"l\\\"].id\"},\"name\":\"l:n-l\"}");
    assertThat(Gathered.references(read.resource("x_z.b[\"l\"]")))
        .containsExactly("of -> x_y.a[\"l\"].id", "name -> x_y.a[\"l\"].name");
  }

  @Test
  void whatSaysNothingOfTagsHasTheProvidersDefaults() {
    Gathered read =
        read(
            Gathered.file(
                "main.tf",
                """
                provider "aws" {
                  default_tags {
                    tags = { owner = "payments" }
                  }
                }
                resource "aws_s3_bucket" "logs" {}
                resource "aws_s3_bucket" "own" {
                  tags = { owner = "core" }
                }
                data "aws_caller_identity" "me" {}
                """));
    assertThat(read.resource("aws_s3_bucket.logs").attributes().at("tags_all", "owner")).contains(Value.of("payments"));
    assertThat(read.resource("aws_s3_bucket.own").attributes().at("tags_all", "owner")).contains(Value.of("core"));
  }

  @Test
  void modulesAreReadWhereTheyWereFetchedTo() {
    Gathered read =
        read(
            Gathered.file(
                "env/main.tf",
                """
                provider "aws" {
                  region = "eu-west-1"
                }
                provider "aws" {
                  alias  = "us"
                  region = "us-east-1"
                  default_tags {
                    tags = { team = "core" }
                  }
                }
                module "bucket" {
                  source    = "../modules/bucket"
                  for_each  = toset(["a", "b"])
                  name      = "${each.key}-bucket"
                  providers = {
                    aws = aws.us
                  }
                }
                module "remote" {
                  source  = "acme/thing/aws"
                  version = "1.2.3"
                }
                module "gone" {
                  source = "acme/other/aws"
                }
                resource "aws_sqs_queue" "q" {
                  name = module.remote.name
                  arn  = module.bucket["a"].arn
                }
                data "aws_region" "here" {}
                resource "aws_sqs_queue" "there" {
                  provider = aws.us
                  name     = data.aws_region.here.name
                }
                """),
            Gathered.file(
                "modules/bucket/main.tf",
                """
                variable "name" { type = string }
                data "aws_region" "here" {}
                resource "aws_s3_bucket" "this" {
                  bucket = "${var.name}-${data.aws_region.here.name}-${basename(path.module)}"
                  tags   = {}
                }
                output "arn" { value = aws_s3_bucket.this.arn }
                """),
            Gathered.file(
                "env/.terraform/modules/modules.json",
                """
                {"Modules": [{"Key": "", "Source": "", "Dir": "."},
                  {"Key": "remote", "Source": "registry.example/acme/thing/aws", "Version": "1.2.3", "Dir": ".terraform/modules/remote"},
                  {"Key": "remote.deep", "Source": "acme/deep/aws", "Dir": ".terraform/modules/remote.deep"}]}"""),
            Gathered.file(
                "env/.terraform/modules/remote/main.tf",
                "module \"deep\" {\n  source = \"acme/deep/aws\"\n}\noutput \"name\" {\n  value = module.deep.name\n}\n"),
            Gathered.file(
                "env/.terraform/modules/remote.deep/main.tf",
                "resource \"aws_sns_topic\" \"t\" {\n  name = \"deep\"\n}\noutput \"name\" {\n  value = aws_sns_topic.t.name\n}\n"));
    assertThat(read.codes()).containsExactly("terraform.module-remote");
    assertThat(read.addresses())
        .containsExactlyInAnyOrder(
            "aws_sqs_queue.q",
            "aws_sqs_queue.there",
            "module.bucket[\"a\"].aws_s3_bucket.this",
            "module.bucket[\"b\"].aws_s3_bucket.this",
            "module.remote.module.deep.aws_sns_topic.t");
    var bucket = read.resource("module.bucket[\"b\"].aws_s3_bucket.this");
    assertThat(ValueJson.text(bucket.attributes()))
        .isEqualTo("{\"bucket\":\"b-bucket-us-east-1-bucket\",\"tags\":{},\"tags_all\":{\"team\":\"core\"}}");
    assertThat(bucket.context()).isEqualTo(Map.of("region", "us-east-1"));
    assertThat(bucket.module()).contains("../modules/bucket");
    assertThat(bucket.location()).hasToString("modules/bucket/main.tf:3:1");
    assertThat(bucket.places().of("bucket").map(Location::toString)).contains("modules/bucket/main.tf:4:3");
    assertThat(attributes(read, "aws_sqs_queue.q"))
        .isEqualTo(
            "{\"name\":\"deep\",\"arn\":{\"$unknown\":\"known after apply: module.bucket[\\\"a\\\"].aws_s3_bucket.this.arn\"}}");
    assertThat(read.resource("aws_sqs_queue.there").context()).isEqualTo(Map.of("region", "us-east-1"));
    assertThat(attributes(read, "aws_sqs_queue.there")).isEqualTo("{\"name\":\"eu-west-1\",\"tags_all\":{\"team\":\"core\"}}");
  }

  @Test
  void policiesAreWorkedOut() {
    Gathered read =
        read(
            """
            data "aws_iam_policy_document" "d" {
              statement {
                sid       = "A"
                actions   = ["s3:GetObject"]
                resources = ["arn:aws:s3:::b/*"]
                principals {
                  type        = "AWS"
                  identifiers = ["*"]
                }
                condition {
                  test     = "Bool"
                  variable = "aws:SecureTransport"
                  values   = ["false"]
                }
              }
            }
            resource "x_y" "p" {
              document = data.aws_iam_policy_document.d.json
              encoded = jsonencode({
                Statement = [{
                  Effect = "Allow"
                  Action = "*"
                }]
              })
              text = <<-EOT
                {"Statement": []}
              EOT
            }
            """);
    Value.Fields p = read.resource("x_y.p").attributes();
    assertThat(p.text("document"))
        .contains(
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"A\",\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\","
                + "\"Resource\":\"arn:aws:s3:::b/*\",\"Principal\":{\"AWS\":\"*\"},"
                + "\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}}]}");
    assertThat(p.text("encoded").orElseThrow()).contains("\"Action\":\"*\"");
    assertThat(p.text("text")).contains("{\"Statement\": []}\n");
  }

  @Test
  void whatDeclaresNoResourceIsPassedOver() {
    Gathered read =
        read(
            """
            terraform {
              required_version = ">= 1.5"
              required_providers {
                aws = {
                  source                = "hashicorp/aws"
                  configuration_aliases = [aws.us]
                }
              }
              backend "s3" {}
            }
            moved {
              from = x_y.old
              to   = x_y.new
            }
            import {
              to = x_y.new
              id = "i-1"
            }
            removed {
              from = x_y.gone
              lifecycle { destroy = false }
            }
            check "health" {
              data "http" "it" {
                url = "https://example.com"
              }
              assert {
                condition     = data.http.it.status_code == 200
                error_message = "not well"
              }
            }
            ephemeral "random_password" "p" {
              length = 16
            }
            resource "x_y" "new" {
              password  = ephemeral.random_password.p.result
              parsed    = provider::aws::arn_parse("arn")
              workspace = terraform.workspace
              nothing   = x_z.missing.id
              known     = 1
            }
            """);
    assertThat(read.diagnostics).isEmpty();
    assertThat(read.addresses()).containsExactly("x_y.new");
    assertThat(attributes(read, "x_y.new"))
        .contains("\"workspace\":\"default\"", "\"known\":1", "x_z.missing is not declared here", "provider::aws::arn_parse");
  }

  @Test
  void whatIsMalformedTakesNothingElseAlong() {
    Gathered read =
        read(
            Gathered.file(
                "main.tf",
                """
                resource "x_y" "a" {
                  good = 1
                  bad  = [1, 2
                }
                resource "x_y" {
                  v = 1
                }
                resource "x_y" "b" {
                  v = "${1 +}"
                  w = 2
                }
                module "self" {
                  source = "./"
                }
                """));
    assertThat(read.codes()).contains("hcl.malformed", "terraform.labels", "terraform.module-cycle");
    assertThat(attributes(read, "x_y.b")).isEqualTo("{\"v\":{\"$unknown\":\"its text is malformed\"},\"w\":2}");
  }
}
