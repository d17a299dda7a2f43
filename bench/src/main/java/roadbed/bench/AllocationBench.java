package roadbed.bench;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.duckdb.DuckDBDriver;
import roadbed.assess.cost.ChargeStore;
import roadbed.assess.cost.allocation.Allocation;
import roadbed.assess.cost.allocation.Charge;
import roadbed.assess.cost.allocation.Classifier;
import roadbed.assess.cost.allocation.Measures;
import roadbed.assess.cost.allocation.Splitting;
import roadbed.inventory.Snapshot;
import roadbed.model.AllocationRules;
import roadbed.model.AllocationRules.Attribute;
import roadbed.model.AllocationRules.Condition;
import roadbed.model.AllocationRules.Method;
import roadbed.model.AllocationRules.Part;
import roadbed.model.AllocationRules.Receiver;
import roadbed.model.AllocationRules.Rule;
import roadbed.model.AllocationRules.Span;
import roadbed.model.AllocationRules.Split;
import roadbed.model.AllocationRules.Target;
import roadbed.model.AllocationRules.Test;
import roadbed.model.BillingColumn;
import roadbed.model.BillingFile;
import roadbed.model.EstateFacts;
import roadbed.model.Value;
import roadbed.store.duckdb.DuckDbBillingStore;

/**
 * Allocation of a large bill: lines of a month made by DuckDB, 200 rules, three steps of splitting. Arguments: a
 * folder, the number of lines, how often it is measured.
 */
public final class AllocationBench {
  private static final int RULES = 200;

