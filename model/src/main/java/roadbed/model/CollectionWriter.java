package roadbed.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import roadbed.model.delivery.DeliveryFact;
import roadbed.model.resilience.ResilienceFact;
import tools.jackson.core.JsonGenerator;

/** Writes the parts of a collection in the order of its documented schema. */
final class CollectionWriter {
  private final JsonGenerator out;

  CollectionWriter(JsonGenerator out) {
    this.out = out;
  }

  void write(Collection collection) {
    out.writeStartObject();
    out.writeStringProperty("format", CollectionJson.FORMAT);
    out.writeStringProperty("source", collection.source());
    out.writeStringProperty("captured_at", collection.capturedAt().toString());
    reading(collection.reading());
    each("resources", collection.resources(), this::resource);
    each("catalog", collection.catalog(), this::entity);
    each("facts", collection.facts(), this::facts);
    each("incidents", collection.incidents(), this::incident);
    each("billing", collection.billing(), this::billing);
    each("diagnostics", collection.diagnostics(), this::diagnostic);
    if (!collection.delivery().isEmpty()) {
      each("delivery", collection.delivery(), this::delivery);
    }
    if (!collection.resilience().isEmpty()) {
      each("resilience", collection.resilience(), this::resilience);
    }
    if (!collection.documents().isEmpty()) {
      each("documents", collection.documents(), this::document);
    }
    if (!collection.uses().isEmpty()) {
      each("uses", collection.uses(), this::use);
    }
    out.writeEndObject();
  }

  private void reading(Collection.Reading reading) {
    out.writeName("reading");
    out.writeStartObject();
    out.writeNumberProperty("files", reading.files());
    out.writeNumberProperty("recognised", reading.recognised());
    texts("unrecognised", reading.unrecognised());
    out.writeNumberProperty("unrecognised_count", reading.unrecognisedCount());
    out.writeEndObject();
  }

  private void resource(CollectedResource resource) {
    text("declaration", resource.declaration().id());
    text("provider", resource.provider().id());
    text("type", resource.type());
    text("address", resource.address());
    text("name", resource.name());
    out.writeName("attributes");
    ValueJson.write(out, resource.attributes());
    each(
        "references",
        resource.references(),
        reference -> {
          text("attribute", reference.attribute());
          text("target", reference.target());
          text("target_attribute", reference.targetAttribute());
        });
    text("module", resource.module());
    map("context", resource.context());
    text("change", resource.change().id());
    location(resource.location());
    if (!resource.places().attributes().isEmpty()) {
      each("places", resource.places().attributes(), attribute -> place(attribute, resource.places()));
    }
    text("captured_at", resource.capturedAt().map(Object::toString));
  }

  private void place(String attribute, AttributePlaces places) {
    text("attribute", attribute);
    Location location = places.of(attribute).orElseThrow();
    text("file", location.file());
    out.writeNumberProperty("line", location.line());
    out.writeNumberProperty("column", location.column());
  }

  private void entity(CatalogEntity entity) {
    text("kind", entity.kind());
    text("namespace", entity.namespace());
    text("name", entity.name());
    text("title", entity.title());
    text("type", entity.type());
    text("lifecycle", entity.lifecycle());
    text("owner", entity.owner());
    text("system", entity.system());
    text("tier", entity.tier());
    map("annotations", entity.annotations());
    texts("tags", entity.tags());
    unlessEmpty("depends_on", entity.links().dependsOn());
    unlessEmpty("dependency_of", entity.links().dependencyOf());
    unlessEmpty("provides", entity.links().provides());
    location(entity.location());
  }

  private void facts(EstateFacts facts) {
    each(
        "accounts",
        facts.accounts(),
        account -> {
          text("provider", account.provider().id());
          text("id", account.id());
          text("name", account.name());
          text("environment", account.environment());
          text("owner", account.owner());
          texts("paths", account.paths());
        });
    each(
        "owner_rules",
        facts.ownerRules(),
        rule -> {
          text("owner", rule.owner());
          text("path", rule.path());
          text("tag", rule.tag());
          text("account", rule.account());
        });
    texts("owner_tags", facts.ownerTags());
    texts("environment_tags", facts.environmentTags());
    map("tiers", facts.tiers());
    each(
        "budgets",
        facts.budgets(),
        budget -> {
          text("scope_kind", budget.scopeKind());
          text("scope", budget.scope());
          text("month", budget.month().toString());
          number("amount", budget.amount());
          text("currency", budget.currency());
        });
    each(
        "drivers",
        facts.drivers(),
        driver -> {
          text("name", driver.name());
          text("month", driver.month().toString());
          number("value", driver.value());
        });
    texts("approved_modules", facts.approvedModules());
    if (!facts.exceptions().equals(ExceptionRules.NONE)) {
      exceptions(facts.exceptions());
    }
    if (facts.allocation().isPresent()) {
      out.writeName("allocation");
      ValueJson.write(out, facts.allocation().get().source());
    }
    if (!facts.costBudgets().isEmpty()) {
      out.writeName("cost_budgets");
      ValueJson.write(out, BudgetJson.of(facts.costBudgets()));
    }
    if (!facts.moduleRepositories().isEmpty()) {
      each("module_repositories", facts.moduleRepositories(), this::repository);
    }
  }

