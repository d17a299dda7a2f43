package roadbed.web.fakes;

import java.time.Duration;
import java.time.LocalDate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.assess.policy.Guardrail;
import roadbed.assess.policy.GuardrailTerms;
import roadbed.assess.policy.Judgement;
import roadbed.assess.policy.VerdictStore;
import roadbed.model.Ownership;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.model.Severity;
import roadbed.model.Verdict;

/** Eight guardrails over the fake estate. */
public final class FakeVerdicts implements VerdictStore {
  private static final String RULE =
      """
      # METADATA
      # title: S3 bucket policy demands TLS
      package roadbed.guardrails.s3_tls_only

      import rego.v1

      # A bucket without a policy lets plain HTTP through.
      deny contains message if {
        input.kind == "storage.bucket"
        not input.facets.transport.tls_only
        message := sprintf("bucket %q answers plain HTTP & more <b>", [input.name])
      }

      default limit := 30
      """;

  private final List<Guardrail> guardrails = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();

  public FakeVerdicts(FakeEstate estate) {
    if (estate.all().isEmpty()) {
      return;
    }
    guardrails.add(guardrail("s3-tls-only", "Buckets demand TLS", Severity.HIGH, "storage.bucket"));
    guardrails.add(guardrail("s3-no-public-acl", "Bucket ACL must not grant public read", Severity.CRITICAL, "storage.bucket"));
    guardrails.add(guardrail("bucket-logging", "Buckets log who reads them", Severity.LOW, "storage.bucket"));
    guardrails.add(guardrail("rds-encrypted", "Databases are encrypted at rest", Severity.HIGH, "database.relational"));
    guardrails.add(guardrail("sg-no-open-ssh", "SSH is not open to the world", Severity.CRITICAL, "network.firewall"));
    guardrails.add(guardrail("vm-disk-encrypted", "Disks of machines are encrypted", Severity.MEDIUM, "compute.vm"));
    guardrails.add(guardrail("k8s-no-privileged", "Containers do not run privileged", Severity.CRITICAL, "kubernetes.workload"));
    guardrails.add(guardrail("iam-no-wildcard", "Roles do not allow everything", Severity.HIGH, "identity.role"));
    int n = 0;
    for (Resource resource : estate.all()) {
      for (Guardrail guardrail : guardrails) {
        if (guardrail.kinds().contains(resource.kind())) {
          rows.add(row(resource, guardrail, n++));
        }
      }
    }
    rows.sort(
        Comparator.comparing((Row row) -> row.verdict().severity())
            .reversed()
            .thenComparing(Comparator.comparing(Row::since).reversed()));
  }

  private static Guardrail guardrail(String id, String title, Severity severity, String kind) {
    return new Guardrail(
        id,
        title,
        severity,
        "Whoever can read the traffic can read what customers bought. Nothing in the estate needs it.",
        "Set the attribute in the module, plan, and look at the plan's findings before you apply.",
        "any",
        List.of(kind),
        List.of(),
        List.of("cis-aws-2.1.1", "iso-27001-a.8.24"),
        GuardrailTerms.NONE,
        RULE,
        "guardrails/" + id + ".rego");
  }

  private static Row row(Resource resource, Guardrail guardrail, int n) {
    ResourceId id = resource.id();
    Verdict verdict =
        n % 9 == 0
            ? verdict(id, guardrail, Verdict.Outcome.NOT_EVALUATED, "transport.tls_only is known after apply")
            : n % 5 == 0
                ? verdict(
                    id, guardrail, Verdict.Outcome.FAIL, resource.name() + " answers plain HTTP; nothing denies it")
                : new Verdict(id, guardrail.id(), guardrail.severity(), Verdict.Outcome.PASS, List.of());
    return new Row(
        n % 35 == 0 && verdict.outcome() == Verdict.Outcome.FAIL
            ? verdict.excepted(new Verdict.Leave("EX-12", FakeEstate.NOW.plus(Duration.ofDays(9))))
            : verdict,
        guardrail.title(),
        resource.name(),
        resource.kind(),
        resource.provider().id(),
        resource.account(),
        resource.ownership().map(Ownership::owner).orElse(""),
        resource.environment().orElse(""),
        resource.origin().location().toString(),
        FakeEstate.NOW.minus(Duration.ofHours(5L + n * 7L % 2000)));
  }

