package roadbed.inventory.dialect;

import java.util.List;
import java.util.Optional;
import roadbed.model.Value;

/** The facade: all dialects beside Terraform's own. */
public final class Dialects {
  private static final List<Dialect> ALL = List.of(CloudFormation.dialect(), ResourceManagerTables.dialect(), GoogleRest.dialect(), CodeHosts.dialect());

  private Dialects() {}

  /** All of them. */
  public static List<Dialect> all() {
    return ALL;
  }

  /** The table of a type; empty for Terraform's own types and whatever no dialect speaks of. */
  public static Optional<Translation> of(String type) {
    if (type.indexOf(':') < 0 && type.indexOf('.') < 0) {
      return Optional.empty();
    }
    for (Dialect dialect : ALL) {
      Optional<Translation> table = dialect.of(type);
      if (table.isPresent()) {
        return table;
      }
    }
    return Optional.empty();
  }

  /** The document in Terraform's shape; empty where it has that already, or no dialect speaks of its type. */
  public static Optional<Translated> translate(String type, Value.Fields document) {
    return of(type).map(table -> table.translate(document));
  }

  /** The Terraform type of a document: its own where that is one already. */
  public static String terraformType(String type, Value.Fields document) {
    return of(type).map(table -> table.typeOf(document)).orElse(type);
  }
}
