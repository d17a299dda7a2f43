package roadbed.collect.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.model.Change;
import roadbed.model.CollectedResource;
import roadbed.model.Declaration;
import roadbed.model.Provider;
import roadbed.model.ValueJson;

class TerraformPlanReaderTest {

  /** A plan of modules, counts, data sources and an aliased provider, with keys in an unusual order. */
  private static final String PLAN =
      """
      {"configuration": {
         "provider_config": {
           "aws": {"name": "aws", "expressions": {
             "region": {"references": ["var.region"]},
             "assume_role": [{"role_arn": {"constant_value": "arn:aws:iam::123456789012:role/deploy"}}],
             "default_tags": [{"tags": {"constant_value": {"team": "core", "env": "prod"}}}]}},
           "google": {"name": "google", "expressions": {"project": {"constant_value": "acme-data"}, "zone": {"constant_value": "europe-west1-b"}}}},
         "root_module": {
           "variables": {"region": {}, "pw": {"sensitive": true}},
           "resources": [
             {"address": "aws_kms_key.main", "mode": "managed", "type": "aws_kms_key", "name": "main", "provider_config_key": "aws", "expressions": {}},
             {"address": "aws_sqs_queue.q", "mode": "managed", "type": "aws_sqs_queue", "name": "q", "provider_config_key": "aws",
              "expressions": {"name": {"references": ["module.logs[0].bucket_id", "module.logs[0]", "module.logs"]},
                              "policy": {"references": ["data.aws_iam_policy_document.d.json", "data.aws_iam_policy_document.d"]},
                              "note": {"references": ["var.pw"]}}},
             {"address": "data.aws_iam_policy_document.d", "mode": "data", "type": "aws_iam_policy_document", "name": "d", "provider_config_key": "aws",
              "expressions": {"statement": [{"resources": {"references": ["aws_kms_key.main.arn", "aws_kms_key.main"]}}]}},
             {"address": "google_storage_bucket.g", "mode": "managed", "type": "google_storage_bucket", "name": "g", "provider_config_key": "google", "expressions": {}}],
           "module_calls": {"logs": {
             "source": "terraform-aws-modules/s3-bucket/aws", "version_constraint": "4.1.0",
             "count_expression": {"constant_value": 2},
             "expressions": {"key_arn": {"references": ["aws_kms_key.main.arn", "aws_kms_key.main"]}},
             "module": {
               "outputs": {"bucket_id": {"expression": {"references": ["aws_s3_bucket.this.id", "aws_s3_bucket.this"]}}},
               "variables": {"key_arn": {}},
               "resources": [
                 {"address": "aws_s3_bucket.this", "mode": "managed", "type": "aws_s3_bucket", "name": "this", "provider_config_key": "logs:aws", "expressions": {}},
                 {"address": "aws_s3_bucket_server_side_encryption_configuration.this", "mode": "managed",
                  "type": "aws_s3_bucket_server_side_encryption_configuration", "name": "this", "provider_config_key": "aws",
                  "for_each_expression": {},
                  "expressions": {"bucket": {"references": ["aws_s3_bucket.this.id", "aws_s3_bucket.this"]},
                    "rule": [{"apply_server_side_encryption_by_default": [{"kms_master_key_id": {"references": ["var.key_arn"]}}]}]}}]}}}}},
       "resource_changes": [
         {"address": "aws_kms_key.main", "mode": "managed", "type": "aws_kms_key", "name": "main", "provider_name": "registry.terraform.io/hashicorp/aws",
          "change": {"actions": ["no-op"], "before": {"arn": "arn:1"}, "after": {"arn": "arn:1", "tags": null}, "after_unknown": {}}},
         {"address": "aws_sqs_queue.q", "mode": "managed", "type": "aws_sqs_queue", "name": "q", "provider_name": "registry.terraform.io/hashicorp/aws",
          "change": {"actions": ["delete", "create"], "before": {"name": "old"}, "after": {"name": null, "note": "s3cret-note", "tags": {"env": "dev"}},
                     "after_unknown": {"name": true, "policy": true, "redrive": [{"arn": true}, {}]}}},
         {"address": "data.aws_iam_policy_document.d", "mode": "data", "type": "aws_iam_policy_document", "name": "d",
          "change": {"actions": ["read"], "after": {}}},
         {"address": "module.logs[0].aws_s3_bucket.this", "module_address": "module.logs[0]", "mode": "managed", "type": "aws_s3_bucket", "name": "this",
          "provider_name": "registry.terraform.io/hashicorp/aws",
          "change": {"actions": ["create"], "before": null, "after": {"bucket": "logs-0"}, "after_unknown": {"id": true}, "after_sensitive": {}}},
         {"address": "module.logs[1].aws_s3_bucket.this", "module_address": "module.logs[1]", "mode": "managed", "type": "aws_s3_bucket", "name": "this",
          "provider_name": "registry.terraform.io/hashicorp/aws",
          "change": {"actions": ["create"], "before": null, "after": {"bucket": "logs-1"}, "after_unknown": {"id": true}, "after_sensitive": {}}},
         {"address": "module.logs[1].aws_s3_bucket_server_side_encryption_configuration.this[\\"a.b]\\"]", "module_address": "module.logs[1]", "mode": "managed",
          "type": "aws_s3_bucket_server_side_encryption_configuration", "name": "this", "index": "a.b]", "provider_name": "registry.terraform.io/hashicorp/aws",
          "change": {"actions": ["create"], "before": null, "after": {"rule": [{"x": 1}]}, "after_unknown": {"bucket": true}}},
         {"address": "google_storage_bucket.g", "mode": "managed", "type": "google_storage_bucket", "name": "g", "provider_name": "registry.terraform.io/hashicorp/google",
          "change": {"actions": ["delete"], "before": {"name": "g", "secret_thing": "x"}, "after": null, "before_sensitive": {"secret_thing": true}}}],
       "planned_values": {"root_module": {"resources": [{"address": "not.looked.at", "type": "x"}]}},
       "variables": {"region": {"value": "eu-west-1"}, "pw": {"value": "s3cret-note"}},
       "terraform_version": "1.9.0", "format_version": "1.2"}
      """;

