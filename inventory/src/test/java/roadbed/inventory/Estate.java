package roadbed.inventory;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import roadbed.model.CollectedResource;
import roadbed.model.Relation;
import roadbed.model.Resource;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.testkit.Declared;

/** Snapshots of a few resources, and short questions to them. */
final class Estate {
  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final Snapshot snapshot;

  private Estate(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  static Estate of(CollectedResource... resources) {
    return of(Inventory.of(List.of(Declared.collection("shop", NOON, Arrays.asList(resources)))));
  }

  static Estate of(Declared... resources) {
    return of(Arrays.stream(resources).map(Declared::build).toArray(CollectedResource[]::new));
  }

  static Estate of(Snapshot snapshot) {
    return new Estate(snapshot);
  }

  Snapshot snapshot() {
    return snapshot;
  }

  Resource at(String address) {
    return snapshot.resources().stream()
        .filter(resource -> resource.origin().address().equals(address))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no resource " + address + " in " + addresses()));
  }

  List<String> addresses() {
    return snapshot.resources().stream().map(resource -> resource.origin().address()).sorted().toList();
  }

  /** The facet as JSON text, {@code -} where there is none. */
  String facet(String address, String path) {
    return at(address).facets().at(path.split("\\.")).map(ValueJson::text).orElse("-");
  }

  boolean unknown(String address, String path) {
    return at(address).facets().at(path.split("\\.")).filter(Value.Unknown.class::isInstance).isPresent();
  }

  /** Relations as {@code from type to}, ids shortened to what follows the source's name. */
  List<String> relations() {
    return snapshot.relations().stream().map(Estate::text).toList();
  }

  private static String text(Relation relation) {
    return shortId(relation.from().value()) + " " + relation.type().id() + " " + shortId(relation.to().value());
  }

  private static String shortId(String id) {
    return id.replaceFirst("^shop//", "");
  }

  List<String> codes() {
    return snapshot.diagnostics().stream().map(diagnostic -> diagnostic.code()).toList();
  }
}
