package roadbed.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import roadbed.testkit.Declared;

class JoinsTest {
  private static final String LATER = "{\"bucket\":{\"$unknown\":\"known after apply\"},\"versioning_configuration\":[{\"status\":\"Enabled\"}]}";

  @Test
  void aSettingJoinsItsParentByReferenceWhenTheIdIsKnownOnlyAfterApply() {
    Estate estate =
        Estate.of(
            Declared.resource("aws_s3_bucket.logs").with("{}"),
            Declared.resource("aws_s3_bucket.other").with("{}"),
            Declared.resource("aws_s3_bucket_versioning.logs").with(LATER).refers("bucket", "aws_s3_bucket.logs"));
    assertThat(estate.facet("aws_s3_bucket.logs", "versioning.enabled")).isEqualTo("true");
    assertThat(estate.facet("aws_s3_bucket.other", "versioning.enabled")).isEqualTo("false");
    assertThat(estate.addresses()).containsExactly("aws_s3_bucket.logs", "aws_s3_bucket.other");
    assertThat(estate.at("aws_s3_bucket.logs").satellites()).containsOnlyKeys("aws_s3_bucket_versioning");
  }

  @Test
  void aSettingJoinsByAnEqualName() {
    Estate estate =
        Estate.of(
            Declared.resource("aws_s3_bucket.logs").with("{\"bucket\":\"my-logs\",\"id\":\"my-logs\"}"),
            Declared.resource("aws_s3_bucket_versioning.v")
                .with("{\"bucket\":\"my-logs\",\"versioning_configuration\":{\"status\":\"Enabled\"}}"));
    assertThat(estate.facet("aws_s3_bucket.logs", "versioning.enabled")).isEqualTo("true");
  }

  @Test
  void instancesJoinTheInstanceOfTheSameKey() {
    Estate estate =
        Estate.of(
            Declared.resource("aws_s3_bucket.b[\"eu\"]").with("{}"),
            Declared.resource("aws_s3_bucket.b[\"us\"]").with("{}"),
            Declared.resource("aws_s3_bucket_versioning.b[\"eu\"]").with(LATER).refers("bucket", "aws_s3_bucket.b"));
    assertThat(estate.facet("aws_s3_bucket.b[\"eu\"]", "versioning.enabled")).isEqualTo("true");
    assertThat(estate.facet("aws_s3_bucket.b[\"us\"]", "versioning.enabled")).isEqualTo("false");
  }

  @Test
  void whereSeveralParentsAreMeantTheFacetIsUnknownAndNotGuessed() {
    Estate estate =
        Estate.of(
            Declared.resource("aws_s3_bucket.a").with("{\"bucket\":\"same\"}"),
            Declared.resource("aws_s3_bucket.b").with("{\"bucket\":\"same\"}"),
            Declared.resource("aws_s3_bucket_versioning.v").with("{\"bucket\":\"same\"}"));
    assertThat(estate.unknown("aws_s3_bucket.a", "versioning.enabled")).isTrue();
    assertThat(estate.unknown("aws_s3_bucket.b", "versioning.enabled")).isTrue();
    assertThat(estate.codes()).containsExactly("inventory.ambiguous-parent");
  }

  @Test
  void aSettingWithoutParentStaysAndIsSaid() {
    Estate estate =
        Estate.of(Declared.resource("aws_s3_bucket_versioning.v").with("{\"bucket\":\"elsewhere\"}"));
    assertThat(estate.at("aws_s3_bucket_versioning.v").kind()).isEqualTo("satellite");
    assertThat(estate.codes()).containsExactly("inventory.parent-not-found");
  }