  private static Verdict verdict(ResourceId id, Guardrail guardrail, Verdict.Outcome outcome, String why) {
    return new Verdict(id, guardrail.id(), guardrail.severity(), outcome, List.of(why));
  }

  @Override
  public void record(String source, Judgement judgement, Instant judgedAt) {
    throw new UnsupportedOperationException("pages read");
  }

  @Override
  public List<Guardrail> guardrails() {
    return List.copyOf(guardrails);
  }

  @Override
  public Page search(Query query) {
    List<String> outcomes =
        query.outcomes().isEmpty() ? List.of("fail", "not-evaluated") : query.outcomes();
    List<Row> found = new ArrayList<>();
    Map<String, Map<String, Long>> buckets = new LinkedHashMap<>();
    for (Row row : rows) {
      String text =
          (row.resourceName() + row.verdict().resource() + row.guardrailTitle() + row.verdict().messages())
              .toLowerCase(Locale.ROOT);
      if (outcomes.contains(row.verdict().outcome().id())
          && text.contains(query.text().toLowerCase(Locale.ROOT))
          && query.filters().entrySet().stream()
              .allMatch(f -> f.getValue().contains(column(row, f.getKey())))) {
        found.add(row);
        for (String column : List.of("severity", "guardrail", "owner", "environment", "provider", "kind")) {
          buckets
              .computeIfAbsent(column, _ -> new HashMap<>())
              .merge(column(row, column), 1L, Long::sum);
        }
      }
    }
    return new Page(
        found.stream().skip(query.offset()).limit(query.limit()).toList(), found.size(), buckets);
  }

  private static String column(Row row, String column) {
    return switch (column) {
      case "severity" -> row.verdict().severity().id();
      case "guardrail" -> row.verdict().guardrail();
      case "owner" -> row.owner();
      case "environment" -> row.environment();
      case "provider" -> row.provider();
      case "account" -> row.account();
      case "kind" -> row.kind();
      case "tier" -> "tier-1";
      default -> throw new IllegalArgumentException(column);
    };
  }

  @Override
  public List<Row> ofResource(ResourceId id) {
    return rows.stream()
        .filter(row -> row.verdict().resource().equals(id))
        .sorted(Comparator.comparing(row -> row.verdict().outcome() != Verdict.Outcome.FAIL))
        .toList();
  }

  @Override
  public void expire(Instant now) {}

  @Override
  public Optional<Instant> nextExpiry() {
    return Optional.empty();
  }

  @Override
  public List<Failing> trend(String guardrail, LocalDate from, LocalDate to) {
    List<Failing> days = new ArrayList<>();
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      days.add(new Failing(day, day.getDayOfMonth() % 7));
    }
    return days;
  }

  @Override
  public List<Rate> rates() {
    return guardrails.stream().map(it -> rate(it.id()).orElseThrow()).toList();
  }

  @Override
  public Optional<Rate> rate(String guardrail) {
    return guardrails.stream()
        .filter(it -> it.id().equals(guardrail))
        .findFirst()
        .map(
            it ->
                new Rate(
                    it,
                    count(guardrail, Verdict.Outcome.PASS),
                    count(guardrail, Verdict.Outcome.FAIL),
                    count(guardrail, Verdict.Outcome.NOT_EVALUATED),
                    count(guardrail, Verdict.Outcome.EXCEPTED)));
  }

  private long count(String guardrail, Verdict.Outcome outcome) {
    return rows.stream()
        .filter(r -> r.verdict().guardrail().equals(guardrail) && r.verdict().outcome() == outcome)
        .count();
  }

  @Override
  public Map<Severity, Long> openBySeverity() {
    Map<Severity, Long> open = new EnumMap<>(Severity.class);
    rows.stream()
        .filter(row -> row.verdict().outcome() == Verdict.Outcome.FAIL)
        .forEach(row -> open.merge(row.verdict().severity(), 1L, Long::sum));
    return open;
  }
}
