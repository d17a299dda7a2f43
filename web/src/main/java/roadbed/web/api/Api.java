package roadbed.web.api;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.cost.CostStore;
import roadbed.assess.drift.DriftStore;
import roadbed.assess.policy.VerdictStore;
import roadbed.inventory.EstateStore;
import roadbed.model.ResourceId;
import roadbed.model.Value;
import roadbed.prove.kpi.FactTables;
import roadbed.prove.kpi.Kpi;
import roadbed.prove.kpi.KpiMeasurement;
import roadbed.prove.kpi.KpiMeter;
import roadbed.prove.kpi.Pillars;
import roadbed.web.WebParts;
import roadbed.web.WebSettings;
import roadbed.web.access.Permission;
import roadbed.web.http.Endpoint;
import roadbed.web.http.Endpoint.Parameter;
import roadbed.web.http.Problem;
import roadbed.web.http.Replies;
import roadbed.web.http.Visit;
import roadbed.web.query.CostSearch;
import roadbed.web.query.DriftSearch;
import roadbed.web.query.FindingSearch;
import roadbed.web.query.ResourceSearch;

/** The table of the API's endpoints and what each does. */
public final class Api {
  private static final int KPI_ROWS = 1_000;
  private static final Duration DRIFT_TIMES = Duration.ofDays(90);

  private final WebParts parts;
  private final PushReception push;
  private final PrometheusMeterRegistry meters;
  private final List<Endpoint> endpoints;
  private final Value.Fields description;

  public Api(WebSettings settings, WebParts parts, PrometheusMeterRegistry meters) {
    this.parts = parts;
    this.meters = meters;
    this.push = new PushReception(parts.intake(), settings.maxCollectionBytes());
    List<Endpoint> all = new ArrayList<>(table());
    all.addAll(new GateApi(parts).endpoints());
    all.addAll(new CostApi(parts).endpoints());
    all.addAll(new IncidentApi(parts).endpoints());
    all.addAll(new OnCallApi(parts).endpoints());
    all.addAll(new ObjectiveApi(parts.objectives()).endpoints());
    all.addAll(new ChangeApi(parts).endpoints());
    this.endpoints = List.copyOf(all);
    this.description = OpenApi.document(endpoints, "v1");
  }

  /** The table. */
  public List<Endpoint> endpoints() {
    return endpoints;
  }

  /** The OpenAPI document. */
  Value.Fields description() {
    return description;
  }

