package roadbed.store.postgres;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import roadbed.inventory.EstateStore.FieldChange;
import roadbed.inventory.EstateStore.Receipt;
import roadbed.inventory.Snapshot;
import roadbed.model.Collection;
import roadbed.model.CollectionJson;
import roadbed.model.Diagnostic;
import roadbed.model.Ownership;
import roadbed.model.Resource;
import roadbed.model.ValueJson;
import roadbed.model.WrittenDocument;

/**
 * One collection on its way into the tables, inside one transaction: compare the snapshot with what holds now,
 * end what ended, write what is new, and say what happened.
 */
final class EstateRecording {
  private static final int BATCH = 500;
  private static final String RESOURCE_COLUMNS =
      "id, group_id, name, address, declared_by, change, module, module_approved, owner_basis, owner_reason,"
          + " tags, words, place, content, document, first_seen, valid_from";

  private final Connection connection;
  private final ResourceGroups groups;
  private final Collection collection;
  private final Snapshot snapshot;
  private final Instant capturedAt;
  private final Instant takenAt;

  private final Map<String, Known> known = new HashMap<>();
  private final List<ResourceRecord> appeared = new ArrayList<>();
  private final List<ResourceRecord> changed = new ArrayList<>();
  private final List<Known> vanished = new ArrayList<>();
  private final List<@Nullable Object[]> moved = new ArrayList<>();
  private int unchanged;

  /** What the tables hold of a resource now. */
  private record Known(String id, String source, String content, String place, Instant firstSeen) {}

  EstateRecording(
      Connection connection, ResourceGroups groups, Collection collection, Snapshot snapshot) {
    this.connection = connection;
    this.groups = groups;
    this.collection = collection;
    this.snapshot = snapshot;
    this.capturedAt = Sql.storable(collection.capturedAt());
    Instant newest = Sql.storable(snapshot.takenAt());
    this.takenAt = newest.isBefore(capturedAt) ? capturedAt : newest;
  }

  Receipt run() throws SQLException {
    Turn.ESTATE.await(connection);
    refuseOlder();
    groups.refresh(connection);
    Set<String> sources = sources();
    loadKnown();
    compare(sources);
    Map<String, List<FieldChange>> differences = differences();
    long number = writeCollection();
    endRows();
    writeDocuments();
    writeResources();
    writeCounts();
    writeMoves();
    writeEvents(number, differences);
    new RelationRecording(connection, sources, at(collection.source()), takenAt).run(snapshot, collection);
    writeSource(number);
    if (appeared.size() + changed.size() > known.size() / 5) {
      Sql.update(connection, "analyze resource_current"); // the planner must not think it empty
      Sql.update(connection, "analyze document");
    }
    return new Receipt(number, appeared.size(), changed.size(), vanished.size(), unchanged);
  }

  private void refuseOlder() throws SQLException {
    Optional<Instant> newest =
        Sql.first(
            connection,
            "select captured_at from source where name = ?",
            row -> Sql.instant(row, "captured_at"),
            collection.source());
    if (newest.isPresent() && newest.get().isAfter(capturedAt)) {
      throw new IllegalStateException(
          "a newer collection of %s, captured at %s, is already recorded; this one was captured at %s"
              .formatted(collection.source(), newest.get(), capturedAt));
    }
  }

  /** The sources of which this snapshot is the whole truth. */
  private Set<String> sources() {
    Set<String> sources = new HashSet<>();
    sources.add(Storable.text(collection.source()));
    snapshot.resources().forEach(resource -> sources.add(Storable.text(resource.origin().source())));
    return sources;
  }

  private void loadKnown() throws SQLException {
    Sql.each(
        connection,
        """
        select r.id, g.source, encode(r.content, 'hex') as content, r.place, r.first_seen
        from resource_current r join resource_group g on g.id = r.group_id
        """,
        row ->
            known.put(
                row.getString("id"),
                new Known(
                    row.getString("id"),
                    row.getString("source"),
                    row.getString("content"),
                    row.getString("place"),
                    Sql.instant(row, "first_seen"))));
  }

