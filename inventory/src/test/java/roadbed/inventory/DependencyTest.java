package roadbed.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import roadbed.model.CatalogEntity;
import roadbed.model.Location;
import roadbed.model.Relation;
import roadbed.testkit.Declared;

/** What the catalog says that services need becomes part of the graph. */
class DependencyTest {
  private static CatalogEntity entity(String kind, String name, CatalogEntity.Links links, Map<String, String> annotations) {
    return new CatalogEntity(
        kind, "default", name, name, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
        annotations, List.of(), Location.of("catalog-info.yaml"), links);
  }

  private static Snapshot snapshot(CatalogEntity... catalog) {
    return Inventory.of(
        List.of(
            Declared.collection(
                "shop",
                Estate.NOON,
                List.of(Declared.resource("aws_db_instance.orders").with("{\"identifier\":\"orders\"}").build()),
                List.of(catalog),
                List.of(),
                List.of())));
  }

  @Test
  void aServiceNeedsWhatItSaysAndWhoProvidesTheInterfacesThatItConsumes() {
    Snapshot snapshot =
        snapshot(
            entity("Component", "checkout", new CatalogEntity.Links(List.of("resource:default/orders-db", "api:default/pay", "component:default/gone"), List.of(), List.of()), Map.of()),
            entity("Component", "payments", new CatalogEntity.Links(List.of(), List.of(), List.of("api:default/pay")), Map.of()),
            entity("Resource", "orders-db", new CatalogEntity.Links(List.of(), List.of("component:default/report"), List.of()), Map.of("roadbed.dev/resource", "aws_db_instance.orders")),
            entity("Component", "report", CatalogEntity.Links.NONE, Map.of()));
    assertThat(snapshot.relations())
        .filteredOn(relation -> relation.type() == Relation.Type.DEPENDS_ON)
        .extracting(relation -> relation.from().value() + " → " + relation.to().value())
        .containsExactlyInAnyOrder(
            "component:default/checkout → resource:default/orders-db",
            "component:default/checkout → component:default/payments",
            "component:default/report → resource:default/orders-db");
    assertThat(snapshot.relations())
        .filteredOn(relation -> relation.type() == Relation.Type.CONTAINS)
        .extracting(relation -> relation.from().value())
        .contains("resource:default/orders-db");
  }
}
