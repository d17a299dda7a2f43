package roadbed.inventory;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Collection;
import roadbed.model.Diagnostic;
import roadbed.model.Relation;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.model.WrittenDocument;

/** Where snapshots live with their history. Implemented by {@code store}. */
public interface EstateStore {

  /**
   * Replaces everything that the collection's source brought before, in one transaction, and keeps the
   * history of what appeared, changed and vanished. The snapshot is the whole truth of each source that it
   * has resources of, and of the collection's own source; other sources stay as they are. So a snapshot may
   * be of this collection alone, or merged from it and the {@link #latestCollections} of the other sources,
   * where facts of one (owners, tiers, accounts) should bear on the resources of another. A collection older
   * than the newest one of its source is refused.
   *
   * @param collection what was collected; kept as its source's newest, without its billing files
   * @param snapshot what it was made into
   * @throws IllegalStateException where a newer collection of the source is already recorded
   */
  Receipt record(Collection collection, Snapshot snapshot);

  /** The newest collection of each source, by source name, to be merged with a new one. */
  List<Collection> latestCollections();

  /**
   * Documents of a kind that the newest collections told, by source and in order.
   *
   * @param kind as in {@link WrittenDocument#kind}
   */
  List<Told> documents(String kind);

  /**
   * A document and who told it.
   *
   * @param source whose newest collection has it
   * @param at when that was collected
   */
  record Told(String source, Instant at, WrittenDocument document) {}

  /** What recording a snapshot did. */
  record Receipt(long collection, int appeared, int changed, int vanished, int unchanged) {}

  /** Rows that match, in the order asked for, with the total count (exact) for the pager. */
  Page search(Query query);

  /**
   * A search. Empty maps and blank texts do not restrict.
   *
   * @param text words, all of which occur in id, name, type, owner or a tag
   * @param filters exact values by column: kind, type, provider, account, region, owner, environment, tier,
   *     system, source; several values of one column are alternatives, the value {@code (none)} means empty
   * @param tags exact tag values by tag name
   * @param sort column, with a leading {@code -} for descending
   * @param offset rows to skip
   * @param limit rows to return, at most 500
   */
  record Query(
      String text,
      Map<String, List<String>> filters,
      Map<String, String> tags,
      String sort,
      int offset,
      int limit) {}

  /** One page of a search. */
  record Page(List<Row> rows, long total, Map<String, List<Bucket>> buckets) {}

  /** A value of a filter column and how many of the matching resources have it. */
  record Bucket(String value, long count) {}

  /** A resource as a list shows it. */
  record Row(
      ResourceId id,
      String kind,
      String type,
      String provider,
      String account,
      String region,
      String name,
      String owner,
      String environment,
      String tier,
      int failed,
      int notEvaluated) {}

  /** The resource as it is now, or as it last was if it has vanished. */
  Optional<Found> find(ResourceId id);

  /** A resource with its dates. */
  record Found(Resource resource, Instant firstSeen, Instant lastSeen, Optional<Instant> vanishedAt) {}

  /** Relations from and to a resource, with the other end's row where it is in the inventory. */
  List<Neighbour> neighbours(ResourceId id);

  /** One relation as seen from a resource. */
  record Neighbour(Relation relation, boolean outgoing, Optional<Row> other) {}

  /** What happened to a resource, newest first. */
  List<Event> history(ResourceId id);

  /** What happened to the whole estate, newest first. */
  List<Event> recentEvents(int limit);

  /**
   * What happened to the whole estate in some time, newest first.
   *
   * @param from first instant
   * @param until last instant
   */
  List<Event> events(Instant from, Instant until, int limit);

  /**
   * One change.
   *
   * @param what {@code appeared}, {@code changed} or {@code vanished}
   * @param details for a change, JSON pointer of each changed value with its old and new JSON text
   */
  record Event(Instant at, ResourceId resource, String source, String what, List<FieldChange> details) {}

  /** One value that changed. */
  record FieldChange(String pointer, String before, String after) {}

  /** The sources and when each was last collected. */
  List<SourceState> sources();

  /** A source and its newest collection. */
  record SourceState(String source, Instant capturedAt, long resources, long errors) {}

  /** What was wrong with the newest collection of a source, errors first; at most {@code limit}. */
  List<Diagnostic> diagnostics(String source, int limit);

  /** How many resources there are now, by kind, provider, owner and so on. */
  Map<String, Long> countBy(String column);
}
