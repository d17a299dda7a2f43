package roadbed.collect.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.model.Declaration;
import roadbed.model.ValueJson;

class JsonConfigurationTest {

  private static String attributes(Gathered gathered, String address) {
    return ValueJson.text(gathered.resource(address).attributes());
  }

  @Test
  void whatIsWrittenOutIsKnownAndWhatIsReferredToIsRemembered() {
    Gathered read =
        Gathered.configuration(
            """
            {"//": "a comment",
             "locals": {"prefix": "${var.company}-${local.region}", "region": "eu"},
             "variable": {"company": {"default": "acme"}},
             "resource": {
               "aws_s3_bucket": {
                 "logs": {"bucket": "${local.prefix}-logs", "tags": {"team": "core"}, "//": "not an attribute"},
                 "data": [{"bucket": "${aws_s3_bucket.logs.bucket}-data", "logging": [{"target_bucket": "${aws_s3_bucket.logs.id}"}],
                           "depends_on": ["aws_s3_bucket.logs"], "lifecycle": {"prevent_destroy": true}}]}}}""");
    assertThat(read.diagnostics).isEmpty();
    assertThat(attributes(read, "aws_s3_bucket.logs"))
        .isEqualTo("{\"bucket\":\"acme-eu-logs\",\"tags\":{\"team\":\"core\"}}");
    assertThat(attributes(read, "aws_s3_bucket.data"))
        .isEqualTo(
            "{\"bucket\":\"acme-eu-logs-data\",\"logging\":[{\"target_bucket\":"
                + "{\"$unknown\":\"known after apply: aws_s3_bucket.logs.id\"}}]}");
    assertThat(Gathered.references(read.resource("aws_s3_bucket.data")))
        .containsExactly(
            "bucket -> aws_s3_bucket.logs.bucket", "logging.0.target_bucket -> aws_s3_bucket.logs.id");
    assertThat(read.resource("aws_s3_bucket.data").location())
        .hasToString("main.tf.json:7:15#/resource/aws_s3_bucket/data/0");
    assertThat(read.resources).allMatch(r -> r.declaration() == Declaration.TERRAFORM_SOURCE);
  }

  @Test
  void whatIsAssertedIsJudged() {
    Gathered read =
        Gathered.configuration(
            """
            {"variable": {
               "size": {"default": 3, "//": "how many",
                 "validation": {"condition": "${var.size > 5}", "error_message": "too small: ${var.size}"}},
               "name": {"default": "${not.a.reference}",
                 "validation": [{"condition": "${length(var.name) > 2}", "error_message": "short"},
                                {"condition": "${var.name == 1}", "error_message": "no"}]}},
             "check": {
               "holds": {"assert": {"condition": "${var.size == 3}", "error_message": "a"}},
               "fails": {"assert": [{"condition": "${var.size == 4}", "error_message": "b"}]}}}""");
    assertThat(read.diagnostics)
        .extracting(one -> one.location().line() + " " + one.code() + " " + one.message())
        .containsExactlyInAnyOrder(
            "9 terraform.check check.fails does not hold for what is declared",
            "3 terraform.validation the value of var.size does not pass this validation; Terraform refuses to plan",
            "5 terraform.validation the value of var.name does not pass this validation; Terraform refuses to plan");
  }

