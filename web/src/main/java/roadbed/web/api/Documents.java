package roadbed.web.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import roadbed.assess.drift.DriftKind;
import roadbed.assess.drift.DriftStore;
import roadbed.assess.policy.ExceptionStanding;
import roadbed.assess.policy.Guardrail;
import roadbed.assess.policy.VerdictStore;
import roadbed.inventory.EstateStore;
import roadbed.model.Diagnostic;
import roadbed.model.Resource;
import roadbed.model.Severity;
import roadbed.model.Value;
import roadbed.prove.evidence.EvidenceEntry;
import roadbed.prove.evidence.EvidenceLog;
import roadbed.prove.evidence.Hash;
import roadbed.prove.evidence.Verification;
import roadbed.prove.kpi.Kpi;
import roadbed.prove.kpi.KpiMeasurement;

/** How each thing looks in JSON. The shapes are named in {@link Schemas}. */
final class Documents {
  private Documents() {}

  static Value.Fields row(EstateStore.Row row) {
    return new JsonObject()
        .put("id", row.id())
        .put("kind", row.kind())
        .put("type", row.type())
        .put("provider", row.provider())
        .put("account", row.account())
        .put("region", row.region())
        .put("name", row.name())
        .put("owner", row.owner())
        .put("environment", row.environment())
        .put("tier", row.tier())
        .put("failed", row.failed())
        .put("not_evaluated", row.notEvaluated())
        .build();
  }

  static Value.Fields resource(EstateStore.Found found) {
    Resource resource = found.resource();
    JsonObject tags = new JsonObject();
    resource.tags().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
    Resource.Origin origin = resource.origin();
    return new JsonObject()
        .put("id", resource.id())
        .put("kind", resource.kind())
        .put("type", resource.type())
        .put("provider", resource.provider().id())
        .put("account", resource.account())
        .put("region", resource.region())
        .put("name", resource.name())
        .put("tags", tags.build())
        .put("owner", resource.ownership().map(o -> o.owner()))
        .put("owner_basis", resource.ownership().map(o -> o.basis().name().toLowerCase(Locale.ROOT)))
        .put("owner_reason", resource.ownership().map(o -> o.reason()))
        .put("environment", resource.environment())
        .put("tier", resource.tier())
        .put("system", resource.system())
        .put("first_seen", found.firstSeen())
        .put("last_seen", found.lastSeen())
        .put("vanished_at", found.vanishedAt())
        .put("source", origin.source())
        .put("declared_by", origin.declaration().id())
        .put("address", origin.address())
        .put("module", origin.module())
        .put("construct", origin.construct())
        .put("module_approved", origin.moduleApproved())
        .put("location", origin.location())
        .put("facets", resource.facets())
        .put("raw", resource.raw())
        .build();
  }

  static Value.Fields drift(DriftStore.Row row) {
    return new JsonObject()
        .put("key", row.key())
        .put("resource", row.resource())
        .put("drift", row.kind().id())
        .put("title", row.title())
        .put("name", row.name())
        .put("type", row.type())
        .put("provider", row.provider())
        .put("account", row.account())
        .put("region", row.region())
        .put("owner", row.owner())
        .put("environment", row.environment())
        .put("risk", row.risk().map(Severity::id))
        .put("changes", row.changes())
        .put("location", row.place())
        .put("changed_at", row.changedAt())
        .put("actor", row.actor())
        .put("since", row.since())
        .build();
  }

  static Value.Fields driftTimes(DriftStore.Times times) {
    return new JsonObject()
        .put("reconciled", times.reconciled())
        .put("seconds_to_reconcile", times.toReconcile().<Value>map(time -> Value.of(time.toSeconds())).orElse(Value.Null.INSTANCE))
        .put("detected", times.detected())
        .put("seconds_to_detect", times.toDetect().<Value>map(time -> Value.of(time.toSeconds())).orElse(Value.Null.INSTANCE))
        .put("open", times.open())
        .put("oldest_open_since", times.oldestOpen())
        .build();
  }

  static Value.Fields driftRun(DriftStore.Run run) {
    JsonObject counts = new JsonObject();
    for (DriftKind kind : DriftKind.values()) {
      counts.put(kind.id(), run.count(kind));
    }
    return new JsonObject().put("at", run.at()).put("counts", counts.build()).build();
  }

  static Value.Fields neighbour(EstateStore.Neighbour neighbour) {
    return new JsonObject()
        .put("from", neighbour.relation().from())
        .put("type", neighbour.relation().type().id())
        .put("to", neighbour.relation().to())
        .put("reason", neighbour.relation().reason())
        .put("in_inventory", neighbour.other().isPresent())
        .build();
  }

  static Value.Fields event(EstateStore.Event event) {
    return new JsonObject()
        .put("at", event.at())
        .put("resource", event.resource())
        .put("source", event.source())
        .put("what", event.what())
        .list(
            "changes",
            event.details(),
            change ->
                new JsonObject()
                    .put("pointer", change.pointer())
                    .put("before", change.before())
                    .put("after", change.after())
                    .build())
        .build();
  }

  static Value.Fields finding(VerdictStore.Row row) {
    return new JsonObject()
        .put("resource", row.verdict().resource())
        .put("resource_name", row.resourceName())
        .put("guardrail", row.verdict().guardrail())
        .put("guardrail_title", row.guardrailTitle())
        .put("severity", row.verdict().severity().id())
        .put("outcome", row.verdict().outcome().id())
        .put("messages", Value.ofTexts(row.verdict().messages()))
        .put("kind", row.kind())
        .put("provider", row.provider())
        .put("account", row.account())
        .put("owner", row.owner())
        .put("environment", row.environment())
        .put("location", row.location())
        .put("since", row.since())
        .build();
  }

