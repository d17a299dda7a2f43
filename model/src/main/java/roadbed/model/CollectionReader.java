package roadbed.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import roadbed.model.delivery.DeliveryFact;
import roadbed.model.resilience.ResilienceFact;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the document that {@link CollectionWriter} writes; holds one element at a time beside the result. */
final class CollectionReader {
  private final JsonParser parser;
  private final String name;
  private final CollectionJson.Bounds bounds;
  private final Function<String, Path> billingPath;
  private long elements;

  CollectionReader(
      JsonParser parser,
      String name,
      CollectionJson.Bounds bounds,
      Function<String, Path> billingPath) {
    this.parser = parser;
    this.name = name;
    this.bounds = bounds;
    this.billingPath = billingPath;
  }

  Collection read() {
    if (parser.nextToken() != JsonToken.START_OBJECT || !"format".equals(parser.nextName())) {
      throw malformed("", "a collection begins with {\"format\": \"" + CollectionJson.FORMAT + "\"");
    }
    String format = parser.nextToken() == JsonToken.VALUE_STRING ? parser.getString() : "";
    if (!format.equals(CollectionJson.FORMAT)) {
      throw malformed(
          "/format",
          "the format is " + quoted(format) + " and " + CollectionJson.FORMAT + " is understood");
    }
    Map<String, Value> header = new HashMap<>();
    List<CollectedResource> resources = new ArrayList<>();
    List<CatalogEntity> catalog = new ArrayList<>();
    List<EstateFacts> facts = new ArrayList<>();
    List<Incident> incidents = new ArrayList<>();
    List<BillingFile> billing = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    List<DeliveryFact> delivery = new ArrayList<>();
    List<ResilienceFact> resilience = new ArrayList<>();
    List<WrittenDocument> documents = new ArrayList<>();
    List<MeasuredUse> uses = new ArrayList<>();
    for (String field = parser.nextName(); field != null; field = parser.nextName()) {
      parser.nextToken();
      switch (field) {
        case "source", "captured_at", "reading" -> header.put(field, ValueJson.read(parser));
        case "resources" -> each(field, resources, CollectionReader::resource);
        case "catalog" -> each(field, catalog, CollectionReader::entity);
        case "facts" -> each(field, facts, CollectionReader::facts);
        case "incidents" -> each(field, incidents, CollectionReader::incident);
        case "billing" -> each(field, billing, this::billing);
        case "diagnostics" -> each(field, diagnostics, CollectionReader::diagnostic);
        case "delivery" -> each(field, delivery, fact -> DeliveryJson.read(fact, location(fact)));
        case "resilience" -> each(field, resilience, fact -> ResilienceJson.read(fact, location(fact)));
        case "documents" ->
            each(field, documents, one -> new WrittenDocument(one.text("kind"), one.own("document"), location(one)));
        case "uses" -> each(field, uses, MeasuredUseJson::read);
        default -> parser.skipChildren();
      }
    }
    DecodedFields top = new DecodedFields(name, "", new Value.Fields(header));
    return new Collection(
        top.text("source"),
        top.instant("captured_at"),
        resources,
        catalog,
        facts,
        incidents,
        billing,
        diagnostics,
        reading(top.fields("reading")),
        delivery,
        resilience,
        documents,
        uses);
  }