  private void compare(Set<String> sources) {
    Set<String> seen = new HashSet<>();
    for (Resource resource : snapshot.resources()) {
      String id = id(resource);
      if (!seen.add(id)) {
        continue; // a snapshot has each id once; two that differ only in what cannot be stored are one
      }
      ResourceRecord record = ResourceRecord.of(resource);
      Known before = known.get(id);
      if (before == null) {
        appeared.add(record);
      } else if (!before.content().equals(record.content())) {
        changed.add(record);
      } else {
        unchanged++;
        if (!before.place().equals(record.place())) {
          moved.add(new @Nullable Object[] {record.place(), id});
        }
      }
    }
    for (Known before : known.values()) {
      if (sources.contains(before.source()) && !seen.contains(before.id())) {
        vanished.add(before);
      }
    }
    vanished.sort(Comparator.comparing(Known::id));
  }

  private Map<String, List<FieldChange>> differences() throws SQLException {
    Map<String, List<FieldChange>> differences = new HashMap<>();
    for (int from = 0; from < changed.size(); from += BATCH) {
      List<ResourceRecord> batch = changed.subList(from, Math.min(changed.size(), from + BATCH));
      Map<String, Resource> before =
          ResourceReader.current(connection, batch.stream().map(r -> id(r.resource())).toList());
      for (ResourceRecord record : batch) {
        String id = id(record.resource());
        Resource old = before.get(id);
        if (old != null) {
          differences.put(
              id, DocumentDifference.between(ResourceRecord.comparable(old), record.comparable()));
        }
      }
    }
    return differences;
  }

  private long writeCollection() throws SQLException {
    return Sql.first(
            connection,
            """
            insert into collection
              (source, captured_at, fact_set, resources, errors, appeared, changed, vanished, unchanged)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            returning id
            """,
            row -> row.getLong("id"),
            collection.source(),
            capturedAt,
            new FactRecording(connection, collection, snapshot.facts()).run(),
            (int)
                snapshot.resources().stream()
                    .filter(resource -> resource.origin().source().equals(collection.source()))
                    .count(),
            (int)
                collection.diagnostics().stream()
                    .filter(diagnostic -> diagnostic.level() == Diagnostic.Level.ERROR)
                    .count(),
            appeared.size(),
            changed.size(),
            vanished.size(),
            unchanged)
        .orElseThrow();
  }

  private void endRows() throws SQLException {
    Map<Instant, List<String>> ended = new TreeMap<>();
    for (ResourceRecord record : changed) {
      ended
          .computeIfAbsent(at(record.resource().origin().source()), at -> new ArrayList<>())
          .add(id(record.resource()));
    }
    for (Known gone : vanished) {
      ended.computeIfAbsent(at(gone.source()), at -> new ArrayList<>()).add(gone.id());
    }
    for (Map.Entry<Instant, List<String>> entry : ended.entrySet()) {
      Sql.update(
          connection,
          """
          update resource set valid_to = greatest(valid_from, ?)
          where valid_to = 'infinity' and id in (select unnest(?))
          """,
          entry.getKey(),
          Sql.texts(entry.getValue()));
    }
  }

  private void writeDocuments() throws SQLException {
    Map<String, ResourceRecord> wanted = new HashMap<>();
    for (List<ResourceRecord> records : List.of(appeared, changed)) {
      records.forEach(record -> wanted.put(record.document(), record));
    }
    if (wanted.isEmpty()) {
      return;
    }
    Sql.each(
        connection,
        """
        select encode(d.digest, 'hex') as digest
        from unnest(?) as wanted (digest) join document d on d.digest = decode(wanted.digest, 'hex')
        """,
        row -> wanted.remove(row.getString("digest")),
        (Object) Sql.texts(wanted.keySet()));
    try (Copy copy = Copy.into(connection, "document", "digest, facets, raw, satellites")) {
      for (ResourceRecord record : wanted.values()) {
        copy.row(Copy.bytes(record.document()), record.facets(), record.raw(), record.satellites());
      }
      copy.end();
    }
  }

  private void writeResources() throws SQLException {
    Map<String, Instant> returning = returning();
    Set<Map<GroupColumn, String>> wanted = new HashSet<>();
    appeared.forEach(record -> wanted.add(record.group()));
    changed.forEach(record -> wanted.add(record.group()));
    Map<Map<GroupColumn, String>, Integer> numbers = groups.numbers(connection, wanted);
    try (Copy copy = Copy.into(connection, "resource_current", RESOURCE_COLUMNS)) {
      for (List<ResourceRecord> records : List.of(appeared, changed)) {
        for (ResourceRecord record : records) {
          write(copy, record, numbers.getOrDefault(record.group(), 0), returning);
        }
      }
      copy.end();
    }
  }

