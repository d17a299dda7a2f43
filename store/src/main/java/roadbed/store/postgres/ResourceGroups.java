package roadbed.store.postgres;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
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
   * The group of these {@link #values}, written now where it is new.
   *
   * @param written groups that this transaction wrote; others may know them only once it is committed
   */
  int of(
      Connection connection,
      Map<GroupColumn, String> values,
      Map<Map<GroupColumn, String>, Integer> written)
      throws SQLException {
    Integer known = byValues.get(values);
    if (known == null) {
      known = written.get(values);
    }
    if (known == null) {
      known = write(connection, values);
      written.put(values, known);
    }
    return known;
  }

  private static int write(Connection connection, Map<GroupColumn, String> values) throws SQLException {
    List<@Nullable Object> parameters = new ArrayList<>();
    parameters.add(key(values));
    parameters.addAll(values.values()); // in the order of the columns
    return Sql.first(
            connection,
            """
            insert into resource_group
              (key, kind, type, provider, account, region, owner, environment, tier, system, source)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            returning id
            """,
            row -> row.getInt("id"),
            parameters.toArray())
        .orElseThrow();
  }

  private static byte[] key(Map<GroupColumn, String> values) {
    MessageDigest digest = Digests.sha256();
    for (String value : values.values()) {
      digest.update(value.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return digest.digest();
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
