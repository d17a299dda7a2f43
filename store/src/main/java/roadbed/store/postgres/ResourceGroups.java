package roadbed.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import roadbed.model.Resource;

/**
 * The combinations of values that resources take in the columns that lists filter by. There are few of them,
 * and one that is written never changes, so all are kept in memory; a search then filters and counts by their
 * small numbers.
 */
final class ResourceGroups {
  private final Map<Integer, Group> byId = new ConcurrentHashMap<>();
  private final Map<Map<GroupColumn, String>, Integer> byValues = new ConcurrentHashMap<>();
  private final AtomicInteger newest = new AtomicInteger();

  /**
   * One combination.
   *
   * @param values a text for each column; empty where there is none
   */
  record Group(int id, Map<GroupColumn, String> values) {
    String value(GroupColumn column) {
      return values.getOrDefault(column, "");
    }
  }

  /** Learns of groups written since the last look. Writers take turns, so numbers appear in order. */
  void refresh(Connection connection) throws SQLException {
    Sql.each(
        connection,
        "select * from resource_group where id > ? order by id",
        row -> {
          Map<GroupColumn, String> values = new EnumMap<>(GroupColumn.class);
          for (GroupColumn column : GroupColumn.values()) {
            values.put(column, row.getString(column.id()));
          }
          int id = row.getInt("id");
          byId.put(id, new Group(id, Collections.unmodifiableMap(values)));
          byValues.put(Collections.unmodifiableMap(values), id);
          newest.accumulateAndGet(id, Math::max);
        },
        newest.get());
  }

  Collection<Group> all() {
    return byId.values();
  }

  Group group(int id) {
    Group group = byId.get(id);
    if (group == null) {
      throw new IllegalStateException("resource group " + id + " is not known");
    }
    return group;
  }

  /**
   * The numbers of these combinations, those of new ones written now. Others learn of them by {@link #refresh}
   * once this transaction is committed.
   */
  Map<Map<GroupColumn, String>, Integer> numbers(
      Connection connection, Collection<Map<GroupColumn, String>> wanted) throws SQLException {
    Map<Map<GroupColumn, String>, Integer> numbers = new HashMap<>();
    Map<String, Map<GroupColumn, String>> missing = new LinkedHashMap<>();
    for (Map<GroupColumn, String> values : wanted) {
      Integer known = byValues.get(values);
      if (known != null) {
        numbers.put(values, known);
      } else {
        missing.put(key(values), values);
      }
    }
    if (!missing.isEmpty()) {
      write(connection, missing, numbers);
    }
    return numbers;
  }

  private static void write(
      Connection connection,
      Map<String, Map<GroupColumn, String>> missing,
      Map<Map<GroupColumn, String>, Integer> numbers)
      throws SQLException {
    try (Copy copy =
        Copy.into(
            connection,
            "resource_group",
            "key, kind, type, provider, account, region, owner, environment, tier, system, source")) {
      for (Map.Entry<String, Map<GroupColumn, String>> entry : missing.entrySet()) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(Copy.bytes(entry.getKey()));
        row.addAll(entry.getValue().values()); // in the order of the columns
        copy.row(row.toArray());
      }
      copy.end();
    }
    Sql.each(
        connection,
        """
        select g.id, encode(g.key, 'hex') as key
        from unnest(?) as wanted (key) join resource_group g on g.key = decode(wanted.key, 'hex')
        """,
        row -> {
          Map<GroupColumn, String> values = missing.get(row.getString("key"));
          if (values != null) {
            numbers.put(values, row.getInt("id"));
          }
        },
        (Object) Sql.texts(missing.keySet()));
  }

  private static String key(Map<GroupColumn, String> values) {
    return Digests.of(values.values().toArray(String[]::new));
  }

  /** The values of a resource. */
  static Map<GroupColumn, String> values(Resource resource) {
    Map<GroupColumn, String> values = new EnumMap<>(GroupColumn.class);
    for (GroupColumn column : GroupColumn.values()) {
      values.put(column, Storable.text(column.of(resource)));
    }
    return Collections.unmodifiableMap(values);
  }
}
