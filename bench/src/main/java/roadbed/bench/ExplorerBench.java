package roadbed.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import roadbed.inventory.EstateStore;
import roadbed.inventory.EstateStore.Query;
import roadbed.inventory.Snapshot;
import roadbed.model.AttributePlaces;
import roadbed.model.Change;
import roadbed.model.Collection;
import roadbed.model.Declaration;
import roadbed.model.EstateFacts;
import roadbed.model.Location;
import roadbed.model.Ownership;
import roadbed.model.Provider;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.model.Value;
import roadbed.store.postgres.EmbeddedPostgres;
import roadbed.store.postgres.PostgresStores;

/**
 * The explorer over a large estate: recording it, sending it again, and searches with exact totals and all
 * buckets. Arguments: a folder for the database, the number of resources, the file for the results.
 */
public final class ExplorerBench {
  private static final int WARM_UP = 10;
  private static final int ROUNDS = 40;
  private static final List<String> KINDS =
      List.of(
          "storage.bucket", "compute.instance", "network.firewall", "database.relational", "identity.role",
          "storage.volume", "network.load_balancer", "kubernetes.workload", "security.key", "other");

  private final Random random = new Random(20_261_121);

  private ExplorerBench() {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      throw new IllegalArgumentException("give a folder for the database, a number of resources, a result file");
    }
    Path folder = Path.of(arguments[0]);
    int size = Integer.parseInt(arguments[1]);
    try (EmbeddedPostgres postgres =
            EmbeddedPostgres.start(folder.resolve("state"), folder.resolve("cache"));
        PostgresStores stores = PostgresStores.open(postgres.address())) {
      String report = new ExplorerBench().run(stores.estate(), size);
      Files.writeString(Path.of(arguments[2]), report);
      System.out.print(report);
    }
  }

  private String run(EstateStore estate, int size) {
    Instant at = Instant.parse("2026-11-01T00:00:00Z");
    List<Resource> resources = resources(size);
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("record " + size + " new resources", once(() -> record(estate, at, resources)));
    lines.put("record the same again", once(() -> record(estate, at.plusSeconds(1), resources)));
    queries()
        .forEach(
            (name, query) ->
                lines.put(name + " (" + estate.search(query).total() + ")", many(() -> estate.search(query))));
    StringBuilder report =
        new StringBuilder(
            """
            # Explorer over %,d resources

            `ExplorerBench`, %s, %s %s, %d processors, Java %s, embedded PostgreSQL with fsync on. Each search
            returns 50 rows, the exact total (in brackets) and the counts of all ten filter columns;
            %d rounds after %d to warm up; the machine's load average was %.1f at the end. Milliseconds.

            | what | min | median | max |
            |---|---:|---:|---:|
            """
                .formatted(
                    size,
                    LocalDate.now(ZoneOffset.UTC),
                    System.getProperty("os.name"),
                    System.getProperty("os.arch"),
                    Runtime.getRuntime().availableProcessors(),
                    Runtime.version().feature(),
                    ROUNDS,
                    WARM_UP,
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
    lines.forEach((name, figures) -> report.append("| ").append(name).append(" | ").append(figures).append(" |\n"));
    return report.toString();
  }

  private static EstateStore.Receipt record(EstateStore estate, Instant at, List<Resource> resources) {
    return estate.record(
        new Collection(
            "bench",
            at,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            new Collection.Reading(1, 1, List.of(), 0)),
        new Snapshot(
            at, resources, List.of(), List.of(), List.of(), EstateFacts.NONE, List.of(), List.of()));
  }

  private static Map<String, Query> queries() {
    Map<String, Query> queries = new LinkedHashMap<>();
    queries.put("everything", query("", Map.of(), Map.of(), "name", 0));
    queries.put("everything, by owner", query("", Map.of(), Map.of(), "owner", 0));
    queries.put("everything, most failed first", query("", Map.of(), Map.of(), "-failed", 0));
    queries.put("everything, page 1,000", query("", Map.of(), Map.of(), "name", 50_000));
    queries.put(
        "two kinds", query("", Map.of("kind", List.of("storage.bucket", "identity.role")), Map.of(), "name", 0));
    queries.put(
        "owner and environment",
        query("", Map.of("owner", List.of("team-7"), "environment", List.of("production")), Map.of(), "name", 0));
    queries.put("without owner", query("", Map.of("owner", List.of("(none)")), Map.of(), "name", 0));
    queries.put("a tag", query("", Map.of(), Map.of("cost-center", "cc-42"), "name", 0));
    queries.put("a rare word", query("invoices-4711", Map.of(), Map.of(), "name", 0));
    queries.put("a common word", query("invoices", Map.of(), Map.of(), "name", 0));
    queries.put("a word in every id", query("arn", Map.of(), Map.of(), "name", 0));
    queries.put(
        "two words and a filter", query("orders team-3", Map.of("provider", List.of("aws")), Map.of(), "-name", 0));
    queries.put("a word that is nowhere", query("zzzzqqqq", Map.of(), Map.of(), "name", 0));
    return queries;
  }

  private static Query query(
      String text, Map<String, List<String>> filters, Map<String, String> tags, String sort, int offset) {
    return new Query(text, filters, tags, sort, offset, 50);
  }

  private static String once(Supplier<?> work) {
    long begin = System.nanoTime();
    Object result = work.get();
    double millis = (System.nanoTime() - begin) / 1e6;
    System.err.println(result);
    String text = "%.0f".formatted(millis);
    return text + " | " + text + " | " + text;
  }

  private static String many(Runnable work) {
    for (int i = 0; i < WARM_UP; i++) {
      work.run();
    }
    double[] millis = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long begin = System.nanoTime();
      work.run();
      millis[i] = (System.nanoTime() - begin) / 1e6;
    }
    Arrays.sort(millis);
    return String.format(
        Locale.ROOT, "%.1f | %.1f | %.1f", millis[0], millis[ROUNDS / 2], millis[ROUNDS - 1]);
  }

  private List<Resource> resources(int size) {
    List<Resource> resources = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      resources.add(resource(i));
    }
    return resources;
  }

  private Resource resource(int number) {
    String kind = pick(KINDS);
    // As in a real estate an account has a provider and an environment, and a system a team and a tier.
    int accountNumber = random.nextInt(24);
    int system = random.nextInt(40);
    Provider provider =
        List.of(Provider.AWS, Provider.AWS, Provider.AZURE, Provider.GCP, Provider.KUBERNETES)
            .get(accountNumber % 5);
    String account = "1111%08d".formatted(accountNumber);
    String owner = random.nextInt(10) == 0 ? "" : "team-" + system % 20;
    String environment =
        List.of("production", "production", "staging", "development", "").get(accountNumber / 5);
    String name = pick(List.of("invoices", "orders", "sessions", "media", "ledger")) + "-" + number;
    Map<String, String> tags =
        Map.of("cost-center", "cc-" + random.nextInt(100), "managed-by", "terraform", "stage", environment);
    return new Resource(
        new ResourceId("arn:" + provider.id() + ":" + kind + ":" + account + ":" + name),
        kind,
        provider.id() + "_" + kind.replace('.', '_'),
        provider,
        account,
        random.nextInt(5) == 0 ? "us-east-1" : "eu-central-1",
        name,
        tags,
        owner.isEmpty()
            ? Optional.empty()
            : Optional.of(new Ownership(owner, Ownership.Basis.TAG, "tag team=" + owner)),
        environment.isEmpty() ? Optional.empty() : Optional.of(environment),
        Optional.of("tier-" + (1 + system % 3)),
        Optional.of("system-" + system),
        facets(),
        raw(name, tags),
        Map.of(),
        new Resource.Origin(
            "bench",
            Declaration.TERRAFORM_STATE,
            "module.m" + random.nextInt(50) + "." + name,
            Optional.empty(),
            false,
            Change.NONE,
            Location.of("state.json", number, 1), AttributePlaces.NONE, Optional.empty()));
  }

  private Value.Fields facets() {
    return new Value.Fields(
        Map.of(
            "encryption", new Value.Fields(Map.of("at_rest", Value.of(random.nextBoolean()))),
            "public", new Value.Fields(Map.of("exposed", Value.of(random.nextInt(20) == 0)))));
  }

  private Value.Fields raw(String name, Map<String, String> tags) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("name", Value.of(name));
    for (int i = 0; i < 25; i++) {
      fields.put("attribute_" + i, Value.of("value " + random.nextInt(1_000)));
    }
    Map<String, Value> own = new LinkedHashMap<>();
    tags.forEach((tag, value) -> own.put(tag, Value.of(value)));
    fields.put("tags", new Value.Fields(own));
    return new Value.Fields(fields);
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
