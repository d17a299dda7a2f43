package roadbed.store.postgres;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import roadbed.model.Ownership;
import roadbed.model.Resource;

/**
 * The combinations of values that resources take in the columns that lists filter by. There are few of them,
 * and one that is written never changes, so all are kept in memory; a search then filters and counts by their
 * small numbers.
 */
final class ResourceGroups {
  private final Map<Integer, Group> byId = new ConcurrentHashMap<>();
  private final Map<List<String>, Integer> byValues = new ConcurrentHashMap<>();
  private final AtomicInteger newest = new AtomicInteger();

  /**
   * One combination.
   *
   * @param values one text for each {@link GroupColumn}, in that order; empty where there is none
   */
  record Group(int id, List<String> values) {
    String value(GroupColumn column) {
      return values.get(column.ordinal());
    }
  }

  /** Learns of groups written since the last look. Writers take turns, so numbers appear in order. */
  void refresh(Connection connection) throws SQLException {
    Sql.each(
        connection,
        "select * from resource_group where id > ? order by id",
        row -> {
          List<String> values = new ArrayList<>();
          for (GroupColumn column : GroupColumn.values()) {
            values.add(row.getString(column.id()));
          }
          int id = row.getInt("id");
          byId.put(id, new Group(id, List.copyOf(values)));
          byValues.put(List.copyOf(values), id);
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
  int of(Connection connection, List<String> values, Map<List<String>, Integer> written)
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

  private static int write(Connection connection, List<String> values) throws SQLException {
    Object[] parameters = new Object[values.size() + 1];
    parameters[0] = key(values);
    for (int i = 0; i < values.size(); i++) {
      parameters[i + 1] = values.get(i);
    }
    return Sql.first(
            connection,
            """
            insert into resource_group
              (key, kind, type, provider, account, region, owner, environment, tier, system, source)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            returning id
            """,
            row -> row.getInt("id"),
            parameters)
        .orElseThrow();
  }

  private static byte[] key(List<String> values) {
    MessageDigest digest = Digests.sha256();
    for (String value : values) {
      digest.update(value.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return digest.digest();
  }

  static List<String> values(Resource resource) {
    return List.of(
        Storable.text(resource.kind()),
        Storable.text(resource.type()),
        resource.provider().id(),
        Storable.text(resource.account()),
        Storable.text(resource.region()),
        Storable.text(resource.ownership().map(Ownership::owner).orElse("")),
        Storable.text(resource.environment().orElse("")),
        Storable.text(resource.tier().orElse("")),
        Storable.text(resource.system().orElse("")),
        Storable.text(resource.origin().source()));
  }
}
