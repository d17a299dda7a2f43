package roadbed.prove.evidence;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import roadbed.assess.policy.Guardrail;
import roadbed.assess.policy.Judgement;
import roadbed.inventory.Snapshot;
import roadbed.model.Collection;
import roadbed.model.Diagnostic;
import roadbed.model.Resource;
import roadbed.model.Value;
import roadbed.model.Verdict;
import roadbed.prove.kpi.KpiCatalogue;
import roadbed.prove.kpi.KpiMeasurement;
import roadbed.prove.kpi.KpiMeter;

/**
 * The bodies of the log's entries: parameters, population, policy digest and counts. A population is told by
 * its size and by a SHA-256 over its members, so that it can be compared with any list of them later.
 */
public final class EvidenceBodies {
  private EvidenceBodies() {}

  /** What was read, from where, and what estate it gave. */
  public static Value.Fields scan(
      List<Collection> collections, Snapshot snapshot, Map<String, String> parameters) {
    Map<String, Value> body = new LinkedHashMap<>();
    body.put("parameters", texts(parameters));
    body.put("takenAt", Value.of(snapshot.takenAt().toString()));
    body.put(
        "sources", new Value.Items(collections.stream().<Value>map(EvidenceBodies::source).toList()));
    body.put("population", population(snapshot));
    body.put(
        "counts",
        fields(
            "resources", Value.of(snapshot.resources().size()),
            "byProvider", tally(snapshot.resources(), resource -> resource.provider().id()),
            "byKind", tally(snapshot.resources(), Resource::kind),
            "relations", Value.of(snapshot.relations().size()),
            "catalogEntities", Value.of(snapshot.catalog().size()),
            "incidents", Value.of(snapshot.incidents().size()),
            "diagnostics", diagnostics(snapshot.diagnostics())));
    return new Value.Fields(body);
  }

  private static Value source(Collection collection) {
    return fields(
        "name", Value.of(collection.source()),
        "capturedAt", Value.of(collection.capturedAt().toString()),
        "files", Value.of(collection.reading().files()),
        "recognised", Value.of(collection.reading().recognised()),
        "unrecognised", Value.of(collection.reading().unrecognisedCount()),
        "resources", Value.of(collection.resources().size()),
        "billingFiles", Value.of(collection.billing().size()),
        "diagnostics", diagnostics(collection.diagnostics()));
  }

  /** What was judged by which guardrails, and the counts. */
  public static Value.Fields verdicts(
      Judgement judgement, Snapshot snapshot, Map<String, String> parameters) {
    Map<String, Value> guardrails = new TreeMap<>();
    for (Guardrail guardrail : judgement.guardrails()) {
      guardrails.put(guardrail.id(), Value.Fields.EMPTY);
    }
    Map<String, Map<String, Long>> outcomes = new TreeMap<>();
    Map<String, Long> failedBySeverity = new TreeMap<>();
    MessageDigest digest = sha256();
    for (Verdict verdict : judgement.verdicts()) {
      outcomes
          .computeIfAbsent(verdict.guardrail(), _ -> new TreeMap<>())
          .merge(verdict.outcome().id(), 1L, Long::sum);
      if (verdict.outcome() == Verdict.Outcome.FAIL) {
        failedBySeverity.merge(verdict.severity().id(), 1L, Long::sum);
      }
      String line =
          verdict.resource().value() + "\n" + verdict.guardrail() + "\n" + verdict.outcome().id() + "\n";
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    outcomes.forEach((guardrail, counts) -> guardrails.put(guardrail, counts(counts)));
    return fields(
        "parameters", texts(parameters),
        "policyDigest", Value.of(judgement.policyDigest()),
        "population", population(snapshot),
        "guardrails", new Value.Fields(guardrails),
        "verdictsDigest", Value.of(HexFormat.of().formatHex(digest.digest())),
        "counts",
            fields(
                "verdicts", Value.of(judgement.verdicts().size()),
                "byOutcome", tally(judgement.verdicts(), verdict -> verdict.outcome().id()),
                "failedBySeverity", counts(failedBySeverity),
                "diagnostics", diagnostics(judgement.diagnostics())));
  }

  /** What was measured by which definitions, and the values. */
  public static Value.Fields kpiRun(
      KpiCatalogue catalogue, KpiMeter.KpiRun run, Map<String, String> parameters) {
    Map<String, Value> measurements = new TreeMap<>();
    for (KpiMeasurement measurement : run.measurements()) {
      measurements.put(
          measurement.kpi(),
          measurement.value().isEmpty()
              ? fields("lacks", Value.of(measurement.lacks()))
              : fields(
                  "value", number(measurement.value()),
                  "numerator", number(measurement.numerator()),
                  "denominator", number(measurement.denominator()),
                  "note", Value.of(measurement.note())));
    }
    long measured = run.measurements().stream().filter(m -> m.value().isPresent()).count();
    return fields(
        "parameters", texts(parameters),
        "asOf", Value.of(run.asOf().toString()),
        "policyDigest", Value.of(catalogue.digest()),
        "population",
            fields(
                "kpis", Value.of(catalogue.kpis().size()),
                "ids", Value.ofTexts(catalogue.kpis().stream().map(kpi -> kpi.id()).sorted().toList())),
        "measurements", new Value.Fields(measurements),
        "counts",
            fields(
                "measured", Value.of(measured),
                "notMeasured", Value.of(run.measurements().size() - measured),
                "diagnostics", diagnostics(run.diagnostics())));
  }

  private static Value population(Snapshot snapshot) {
    MessageDigest digest = sha256();
    snapshot.resources().stream()
        .map(resource -> resource.id().value())
        .sorted()
        .forEach(id -> digest.update((id + "\n").getBytes(StandardCharsets.UTF_8)));
    return fields(
        "resources", Value.of(snapshot.resources().size()),
        "digest", Value.of(HexFormat.of().formatHex(digest.digest())));
  }

  private static Value number(OptionalDouble number) {
    return number.isPresent() && Double.isFinite(number.getAsDouble())
        ? new Value.Decimal(BigDecimal.valueOf(number.getAsDouble()))
        : Value.Null.INSTANCE;
  }

  private static Value diagnostics(List<Diagnostic> diagnostics) {
    return tally(diagnostics, diagnostic -> diagnostic.level().name().toLowerCase(Locale.ROOT));
  }

  private static <T> Value tally(List<T> items, Function<T, String> key) {
    Map<String, Long> counts = new TreeMap<>();
    items.forEach(item -> counts.merge(key.apply(item), 1L, Long::sum));
    return counts(counts);
  }

  private static Value counts(Map<String, Long> counts) {
    Map<String, Value> values = new TreeMap<>();
    counts.forEach((name, count) -> values.put(name, Value.of(count)));
    return new Value.Fields(values);
  }

  private static Value texts(Map<String, String> texts) {
    Map<String, Value> values = new TreeMap<>();
    texts.forEach((name, text) -> values.put(name, Value.of(text)));
    return new Value.Fields(values);
  }

  /** An object of names and values in turn. */
  private static Value.Fields fields(Object... namesAndValues) {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], (Value) namesAndValues[i + 1]);
    }
    return new Value.Fields(fields);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
