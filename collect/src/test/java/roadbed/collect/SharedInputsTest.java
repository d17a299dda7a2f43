package roadbed.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import roadbed.model.CatalogEntity;
import roadbed.model.Collection;
import roadbed.model.Diagnostic;
import roadbed.testkit.SharedData;

/** Real files by others: all read, or refused with a message that is right. */
class SharedInputsTest {

  private static Collection collect(String folder) {
    return new Collector()
        .collect("shared", List.of(SharedData.at(folder)), Estate.NOW, Progress.NONE, Limits.DEFAULT);
  }

  @Test
  void backstageEntities() {
    Collection collection = collect("backstage/entities");
    assertThat(collection.reading().recognised()).isEqualTo(collection.reading().files());
    assertThat(collection.catalog().stream().collect(Collectors.groupingBy(CatalogEntity::kind, Collectors.counting())))
        .containsEntry("Template", 45L)
        .containsEntry("Component", 11L)
        .containsEntry("Location", 6L)
        .containsEntry("API", 3L)
        .containsEntry("System", 3L)
        .containsEntry("Group", 1L);
    // What is not read has placeholders that YAML does not allow, or is named by one.
    assertThat(collection.diagnostics()).extracting(Diagnostic::code).containsOnly("template.unrendered", "yaml.duplicate-key");
  }

  @Test
  void plansAndStates() {
    Collection plans = collect("plans");
    assertThat(plans.reading().recognised()).isEqualTo(22);
    assertThat(plans.diagnostics()).noneMatch(diagnostic -> diagnostic.level() == Diagnostic.Level.ERROR);
    Collection states = collect("states");
    assertThat(states.reading().recognised()).isEqualTo(23);
    assertThat(states.diagnostics()).noneMatch(diagnostic -> diagnostic.level() == Diagnostic.Level.ERROR);
  }

  @Test
  void focusFiles() {
    Collection collection = collect("focus");
    assertThat(collection.billing()).singleElement().satisfies(file -> assertThat(file.version()).isEqualTo("1.0"));
    assertThat(collection.diagnostics()).hasSize(2).allMatch(diagnostic -> diagnostic.code().equals("billing.columns"));
  }

  @Test
  void labelledConfiguration() {
    Collection collection = collect("labelled/terraform");
    assertThat(collection.reading().recognised()).isEqualTo(collection.reading().files());
    assertThat(collection.resources()).isNotEmpty();
    assertThat(collection.diagnostics()).noneMatch(diagnostic -> diagnostic.level() == Diagnostic.Level.ERROR);
  }

  @Test
  void inventoriesOfAzureAndGoogle() {
    Collection azure = collect("inventory/azure");
    assertThat(azure.reading().recognised()).isEqualTo(azure.reading().files());
    assertThat(azure.resources()).hasSizeGreaterThan(100).allSatisfy(resource -> assertThat(resource.type()).contains("/"));
    assertThat(azure.resources()).filteredOn(resource -> resource.capturedAt().isPresent()).isNotEmpty();
    assertThat(azure.diagnostics()).isEmpty();
    Collection google = collect("inventory/gcp-cai");
    assertThat(google.reading().recognised()).isEqualTo(google.reading().files());
    assertThat(google.resources()).hasSizeGreaterThan(450).allSatisfy(resource -> assertThat(resource.address()).startsWith("//"));
    // One of the files ends in the middle.
    assertThat(google.diagnostics()).extracting(Diagnostic::code).containsExactly("json.malformed");
  }

  @Test
  void ofPayloadsOnlyWhatBuildsAndDeploysIsReadFromFiles() {
    assertThat(collect("payloads").reading().recognised()).isEqualTo(collect("payloads/aws").reading().recognised()).isEqualTo(6);
  }

  @Test
  void nothingElseIsMistakenForOurs() {
    for (String folder : List.of("reports", "mappings", "oncall", "ssvc")) {
      Collection collection = collect(folder);
      assertThat(collection.reading().recognised()).as(folder).isZero();
      assertThat(collection.diagnostics()).as(folder).extracting(Diagnostic::code).containsExactly("collection.nothing");
    }
  }
}