  @Test
  void blocksRepeat() {
    Gathered read =
        Gathered.configuration(
            """
            {"variable": {"none": {}, "names": {"default": ["b", "a"]}},
             "resource": {"x_y": {
               "counted": {"count": 2, "name": "n-${count.index}"},
               "never": {"count": "${var.names == [] ? 1 : 0}"},
               "each": {"for_each": "${toset(var.names)}", "name": "${each.key}=${each.value}"},
               "map": {"for_each": {"k": {"size": 3}}, "size": "${each.value.size}"},
               "unknown": {"for_each": "${var.none}", "name": "${each.value.name}", "size": 1},
               "user": {"one": "${x_y.counted[1].name}", "all": "${x_y.counted[*].id}", "each": "${x_y.each[\\"a\\"].id}",
                        "loop": "${[for x in x_y.each : x.name]}"}}}}""");
    assertThat(read.diagnostics).isEmpty();
    assertThat(read.addresses())
        .containsExactly(
            "x_y.counted[0]", "x_y.counted[1]", "x_y.each[\"a\"]", "x_y.each[\"b\"]", "x_y.map[\"k\"]", "x_y.unknown",
            "x_y.user");
    assertThat(attributes(read, "x_y.counted[1]")).isEqualTo("{\"name\":\"n-1\"}");
    assertThat(attributes(read, "x_y.each[\"a\"]")).isEqualTo("{\"name\":\"a=a\"}");
    assertThat(attributes(read, "x_y.map[\"k\"]")).isEqualTo("{\"size\":3}");
    assertThat(attributes(read, "x_y.unknown"))
        .isEqualTo("{\"name\":{\"$unknown\":\"which x_y.unknown there are is not known\"},\"size\":1}");
    assertThat(attributes(read, "x_y.user"))
        .isEqualTo(
            "{\"one\":\"n-1\",\"all\":[{\"$unknown\":\"known after apply: x_y.counted[0].id\"},"
                + "{\"$unknown\":\"known after apply: x_y.counted[1].id\"}],"
                + "\"each\":{\"$unknown\":\"known after apply: x_y.each[\\\"a\\\"].id\"},"
                + "\"loop\":[\"a=a\",\"b=b\"]}");
    assertThat(Gathered.references(read.resource("x_y.user")))
        .contains("one -> x_y.counted[1].name", "all -> x_y.counted[0].id", "each -> x_y.each[\"a\"].id");
  }

  @Test
  void dynamicBlocksBecomeBlocks() {
    Gathered read =
        Gathered.configuration(
            """
            {"variable": {"on": {"default": true}, "none": {}},
             "resource": {"x_y": {
               "a": {"rule": {"port": 1},
                     "dynamic": {"rule": {"for_each": "${var.on ? [2, 3] : []}", "content": {"port": "${rule.value}", "at": "${rule.key}"}},
                                 "map": [{"for_each": {"k": "v"}, "iterator": "it", "content": [{"key": "${it.key}", "value": "${it.value}"}]}],
                                 "off": {"for_each": [], "content": {}}}},
               "b": {"dynamic": {"rule": {"for_each": "${var.none}", "content": {"target": "${x_y.a.id}"}}}}}}}""");
    assertThat(attributes(read, "x_y.a"))
        .isEqualTo(
            "{\"rule\":[{\"port\":1},{\"port\":2,\"at\":0},{\"port\":3,\"at\":1}],"
                + "\"map\":[{\"key\":\"k\",\"value\":\"v\"}],\"off\":[]}");
    assertThat(attributes(read, "x_y.b"))
        .isEqualTo("{\"rule\":{\"$unknown\":\"how many rule blocks there are is not known\"}}");
    assertThat(Gathered.references(read.resource("x_y.b"))).containsExactly("rule.target -> x_y.a.id");
  }

  @Test
  void localModulesAreReadWithWhatTheyAreGiven() {
    Gathered read =
        Gathered.configuration(
            List.of(
                Gathered.file(
                    "env/prod/main.tf.json",
                    """
                    {"provider": {"aws": [{"region": "eu-west-1"}, {"alias": "us", "region": "us-east-1",
                                  "default_tags": {"tags": {"team": "core"}}}]},
                     "module": {
                       "bucket": {"source": "../../modules/bucket", "for_each": ["a", "b"], "name": "${module.key.alias}-${each.key}",
                                  "key_arn": "${module.key.arn}", "providers": {"aws": "aws.us"}},
                       "key": {"source": "../../modules/key"},
                       "vpc": {"source": "terraform-aws-modules/vpc/aws", "version": "5.1.0"}},
                     "resource": {"aws_sqs_queue": {"q": {"name": "${module.bucket[\\"a\\"].id}"}}}}"""),
                Gathered.file(
                    "modules/bucket/main.tf.json",
                    """
                    {"variable": {"name": {"type": "string"}, "key_arn": {}},
                     "resource": {"aws_s3_bucket": {"this": {"bucket": "${var.name}", "tags": {"x": "y"}}},
                       "aws_s3_bucket_server_side_encryption_configuration": {"this": {"bucket": "${aws_s3_bucket.this.id}",
                          "rule": {"kms_master_key_id": "${var.key_arn}"}}}},
                     "output": {"id": {"value": "${aws_s3_bucket.this.id}"}}}"""),
                Gathered.file(
                    "modules/key/main.tf.json",
                    """
                    {"resource": {"aws_kms_key": {"this": {}}},
                     "output": {"arn": {"value": "${aws_kms_key.this.arn}"}, "alias": {"value": "acme"}}}""")));
    assertThat(read.codes()).containsExactly("terraform.module-remote");
    assertThat(read.addresses())
        .containsExactly(
            "aws_sqs_queue.q",
            "module.bucket[\"a\"].aws_s3_bucket.this",
            "module.bucket[\"a\"].aws_s3_bucket_server_side_encryption_configuration.this",
            "module.bucket[\"b\"].aws_s3_bucket.this",
            "module.bucket[\"b\"].aws_s3_bucket_server_side_encryption_configuration.this",
            "module.key.aws_kms_key.this");
    var bucket = read.resource("module.bucket[\"b\"].aws_s3_bucket.this");
    assertThat(ValueJson.text(bucket.attributes()))
        .isEqualTo("{\"bucket\":\"acme-b\",\"tags\":{\"x\":\"y\"},\"tags_all\":{\"team\":\"core\",\"x\":\"y\"}}");
    assertThat(bucket.context()).isEqualTo(Map.of("region", "us-east-1"));
    assertThat(bucket.module()).contains("../../modules/bucket");
    assertThat(read.resource("aws_sqs_queue.q").context()).isEqualTo(Map.of("region", "eu-west-1"));
    assertThat(Gathered.references(read.resource("aws_sqs_queue.q")))
        .containsExactly("name -> module.bucket[\"a\"].aws_s3_bucket.this.id");
    assertThat(
            Gathered.references(
                read.resource("module.bucket[\"b\"].aws_s3_bucket_server_side_encryption_configuration.this")))
        .containsExactly(
            "bucket -> module.bucket[\"b\"].aws_s3_bucket.this.id",
            "rule.kms_master_key_id -> module.key.aws_kms_key.this.arn");
  }

