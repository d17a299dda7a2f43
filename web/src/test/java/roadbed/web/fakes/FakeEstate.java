package roadbed.web.fakes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import roadbed.inventory.EstateStore;
import roadbed.inventory.Snapshot;
import roadbed.model.AttributePlaces;
import roadbed.model.Change;
import roadbed.model.Collection;
import roadbed.model.Declaration;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Ownership;
import roadbed.model.Provider;
import roadbed.model.Relation;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.model.Value;

/** 420 resources of a shop on three clouds and Kubernetes. */
public final class FakeEstate implements EstateStore {
  public static final Instant NOW = Instant.parse("2026-11-21T09:30:00Z");

  private static final List<String> OWNERS =
      List.of("payments", "checkout", "search", "platform", "data", "identity", "");
  private static final List<String> ENVIRONMENTS = List.of("production", "staging", "development");

  private final Map<ResourceId, Resource> resources = new LinkedHashMap<>();
  private final boolean empty;

  public FakeEstate(boolean empty) {
    this.empty = empty;
    if (!empty) {
      for (int i = 0; i < 420; i++) {
        Resource resource = resource(i);
        resources.put(resource.id(), resource);
      }
    }
  }

  private static Resource resource(int i) {
    record Shape(Provider provider, String kind, String type, String region, String stem) {}
    List<Shape> shapes =
        List.of(
            new Shape(Provider.AWS, "storage.bucket", "aws_s3_bucket", "eu-central-1", "receipts"),
            new Shape(Provider.AWS, "database.relational", "aws_db_instance", "eu-central-1", "orders-db"),
            new Shape(Provider.AWS, "network.firewall", "aws_security_group", "eu-west-1", "web-ingress"),
            new Shape(Provider.AZURE, "compute.vm", "azurerm_linux_virtual_machine", "westeurope", "batch"),
            new Shape(Provider.GCP, "storage.bucket", "google_storage_bucket", "europe-west3", "clickstream"),
            new Shape(Provider.KUBERNETES, "kubernetes.workload", "apps/v1/Deployment", "", "checkout-api"),
            new Shape(Provider.AWS, "identity.role", "aws_iam_role", "", "deployer"));
    Shape shape = shapes.get(i % shapes.size());
    String owner = OWNERS.get(i % 11 % OWNERS.size());
    String environment = ENVIRONMENTS.get(i % 3);
    String name = i < 7 ? shape.stem() : shape.stem() + "-" + i;
    String account =
        shape.provider() == Provider.KUBERNETES ? "prod-eu" : "4100000000" + (10 + i % 12);
    String id =
        shape.provider() == Provider.AWS
            ? "arn:aws:%s:%s:%s:%s".formatted(shape.kind(), shape.region(), account, name)
            : shape.provider().id() + "://" + account + "/" + shape.kind() + "/" + name;
    Map<String, Value> publicFacet =
        Map.of("exposed", i % 5 == 0 ? Value.of(true) : i % 5 == 1 ? Value.Unknown.AFTER_APPLY : Value.of(false));
    Map<String, Value> facets = new LinkedHashMap<>();
    facets.put("public", new Value.Fields(publicFacet));
    facets.put("encryption", new Value.Fields(Map.of("at_rest", Value.of(i % 4 != 0), "key", Value.of("aws/s3"))));
    facets.put("logging", new Value.Fields(Map.of("enabled", Value.of(i % 3 == 0))));
    Map<String, Value> raw = new LinkedHashMap<>();
    raw.put("bucket", Value.of(name));
    raw.put("arn", Value.Unknown.AFTER_APPLY);
    raw.put("password", Value.Secret.INSTANCE);
    raw.put("note", Value.of("<script>alert('raw')</script>"));
    raw.put("tags", new Value.Fields(Map.of("team", Value.of(owner))));
    return new Resource(
        new ResourceId(id),
        shape.kind(),
        shape.type(),
        shape.provider(),
        account,
        shape.region(),
        name,
        owner.isEmpty() ? Map.of("stage", environment) : Map.of("team", owner, "stage", environment),
        owner.isEmpty()
            ? Optional.empty()
            : Optional.of(new Ownership(owner, Ownership.Basis.TAG, "tag team=" + owner)),
        Optional.of(environment),
        i % 4 == 3 ? Optional.empty() : Optional.of("tier-" + (1 + i % 4)),
        Optional.of("shop"),
        new Value.Fields(facets),
        new Value.Fields(raw),
        Map.of(
            "aws_s3_bucket_versioning",
            List.of(
                new Resource.Satellite(
                    "aws_s3_bucket_versioning.this",
                    new Value.Fields(Map.of("status", Value.of("Enabled"))),
                    Location.of("infra/storage.tf", 31, 1)))),
        new Resource.Origin(
            i % 2 == 0 ? "infra" : "platform",
            Declaration.TERRAFORM_PLAN,
            shape.type() + "." + name.replace('-', '_'),
            Optional.of("registry.example.org/storage/bucket"),
            i % 3 == 0,
            Change.NONE,
            Location.of("infra/main.tf", 12 + i, 1), AttributePlaces.NONE, Optional.empty()));
  }

