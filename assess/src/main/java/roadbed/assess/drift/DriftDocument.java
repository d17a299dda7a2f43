package roadbed.assess.drift;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Location;
import roadbed.model.Severity;
import roadbed.model.Value;

/** Drift as JSON, format {@code roadbed.drift/1}: one shape for the command, the API and the store. */
public final class DriftDocument {
  /** The format's name and version. */
  public static final String FORMAT = "roadbed.drift/1";

  private DriftDocument() {}

  /** A whole report with what could be done. */
  public static Value.Fields of(DriftReport report, List<Proposal> proposals) {
    Map<String, Value> document = new LinkedHashMap<>();
    document.put("format", Value.of(FORMAT));
    document.put("taken_at", Value.of(report.takenAt().toString()));
    document.put("summary", summary(report));
    document.put("resources", new Value.Items(report.resources().stream().<Value>map(DriftDocument::of).toList()));
    document.put("claims", new Value.Items(report.claims().stream().<Value>map(DriftDocument::claim).toList()));
    document.put("proposals", new Value.Items(proposals.stream().<Value>map(DriftDocument::proposal).toList()));
    return new Value.Fields(document);
  }

  private static Value proposal(Proposal proposal) {
    return fields(
        "key", Value.of(proposal.key()),
        "resource", Value.of(proposal.title()),
        "does", Value.of(proposal.kind().id()),
        "words", Value.of(proposal.words()),
        "command", text(proposal.command()),
        "edit",
            proposal
                .edit()
                .<Value>map(
                    edit ->
                        fields(
                            "file", Value.of(edit.file()),
                            "line", Value.of(edit.line()),
                            "text", Value.of(edit.text())))
                .orElse(Value.Null.INSTANCE));
  }

  /** Counts and coverage. */
  public static Value.Fields summary(DriftReport report) {
    Map<String, Value> summary = new LinkedHashMap<>();
    report.counts().forEach((kind, count) -> summary.put(kind.id().replace('-', '_'), Value.of(count)));
    Map<String, Value> risks = new LinkedHashMap<>();
    Map<Severity, Long> byRisk = report.byRisk();
    for (Severity severity : Severity.values()) {
      risks.put(severity.id(), Value.of(byRisk.getOrDefault(severity, 0L)));
    }
    summary.put("risk", new Value.Fields(risks));
    summary.put("claimed_twice", Value.of(report.claims().size()));
    DriftReport.Coverage coverage = report.coverage();
    Map<String, Value> places = new LinkedHashMap<>();
    coverage.places().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(place -> places.put(place.getKey(), Value.of(place.getValue())));
    summary.put(
        "coverage",
        fields(
            "declared", Value.of(coverage.declared()),
            "state", Value.of(coverage.state()),
            "live", Value.of(coverage.live()),
            "attributes_compared", Value.of(coverage.attributesCompared()),
            "attributes_not_compared", Value.of(coverage.attributesNotCompared()),
            "places", new Value.Fields(places)));
    return new Value.Fields(summary);
  }

  /** One resource. */
  public static Value.Fields of(ResourceDrift one) {
    Map<String, Value> document = new LinkedHashMap<>();
    document.put("key", Value.of(one.key()));
    document.put("id", Value.of(one.id().value()));
    document.put("drift", Value.of(one.kind().id()));
    document.put("provider", Value.of(one.provider().id()));
    document.put("type", Value.of(one.type()));
    document.put("account", Value.of(one.account()));
    document.put("region", Value.of(one.region()));
    document.put("name", Value.of(one.name()));
    document.put("owner", text(one.owner()));
    document.put("environment", text(one.environment()));
    document.put("risk", text(one.risk().map(Severity::id)));
    document.put("declared", standing(one.declared()));
    document.put("state", standing(one.state()));
    document.put("live", standing(one.live()));
    document.put("reason", Value.of(one.reason()));
    document.put("compared", Value.of(one.compared()));
    document.put("changes", new Value.Items(one.changes().stream().<Value>map(DriftDocument::change).toList()));
    document.put(
        "not_compared",
        new Value.Items(
            one.notCompared().stream()
                .<Value>map(open -> fields("path", Value.of(open.path()), "why", Value.of(open.why())))
                .toList()));
    document.put(
        "breaks",
        new Value.Items(
            one.broken().stream()
                .<Value>map(
                    broken ->
                        fields(
                            "guardrail", Value.of(broken.id()),
                            "severity", Value.of(broken.severity().id()),
                            "message", Value.of(broken.message())))
                .toList()));
    document.put(
        "acts",
        new Value.Items(
            one.acts().stream()
                .<Value>map(
                    act ->
                        fields(
                            "at", Value.of(act.at().toString()),
                            "actor", Value.of(act.actor()),
                            "event", Value.of(act.event()),
                            "from", Value.of(act.address()),
                            "through", Value.of(act.through())))
                .toList()));
    return new Value.Fields(document);
  }

  private static Value change(AttributeDrift change) {
    Map<String, Value> document = new LinkedHashMap<>();
    document.put("path", Value.of(change.path()));
    change.declared().ifPresent(value -> document.put("declared", value));
    change.state().ifPresent(value -> document.put("state", value));
    change.live().ifPresent(value -> document.put("live", value));
    document.put("address", Value.of(change.address()));
    document.put("attribute", Value.of(change.attribute()));
    document.put("place", change.place().map(DriftDocument::place).orElse(Value.Null.INSTANCE));
    document.put("note", Value.of(change.note()));
    return new Value.Fields(document);
  }

  private static Value place(Location location) {
    return fields(
        "file", Value.of(location.file()),
        "line", Value.of(location.line()),
        "column", Value.of(location.column()));
  }

  private static Value standing(Optional<ResourceDrift.Standing> standing) {
    return standing
        .<Value>map(
            one ->
                fields(
                    "source", Value.of(one.source()),
                    "address", Value.of(one.address()),
                    "declaration", Value.of(one.declaration().id()),
                    "place", place(one.location()),
                    "captured_at", Value.of(one.capturedAt().toString())))
        .orElse(Value.Null.INSTANCE);
  }

  private static Value claim(DriftReport.Claim claim) {
    List<Value> holders = new ArrayList<>();
    for (int i = 0; i < claim.addresses().size(); i++) {
      holders.add(
          fields("address", Value.of(claim.addresses().get(i)), "place", place(claim.locations().get(i))));
    }
    return fields(
        "type", Value.of(claim.type()),
        "identifier", Value.of(claim.identifier()),
        "held_by", new Value.Items(holders),
        "likely_copies", Value.of(claim.likelyCopies()));
  }

  private static Value text(Optional<String> text) {
    return text.<Value>map(Value::of).orElse(Value.Null.INSTANCE);
  }

  private static Value.Fields fields(Object... namesAndValues) {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], (Value) namesAndValues[i + 1]);
    }
    return new Value.Fields(fields);
  }
}