  @Test
  void valuesOfVariablesComeFromFilesInTerraformsOrder() {
    Gathered read =
        Gathered.configuration(
            List.of(
                Gathered.file("z.auto.tfvars.json", "{\"b\": \"auto\", \"size\": \"3\"}"),
                Gathered.file("terraform.tfvars.json", "{\"a\": \"plain\", \"b\": \"plain\"}"),
                Gathered.file(
                    "main.tf.json",
                    """
                    {"variable": {"a": {"default": "d"}, "b": {"default": "d"}, "c": {"default": "d"}, "size": {"type": "number"}},
                     "resource": {"x_y": {"z": {"v": "${var.a}-${var.b}-${var.c}", "size": "${var.size}"}}}}"""),
                Gathered.file("main_override.tf.json", "{\"resource\": {\"x_y\": {\"z\": {\"more\": 1}}}}")));
    assertThat(attributes(read, "x_y.z")).isEqualTo("{\"v\":\"plain-auto-d\",\"size\":3,\"more\":1}");
  }

  @Test
  void policyDocumentsAreWorkedOut() {
    Gathered read =
        Gathered.configuration(
            """
            {"data": {"aws_iam_policy_document": {
               "known": {"statement": [{"sid": "A", "actions": ["s3:*"], "resources": ["*"],
                                        "principals": {"type": "AWS", "identifiers": ["*"]},
                                        "condition": {"test": "Bool", "variable": "aws:SecureTransport", "values": ["false"]}}]},
               "changed": {"source_policy_documents": ["${data.aws_iam_policy_document.known.json}"],
                           "statement": {"sid": "A", "effect": "Deny", "actions": ["a:b", "c:d"], "resources": ["*"]}},
               "partly": {"statement": {"actions": ["s3:GetObject"], "resources": ["${x_y.b.arn}/*"]}}}},
             "resource": {"x_y": {
               "known": {"policy": "${data.aws_iam_policy_document.known.json}"},
               "changed": {"policy": "${data.aws_iam_policy_document.changed.json}"},
               "partly": {"policy": "${data.aws_iam_policy_document.partly.json}"},
               "encoded": {"policy": "${jsonencode({Statement = [{Action = \\"*\\", Resource = x_y.b.arn}]})}"},
               "b": {}}}}""");
    assertThat(read.resource("x_y.known").attributes().text("policy"))
        .contains(
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"A\",\"Effect\":\"Allow\",\"Action\":\"s3:*\","
                + "\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"},"
                + "\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}}]}");
    assertThat(read.resource("x_y.changed").attributes().text("policy"))
        .contains(
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"A\",\"Effect\":\"Deny\","
                + "\"Action\":[\"c:d\",\"a:b\"],\"Resource\":\"*\"}]}");
    assertThat(attributes(read, "x_y.partly"))
        .isEqualTo(
            "{\"policy\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\","
                + "\"Resource\":{\"$unknown\":\"known after apply: x_y.b.arn\"}}]}}");
    assertThat(attributes(read, "x_y.encoded"))
        .isEqualTo(
            "{\"policy\":{\"Statement\":[{\"Action\":\"*\",\"Resource\":{\"$unknown\":\"known after apply: x_y.b.arn\"}}]}}");
    assertThat(Gathered.references(read.resource("x_y.partly"))).containsExactly("policy -> x_y.b.arn");
    assertThat(Gathered.references(read.resource("x_y.encoded"))).containsExactly("policy -> x_y.b.arn");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"locals\": {\"a\": \"${local.b}\", \"b\": \"${local.a}\"}, \"resource\": {\"x_y\": {\"z\": {\"v\": \"${local.a}\"}}}} | {\"v\":{\"$unknown\":\"it refers to itself\"}}",
        "{\"resource\": {\"x_y\": {\"z\": {\"v\": \"${x_y.z.v}\"}}}}                   | {\"v\":{\"$unknown\":\"it refers to itself\"}}",
        "{\"resource\": {\"x_y\": {\"z\": {\"count\": \"${length(x_y.z)}\", \"v\": 1}}}}  | {\"v\":1}",
        "{\"resource\": {\"x_y\": {\"z\": {\"v\": \"${var.no}\"}}}}                    | {\"v\":{\"$unknown\":\"the variable no is not declared here\"}}",
        "{\"resource\": {\"x_y\": {\"z\": {\"v\": \"${other.thing.id}\"}}}}            | {\"v\":{\"$unknown\":\"other.thing is not declared here\"}}",
        "{\"resource\": {\"x_y\": {\"z\": {\"v\": \"${data.a_b.c.id}\"}}}}             | {\"v\":{\"$unknown\":\"data.a_b.c is not declared here\"}}",
        "{\"data\": {\"aws_caller_identity\": {\"me\": {}}}, \"resource\": {\"x_y\": {\"z\": {\"v\": \"${data.aws_caller_identity.me.account_id}\"}}}} | {\"v\":{\"$unknown\":\"known after apply: data.aws_caller_identity.me.account_id\"}}",
        "{\"resource\": {\"x_y\": {\"z\": {\"v\": \"${terraform.workspace}\", \"w\": \"${True}\"}}}} | {\"v\":\"default\",\"w\":true}",
        "{\"resource\": [{\"x_y\": [{\"z\": [{\"v\": 1}]}]}]}                          | {\"v\":1}",
      })
  void oddConfigurations(String text, String attributes) {
    assertThat(attributes(Gathered.configuration(text), "x_y.z")).isEqualTo(attributes);
  }

  @Test
  void faultsHaveTheirPlace() {
    Gathered read =
        Gathered.configuration(
            List.of(
                Gathered.file(
                    "a/main.tf.json",
                    """
                    {"resource": {"x_y": {
                       "z": {"v": "${1 +", "password": "s3cret"},
                       "list": 3}},
                     "module": {"self": {"source": "./."}, "gone": {"source": "./gone"}}}"""),
                Gathered.file("b/main.tf.json", "{\"resource\": {\"x_y\": {\"one\": {}, \"two\": {")));
    assertThat(read.addresses()).containsExactlyInAnyOrder("x_y.z", "x_y.one");
    assertThat(read.codes())
        .containsExactlyInAnyOrder(
            "terraform.type",
            "json.truncated",
            "terraform.expression",
            "terraform.module-cycle",
            "terraform.module-missing");
    assertThat(read.diagnostics.toString()).doesNotContain("s3cret").contains("a/main.tf.json:2:15: this text");
  }

  @Test
  void twoOfAnAddressAreBothRead() {
    Gathered read = Gathered.configuration("{\"resource\": {\"x_y\": {\"z\": [{\"v\": 1}, {\"v\": 2}]}}}");
    assertThat(read.addresses()).containsExactly("x_y.z", "x_y.z#2");
    assertThat(read.codes()).containsExactly("terraform.duplicate-address");
  }

  @Test
  void countsAreBounded() {
    Gathered read = Gathered.configuration("{\"resource\": {\"x_y\": {\"z\": {\"count\": 2000000000}}}}");
    assertThat(read.resources).hasSize(10_000);
    assertThat(read.codes()).containsExactly("terraform.instances");
  }
}