  private List<Endpoint> table() {
    Parameter id = new Parameter("id", "string", true, "identifier");
    Parameter index = new Parameter("index", "integer", true, "position from 0");
    return List.of(
        new Endpoint(
            HttpMethod.GET, "/health/live", Permission.PUBLIC, Endpoint.Face.API,
            "Whether the process runs", List.of(), "Health", _ -> health("")),
        new Endpoint(
            HttpMethod.GET, "/health/ready", Permission.PUBLIC, Endpoint.Face.API,
            "Whether it can serve", List.of(), "Health", _ -> health(parts.readiness().get())),
        new Endpoint(
            HttpMethod.GET, "/metrics", Permission.READ, Endpoint.Face.API,
            "Measurements of the server itself, for Prometheus", List.of(), "", _ -> metrics()),
        Endpoint.api(
            "/api/v1/openapi.json", "This description", "OpenApi", List.of(),
            _ -> ok(description())),
        new Endpoint(
            HttpMethod.POST, "/api/v1/collections", Permission.PUSH, Endpoint.Face.API,
            "Sends a collection; it replaces what its source sent before", List.of(), "Receipt",
            push::receive),
        Endpoint.api(
            "/api/v1/resources", "Searches the estate", "Resources", ResourceSearch.parameters(),
            this::resources),
        Endpoint.api(
            "/api/v1/resource", "One resource with relations, history, findings and cost",
            "ResourceDetails", List.of(id), this::resource),
        Endpoint.api(
            "/api/v1/findings", "Searches what guardrails say", "Findings",
            FindingSearch.parameters(), this::findings),
        Endpoint.api(
            "/api/v1/drift", "Searches what is not as declared", "Drifts", DriftSearch.parameters(),
            this::drift),
        Endpoint.api(
            "/api/v1/drift/resource", "One resource that drifts, attribute by attribute", "DriftDetails",
            List.of(new Parameter("key", "string", true, "key of the drift")), this::driftOf),
        Endpoint.api(
            "/api/v1/guardrails", "All guardrails with their counts", "Guardrails", List.of(),
            _ ->
                ok(
                    new JsonObject()
                        .list("items", parts.verdicts().rates(), Documents::guardrail)
                        .build())),
        Endpoint.api(
            "/api/v1/guardrails/{id}", "One guardrail", "Guardrail", List.of(id), this::guardrail),
        Endpoint.api(
            "/api/v1/costs", "Effective cost by a dimension", "Costs", CostSearch.parameters(),
            this::costs),
        Endpoint.api(
            "/api/v1/kpis", "All KPIs with their newest value", "Kpis", List.of(), _ -> kpis()),
        Endpoint.api(
            "/api/v1/kpis/{id}", "One KPI as of a day, with the rows behind it", "KpiDetails",
            List.of(id, new Parameter("as_of", "date", false, "the day; today if left out")),
            this::kpi),
        Endpoint.api(
            "/api/v1/evidence", "Entries of the evidence log", "Entries",
            List.of(
                new Parameter("from", "integer", false, "first index, 0 if left out"),
                new Parameter("limit", "integer", false, "at most 500")),
            this::entries),
        Endpoint.api(
            "/api/v1/evidence/checkpoint", "The newest signed checkpoint", "Checkpoint", List.of(),
            _ ->
                ok(
                    new JsonObject()
                        .put("size", parts.evidence().size())
                        .put("checkpoint", parts.evidence().checkpoint())
                        .put("public_key", parts.evidence().publicKey())
                        .build())),
        Endpoint.api(
            "/api/v1/evidence/verify", "Recomputes the whole log", "Verification", List.of(),
            _ -> ok(Documents.verification(parts.evidence().verify()))),
        Endpoint.api(
            "/api/v1/evidence/{index}", "One entry", "Entry", List.of(index), this::entry),
        Endpoint.api(
            "/api/v1/evidence/{index}/proof", "The proof that an entry is in the log", "Proof",
            List.of(index), this::proof),
        Endpoint.api(
            "/api/v1/sources", "What was collected, when, and what went wrong", "Sources", List.of(),
            _ -> sources()));
  }

  private static ServerResponse ok(Value value) {
    return Replies.json(HttpStatus.OK, value);
  }

  private static ServerResponse health(String reason) {
    return Replies.json(
        reason.isEmpty() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE,
        new JsonObject().put("status", reason.isEmpty() ? "up" : "down").put("reason", reason).build());
  }

  private ServerResponse metrics() {
    return Replies.text(
        MediaType.parseMediaType("text/plain;version=0.0.4;charset=utf-8"), meters.scrape());
  }

  private ServerResponse resources(Visit visit) {
    ResourceSearch search = ResourceSearch.of(visit, 50);
    EstateStore.Page page = parts.estate().search(search.query());
    JsonObject facets = new JsonObject();
    page.buckets()
        .forEach(
            (column, buckets) ->
                facets.list(
                    column,
                    buckets,
                    bucket -> new JsonObject().put("value", bucket.value()).put("count", bucket.count()).build()));
    return ok(
        Documents.page(page.rows(), Documents::row, page.total(), search.page(), search.size())
            .put("facets", facets.build())
            .build());
  }

