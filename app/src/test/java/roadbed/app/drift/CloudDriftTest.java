package roadbed.app.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import roadbed.assess.drift.DriftReport;
import roadbed.assess.drift.ResourceDrift;
import roadbed.assess.policy.Guardrails;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.inventory.Sightings;
import roadbed.model.Collection;

/** Terraform code of Azure and Google against what their own inventories say, each through its dialect. */
class CloudDriftTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private static List<String> drift(String cloud) {
    Path folder = Path.of("src/test/resources/roadbed/app/drift", cloud);
    List<Collection> collections =
        List.of(
            new Collector().collect("code", List.of(folder.resolve("code")), NOW, Progress.NONE, Limits.DEFAULT),
            new Collector().collect("live", List.of(folder.resolve("live")), NOW, Progress.NONE, Limits.DEFAULT));
    DriftReport report =
        new DriftAssessment(Guardrails.load(List.of())).of(collections, Sightings.of(collections), NOW);
    return report.resources().stream().map(CloudDriftTest::words).toList();
  }

  private static String words(ResourceDrift one) {
    return one.type()
        + " "
        + one.name()
        + " "
        + one.kind().id()
        + one.changes().stream().map(change -> " " + change.path()).collect(Collectors.joining())
        + one.broken().stream().map(broken -> " !" + broken.id()).collect(Collectors.joining());
  }

  @Test
  void azureResourceGraphAgainstCode() {
    assertThat(drift("azure"))
        .containsExactlyInAnyOrder(
            "azurerm_network_security_group edge changed security_rule.ssh !az-nsg-no-open-ssh",
            "azurerm_storage_account shopdata changed https_traffic_only_enabled allow_nested_items_to_be_public"
                + " !az-storage-no-public-blob !az-storage-https",
            "azurerm_kubernetes_cluster gone missing",
            "azurerm_kubernetes_cluster other unmanaged",
            "azurerm_key_vault shop-kv in-step",
            "azurerm_resource_group shop in-step");
  }

  @Test
  void googleAssetInventoryAgainstCode() {
    assertThat(drift("google"))
        .containsExactlyInAnyOrder(
            "google_storage_bucket shop-data changed public_access_prevention !gcs-public-prevention",
            "google_sql_database_instance db changed settings.backup_configuration.enabled !sql-backup",
            "google_compute_firewall https changed source_ranges",
            "google_compute_network main in-step");
  }
}