  public List<Resource> all() {
    return List.copyOf(resources.values());
  }

  static Row row(Resource it) {
    int n = Math.abs(it.name().hashCode());
    return new Row(
        it.id(),
        it.kind(),
        it.type(),
        it.provider().id(),
        it.account(),
        it.region(),
        it.name(),
        it.ownership().map(Ownership::owner).orElse(""),
        it.environment().orElse(""),
        it.tier().orElse(""),
        n % 4,
        n % 7 == 0 ? 1 : 0);
  }

  @Override
  public Receipt record(Collection collection, Snapshot snapshot) {
    throw new UnsupportedOperationException("pages read");
  }

  @Override
  public List<Collection> latestCollections() {
    return List.of();
  }

  private static String column(Row row, String column, Resource resource) {
    return switch (column) {
      case "kind" -> row.kind();
      case "type" -> row.type();
      case "provider" -> row.provider();
      case "account" -> row.account();
      case "region" -> row.region();
      case "owner" -> row.owner();
      case "environment" -> row.environment();
      case "tier" -> row.tier();
      case "system" -> resource.system().orElse("");
      case "source" -> resource.origin().source();
      default -> throw new IllegalArgumentException(column);
    };
  }

  @Override
  public List<Told> documents(String kind) {
    return List.of();
  }

  @Override
  public Page search(Query query) {
    List<Row> rows = new ArrayList<>();
    Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
    for (Resource resource : resources.values()) {
      Row row = row(resource);
      String text =
          (row.id() + " " + row.name() + " " + row.type() + " " + row.owner() + " " + resource.tags())
              .toLowerCase(Locale.ROOT);
      boolean words =
          List.of(query.text().toLowerCase(Locale.ROOT).split("\\s+")).stream().allMatch(text::contains);
      boolean filters =
          query.filters().entrySet().stream()
              .allMatch(
                  f -> {
                    String value = column(row, f.getKey(), resource);
                    return f.getValue().contains(value.isEmpty() ? "(none)" : value);
                  });
      boolean tags =
          query.tags().entrySet().stream()
              .allMatch(t -> t.getValue().equals(resource.tags().get(t.getKey())));
      if (words && filters && tags) {
        rows.add(row);
        for (String column :
            List.of("kind", "provider", "owner", "environment", "tier", "account", "region", "source")) {
          counts
              .computeIfAbsent(column, _ -> new HashMap<>())
              .merge(column(row, column, resource), 1L, Long::sum);
        }
      }
    }
    boolean descending = query.sort().startsWith("-");
    String sort = descending ? query.sort().substring(1) : query.sort();
    Function<Row, String> key =
        row ->
            switch (sort) {
              case "name", "id", "" -> row.name();
              case "failed" -> Integer.toString(row.failed());
              default -> column(row, sort, resources.get(row.id()));
            };
    Comparator<Row> order = Comparator.comparing(key);
    rows.sort(descending ? order.reversed() : order);
    Map<String, List<Bucket>> buckets = new LinkedHashMap<>();
    counts.forEach(
        (column, values) ->
            buckets.put(
                column,
                values.entrySet().stream()
                    .map(e -> new Bucket(e.getKey(), e.getValue()))
                    .sorted(Comparator.comparingLong(Bucket::count).reversed())
                    .toList()));
    return new Page(
        rows.stream().skip(query.offset()).limit(query.limit()).toList(), rows.size(), buckets);
  }