  private final Gathered plan = Gathered.plan(PLAN);

  @Test
  void eachManagedResourceIsReadOnce() {
    assertThat(plan.diagnostics).isEmpty();
    assertThat(plan.addresses())
        .containsExactly(
            "aws_kms_key.main",
            "aws_sqs_queue.q",
            "module.logs[0].aws_s3_bucket.this",
            "module.logs[1].aws_s3_bucket.this",
            "module.logs[1].aws_s3_bucket_server_side_encryption_configuration.this[\"a.b]\"]",
            "google_storage_bucket.g");
    assertThat(plan.resources).allMatch(r -> r.declaration() == Declaration.TERRAFORM_PLAN);
    assertThat(plan.resource("google_storage_bucket.g").provider()).isEqualTo(Provider.GCP);
    assertThat(plan.resource("aws_sqs_queue.q").provider()).isEqualTo(Provider.AWS);
  }

  @Test
  void attributesAreThoseAfterTheChangeWithTheUnknownMarked() {
    assertThat(ValueJson.text(plan.resource("aws_sqs_queue.q").attributes()))
        .isEqualTo(
            """
            {"name":{"$unknown":"known after apply"},"note":{"$secret":true},"tags":{"env":"dev"},\
            "policy":{"$unknown":"known after apply"},"redrive":[{"arn":{"$unknown":"known after apply"}},null],\
            "tags_all":{"team":"core","env":"dev"}}""");
  }

  @Test
  void aDeletedResourceHasTheAttributesItHad() {
    CollectedResource deleted = plan.resource("google_storage_bucket.g");
    assertThat(deleted.change()).isEqualTo(Change.DELETE);
    assertThat(ValueJson.text(deleted.attributes())).isEqualTo("{\"name\":\"g\",\"secret_thing\":{\"$secret\":true}}");
  }

  @Test
  void referencesGoThroughVariablesOutputsAndDataSources() {
    assertThat(Gathered.references(plan.resource("aws_sqs_queue.q")))
        .containsExactly(
            "name -> module.logs[0].aws_s3_bucket.this.id", "policy -> aws_kms_key.main.arn");
    assertThat(
            Gathered.references(
                plan.resource(
                    "module.logs[1].aws_s3_bucket_server_side_encryption_configuration.this[\"a.b]\"]")))
        .containsExactly(
            "bucket -> module.logs[1].aws_s3_bucket.this.id",
            "rule.0.apply_server_side_encryption_by_default.0.kms_master_key_id -> aws_kms_key.main.arn");
  }

