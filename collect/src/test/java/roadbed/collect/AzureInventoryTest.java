package roadbed.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.model.CollectedResource;
import roadbed.model.Collection;
import roadbed.model.Declaration;
import roadbed.model.Reference;
import roadbed.model.Value;

/** What Azure says is there: rows of Resource Graph, lists of the command line, recorded sessions. */
class AzureInventoryTest {
  private static final String SUBSCRIPTION = "/subscriptions/11111111-2222-3333-4444-555555555555";
  private static final String VAULT = SUBSCRIPTION + "/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/v";

  @TempDir Path root;

  private CollectedResource only(String text) {
    Collection collection = new Estate(root).file("rows.json", text).collect();
    assertThat(collection.diagnostics()).isEmpty();
    assertThat(collection.resources()).hasSize(1);
    return collection.resources().getFirst();
  }

  @Test
  void rowsOfResourceGraph() {
    CollectedResource vault =
        only(
            "{\"count\": 1, \"totalRecords\": 1, \"data\": [{\"id\": \""
                + VAULT
                + "\", \"name\": \"v\", \"type\": \"microsoft.keyvault/vaults\", \"location\": \"westeurope\", \"properties\": {\"enablePurgeProtection\": true}}]}");
    assertThat(vault.declaration()).isEqualTo(Declaration.AZURE_RESOURCE_GRAPH);
    assertThat(vault.type()).isEqualTo("Microsoft.KeyVault/vaults");
    assertThat(vault.address()).isEqualTo(VAULT);
    assertThat(vault.context()).containsEntry("subscription", "11111111-2222-3333-4444-555555555555");
    assertThat(vault.location().pointer()).contains("/data/0");
  }

  @Test
  void aRowWithoutPropertiesTellsNothingOfThem() {
    CollectedResource vault =
        only("{\"count\": 1, \"data\": {\"columns\": [{\"name\": \"id\"}, {\"name\": \"name\"}], \"rows\": [[\"" + VAULT + "\", \"v\"]]}}");
    assertThat(vault.attributes().get("properties")).containsInstanceOf(Value.Unknown.class);
  }

  @Test
  void whatTheCommandLineListsHasItsPropertiesBesideTheRest() {
    CollectedResource vault =
        only(
            "[{\"id\": \""
                + VAULT
                + "\", \"name\": \"v\", \"type\": \"Microsoft.KeyVault/vaults\", \"a\": 1, \"b\": 2, \"c\": null, \"adminPassword\": \"correct-horse\"}]");
    assertThat(vault.attributes().get("properties")).isEmpty();
    assertThat(vault.attributes().get("adminPassword")).contains(Value.Secret.INSTANCE);
  }

  @Test
  void childrenAndExtensionsReferToWhatTheyBelongTo() {
    CollectedResource key = only("{\"id\": \"" + VAULT + "/keys/k\", \"name\": \"k\", \"properties\": {\"other\": \"" + SUBSCRIPTION + "/resourceGroups/x\"}}");
    assertThat(key.references())
        .contains(new Reference("parent", VAULT, "id"), new Reference("properties.other", SUBSCRIPTION + "/resourceGroups/x", "id"));
    CollectedResource setting = only("{\"id\": \"" + VAULT + "/providers/microsoft.insights/diagnosticSettings/d\", \"name\": \"d\", \"properties\": {}}");
    assertThat(setting.type()).isEqualTo("microsoft.insights/diagnosticSettings");
    assertThat(setting.references()).contains(new Reference("parent", VAULT, "id"));
  }

  @Test
  void recordedAnswersWereSeenWhenTheyCame() {
    CollectedResource vault =
        only(
            "{\"version\": 1, \"interactions\": [{\"request\": {\"uri\": \"https://management.azure.com/x\"}, \"response\": {\"headers\":"
                + " {\"date\": [\"Fri, 07 Jul 2023 20:28:30 GMT\"]}, \"body\": {\"data\": {\"value\": [{\"id\": \""
                + VAULT
                + "\", \"name\": \"v\", \"properties\": {}}]}}}}]}");
    assertThat(vault.capturedAt()).contains(Instant.parse("2023-07-07T20:28:30Z"));
  }
}