  @Override
  public Optional<Found> find(ResourceId id) {
    return Optional.ofNullable(resources.get(id))
        .map(
            resource ->
                new Found(
                    resource,
                    NOW.minus(Duration.ofDays(200)),
                    NOW.minus(Duration.ofHours(3)),
                    resource.name().endsWith("-9")
                        ? Optional.of(NOW.minus(Duration.ofDays(2)))
                        : Optional.empty()));
  }

  @Override
  public List<Neighbour> neighbours(ResourceId id) {
    List<Neighbour> neighbours = new ArrayList<>();
    List<Resource> all = all();
    int i = 0;
    for (Relation.Type type : Relation.Type.values()) {
      Resource other = all.get(i * 13 + 1);
      boolean outgoing = i % 2 == 0;
      ResourceId owner = new ResourceId("team:payments");
      boolean missing = type == Relation.Type.OWNED_BY;
      ResourceId end = missing ? owner : other.id();
      neighbours.add(
          new Neighbour(
              new Relation(
                  outgoing ? id : end, type, outgoing ? end : id, "vpc_security_group_ids → web-ingress"),
              outgoing,
              missing ? Optional.empty() : Optional.of(row(other))));
      i++;
    }
    return neighbours;
  }

  @Override
  public List<Event> history(ResourceId id) {
    return List.of(
        new Event(
            NOW.minus(Duration.ofHours(3)),
            id,
            "infra",
            "changed",
            List.of(
                new FieldChange("/versioning/0/enabled", "true", "false"),
                new FieldChange("/tags/team", "\"checkout\"", "\"payments\""))),
        new Event(NOW.minus(Duration.ofDays(200)), id, "infra", "appeared", List.of()));
  }

  @Override
  public List<Event> events(Instant from, Instant until, int limit) {
    return recentEvents(limit).stream().filter(event -> !event.at().isBefore(from) && !event.at().isAfter(until)).toList();
  }

  @Override
  public List<Event> recentEvents(int limit) {
    List<Event> events = new ArrayList<>();
    List<String> kinds = List.of("changed", "appeared", "vanished");
    for (int i = 0; i < limit && !empty; i++) {
      ResourceId id = all().get(i * 17).id();
      events.add(
          new Event(
              NOW.minus(Duration.ofMinutes(50 + i * 300L)),
              id,
              "infra",
              kinds.get(i % 3),
              i % 3 == 0 ? history(id).getFirst().details() : List.of()));
    }
    return events;
  }

  @Override
  public List<SourceState> sources() {
    return empty
        ? List.of()
        : List.of(
            new SourceState("infra", NOW.minus(Duration.ofHours(3)), 210, 2),
            new SourceState("platform", NOW.minus(Duration.ofDays(3)), 210, 0));
  }

  @Override
  public List<Diagnostic> diagnostics(String source, int limit) {
    return source.equals("infra")
        ? List.of(
            Diagnostic.error(
                "json.truncated",
                Location.of("infra/broken/plan.json", 812, 4),
                "the document ends in the middle of an object",
                "write the plan again with terraform show -json"),
            Diagnostic.warning(
                "inventory.reference",
                Location.of("infra/network.tf", 40, 3),
                "refers to aws_vpc.old, which is not in any source",
                "scan the folder that declares it too"))
        : List.of();
  }

  @Override
  public Map<String, Long> countBy(String column) {
    Map<String, Long> counts = new HashMap<>();
    resources.values().forEach(it -> counts.merge(column(row(it), column, it), 1L, Long::sum));
    return counts;
  }
}