  private void write(Copy copy, ResourceRecord record, int group, Map<String, Instant> returning)
      throws SQLException {
    Resource resource = record.resource();
    String id = id(resource);
    Instant at = at(resource.origin().source());
    Known before = known.get(id);
    copy.row(
        id,
        group,
        resource.name(),
        resource.origin().address(),
        resource.origin().declaration().id(),
        resource.origin().change().id(),
        resource.origin().module().orElse(null),
        resource.origin().moduleApproved(),
        ResourceRecord.basis(resource),
        resource.ownership().map(Ownership::reason).orElse(null),
        record.tags(),
        record.words(),
        record.place(),
        Copy.bytes(record.content()),
        Copy.bytes(record.document()),
        before != null ? before.firstSeen() : returning.getOrDefault(id, at),
        at);
  }

  /** Resources that were here once, with the time they were first seen. */
  private Map<String, Instant> returning() throws SQLException {
    Map<String, Instant> returning = new HashMap<>();
    Sql.each(
        connection,
        """
        select p.id, min(p.first_seen) as first_seen
        from unnest(?) as wanted (id) join resource_past p using (id)
        group by p.id
        """,
        row -> returning.put(row.getString("id"), Sql.instant(row, "first_seen")),
        (Object) Sql.texts(appeared.stream().map(record -> id(record.resource())).toList()));
    return returning;
  }

  private void writeCounts() throws SQLException {
    if (appeared.isEmpty() && changed.isEmpty() && vanished.isEmpty()) {
      return;
    }
    Sql.update(connection, "delete from resource_count");
    Sql.update(
        connection,
        """
        insert into resource_count (group_id, resources)
        select group_id, count(*) from resource_current group by group_id
        """);
  }

  private void writeMoves() throws SQLException {
    if (!moved.isEmpty()) {
      Sql.batch(connection, "update resource_current set place = ?::json where id = ?", moved);
    }
  }

  private void writeEvents(long number, Map<String, List<FieldChange>> differences) throws SQLException {
    try (Copy copy = Copy.into(connection, "event", "at, collection, resource, source, what, details")) {
      for (Known gone : vanished) {
        copy.row(at(gone.source()), number, gone.id(), gone.source(), "vanished", "[]");
      }
      for (ResourceRecord record : changed) {
        String details =
            DocumentDifference.json(differences.getOrDefault(id(record.resource()), List.of()));
        event(copy, number, record, "changed", details);
      }
      for (ResourceRecord record : appeared) {
        event(copy, number, record, "appeared", "[]");
      }
      copy.end();
    }
  }

  private void event(Copy copy, long number, ResourceRecord record, String what, String details)
      throws SQLException {
    String source = record.resource().origin().source();
    copy.row(at(source), number, id(record.resource()), source, what, details);
  }

  private void writeSource(long number) throws SQLException {
    Sql.update(connection, "delete from source where name = ?", collection.source());
    Sql.update(
        connection,
        """
        insert into source (name, collection, captured_at, diagnostics, document) values (?, ?, ?, ?::json, ?)
        """,
        collection.source(),
        number,
        capturedAt,
        DiagnosticsJson.write(collection.diagnostics()),
        compressed());
    Sql.update(connection, "delete from told_document where source = ?", collection.source());
    List<@Nullable Object[]> documents = new ArrayList<>();
    for (WrittenDocument document : collection.documents()) {
      documents.add(
          new @Nullable Object[] {
            collection.source(),
            documents.size() + 1,
            document.kind(),
            ValueJson.text(document.value()),
            document.location().file(),
            document.location().line()
          });
    }
    if (!documents.isEmpty()) {
      Sql.batch(
          connection,
          "insert into told_document (source, number, kind, document, file, line) values (?, ?, ?, ?::json, ?, ?)",
          documents);
    }
  }

  private byte[] compressed() {
    Collection kept =
        new Collection(
            collection.source(),
            collection.capturedAt(),
            collection.resources(),
            collection.catalog(),
            collection.facts(),
            collection.incidents(),
            List.of(),
            collection.diagnostics(),
            collection.reading(),
            collection.delivery(),
            collection.resilience(),
            collection.documents(),
            collection.uses());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes, 1 << 16)) {
      CollectionJson.write(kept, zip);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be written", e);
    }
    return bytes.toByteArray();
  }

  /** When a change of a source's resource is dated: its own collection, or the merge that brought it about. */
  private Instant at(String source) {
    return source.equals(collection.source()) ? capturedAt : takenAt;
  }

  private static String id(Resource resource) {
    return Storable.text(resource.id().value());
  }
}