  private <T> void each(String field, List<T> into, Function<DecodedFields, T> decode) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw malformed("/" + field, "a list is expected");
    }
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      if (++elements > bounds.elements()) {
        throw malformed(
            "/" + field + "/" + i, "the document has more than " + bounds.elements() + " elements");
      }
      into.add(decode.apply(new DecodedFields(name, "/" + field + "/" + i, ValueJson.read(parser))));
    }
  }

  private static Collection.Reading reading(DecodedFields fields) {
    return new Collection.Reading(
        fields.whole("files"),
        fields.whole("recognised"),
        fields.texts("unrecognised"),
        fields.whole("unrecognised_count"));
  }

  private static CollectedResource resource(DecodedFields fields) {
    return new CollectedResource(
        fields.oneOf("declaration", Declaration.values(), Declaration::id),
        fields.oneOf("provider", Provider.values(), Provider::id),
        fields.text("type"),
        fields.text("address"),
        fields.text("name"),
        fields.own("attributes"),
        fields.list(
            "references",
            reference ->
                new Reference(
                    reference.text("attribute"),
                    reference.text("target"),
                    reference.text("target_attribute"))),
        fields.optionalText("module"),
        fields.textMap("context"),
        fields.oneOf("change", Change.values(), Change::id),
        location(fields),
        places(fields),
        fields.optionalInstant("captured_at"));
  }

  private static AttributePlaces places(DecodedFields fields) {
    AttributePlaces.Builder places = new AttributePlaces.Builder();
    fields.list(
        "places",
        place ->
            places.add(
                place.text("attribute"),
                place.text("file"),
                (int) place.wholeWithin("line", 0, Integer.MAX_VALUE),
                (int) place.wholeWithin("column", 0, Integer.MAX_VALUE)));
    return places.build();
  }

  private static CatalogEntity entity(DecodedFields fields) {
    return new CatalogEntity(
        fields.text("kind"),
        fields.text("namespace"),
        fields.text("name"),
        fields.text("title"),
        fields.optionalText("type"),
        fields.optionalText("lifecycle"),
        fields.optionalText("owner"),
        fields.optionalText("system"),
        fields.optionalText("tier"),
        fields.textMap("annotations"),
        fields.texts("tags"),
        location(fields),
        new CatalogEntity.Links(fields.texts("depends_on"), fields.texts("dependency_of"), fields.texts("provides")));
  }

  private static EstateFacts facts(DecodedFields fields) {
    return new EstateFacts(
        fields.list(
            "accounts",
            account ->
                new EstateFacts.Account(
                    account.oneOf("provider", Provider.values(), Provider::id),
                    account.text("id"),
                    account.text("name"),
                    account.optionalText("environment"),
                    account.optionalText("owner"),
                    account.texts("paths"))),
        fields.list(
            "owner_rules",
            rule ->
                new EstateFacts.OwnerRule(
                    rule.text("owner"),
                    rule.optionalText("path"),
                    rule.optionalText("tag"),
                    rule.optionalText("account"))),
        fields.texts("owner_tags"),
        fields.texts("environment_tags"),
        fields.textMap("tiers"),
        fields.list(
            "budgets",
            budget ->
                new EstateFacts.Budget(
                    budget.text("scope_kind"),
                    budget.text("scope"),
                    budget.month("month"),
                    budget.decimal("amount"),
                    budget.text("currency"))),
        fields.list(
            "drivers",
            driver ->
                new EstateFacts.Driver(
                    driver.text("name"), driver.month("month"), driver.decimal("value"))),
        fields.texts("approved_modules"),
        exceptions(fields),
        fields.allocation("allocation"),
        fields.budgets("cost_budgets"),
        fields.list("module_repositories", CollectionReader::repository));
  }

  private static ModuleRepository repository(DecodedFields fields) {
    return new ModuleRepository(
        fields.text("source"),
        fields.text("folder"),
        fields.optionalText("unknown"),
        fields.texts("tests"),
        fields.texts("checks"),
        location(fields));
  }

  private static ExceptionRules exceptions(DecodedFields fields) {
    return new ExceptionRules(
        fields.list("exceptions", CollectionReader::grant),
        fields.list("exception_terms", CollectionReader::terms).stream().findFirst(),
        fields.list(
            "exception_marks",
            mark -> new ExceptionRules.Mark(mark.text("exception"), location(mark))));
  }

  private static ExceptionRules.Terms terms(DecodedFields terms) {
    Map<Severity, Integer> bySeverity = new EnumMap<>(Severity.class);
    terms
        .list("by_severity", one -> Map.entry(one.oneOf("severity", Severity.values(), Severity::id), days(one, "days", 1)))
        .forEach(one -> bySeverity.put(one.getKey(), one.getValue()));
    return new ExceptionRules.Terms(days(terms, "days", 1), bySeverity, days(terms, "warn_days", 0));
  }

  private static int days(DecodedFields fields, String name, int least) {
    return (int) fields.wholeWithin(name, least, 36_500);
  }

  /** An exception. */
  static ExceptionGrant grant(DecodedFields grant) {
    DecodedFields guardrails = grant.fields("guardrails");
    DecodedFields resources = grant.fields("resources");
    String requester = grant.text("requester");
    String approver = grant.text("approver");
    if (requester.equals(approver) || grant.text("id").isBlank() || grant.text("reason").isBlank()) {
      throw grant.refused("approver", "is the requester, or the exception has no id or reason");
    }
    return new ExceptionGrant(
        grant.text("id"),
        new ExceptionGrant.GuardrailSelector(
            guardrails.texts("ids"),
            guardrails.texts("severities").stream().flatMap(one -> Severity.ofId(one).stream()).toList(),
            guardrails.texts("controls")),
        new ExceptionGrant.ResourceSelector(
            resources.texts("ids"),
            resources.texts("addresses"),
            resources.texts("types"),
            resources.texts("kinds"),
            resources.texts("accounts"),
            resources.texts("environments"),
            resources.texts("owners"),
            resources.texts("tags"),
            resources.texts("modules"),
            resources.texts("files"),
            resources.bool("marked")),
        grant.text("reason"),
        grant.optionalText("compensating"),
        requester,
        approver,
        grant.optionalInstant("from"),
        grant.instant("end"),
        grant.optionalText("review").map(day -> grant.day("review", day)),
        location(grant));
  }

  private static Incident incident(DecodedFields fields) {
    return new Incident(
        fields.text("id"),
        fields.text("title"),
        (int) fields.wholeWithin("severity", 1, 5),
        fields.optionalText("service"),
        fields.optionalText("team"),
        fields.optionalText("cause"),
        fields.bool("platform_caused"),
        fields.bool("security"),
        fields.instant("impact_started_at"),
        fields.optionalInstant("detected_at"),
        fields.optionalInstant("contained_at"),
        fields.optionalInstant("restored_at"),
        location(fields));
  }

  private BillingFile billing(DecodedFields fields) {
    return new BillingFile(
        billingPath.apply(fields.text("name")),
        fields.oneOf("format", BillingFile.Format.values(), BillingFile.Format::id),
        fields.text("version"));
  }

  private static Diagnostic diagnostic(DecodedFields fields) {
    return new Diagnostic(
        fields.oneOf("level", Diagnostic.Level.values(), Diagnostic.Level::id),
        fields.text("code"),
        location(fields),
        fields.text("message"),
        fields.text("hint"));
  }

  private static Location location(DecodedFields fields) {
    DecodedFields location = fields.fields("location");
    return new Location(
        location.text("file"),
        (int) location.wholeWithin("line", 0, Integer.MAX_VALUE),
        (int) location.wholeWithin("column", 0, Integer.MAX_VALUE),
        location.optionalText("pointer"));
  }

  private static String quoted(String text) {
    return '"' + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + '"';
  }

  private CollectionJson.Malformed malformed(String pointer, String message) {
    return DecodedFields.malformed(name, pointer, message);
  }
}