  static Value.Fields exception(ExceptionStanding standing, boolean entered) {
    return new JsonObject()
        .put("id", standing.grant().id())
        .put("state", standing.state().id())
        .put("note", standing.note())
        .put("used", standing.used())
        .put("reason", standing.grant().reason())
        .put("compensating", standing.grant().compensating())
        .put("requester", standing.grant().requester())
        .put("approver", standing.grant().approver())
        .put("end", standing.grant().end())
        .put("review", standing.grant().review())
        .put("location", standing.grant().location())
        .put("entered", entered)
        .build();
  }

  static Value.Fields guardrail(VerdictStore.Rate rate) {
    Guardrail guardrail = rate.guardrail();
    return new JsonObject()
        .put("id", guardrail.id())
        .put("title", guardrail.title())
        .put("severity", guardrail.severity().id())
        .put("provider", guardrail.provider())
        .put("kinds", Value.ofTexts(guardrail.kinds()))
        .put("types", Value.ofTexts(guardrail.types()))
        .put("controls", Value.ofTexts(guardrail.controls()))
        .put("rationale", guardrail.rationale())
        .put("remediation", guardrail.remediation())
        .put("rule", guardrail.sources())
        .put("passed", rate.passed())
        .put("failed", rate.failed())
        .put("not_evaluated", rate.notEvaluated())
        .put("excepted", rate.excepted())
        .build();
  }

  static Value.Fields measurement(KpiMeasurement measurement) {
    return new JsonObject()
        .put("day", measurement.day())
        .put("value", measurement.value())
        .put("numerator", measurement.numerator())
        .put("denominator", measurement.denominator())
        .put("note", measurement.note())
        .put("lacks", measurement.lacks())
        .build();
  }

  static JsonObject kpi(Kpi kpi) {
    return new JsonObject()
        .put("id", kpi.id())
        .put("title", kpi.title())
        .put("pillar", kpi.pillar())
        .put("definition", kpi.definition())
        .put("unit", kpi.unit())
        .put("direction", kpi.direction().name().toLowerCase(Locale.ROOT))
        .put(
            "target",
            kpi.target().isPresent()
                ? OptionalDouble.of(kpi.target().get())
                : OptionalDouble.empty())
        .put("target_text", kpi.targetText());
  }

  static Value.Fields entry(EvidenceEntry entry) {
    return new JsonObject()
        .put("index", entry.index())
        .put("at", entry.at())
        .put("type", entry.type())
        .put("actor", entry.actor())
        .put("body", entry.body())
        .build();
  }

  static Value.Fields proof(EvidenceLog.InclusionProof proof) {
    return new JsonObject()
        .put("index", proof.index())
        .put("size", proof.size())
        .put("leaf", proof.leaf())
        .put("hashes", Value.ofTexts(proof.hashes().stream().map(Hash::toString).toList()))
        .put("root", proof.root())
        .build();
  }

  static Value.Fields verification(Verification verification) {
    return new JsonObject()
        .put("intact", verification.intact())
        .put("entries", verification.entries())
        .put("root", verification.root())
        .list(
            "problems",
            verification.problems(),
            problem ->
                new JsonObject()
                    .put("kind", problem.kind().id())
                    .put("row", problem.row())
                    .put("place", problem.place())
                    .put("message", problem.message())
                    .build())
        .put("notes", Value.ofTexts(verification.notes()))
        .build();
  }

  static Value.Fields diagnostic(Diagnostic diagnostic) {
    return new JsonObject()
        .put("level", diagnostic.level().name().toLowerCase(Locale.ROOT))
        .put("code", diagnostic.code())
        .put("location", diagnostic.location())
        .put("message", diagnostic.message())
        .put("hint", diagnostic.hint())
        .build();
  }

  /** One page of something, with what a pager needs. */
  static <T> JsonObject page(
      List<T> items, Function<T, ? extends Value> each, long total, int page, int size) {
    return new JsonObject()
        .list("items", items, each)
        .put("total", total)
        .put("page", page)
        .put("size", size);
  }

  /** How many of all that matches have each value of each column that can be filtered by. */
  static Value.Fields facets(Map<String, Map<String, Long>> buckets) {
    JsonObject facets = new JsonObject();
    buckets.forEach(
        (column, counts) ->
            facets.list(
                column,
                List.copyOf(counts.entrySet()),
                bucket -> new JsonObject().put("value", bucket.getKey()).put("count", bucket.getValue()).build()));
    return facets.build();
  }

  static Value.Fields recorded(CollectionIntake.Recorded recorded) {
    JsonObject failed = new JsonObject();
    for (Severity severity : Severity.values()) {
      failed.put(severity.id(), recorded.failed().getOrDefault(severity, 0L));
    }
    return new JsonObject()
        .put("source", recorded.source())
        .put("collection", recorded.collection())
        .put(
            "resources",
            new JsonObject()
                .put("appeared", recorded.appeared())
                .put("changed", recorded.changed())
                .put("vanished", recorded.vanished())
                .put("unchanged", recorded.unchanged())
                .build())
        .put(
            "verdicts",
            new JsonObject()
                .put("passed", recorded.passed())
                .put("failed", failed.build())
                .put("not_evaluated", recorded.notEvaluated())
                .put("excepted", recorded.excepted())
                .build())
        .put(
            "billing",
            new JsonObject()
                .put("lines", recorded.billingLines())
                .put("rejected", recorded.billingRejected())
                .build())
        .put("evidence", recorded.evidence())
        .list("diagnostics", recorded.diagnostics(), Documents::diagnostic)
        .build();
  }
}