  private void repository(ModuleRepository repository) {
    text("source", repository.source());
    text("folder", repository.folder());
    text("unknown", repository.unknown());
    texts("tests", repository.tests());
    texts("checks", repository.checks());
    location(repository.location());
  }

  private void exceptions(ExceptionRules rules) {
    each("exceptions", rules.grants(), this::grant);
    each(
        "exception_terms",
        rules.terms().stream().toList(),
        terms -> {
          out.writeNumberProperty("days", terms.days());
          each(
              "by_severity",
              terms.bySeverity().entrySet().stream().sorted(Map.Entry.comparingByKey()).toList(),
              one -> {
                text("severity", one.getKey().id());
                out.writeNumberProperty("days", one.getValue());
              });
          out.writeNumberProperty("warn_days", terms.warnDays());
        });
    each(
        "exception_marks",
        rules.marks(),
        mark -> {
          text("exception", mark.exception());
          location(mark.location());
        });
  }

  /** An exception as a document of its own. */
  void document(ExceptionGrant grant) {
    out.writeStartObject();
    grant(grant);
    out.writeEndObject();
  }

  private void grant(ExceptionGrant grant) {
    text("id", grant.id());
    out.writeName("guardrails");
    out.writeStartObject();
    texts("ids", grant.guardrails().ids());
    texts("severities", grant.guardrails().severities().stream().map(Severity::id).toList());
    texts("controls", grant.guardrails().controls());
    out.writeEndObject();
    ExceptionGrant.ResourceSelector resources = grant.resources();
    out.writeName("resources");
    out.writeStartObject();
    texts("ids", resources.ids());
    texts("addresses", resources.addresses());
    texts("types", resources.types());
    texts("kinds", resources.kinds());
    texts("accounts", resources.accounts());
    texts("environments", resources.environments());
    texts("owners", resources.owners());
    texts("tags", resources.tags());
    texts("modules", resources.modules());
    texts("files", resources.files());
    out.writeBooleanProperty("marked", resources.marked());
    out.writeEndObject();
    text("reason", grant.reason());
    text("compensating", grant.compensating());
    text("requester", grant.requester());
    text("approver", grant.approver());
    text("from", grant.from().map(Object::toString));
    text("end", grant.end().toString());
    text("review", grant.review().map(Object::toString));
    location(grant.location());
  }

  private void document(WrittenDocument document) {
    text("kind", document.kind());
    out.writeName("document");
    ValueJson.write(out, document.value());
    location(document.location());
  }

  private void delivery(DeliveryFact fact) {
    all(DeliveryJson.of(fact));
    location(fact.location());
  }

  private void resilience(ResilienceFact fact) {
    all(ResilienceJson.of(fact));
    location(fact.location());
  }

  private void use(MeasuredUse use) {
    all(MeasuredUseJson.of(use));
  }

  private void all(Value.Fields fields) {
    fields
        .values()
        .forEach(
            (name, value) -> {
              out.writeName(name);
              ValueJson.write(out, value);
            });
  }

  private void incident(Incident incident) {
    text("id", incident.id());
    text("title", incident.title());
    out.writeNumberProperty("severity", incident.severity());
    text("service", incident.service());
    text("team", incident.team());
    text("cause", incident.cause());
    out.writeBooleanProperty("platform_caused", incident.platformCaused());
    out.writeBooleanProperty("security", incident.security());
    text("impact_started_at", incident.impactStartedAt().toString());
    text("detected_at", incident.detectedAt().map(Object::toString));
    text("contained_at", incident.containedAt().map(Object::toString));
    text("restored_at", incident.restoredAt().map(Object::toString));
    location(incident.location());
  }

  private void billing(BillingFile file) {
    text("name", file.path().toString().replace('\\', '/'));
    text("format", file.format().id());
    text("version", file.version());
  }

  private void diagnostic(Diagnostic diagnostic) {
    text("level", diagnostic.level().id());
    text("code", diagnostic.code());
    location(diagnostic.location());
    text("message", diagnostic.message());
    text("hint", diagnostic.hint());
  }

  private void location(Location location) {
    out.writeName("location");
    out.writeStartObject();
    text("file", location.file());
    if (location.line() > 0) {
      out.writeNumberProperty("line", location.line());
    }
    if (location.column() > 0) {
      out.writeNumberProperty("column", location.column());
    }
    text("pointer", location.pointer());
    out.writeEndObject();
  }

  private void text(String name, String value) {
    out.writeStringProperty(name, value);
  }

  private void text(String name, Optional<String> value) {
    value.ifPresent(present -> out.writeStringProperty(name, present));
  }

  private void number(String name, BigDecimal value) {
    out.writeNumberProperty(name, value);
  }

  private void unlessEmpty(String name, List<String> values) {
    if (!values.isEmpty()) {
      texts(name, values);
    }
  }

  private void texts(String name, List<String> values) {
    out.writeName(name);
    out.writeStartArray();
    values.forEach(out::writeString);
    out.writeEndArray();
  }

  /** In the order of the names, so that the same collection is always the same bytes. */
  private void map(String name, Map<String, String> values) {
    out.writeName(name);
    out.writeStartObject();
    new TreeMap<>(values).forEach(this::text);
    out.writeEndObject();
  }

  private <T> void each(String name, List<T> values, Consumer<T> fields) {
    out.writeName(name);
    out.writeStartArray();
    for (T value : values) {
      out.writeStartObject();
      fields.accept(value);
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