  private AllocationBench() {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException, SQLException {
    if (arguments.length != 3) {
      throw new IllegalArgumentException("give a folder, a number of lines, a number of runs");
    }
    Path folder = Path.of(arguments[0]);
    long lines = Long.parseLong(arguments[1]);
    Path file = folder.resolve("lines.parquet");
    make(file, lines);
    AllocationRules rules = rules();
    Snapshot nothing =
        new Snapshot(
            Instant.EPOCH, List.of(), List.of(), List.of(), List.of(), EstateFacts.NONE, List.of(), List.of());
    try (DuckDbBillingStore store = new DuckDbBillingStore(folder.resolve("lake"))) {
      long begun = System.nanoTime();
      store.ingest("bench", List.of(new BillingFile(file, BillingFile.Format.PARQUET, "1.0")));
      System.out.printf(Locale.ROOT, "import %.2f s%n", seconds(begun));
      for (int run = 0; run < Integer.parseInt(arguments[2]); run++) {
        begun = System.nanoTime();
        List<Charge> charges = store.charges(new Classifier(rules, nothing), Span.ALWAYS, ChargeStore.Grain.MONTH);
        double classified = seconds(begun);
        Allocation allocation = Splitting.run(rules, charges, Measures.NONE);
        double whole = seconds(begun);
        BigDecimal total =
            allocation.totals().getLast().byCurrency().values().stream()
                .map(sum -> sum.effective())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        System.out.printf(
            Locale.ROOT,
            "| %,d | %d | %d | %,d | %,d | %.2f | %.2f | %.2f | %s |%n",
            lines,
            RULES,
            allocation.steps().size(),
            charges.size(),
            allocation.lines().size(),
            classified,
            whole - classified,
            whole,
            total.stripTrailingZeros().toPlainString());
      }
    }
    Files.deleteIfExists(file);
  }

  private static double seconds(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }

  /** A month of lines: 40 accounts, 30 services, 12 regions, 60,000 resources, 1,200 sets of tags. */
  private static void make(Path file, long lines) throws SQLException, IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
        Statement statement = connection.createStatement()) {
      statement.execute("set memory_limit = '2GB'");
      statement.execute("set preserve_insertion_order = false");
      statement.execute(
          """
          copy (
            select 'AWS' as "ProviderName", 'AWS' as "PublisherName", 'AWS' as "InvoiceIssuerName",
              'payer' as "BillingAccountId", lpad(cast(h % 40 as varchar), 12, '0') as "SubAccountId",
              'account ' || h % 40 as "SubAccountName", 'Usage' as "ChargeCategory",
              'service ' || (h // 40) % 30 as "ServiceName", 'Compute' as "ServiceCategory",
              'region-' || (h // 1200) % 12 as "RegionId", 'r-' || h % 60000 as "ResourceId",
              timestamptz '2026-01-01 00:00:00+00' + interval (cast(i % 744 as integer)) hour as "ChargePeriodStart",
              timestamptz '2026-01-01 01:00:00+00' + interval (cast(i % 744 as integer)) hour as "ChargePeriodEnd",
              timestamptz '2026-01-01 00:00:00+00' as "BillingPeriodStart",
              timestamptz '2026-02-01 00:00:00+00' as "BillingPeriodEnd",
              'USD' as "BillingCurrency",
              cast((h % 100003) as decimal(38, 18)) / 100000 as "BilledCost",
              cast((h % 100003) as decimal(38, 18)) / 100000 as "EffectiveCost",
              cast((h % 100019) as decimal(38, 18)) / 100000 as "ListCost",
              cast((h % 100019) as decimal(38, 18)) / 100000 as "ContractedCost",
              '{"team":"team-' || h % 60 || '","app":"app-' || (h // 60) % 20 || '","id":"' || h % 1200 || '"}' as "Tags"
            from (select i, cast(hash(i % 900000) % 1000000007 as bigint) as h from range(%d) t(i))
          ) to '%s' (format parquet)
          """
              .replace("%d", Long.toString(lines))
              .replace("%s", file.toString().replace("'", "''")));
    }
  }

  private static AllocationRules rules() {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      rules.add(
          rule(
              "pool " + i,
              List.of(
                  new Test(new Attribute.Column(BillingColumn.SERVICE), List.of("service " + i % 10)),
                  new Test(new Attribute.Column(BillingColumn.REGION), List.of("region-" + i % 12))),
              new Target.SharedIn(List.of("network", "platform", "support").get(i % 3))));
    }
    for (int i = 0; rules.size() < RULES - 2; i++) {
      rules.add(
          rule(
              "rule " + i,
              List.of(
                  new Test(new Attribute.Tag("team"), List.of("team-" + i % 60)),
                  new Test(new Attribute.Column(BillingColumn.ACCOUNT), List.of("*" + i % 40))),
              new Target.OwnedBy(List.of(new Part.Literal("owner-" + i % 30)))));
    }
    rules.add(
        rule(
            "team",
            List.of(new Test(new Attribute.Tag("team"), List.of("team-1?", "team-2?"))),
            new Target.OwnedBy(List.of(new Part.Of(new Attribute.Tag("team"))))));
    rules.add(
        rule("rest", List.of(), new Target.OwnedBy(List.of(new Part.Of(new Attribute.Column(BillingColumn.ACCOUNT_NAME))))));
    Map<Receiver, BigDecimal> shares = new LinkedHashMap<>();
    shares.put(new Receiver.Pool("platform"), new BigDecimal("30"));
    shares.put(new Receiver.Pool("support"), new BigDecimal("70"));
    return new AllocationRules(
        List.of(),
        rules,
        List.of(
            new Split("one", "network", new Method.Fixed(shares), false, false, Span.ALWAYS),
            new Split("two", "platform", new Method.Even(List.of()), false, false, Span.ALWAYS),
            new Split("three", "support", new Method.Proportional(List.of(), false), false, false, Span.ALWAYS)),
        List.of(),
        new AllocationRules.UnusedCommitments.Buyer(),
        false,
        Value.Null.INSTANCE);
  }

  private static Rule rule(String name, List<Test> tests, Target gives) {
    return new Rule(name, new Condition(tests, Optional.empty(), Optional.empty()), gives, Span.ALWAYS);
  }
}
