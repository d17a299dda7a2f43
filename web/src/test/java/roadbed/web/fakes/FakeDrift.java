package roadbed.web.fakes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import roadbed.assess.drift.DriftKind;
import roadbed.assess.drift.DriftReport;
import roadbed.assess.drift.DriftStore;
import roadbed.model.ResourceId;
import roadbed.model.Severity;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** A dozen resources that drift, the first of them with all that can be known. */
public final class FakeDrift implements DriftStore {
  /** The key of the one that is known best. */
  public static final String KEY = "aws%2F410000000010%2Faws_s3_bucket%2Freceipts-0";

  private final List<Row> rows = new ArrayList<>();

  public FakeDrift(boolean empty) {
    for (int i = 0; i < 12 && !empty; i++) {
      rows.add(
          new Row(
              "aws/410000000010/aws_s3_bucket/receipts-" + i,
              new ResourceId("arn:aws:s3:::receipts-" + i),
              i % 3 == 0 ? DriftKind.CHANGED : i % 3 == 1 ? DriftKind.UNMANAGED : DriftKind.MISSING,
              i % 3 == 1 ? "arn:aws:s3:::receipts-" + i : "module.receipts.aws_s3_bucket.this[" + i + "]",
              "receipts-" + i,
              "aws_s3_bucket",
              "aws",
              "410000000010",
              "eu-central-1",
              i % 4 == 0 ? "" : "payments",
              i % 2 == 0 ? "prod" : "",
              i % 3 == 0 ? Optional.of(Severity.HIGH) : Optional.empty(),
              i % 3 == 0 ? 2 : 0,
              "infra/receipts/main.tf:1" + i,
              i % 3 == 0 ? Optional.of(FakeEstate.NOW.minus(Duration.ofHours(30))) : Optional.empty(),
              i % 3 == 0 ? "ada@example.org" : "",
              FakeEstate.NOW.minus(Duration.ofHours(20L + i))));
    }
  }

  @Override
  public void record(DriftReport report, Instant at) {
    throw new UnsupportedOperationException("pages do not record");
  }

  @Override
  public Page search(Query query) {
    List<Row> found =
        rows.stream()
            .filter(row -> is(query, "drift", row.kind().id()) && is(query, "owner", row.owner()))
            .filter(row -> row.title().contains(query.text()))
            .toList();
    Map<String, Map<String, Long>> buckets = new TreeMap<>();
    for (Row row : found) {
      buckets.computeIfAbsent("drift", _ -> new TreeMap<>()).merge(row.kind().id(), 1L, Long::sum);
      buckets
          .computeIfAbsent("owner", _ -> new TreeMap<>())
          .merge(row.owner().isEmpty() ? "(none)" : row.owner(), 1L, Long::sum);
      buckets.computeIfAbsent("account", _ -> new TreeMap<>()).merge(row.account(), 1L, Long::sum);
    }
    return new Page(
        found.stream().skip(query.offset()).limit(query.limit()).toList(), found.size(), buckets);
  }

  private static boolean is(Query query, String column, String value) {
    List<String> wanted = query.filters().getOrDefault(column, List.of());
    return wanted.isEmpty() || wanted.contains(value.isEmpty() ? "(none)" : value);
  }

  @Override
  public Optional<Found> find(String key) {
    return rows.stream()
        .filter(row -> row.key().equals(key))
        .findFirst()
        .map(row -> new Found(row, document()));
  }

  private static Value.Fields document() {
    return (Value.Fields)
        ValueJson.parse(
            """
            {"reason":"","compared":14,
             "declared":{"source":"infra","address":"module.receipts.aws_s3_bucket.this[0]","declaration":"terraform-source",
               "place":{"file":"infra/receipts/main.tf","line":10,"column":1},"captured_at":"2026-11-20T06:00:00Z"},
             "state":null,
             "live":{"source":"aws","address":"AWS::S3::Bucket/receipts-0","declaration":"aws-config",
               "place":{"file":"config.json","line":1,"column":0},"captured_at":"2026-11-20T06:00:00Z"},
             "changes":[
               {"path":"versioning.enabled","declared":true,"live":false,"address":"aws_s3_bucket_versioning.this","attribute":"x",
                "place":{"file":"infra/receipts/main.tf","line":21,"column":5},"note":""},
               {"path":"tags.note","live":"<b>changed by hand</b> & kept","address":"a","attribute":"tags.note","place":null,
                "note":"nobody declares it"}],
             "not_compared":[{"path":"policy","why":"known only after apply"}],
             "breaks":[{"guardrail":"s3-tls-only","severity":"high","message":"bucket answers plain HTTP"}],
             "acts":[{"at":"2026-11-19T10:00:00Z","actor":"ada@example.org","event":"PutBucketVersioning","from":"192.0.2.7","through":"console"}]}
            """);
  }

  @Override
  public List<Row> ofResource(ResourceId id) {
    return rows.stream().filter(row -> row.resource().equals(id)).toList();
  }

  @Override
  public Optional<Run> latest() {
    return rows.isEmpty() ? Optional.empty() : Optional.of(run(0));
  }

  @Override
  public Times times(Instant from, Instant to) {
    return rows.isEmpty()
        ? new Times(0, Optional.empty(), 0, Optional.empty(), 0, Optional.empty())
        : new Times(
            7, Optional.of(Duration.ofHours(52)), 4, Optional.of(Duration.ofMinutes(95)), 8,
            Optional.of(FakeEstate.NOW.minus(Duration.ofHours(31))));
  }

  private static Run run(int daysAgo) {
    return new Run(
        FakeEstate.NOW.minus(Duration.ofDays(daysAgo)),
        Map.of(DriftKind.CHANGED, 4L + daysAgo, DriftKind.UNMANAGED, 4L, DriftKind.MISSING, 4L, DriftKind.IN_STEP, 88L));
  }

  @Override
  public List<Run> trend(Instant from, Instant to) {
    List<Run> runs = new ArrayList<>();
    for (int day = 20; day >= 0 && !rows.isEmpty(); day--) {
      runs.add(run(day));
    }
    return runs;
  }
}