  @Test
  void aRuleIsAResourceOfItsOwnAndSaysInItsGroupWhereItIsDeclared() {
    Estate estate =
        Estate.of(
            Declared.resource("aws_security_group.web").with("{}"),
            Declared.resource("aws_security_group_rule.ssh")
                .with("{\"type\":\"ingress\",\"protocol\":\"tcp\",\"from_port\":22,\"to_port\":22,\"cidr_blocks\":[\"0.0.0.0/0\"]}")
                .refers("security_group_id", "aws_security_group.web"));
    assertThat(estate.at("aws_security_group_rule.ssh").kind()).isEqualTo("network.firewall_rule");
    assertThat(estate.facet("aws_security_group.web", "public.exposed")).isEqualTo("true");
    assertThat(estate.facet("aws_security_group.web", "rules")).contains("\"declared_by\":\"aws_security_group_rule.ssh\"");
    assertThat(estate.relations()).contains("aws_security_group.web contains aws_security_group_rule.ssh");
  }

  @Test
  void aGroupWhoseRulesAreResourcesHasNoInlineRules() {
    Estate estate =
        Estate.of(
            Declared.resource("aws_security_group.web").with("{\"ingress\":{\"$unknown\":\"known after apply\"}}"),
            Declared.resource("aws_security_group.bare").with("{\"ingress\":{\"$unknown\":\"known after apply\"}}"),
            Declared.resource("aws_vpc_security_group_ingress_rule.https")
                .with("{\"ip_protocol\":\"tcp\",\"from_port\":443,\"to_port\":443,\"cidr_ipv4\":\"10.0.0.0/8\"}")
                .refers("security_group_id", "aws_security_group.web"));
    assertThat(estate.facet("aws_security_group.web", "public.exposed")).isEqualTo("false");
    assertThat(estate.unknown("aws_security_group.bare", "public.exposed")).isTrue();
  }

  @Test
  void aPolicyNotKnownYetIsReadFromTheDocumentThatWritesIt() {
    Estate estate =
        Estate.of(
            Declared.resource("data.aws_iam_policy_document.d")
                .with("{\"statement\":[{\"actions\":[\"*\"],\"resources\":[\"*\"]}]}"),
            Declared.resource("aws_iam_policy.p")
                .with("{\"policy\":{\"$unknown\":\"known after apply\"}}")
                .refers("policy", "data.aws_iam_policy_document.d"));
    assertThat(estate.facet("aws_iam_policy.p", "policy.admin")).isEqualTo("true");
  }

  @Test
  void addressesOfAnotherPlanAreOthers() {
    Estate estate =
        Estate.of(
            Declared.resource("aws_s3_bucket.logs").with("{}").file("a/plan.json"),
            Declared.resource("aws_s3_bucket.logs").with("{}").file("b/plan.json"),
            Declared.resource("aws_s3_bucket_versioning.v").with(LATER).refers("bucket", "aws_s3_bucket.logs").file("b/plan.json"));
    assertThat(estate.snapshot().resources())
        .extracting(resource -> resource.id() + " " + resource.facets().at("versioning", "enabled").orElseThrow())
        .containsExactly(
            "shop//aws_s3_bucket.logs Bool[value=false]",
            "shop//b/plan.json//aws_s3_bucket.logs Bool[value=true]");
  }

  @Test
  void azureAndGoogleJoinToo() {
    Estate estate =
        Estate.of(
            Declared.resource("azurerm_storage_account.a").with("{}"),
            Declared.resource("azurerm_storage_account_network_rules.r")
                .with("{\"default_action\":\"Deny\"}")
                .refers("storage_account_id", "azurerm_storage_account.a"),
            Declared.resource("google_storage_bucket.b").with("{}"),
            Declared.resource("google_storage_bucket_iam_binding.all")
                .with("{\"role\":\"roles/storage.objectViewer\",\"members\":[\"allUsers\"]}")
                .refers("bucket", "google_storage_bucket.b"));
    assertThat(estate.facet("azurerm_storage_account.a", "network.default_action")).isEqualTo("\"deny\"");
    assertThat(estate.facet("google_storage_bucket.b", "public.exposed")).isEqualTo("true");
  }
}
