package roadbed.store.postgres;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import roadbed.inventory.EstateStore;
import roadbed.inventory.Snapshot;
import roadbed.model.Collection;
import roadbed.model.CollectionJson;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Relation;
import roadbed.model.ResourceId;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.model.WrittenDocument;

/** The estate with its history; the tables are told of in {@code V1__estate.sql}. */
final class PostgresEstateStore implements EstateStore {
  private final Database database;
  private final ResourceGroups groups = new ResourceGroups();

  PostgresEstateStore(Database database) {
    this.database = database;
  }

  @Override
  public Receipt record(Collection collection, Snapshot snapshot) {
    return database.write(
        connection -> new EstateRecording(connection, groups, collection, snapshot).run());
  }

  @Override
  public List<Collection> latestCollections() {
    return database.read(
        connection ->
            Sql.list(
                connection,
                "select name, document from source order by name",
                row -> collection(row.getString("name"), row.getBytes("document"))));
  }

  private static Collection collection(String source, byte[] document) {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(document))) {
      return CollectionJson.read(
          in,
          source,
          new CollectionJson.Bounds(Long.MAX_VALUE, Long.MAX_VALUE),
          Path::of); // none are kept
    } catch (IOException e) {
      throw new UncheckedIOException("the stored collection of " + source + " is damaged", e);
    }
  }

  @Override
  public List<Told> documents(String kind) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                "select d.*, s.captured_at from told_document d join source s on s.name = d.source where d.kind = ? order by d.source, d.number",
                row ->
                    new Told(
                        row.getString("source"),
                        Sql.instant(row, "captured_at"),
                        new WrittenDocument(
                            row.getString("kind"),
                            ValueJson.parseOwn(row.getString("document")) instanceof Value.Fields fields ? fields : Value.Fields.EMPTY,
                            Location.of(row.getString("file"), row.getInt("line"), 0))),
                kind));
  }

  @Override
  public Page search(Query query) {
    return database.read(connection -> new EstateSearch(connection, groups, query).run());
  }

  @Override
  public Optional<Found> find(ResourceId id) {
    return database.read(connection -> ResourceReader.find(connection, id.value()));
  }

  @Override
  public List<Neighbour> neighbours(ResourceId id) {
    return database.read(
        connection -> {
          groups.refresh(connection);
          return Sql.list(
              connection,
              """
              with edge as (
                select *, true as outgoing, to_id as other from relation_current where from_id = ?
                union all
                select *, false, from_id from relation_current where to_id = ? and from_id <> to_id
              )
              select e.*, r.name, r.group_id, coalesce(t.failed, 0) as failed,
                coalesce(t.not_evaluated, 0) as not_evaluated
              from edge e
              left join resource_current r on r.id = e.other
              left join verdict_tally t on t.resource = e.other
              order by e.outgoing desc, e.type, e.other
              """,
              this::neighbour,
              id.value(),
              id.value());
        });
  }

  private Neighbour neighbour(ResultSet row) throws SQLException {
    Relation relation =
        new Relation(
            new ResourceId(row.getString("from_id")),
            ResourceReader.constant(Relation.Type.values(), row.getString("type")),
            new ResourceId(row.getString("to_id")),
            row.getString("reason"));
    int group = row.getInt("group_id");
    Optional<Row> other =
        row.wasNull()
            ? Optional.empty()
            : Optional.of(
                EstateSearch.row(
                    row.getString("other"),
                    row.getString("name"),
                    groups.group(group),
                    row.getInt("failed"),
                    row.getInt("not_evaluated")));
    return new Neighbour(relation, row.getBoolean("outgoing"), other);
  }

  @Override
  public List<Event> history(ResourceId id) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                "select * from event where resource = ? order by at desc, id desc",
                PostgresEstateStore::event,
                id.value()));
  }

  @Override
  public List<Event> recentEvents(int limit) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                "select * from event order by at desc, id desc limit ?",
                PostgresEstateStore::event,
                limit));
  }

  @Override
  public List<Event> events(Instant from, Instant until, int limit) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                "select * from event where at >= ? and at <= ? order by at desc, id desc limit ?",
                PostgresEstateStore::event,
                from,
                until,
                limit));
  }

  private static Event event(ResultSet row) throws SQLException {
    return new Event(
        Sql.instant(row, "at"),
        new ResourceId(row.getString("resource")),
        row.getString("source"),
        row.getString("what"),
        DocumentDifference.parse(row.getString("details")));
  }

  @Override
  public List<SourceState> sources() {
    return database.read(
        connection ->
            Sql.list(
                connection,
                """
                select s.name, s.captured_at, c.resources, c.errors
                from source s join collection c on c.id = s.collection
                order by s.name
                """,
                row ->
                    new SourceState(
                        row.getString("name"),
                        Sql.instant(row, "captured_at"),
                        row.getLong("resources"),
                        row.getLong("errors"))));
  }

  @Override
  public List<Diagnostic> diagnostics(String source, int limit) {
    return database.read(
        connection ->
            Sql.first(
                    connection,
                    "select diagnostics from source where name = ?",
                    row -> DiagnosticsJson.read(row.getString("diagnostics"), limit),
                    source)
                .orElse(List.of()));
  }

  @Override
  public Map<String, Long> countBy(String column) {
    Page page = search(new Query("", Map.of(), Map.of(), "", 0, 0));
    List<Bucket> buckets = page.buckets().get(GroupColumn.of(column).id());
    Map<String, Long> counts = new LinkedHashMap<>();
    if (buckets != null) {
      buckets.forEach(bucket -> counts.put(bucket.value(), bucket.count()));
    }
    return counts;
  }
}
