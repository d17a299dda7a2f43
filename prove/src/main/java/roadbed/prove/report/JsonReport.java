package roadbed.prove.report;

import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import roadbed.assess.cost.CostOverview;
import roadbed.assess.policy.ExceptionStanding;
import roadbed.assess.policy.Guardrail;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Ownership;
import roadbed.model.Relation;
import roadbed.model.Resource;
import roadbed.model.Severity;
import roadbed.model.ValueJson;
import roadbed.model.Verdict;
import roadbed.prove.kpi.Pillars;
import roadbed.prove.report.EstateReport.Finding;
import tools.jackson.core.JsonGenerator;

/** A scan as JSON, format {@code roadbed.scan/1}; docs/reference/schemas/scan.schema.json describes it. */
public final class JsonReport {
  /** The format's name and version. */
  public static final String FORMAT = "roadbed.scan/1";

  private final JsonGenerator json;

  private JsonReport(JsonGenerator json) {
    this.json = json;
  }

  /** Writes a scan and closes the stream. */
  public static void write(EstateReport report, OutputStream out) {
    try (JsonGenerator generator = ValueJson.generator(out)) {
      new JsonReport(generator).report(report);
    }
  }

  private void report(EstateReport report) {
    json.writeStartObject();
    text("format", FORMAT);
    text("program", report.program());
    text("source", report.source());
    text("at", report.at().toString());
    json.writeNumberProperty("took_ms", report.took().toMillis());
    summary(report);
    findings("findings", report.findings(Verdict.Outcome.FAIL));
    findings("not_evaluated", report.findings(Verdict.Outcome.NOT_EVALUATED));
    findings("excepted", report.findings(Verdict.Outcome.EXCEPTED));
    array("exceptions", report.judgement().exceptions(), this::exception);
    Map<String, Map<Verdict.Outcome, Long>> counts =
        report.judgement().verdicts().stream()
            .collect(
                Collectors.groupingBy(
                    Verdict::guardrail,
                    Collectors.groupingBy(Verdict::outcome, Collectors.counting())));
    array(
        "guardrails",
        report.judgement().guardrails(),
        guardrail -> guardrail(guardrail, counts.getOrDefault(guardrail.id(), Map.of())));
    text("policy_digest", report.judgement().policyDigest());
    array("kpis", report.kpis(), this::kpi);
    report.cost().ifPresent(this::cost);
    array("resources", report.snapshot().resources(), this::resource);
    array("relations", report.snapshot().relations(), this::relation);
    array("diagnostics", report.diagnostics(), this::diagnostic);
    report
        .evidence()
        .ifPresent(
            evidence -> {
              json.writeName("evidence");
              json.writeStartObject();
              text("log", evidence.log());
              json.writeNumberProperty("index", evidence.index());
              text("root", evidence.root());
              json.writeEndObject();
            });
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private void summary(EstateReport report) {
    json.writeName("summary");
    json.writeStartObject();
    json.writeNumberProperty("resources", report.snapshot().resources().size());
    json.writeName("findings");
    json.writeStartObject();
    Map<Severity, Long> failed = report.failedBySeverity();
    for (Severity severity : List.of(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW)) {
      json.writeNumberProperty(severity.id(), failed.getOrDefault(severity, 0L));
    }
    json.writeEndObject();
    json.writeNumberProperty("passed", report.count(Verdict.Outcome.PASS));
    json.writeNumberProperty("not_evaluated", report.count(Verdict.Outcome.NOT_EVALUATED));
    json.writeNumberProperty("excepted", report.count(Verdict.Outcome.EXCEPTED));
    json.writeNumberProperty("errors", report.errors());
    json.writeName("files");
    json.writeStartObject();
    json.writeNumberProperty("seen", report.reading().files());
    json.writeNumberProperty("recognised", report.reading().recognised());
    json.writeNumberProperty("unrecognised", report.reading().unrecognisedCount());
    json.writeEndObject();
    json.writeName("cost");
    Optional<CostOverview> cost = report.cost();
    if (cost.isEmpty()) {
      json.writeNull();
    } else {
      json.writeStartObject();
      text("currency", cost.get().currency());
      json.writeNumberProperty("effective", cost.get().total());
      json.writeNumberProperty("allocated", cost.get().allocated());
      json.writeNumberProperty("unallocated", cost.get().total().subtract(cost.get().allocated()));
      text("from", cost.get().from().toString());
      text("to", cost.get().to().toString());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void findings(String name, List<Finding> findings) {
    array(
        name,
        findings,
        finding -> {
          json.writeStartObject();
          text("guardrail", finding.guardrail().id());
          text("title", finding.guardrail().title());
          text("severity", finding.verdict().severity().id());
          text("resource", finding.resource().id().value());
          text("address", finding.resource().origin().address());
          finding.resource().origin().construct().ifPresent(path -> text("construct", path));
          text("kind", finding.resource().kind());
          text("type", finding.resource().type());
          ownership(finding.resource().ownership());
          location(finding.resource().origin().location());
          texts("messages", finding.verdict().messages());
          finding.verdict().exception().ifPresent(leave -> text("exception", leave.exception()));
          json.writeEndObject();
        });
  }

  private void exception(ExceptionStanding standing) {
    json.writeStartObject();
    text("id", standing.grant().id());
    text("state", standing.state().id());
    text("end", standing.grant().end().toString());
    json.writeNumberProperty("used", standing.used());
    text("reason", standing.grant().reason());
    text("requester", standing.grant().requester());
    text("approver", standing.grant().approver());
    text("note", standing.note());
    location(standing.grant().location());
    json.writeEndObject();
  }

  private void guardrail(Guardrail guardrail, Map<Verdict.Outcome, Long> counts) {
    json.writeStartObject();
    text("id", guardrail.id());
    text("title", guardrail.title());
    text("severity", guardrail.severity().id());
    text("provider", guardrail.provider());
    text("rationale", guardrail.rationale());
    text("remediation", guardrail.remediation());
    texts("kinds", guardrail.kinds());
    texts("controls", guardrail.controls());
    for (Verdict.Outcome outcome : Verdict.Outcome.values()) {
      json.writeNumberProperty(outcome.id().replace('-', '_'), counts.getOrDefault(outcome, 0L));
    }
    json.writeEndObject();
  }

  private void kpi(Pillars.Standing standing) {
    json.writeStartObject();
    text("id", standing.kpi().id());
    text("title", standing.kpi().title());
    text("pillar", standing.kpi().pillar());
    text("unit", standing.kpi().unit());
    standing
        .measurement()
        .ifPresent(
            measurement -> {
              text("day", measurement.day().toString());
              measurement.value().ifPresent(value -> json.writeNumberProperty("value", value));
              measurement.numerator().ifPresent(value -> json.writeNumberProperty("numerator", value));
              measurement.denominator().ifPresent(value -> json.writeNumberProperty("denominator", value));
              if (measurement.value().isEmpty()) {
                text("lacks", measurement.lacks());
              }
            });
    standing.kpi().target().ifPresent(target -> json.writeNumberProperty("target", target));
    text("target_text", standing.kpi().targetText());
    text("status", standing.status().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    json.writeEndObject();
  }

  private void cost(CostOverview cost) {
    json.writeName("cost");
    json.writeStartObject();
    text("currency", cost.currency());
    texts("other_currencies", cost.otherCurrencies());
    json.writeName("months");
    json.writeStartObject();
    for (Map.Entry<YearMonth, BigDecimal> month : cost.months().entrySet()) {
      json.writeNumberProperty(month.getKey().toString(), month.getValue());
    }
    json.writeEndObject();
    text("month", cost.month().toString());
    json.writeName("by");
    json.writeStartObject();
    cost.slices()
        .forEach(
            (dimension, slices) ->
                array(
                    dimension,
                    slices,
                    slice -> {
                      json.writeStartObject();
                      text("value", slice.value());
                      json.writeNumberProperty("effective", slice.effective());
                      json.writeNumberProperty("before", slice.before());
                      json.writeEndObject();
                    }));
    json.writeEndObject();
    json.writeEndObject();
  }

  private void resource(Resource resource) {
    json.writeStartObject();
    text("id", resource.id().value());
    text("kind", resource.kind());
    text("type", resource.type());
    text("provider", resource.provider().id());
    text("account", resource.account());
    text("region", resource.region());
    text("name", resource.name());
    ownership(resource.ownership());
    resource.environment().ifPresent(environment -> text("environment", environment));
    resource.tier().ifPresent(tier -> text("tier", tier));
    resource.system().ifPresent(system -> text("system", system));
    json.writeName("tags");
    json.writeStartObject();
    resource.tags().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(tag -> text(tag.getKey(), tag.getValue()));
    json.writeEndObject();
    json.writeName("facets");
    ValueJson.write(json, resource.facets());
    text("address", resource.origin().address());
    text("declared_by", resource.origin().declaration().id());
    text("change", resource.origin().change().id());
    resource.origin().module().ifPresent(module -> text("module", module));
    resource.origin().construct().ifPresent(path -> text("construct", path));
    location(resource.origin().location());
    json.writeEndObject();
  }

  private void relation(Relation relation) {
    json.writeStartObject();
    text("from", relation.from().value());
    text("type", relation.type().id());
    text("to", relation.to().value());
    text("reason", relation.reason());
    json.writeEndObject();
  }

  private void diagnostic(Diagnostic diagnostic) {
    json.writeStartObject();
    text("level", diagnostic.level().name().toLowerCase(Locale.ROOT));
    text("code", diagnostic.code());
    location(diagnostic.location());
    text("message", diagnostic.message());
    if (!diagnostic.hint().isEmpty()) {
      text("hint", diagnostic.hint());
    }
    json.writeEndObject();
  }

  private void ownership(Optional<Ownership> ownership) {
    ownership.ifPresent(
        owner -> {
          text("owner", owner.owner());
          text("owner_reason", owner.reason());
        });
  }

  private void location(Location location) {
    json.writeName("location");
    json.writeStartObject();
    text("file", location.file());
    if (location.line() > 0) {
      json.writeNumberProperty("line", location.line());
    }
    if (location.column() > 0) {
      json.writeNumberProperty("column", location.column());
    }
    location.pointer().ifPresent(pointer -> text("pointer", pointer));
    json.writeEndObject();
  }

  private void text(String name, String value) {
    json.writeStringProperty(name, value);
  }

  private void texts(String name, List<String> values) {
    array(name, values, json::writeString);
  }

  private <T> void array(String name, List<T> items, Consumer<T> one) {
    json.writeName(name);
    json.writeStartArray();
    items.forEach(one);
    json.writeEndArray();
  }
}