  @Test
  void modulesAndProvidersAreKnown() {
    assertThat(plan.resource("module.logs[0].aws_s3_bucket.this").module())
        .contains("terraform-aws-modules/s3-bucket/aws@4.1.0");
    assertThat(plan.resource("aws_kms_key.main").module()).isEmpty();
    assertThat(plan.resource("module.logs[0].aws_s3_bucket.this").context())
        .containsOnly(java.util.Map.entry("region", "eu-west-1"), java.util.Map.entry("account", "123456789012"));
    assertThat(plan.resource("google_storage_bucket.g").context())
        .containsOnly(java.util.Map.entry("region", "europe-west1"), java.util.Map.entry("project", "acme-data"));
  }

  @Test
  void placesAreLineColumnAndPointer() {
    assertThat(plan.resource("aws_sqs_queue.q").location()).hasToString("plan.json:36:4#/resource_changes/1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"no-op\"              | NO_OP",
        "\"create\"             | CREATE",
        "\"update\"             | UPDATE",
        "\"delete\"             | DELETE",
        "\"read\"               | READ",
        "\"delete\", \"create\" | REPLACE",
        "\"create\", \"delete\" | REPLACE",
        "\"create\", \"forget\" | REPLACE",
        "\"forget\"             | NO_OP",
        "\"dance\"              | NONE",
      })
  void actions(String actions, Change change) {
    Gathered read =
        Gathered.plan(
            """
            {"format_version": "1.0", "resource_changes": [{"address": "a_b.c", "type": "a_b", "name": "c",
             "change": {"actions": [%s], "before": {"x": 1}, "after": {"x": 1}}}]}"""
                .formatted(actions));
    assertThat(read.resource("a_b.c").change()).isEqualTo(change);
    assertThat(ValueJson.text(read.resource("a_b.c").attributes())).isEqualTo("{\"x\":1}");
  }

  @Test
  void plannedValuesCountWhereThereAreNoChanges() {
    Gathered read =
        Gathered.plan(
            """
            {"format_version": "1.0", "planned_values": {"root_module": {
              "resources": [{"address": "a_b.c", "mode": "managed", "type": "a_b", "name": "c", "values": {"x": 1}, "sensitive_values": {}}],
              "child_modules": [{"resources": [{"address": "d_e.f", "mode": "managed", "type": "d_e", "name": "f", "values": {"y": "s", "z": 1}, "sensitive_values": {"y": true}},
                                               {"address": "data.x.y", "mode": "data", "type": "x", "name": "y"}],
                                 "address": "module.m"}]}}}""");
    assertThat(read.diagnostics).isEmpty();
    assertThat(read.addresses()).containsExactly("a_b.c", "module.m.d_e.f");
    assertThat(ValueJson.text(read.resource("module.m.d_e.f").attributes()))
        .isEqualTo("{\"y\":{\"$secret\":true},\"z\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"format_version\": \"2.0\", \"resource_changes\": []}                     | terraform.plan-version        | plan.json:1:20#/format_version",
        "{\"format_version\": \"1.0\", \"resource_changes\": {}}                     | terraform.type                | plan.json:1:47#/resource_changes",
        "{\"format_version\": \"1.0\", \"resource_changes\": [1]}                    | terraform.type                | plan.json:1:48#/resource_changes/0",
        "{\"format_version\": \"1.0\", \"resource_changes\": [{\"type\": \"a\"}]}    | terraform.resource-incomplete | plan.json:1:48#/resource_changes/0",
        "{\"format_version\": \"1.0\", \"configuration\": 3, \"resource_changes\":[]} | terraform.type               | plan.json:1:44#/configuration",
        "{\"format_version\": \"1.0\", \"errored\": true, \"resource_changes\":[]}    | terraform.plan-errored       | plan.json:1:38#/errored",
        "[]                                                                          | terraform.type                | plan.json:1:1#",
      })
  void whatIsWrongHasItsPlace(String text, String code, String place) {
    Gathered read = Gathered.plan(text);
    assertThat(read.codes()).containsExactly(code);
    assertThat(read.diagnostics.getFirst().location()).hasToString(place);
  }

