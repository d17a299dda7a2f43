package roadbed.store.postgres;

import java.util.Arrays;
import java.util.Locale;
import roadbed.model.Ownership;
import roadbed.model.Resource;

/** The columns that lists filter by and count, in the order of the table {@code resource_group}. */
enum GroupColumn {
  KIND,
  TYPE,
  PROVIDER,
  ACCOUNT,
  REGION,
  OWNER,
  ENVIRONMENT,
  TIER,
  SYSTEM,
  SOURCE;

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A resource's value; empty where it has none. */
  String of(Resource resource) {
    return switch (this) {
      case KIND -> resource.kind();
      case TYPE -> resource.type();
      case PROVIDER -> resource.provider().id();
      case ACCOUNT -> resource.account();
      case REGION -> resource.region();
      case OWNER -> resource.ownership().map(Ownership::owner).orElse("");
      case ENVIRONMENT -> resource.environment().orElse("");
      case TIER -> resource.tier().orElse("");
      case SYSTEM -> resource.system().orElse("");
      case SOURCE -> resource.origin().source();
    };
  }

  /** The column of that name. */
  static GroupColumn of(String id) {
    for (GroupColumn column : values()) {
      if (column.id().equals(id)) {
        return column;
      }
    }
    throw new IllegalArgumentException(
        "there is no column %s to filter by; there are %s"
            .formatted(id, String.join(", ", Arrays.stream(values()).map(GroupColumn::id).toList())));
  }
}
