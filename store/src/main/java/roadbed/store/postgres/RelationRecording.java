package roadbed.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.inventory.Snapshot;
import roadbed.model.Collection;
import roadbed.model.Relation;
import roadbed.model.Resource;
import roadbed.model.ResourceId;

/** The graph's edges of some sources, compared with what holds now. An edge is its source's who has it. */
final class RelationRecording {
  private final Connection connection;
  private final Set<String> sources;
  private final Instant capturedAt;
  private final Instant takenAt;

  private record Edge(String from, String type, String to) {}

  private record Told(String reason, String source) {}

  RelationRecording(Connection connection, Set<String> sources, Instant capturedAt, Instant takenAt) {
    this.connection = connection;
    this.sources = sources;
    this.capturedAt = capturedAt;
    this.takenAt = takenAt;
  }

  void run(Snapshot snapshot, Collection collection) throws SQLException {
    Map<Edge, Told> now = now(snapshot, collection);
    Map<Edge, Told> ended = new HashMap<>();
    Sql.each(
        connection,
        "select from_id, type, to_id, reason, source from relation_current where source = any (?)",
        row -> {
          Edge edge = new Edge(row.getString("from_id"), row.getString("type"), row.getString("to_id"));
          Told told = new Told(row.getString("reason"), row.getString("source"));
          if (!now.remove(edge, told)) {
            ended.put(edge, told);
          }
        },
        (Object) Sql.texts(sources));
    end(ended, collection);
    try (Copy copy =
        Copy.into(connection, "relation_current", "from_id, type, to_id, reason, source, valid_from")) {
      for (Map.Entry<Edge, Told> entry : now.entrySet()) {
        Edge edge = entry.getKey();
        Told told = entry.getValue();
        copy.row(
            edge.from(), edge.type(), edge.to(), told.reason(), told.source(), at(told, collection));
      }
      copy.end();
    }
    if (now.size() > 10_000) {
      Sql.update(connection, "analyze relation_current");
    }
  }

  private static Map<Edge, Told> now(Snapshot snapshot, Collection collection) {
    Map<ResourceId, String> sourceOf = new HashMap<>();
    for (Resource resource : snapshot.resources()) {
      sourceOf.put(resource.id(), Storable.text(resource.origin().source()));
    }
    String fallback = Storable.text(collection.source());
    Map<Edge, Told> now = new LinkedHashMap<>();
    for (Relation relation : snapshot.relations()) {
      String source =
          sourceOf.getOrDefault(relation.from(), sourceOf.getOrDefault(relation.to(), fallback));
      now.put(
          new Edge(
              Storable.text(relation.from().value()),
              relation.type().id(),
              Storable.text(relation.to().value())),
          new Told(Storable.text(relation.reason()), source));
    }
    return now;
  }

  private void end(Map<Edge, Told> ended, Collection collection) throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>();
    ended.forEach(
        (edge, told) ->
            rows.add(
                new @Nullable Object[] {at(told, collection), edge.from(), edge.type(), edge.to(), told.source()}));
    if (!rows.isEmpty()) {
      Sql.batch(
          connection,
          """
          update relation set valid_to = greatest(valid_from, ?)
          where valid_to = 'infinity' and from_id = ? and type = ? and to_id = ? and source = ?
          """,
          rows);
    }
  }

  private Instant at(Told told, Collection collection) {
    return told.source().equals(collection.source()) ? capturedAt : takenAt;
  }
}
