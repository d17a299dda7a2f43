package roadbed.store.postgres;

import java.util.Arrays;
import java.util.Locale;

/** The columns that lists filter by and count, in the order of {@link ResourceGroups.Group#values}. */
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