  private ServerResponse resource(Visit visit) {
    String text = visit.text("id");
    if (text.isEmpty()) {
      throw Problem.badParameter("id", "is missing");
    }
    ResourceId id = new ResourceId(text);
    EstateStore.Found found =
        parts.estate().find(id).orElseThrow(() -> Problem.notFound("No resource has this id."));
    return ok(
        new JsonObject()
            .put("resource", Documents.resource(found))
            .list("relations", parts.estate().neighbours(id), Documents::neighbour)
            .list("history", parts.estate().history(id), Documents::event)
            .list("findings", parts.verdicts().ofResource(id), Documents::finding)
            .list(
                "cost",
                parts.costs().ofResource(id),
                cost ->
                    new JsonObject()
                        .put("month", cost.month())
                        .put("currency", cost.currency())
                        .put("effective", cost.effective())
                        .build())
            .build());
  }

  private ServerResponse findings(Visit visit) {
    FindingSearch search = FindingSearch.of(visit, 50);
    VerdictStore.Page page = parts.verdicts().search(search.query());
    return ok(
        Documents.page(page.rows(), Documents::finding, page.total(), search.page(), search.size())
            .put("facets", Documents.facets(page.buckets()))
            .build());
  }

  private ServerResponse drift(Visit visit) {
    Instant now = parts.clock().instant();
    DriftSearch search = DriftSearch.of(visit, 50);
    DriftStore.Page page = parts.drift().search(search.query());
    return ok(
        Documents.page(page.rows(), Documents::drift, page.total(), search.page(), search.size())
            .put("facets", Documents.facets(page.buckets()))
            .put(
                "latest",
                parts.drift().latest().<Value>map(Documents::driftRun).orElse(Value.Null.INSTANCE))
            .put(
                "times",
                Documents.driftTimes(parts.drift().times(now.minus(DRIFT_TIMES), now)))
            .build());
  }

  private ServerResponse driftOf(Visit visit) {
    String key = visit.text("key");
    if (key.isEmpty()) {
      throw Problem.badParameter("key", "is missing");
    }
    DriftStore.Found found =
        parts.drift().find(key).orElseThrow(() -> Problem.notFound("Nothing drifts under this key."));
    return ok(
        new JsonObject()
            .put("drift", Documents.drift(found.row()))
            .put("document", found.document())
            .build());
  }

  private ServerResponse guardrail(Visit visit) {
    return ok(
        parts
            .verdicts()
            .rate(visit.request().pathVariable("id"))
            .map(Documents::guardrail)
            .orElseThrow(() -> Problem.notFound("No guardrail has this id.")));
  }

  private ServerResponse costs(Visit visit) {
    CostStore costs = parts.costs();
    CostSearch search = CostSearch.of(visit, costs, today());
    CostStore.Allocation allocation =
        costs.allocation(search.from(), search.to(), search.currency());
    return ok(
        new JsonObject()
            .put("dimension", search.dimension())
            .put("from", search.from())
            .put("to", search.to())
            .put("currency", search.currency())
            .put("currencies", Value.ofTexts(costs.currencies()))
            .list(
                "items",
                costs.by(
                    search.dimension(), search.from(), search.to(), search.currency(), search.filters()),
                slice ->
                    new JsonObject()
                        .put("value", slice.value())
                        .put("effective", slice.effective())
                        .put("before", slice.before())
                        .build())
            .put("allocated", allocation.allocated())
            .put("unallocated", allocation.unallocated())
            .list(
                "months",
                costs.series(
                    search.dimension(),
                    true,
                    search.to().withDayOfMonth(1).minusMonths(12),
                    search.to(),
                    search.currency(),
                    search.filters()),
                point ->
                    new JsonObject()
                        .put("at", point.at())
                        .put("value", point.value())
                        .put("effective", point.effective())
                        .build())
            .build());
  }