  @Test
  void aBrokenResourceDoesNotLoseTheOthers() {
    Gathered read =
        Gathered.plan(
            """
            {"format_version": "1.0", "resource_changes": [
              {"address": "a_b.one", "type": "a_b", "name": "one", "change": {"actions": ["create"], "after": {}}},
              {"address": "a_b.two", "type": "a_b", "name": "two", "change": []},
              {"address": "a_b.three", "type": "a_b", "name": "three", "change": {"actions": ["create"], "after": "text"}},
              {"address": "a_b.one", "type": "a_b", "name": "one", "change": {"actions": ["create"], "after": {}}},
              {"address": "a_b.one", "type": "a_b", "name": "one", "deposed": "00aa", "change": {"actions": ["delete"], "before": {}}},
              {"address": "a_b.four", "type": "a_b", "name": "four", "change": {"actions": ["create"], "after": {}}}]}""");
    assertThat(read.addresses()).containsExactly("a_b.one", "a_b.three", "a_b.four");
    assertThat(read.codes())
        .containsExactly(
            "terraform.type", "terraform.resource-incomplete", "terraform.type", "terraform.duplicate-address");
  }

  @Test
  void whatStandsBeforeABreakIsKept() {
    String text =
        """
        {"format_version": "1.0", "resource_changes": [
          {"address": "a_b.one", "type": "a_b", "name": "one", "change": {"actions": ["create"], "after": {}}},
          {"address": "a_b.two", "type": "a_b", "na""";
    Gathered read = Gathered.plan(text);
    assertThat(read.addresses()).containsExactly("a_b.one");
    assertThat(read.diagnostics.getFirst().toString())
        .startsWith("plan.json:3:44: the document ends here in the middle; the one resource before it is kept")
        .endsWith("[json.truncated]");
  }

  /** What is moved, imported, replaced, deferred, drifted, checked and invoked. */
  private static final String EVENTFUL =
      """
      {"format_version": "1.2", "terraform_version": "1.14.0", "complete": false,
       "resource_changes": [
         {"address": "aws_s3_bucket.new", "previous_address": "aws_s3_bucket.old", "mode": "managed", "type": "aws_s3_bucket", "name": "new",
          "provider_name": "aws", "change": {"before": {"id": "logs-bucket/1", "acl": "private", "secret": "x"},
            "before_sensitive": {"secret": true}, "actions": ["update"],
            "after": {"id": "logs-bucket/1", "acl": "public-read", "secret": "y"}, "after_unknown": {}, "after_sensitive": {"secret": true}}},
         {"address": "aws_instance.i", "mode": "managed", "type": "aws_instance", "name": "i", "action_reason": "replace_because_cannot_update",
          "change": {"actions": ["delete", "create"], "before": {"ami": "a"}, "after": {"ami": "b"}, "replace_paths": [["ami"], ["disk", 0, "size"]]}},
         {"address": "aws_vpc.v", "mode": "managed", "type": "aws_vpc", "name": "v",
          "change": {"actions": ["no-op"], "before": {"id": "vpc-1"}, "after": {"id": "vpc-1"}, "importing": {"id": "vpc-1"}}},
         {"address": "aws_sqs_queue.q", "mode": "managed", "type": "aws_sqs_queue", "name": "q",
          "change": {"actions": ["create"], "before": null, "after": {"name": "q"}}},
         {"address": "aws_sqs_queue.left", "mode": "managed", "type": "aws_sqs_queue", "name": "left",
          "change": {"actions": ["forget"], "before": {"name": "left"}, "after": null}},
         {"address": "aws_eip.e", "deposed": "ab12", "mode": "managed", "type": "aws_eip", "name": "e",
          "change": {"actions": ["delete"], "before": {"id": "e"}, "after": null}}],
       "deferred_changes": [{"reason": "resource_config_unknown", "resource_change":
         {"address": "aws_eip.later", "mode": "managed", "type": "aws_eip", "name": "later",
          "change": {"actions": ["create"], "before": null, "after": {"vpc": true}, "after_unknown": {"id": true}}}}],
       "resource_drift": [
         {"address": "aws_vpc.v", "mode": "managed", "type": "aws_vpc", "name": "v",
          "change": {"actions": ["update"], "before": {"id": "vpc-1", "dns": true}, "after": {"id": "vpc-1", "dns": false}}},
         {"address": "aws_eip.gone", "mode": "managed", "type": "aws_eip", "name": "gone",
          "change": {"actions": ["delete"], "before": {"id": "eip-1"}, "after": null}}],
       "relevant_attributes": [{"resource": "aws_vpc.v", "attribute": ["dns", 0]}],
       "output_changes": {"o": {"actions": ["create"], "before": null, "after": 1}},
       "action_invocations": [{"address": "action.aws_lambda_invoke.x", "type": "aws_lambda_invoke"}],
       "checks": [{"address": {"kind": "check", "name": "health", "to_display": "check.health"}, "status": "fail",
                   "instances": [{"address": {"to_display": "check.health"}, "status": "fail", "problems": [{"message": "down"}]}]},
                  {"address": {"kind": "resource", "to_display": "aws_vpc.v"}, "status": "pass"}]}""";

