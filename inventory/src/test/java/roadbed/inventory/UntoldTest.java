package roadbed.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import roadbed.model.Declaration;
import roadbed.model.Provider;
import roadbed.testkit.Declared;

/** What inventories of Azure and Google leave out is unknown, and what they hold counts. */
class UntoldTest {
  private static final String GROUP = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Sql/servers/";

  private static Declared row(String type, String id) {
    return Declared.typed(Declaration.AZURE_RESOURCE_GRAPH, Provider.AZURE, type, id);
  }

  private static Declared asset(String type, String name) {
    return Declared.typed(Declaration.GOOGLE_ASSET_INVENTORY, Provider.GCP, type, name);
  }

  private static Declared server(String name) {
    return row("Microsoft.Sql/servers", GROUP + name)
        .with("{\"id\":\"" + GROUP + name + "\",\"properties\":{\"publicNetworkAccess\":\"Enabled\"}}");
  }

  private static Declared openFirewall(String server) {
    String id = server.toUpperCase(java.util.Locale.ROOT);
    return row("Microsoft.Sql/servers/firewallRules", GROUP + server + "/firewallRules/all")
        .with("{\"properties\":{\"startIpAddress\":\"0.0.0.0\",\"endIpAddress\":\"255.255.255.255\"}}")
        .refers("parent", GROUP.replace("resourceGroups", "resourcegroups") + id);
  }

  @Test
  void withoutAnyFirewallRuleNobodyKnowsWhomAServerLetsIn() {
    Estate estate = Estate.of(server("a"));
    assertThat(estate.unknown(GROUP + "a", "public.exposed")).isTrue();
    assertThat(estate.unknown(GROUP + "a", "logging.auditing")).isTrue();
    assertThat(estate.facet(GROUP + "a", "public.network_access")).isEqualTo("true");
  }

  @Test
  void whereRulesAreListedAServerWithoutOneHasNoneAndCaseDoesNotMatter() {
    Estate estate = Estate.of(server("a"), server("b"), openFirewall("a"));
    assertThat(estate.facet(GROUP + "a", "public.exposed")).isEqualTo("true");
    assertThat(estate.facet(GROUP + "b", "public.exposed")).isEqualTo("false");
  }

  @Test
  void aTemplateSaysAllThereIs() {
    Estate estate =
        Estate.of(Declared.typed(Declaration.ARM_TEMPLATE, Provider.AZURE, "Microsoft.Sql/servers", "Microsoft.Sql/servers/a").with("{\"properties\":{}}"));
    assertThat(estate.facet("Microsoft.Sql/servers/a", "public.exposed")).isEqualTo("false");
  }

  @Test
  void settingsAndPolicyOfAnAssetAreOneWhicheverIsReadFirst() {
    String name = "//storage.googleapis.com/b";
    String policy = "{\"resource\":{\"$unknown\":\"not exported\"},\"iamPolicy\":{\"bindings\":[{\"role\":\"roles/viewer\",\"members\":[\"allUsers\"]}]}}";
    String settings = "{\"resource\":{\"data\":{\"name\":\"b\",\"iamConfiguration\":{\"publicAccessPrevention\":\"inherited\"}}}}";
    Declared one = asset("storage.googleapis.com/Bucket", name).with(policy);
    Declared other = asset("storage.googleapis.com/Bucket", name).with(settings);
    assertThat(Estate.of(one, other).facet(name, "public.exposed")).isEqualTo("true");
    assertThat(Estate.of(other, one).facet(name, "public.exposed")).isEqualTo("true");
    assertThat(Estate.of(other).unknown(name, "public.policy")).isTrue();
    assertThat(Estate.of(one).unknown(name, "versioning.enabled")).isTrue();
  }

  @Test
  void aRowWithoutPropertiesIsNotJudgedByDefaults() {
    Estate estate =
        Estate.of(row("Microsoft.KeyVault/vaults", "/subscriptions/s/v").with("{\"name\":\"v\",\"properties\":{\"$unknown\":\"not asked for\"}}"));
    assertThat(estate.unknown("/subscriptions/s/v", "purge_protection")).isTrue();
  }
}