  private ServerResponse kpis() {
    List<Value.Fields> items = new ArrayList<>();
    List<KpiMeasurement> latest = parts.measurements().latest();
    for (Kpi kpi : parts.kpis().kpis()) {
      Optional<KpiMeasurement> newest =
          latest.stream().filter(m -> m.kpi().equals(kpi.id())).findFirst();
      items.add(
          Documents.kpi(kpi)
              .put("status", status(kpi, newest))
              .put(
                  "measurement",
                  newest.<Value>map(Documents::measurement).orElse(Value.Null.INSTANCE))
              .build());
    }
    return ok(new JsonObject().list("items", items, item -> item).build());
  }

  private static String status(Kpi kpi, Optional<KpiMeasurement> measurement) {
    return Pillars.status(kpi, measurement)
        .name()
        .toLowerCase(java.util.Locale.ROOT)
        .replace('_', '-');
  }

  private ServerResponse kpi(Visit visit) {
    Kpi kpi =
        parts
            .kpis()
            .find(visit.request().pathVariable("id"))
            .orElseThrow(() -> Problem.notFound("No KPI has this id."));
    LocalDate asOf = visit.day("as_of").orElse(today());
    KpiMeter.Explanation explanation;
    try (FactTables tables = parts.facts().get()) {
      explanation = KpiMeter.explain(kpi, tables, asOf, KPI_ROWS);
    }
    FactTables.Table rows = explanation.rows();
    return ok(
        Documents.kpi(kpi)
            .put("status", status(kpi, Optional.of(explanation.measurement())))
            .put("counting", kpi.counting())
            .put("sql", kpi.sql())
            .put("rows_sql", kpi.rowsSql())
            .put("as_of", asOf)
            .put("period_start", explanation.periodStart())
            .put("measurement", Documents.measurement(explanation.measurement()))
            .list(
                "trend",
                parts.measurements().trend(kpi.id(), asOf.minusDays(400), asOf),
                Documents::measurement)
            .put(
                "rows",
                new JsonObject()
                    .put("columns", Value.ofTexts(rows.columns()))
                    .list(
                        "rows",
                        rows.rows(),
                        row ->
                            new Value.Items(row.stream().map(JsonObject::ofAny).toList()))
                    .put("truncated", rows.truncated())
                    .build())
            .list("diagnostics", explanation.diagnostics(), Documents::diagnostic)
            .build());
  }

  private LocalDate today() {
    return LocalDate.ofInstant(parts.clock().instant(), ZoneOffset.UTC);
  }

  private ServerResponse entries(Visit visit) {
    int from = visit.number("from", 0, Integer.MAX_VALUE, 0);
    int limit = visit.number("limit", 1, 500, 100);
    return ok(
        new JsonObject()
            .put("size", parts.evidence().size())
            .list("items", parts.evidence().entries(from, limit), Documents::entry)
            .build());
  }

  private static long index(Visit visit) {
    String text = visit.request().pathVariable("index");
    if (!text.matches("[0-9]{1,15}")) {
      throw Problem.notFound("An entry's position is a whole number from 0.");
    }
    return Long.parseLong(text);
  }

  private ServerResponse entry(Visit visit) {
    long index = index(visit);
    return parts.evidence().entries(index, 1).stream()
        .filter(entry -> entry.index() == index)
        .findFirst()
        .map(entry -> ok(Documents.entry(entry)))
        .orElseThrow(() -> Problem.notFound("The log has no entry at this position."));
  }

  private ServerResponse proof(Visit visit) {
    return parts
        .evidence()
        .inclusionProof(index(visit))
        .map(proof -> ok(Documents.proof(proof)))
        .orElseThrow(() -> Problem.notFound("The log has no entry at this position."));
  }

  private ServerResponse sources() {
    return ok(
        new JsonObject()
            .list(
                "items",
                parts.estate().sources(),
                source ->
                    new JsonObject()
                        .put("source", source.source())
                        .put("captured_at", source.capturedAt())
                        .put("resources", source.resources())
                        .put("errors", source.errors())
                        .list(
                            "diagnostics",
                            parts.estate().diagnostics(source.source(), 200),
                            Documents::diagnostic)
                        .build())
            .build());
  }
}