  @Test
  void whatWasThereBeforeStandsAtItsNewAddress() {
    Gathered prior = Gathered.by(new TerraformPlanReader(TerraformPlanReader.Side.PRIOR), Gathered.file("plan.json", EVENTFUL));
    assertThat(prior.addresses())
        .containsExactly("aws_s3_bucket.new", "aws_instance.i", "aws_vpc.v", "aws_sqs_queue.left");
    CollectedResource bucket = prior.resource("aws_s3_bucket.new");
    assertThat(ValueJson.text(bucket.attributes()))
        .isEqualTo("{\"id\":\"logs-bucket/1\",\"acl\":\"private\",\"secret\":{\"$secret\":true}}");
    assertThat(bucket.change()).isEqualTo(Change.UPDATE);
    assertThat(bucket.declaration()).isEqualTo(Declaration.TERRAFORM_STATE);
    assertThat(prior.diagnostics).isEmpty();
  }

  @Test
  void whatHadDriftedIsKnownAsRecordedAndAsFound() {
    Gathered recorded =
        Gathered.by(new TerraformPlanReader(TerraformPlanReader.Side.DRIFT_RECORDED), Gathered.file("plan.json", EVENTFUL));
    assertThat(recorded.addresses()).containsExactly("aws_vpc.v", "aws_eip.gone");
    assertThat(ValueJson.text(recorded.resource("aws_vpc.v").attributes())).isEqualTo("{\"id\":\"vpc-1\",\"dns\":true}");
    Gathered found =
        Gathered.by(new TerraformPlanReader(TerraformPlanReader.Side.DRIFT_FOUND), Gathered.file("plan.json", EVENTFUL));
    assertThat(found.addresses()).containsExactly("aws_vpc.v");
    assertThat(ValueJson.text(found.resource("aws_vpc.v").attributes())).isEqualTo("{\"id\":\"vpc-1\",\"dns\":false}");
  }

  @Test
  void deferredChangesArePlannedAndFailedChecksAreTold() {
    Gathered plan = Gathered.plan(EVENTFUL);
    assertThat(plan.resource("aws_eip.later").change()).isEqualTo(Change.CREATE);
    assertThat(plan.codes()).containsExactly("terraform.check-failed");
    assertThat(plan.diagnostics.getFirst().message()).contains("check.health").doesNotContain("down");
  }

  @Test
  void theSummaryHasWhatIsNoAttribute() throws java.io.IOException {
    PlanSummary summary = TerraformPlanReader.summary(Gathered.file("plan.json", EVENTFUL), new Gathered());
    assertThat(summary.of("aws_s3_bucket.new").orElseThrow().previousAddress()).contains("aws_s3_bucket.old");
    assertThat(summary.of("aws_instance.i").orElseThrow().replacePaths()).containsExactly("ami", "disk.0.size");
    assertThat(summary.of("aws_instance.i").orElseThrow().reason()).isEqualTo("replace_because_cannot_update");
    assertThat(summary.of("aws_vpc.v").orElseThrow().importedAs()).contains("vpc-1");
    assertThat(summary.of("aws_sqs_queue.left").orElseThrow().forgotten()).isTrue();
    assertThat(summary.of("aws_eip.later").orElseThrow().deferred()).contains("resource_config_unknown");
    assertThat(summary.of("aws_eip.e")).isEmpty();
    assertThat(summary.changes()).hasSize(7);
    assertThat(summary.drift()).extracting(PlannedChange::address).containsExactly("aws_vpc.v", "aws_eip.gone");
    assertThat(summary.relevant()).containsExactly("aws_vpc.v.dns.0");
    assertThat(summary.checks())
        .containsExactly(
            new PlanSummary.Check("check.health", "fail", java.util.List.of("down")),
            new PlanSummary.Check("aws_vpc.v", "pass", java.util.List.of()));
    assertThat(summary.outputs()).containsEntry("o", Change.CREATE);
    assertThat(summary.actions()).containsExactly("action.aws_lambda_invoke.x");
    assertThat(summary.complete()).isFalse();
    assertThat(summary.terraformVersion()).isEqualTo("1.14.0");
  }
}
