package roadbed.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;
import roadbed.assess.cost.BillingLake.Balance;
import roadbed.assess.cost.BillingLake.Delivery;
import roadbed.assess.cost.BillingLake.Way;
import roadbed.assess.cost.currency.Rates;
import roadbed.assess.cost.explore.CostAnswer;
import roadbed.assess.cost.explore.CostQuestion;
import roadbed.assess.cost.explore.CostQuestion.Filter;
import roadbed.assess.cost.explore.CostQuestion.Grain;
import roadbed.assess.cost.explore.CostQuestion.Measure;
import roadbed.collect.billing.BillingTables;
import roadbed.model.BillingFile;
import roadbed.store.duckdb.DuckDbBillingLake;
import roadbed.store.duckdb.DuckDbCostExplorer;

/**
 * Import and questions over a large bill of three months, made by DuckDB from a seed. Arguments: a folder, the number of
 * lines, the seed, and the formats to import ({@code parquet}, {@code csv}).
 */
public final class BillingBench {
  private static final int MONTHS = 3;

  private BillingBench() {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException, SQLException {
    if (arguments.length < 4) {
      throw new IllegalArgumentException("give a folder, a number of lines, a seed and formats");
    }
    Path folder = Path.of(arguments[0]);
    long lines = Long.parseLong(arguments[1]);
    if (!Files.isDirectory(folder.resolve("parquet"))) {
      make(folder, lines, Long.parseLong(arguments[2]));
    }
    System.out.println("| import of | lines | s | CPU s | lines a second | sums agree |");
    System.out.println("|---|--:|--:|--:|--:|---|");
    Path lake = folder.resolve("lake");
    for (String format : List.of(arguments).subList(3, arguments.length)) {
      lake = folder.resolve("lake-" + format);
      take(folder.resolve(format), lake, format);
    }
    System.out.println();
    System.out.println("| question | answered by | ms (median of 5) | bare DuckDB, ms | ratio |");
    System.out.println("|---|---|--:|--:|--:|");
    try (DuckDbCostExplorer explorer = new DuckDbCostExplorer(lake, Rates.none())) {
      ask(explorer, lake, "service and account of a month", List.of("service", "account"), List.of(), "\"ServiceName\", \"SubAccountId\"");
      ask(explorer, lake, "dearest resources of a service", List.of("resource"), List.of(Filter.parse("service=Service 5")), "\"ResourceId\"");
      ask(explorer, lake, "SKUs", List.of("sku"), List.of(), "\"SkuId\"");
      ask(explorer, lake, "teams by their tag", List.of("tag:team"), List.of(), "json_extract_string(\"Tags\", '$.team')");
    }
  }

  private static void take(Path from, Path lake, String format) throws IOException {
    List<BillingFile> files =
        BillingTables.find(List.of(from)).tables().stream()
            .map(table -> new BillingFile(table.path(), table.format(), ""))
            .toList();
    long cpu = cpu();
    long started = System.nanoTime();
    try (DuckDbBillingLake taking = new DuckDbBillingLake(lake)) {
      Delivery delivery = taking.take(files, Set.of(Way.ACCEPTING), Instant.EPOCH, (_, _) -> {}).getFirst();
      double seconds = (System.nanoTime() - started) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "| %s, %d files | %,d | %.1f | %.1f | %,d | %s |%n",
          format,
          files.size(),
          delivery.lines(),
          seconds,
          (cpu() - cpu) / 1e9,
          Math.round(delivery.lines() / seconds),
          delivery.balances().stream().allMatch(Balance::even) ? "to the last digit" : "NO");
    }
  }

  private static long cpu() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }

  private static void ask(
      DuckDbCostExplorer explorer, Path lake, String name, List<String> groups, List<Filter> filters, String bare)
      throws SQLException, IOException {
    CostQuestion question =
        new CostQuestion(
            groups, Grain.WHOLE, filters, LocalDate.of(2026, 2, 1), LocalDate.of(2026, 2, 28), Optional.empty(),
            Measure.EFFECTIVE, 20, Optional.empty());
    List<Long> times = new ArrayList<>();
    CostAnswer answer = explorer.explore(question);
    for (int i = 0; i < 5; i++) {
      long started = System.nanoTime();
      answer = explorer.explore(question);
      times.add((System.nanoTime() - started) / 1_000_000);
    }
    long own = times.stream().sorted().toList().get(2);
    long plain = bare(lake, bare, filters);
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %d | %d | %.2f |%n",
        name,
        answer.ofDailySums() ? "daily sums" : "lines",
        own,
        plain,
        (double) own / Math.max(1, plain));
  }

  /** The same sums as whoever writes the SQL by hand would ask them of the same files. */
  private static long bare(Path lake, String columns, List<Filter> filters) throws SQLException, IOException {
    String files;
    try (Stream<Path> all = Files.walk(lake)) {
      files =
          all.filter(path -> path.toString().endsWith(".parquet"))
              .map(path -> "'" + path + "'")
              .sorted(Comparator.naturalOrder())
              .reduce((a, b) -> a + ", " + b)
              .orElseThrow();
    }
    String where = filters.isEmpty() ? "" : " and \"ServiceName\" = '" + filters.getFirst().values().getFirst() + "'";
    String sql =
        "select " + columns + ", \"BillingCurrency\", sum(\"EffectiveCost\") from read_parquet([" + files
            + "], hive_partitioning = false) where cast(\"ChargePeriodStart\" as date) between date '2026-02-01' and date '2026-02-28'"
            + where + " group by all";
    List<Long> times = new ArrayList<>();
    try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
        Statement statement = connection.createStatement()) {
      statement.execute("set TimeZone = 'UTC'");
      statement.execute("set preserve_insertion_order = false");
      for (int i = 0; i < 6; i++) {
        long started = System.nanoTime();
        try (ResultSet row = statement.executeQuery(sql)) {
          long rows = 0;
          while (row.next()) {
            rows++;
          }
          if (rows == 0) {
            throw new IllegalStateException("no rows");
          }
        }
        if (i > 0) {
          times.add((System.nanoTime() - started) / 1_000_000);
        }
      }
    }
    return times.stream().sorted().toList().get(2);
  }

  // --- the bill -----------------------------------------------------------------------------------------------

  private static void make(Path folder, long lines, long seed) throws SQLException, IOException {
    Files.createDirectories(folder.resolve("parquet"));
    Files.createDirectories(folder.resolve("csv"));
    try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
        Statement statement = connection.createStatement()) {
      statement.execute("set memory_limit = '2GB'");
      statement.execute("set temp_directory = '" + folder.resolve("spill") + "'");
      statement.execute("set TimeZone = 'UTC'");
      for (int month = 1; month <= MONTHS; month++) {
        Path parquet = folder.resolve("parquet/month-" + month + ".parquet");
        statement.execute("copy (" + lines(lines / MONTHS, seed + month, month) + ") to '" + parquet + "' (format parquet)");
        statement.execute(
            "copy (select * from read_parquet('" + parquet + "')) to '" + folder.resolve("csv/month-" + month + ".csv")
                + "' (header, timestampformat '%Y-%m-%dT%H:%M:%SZ')");
      }
    }
  }

  private static String lines(long count, long seed, int month) {
    return """
        select 'AWS' as "ProviderName", 'AWS' as "PublisherName", 'AWS' as "InvoiceIssuerName",
          '100000000001' as "BillingAccountId", 'Main' as "BillingAccountName",
          cast(200000000000 + h %% 40 as varchar) as "SubAccountId", 'account ' || (h %% 40) as "SubAccountName",
          'USD' as "BillingCurrency", timestamp '2026-%2$02d-01' as "BillingPeriodStart",
          timestamp '2026-%2$02d-01' + interval 1 month as "BillingPeriodEnd",
          timestamp '2026-%2$02d-01' + interval ((h // 7) %% 672) hour as "ChargePeriodStart",
          timestamp '2026-%2$02d-01' + interval (1 + (h // 7) %% 672) hour as "ChargePeriodEnd",
          case when h %% 50 = 0 then 'Tax' when h %% 101 = 0 then 'Credit' else 'Usage' end as "ChargeCategory",
          null::varchar as "ChargeClass", 'Usage-Based' as "ChargeFrequency",
          'per hour of machine ' || (h %% 300) as "ChargeDescription",
          list_extract(['Compute', 'Storage', 'Databases', 'Networking', 'Analytics'], cast(1 + h %% 5 as integer)) as "ServiceCategory",
          'Service ' || (h %% 60) as "ServiceName", 'eu-' || (h %% 8) as "RegionId", 'Europe ' || (h %% 8) as "RegionName",
          'arn:aws:ec2:eu:' || (200000000000 + h %% 40) || ':instance/i-' || ((h // 3) %% 200000) as "ResourceId",
          'instance' as "ResourceType", 'SKU' || (h %% 900) as "SkuId", 'SKU' || (h %% 900) || '.1' as "SkuPriceId",
          'Standard' as "PricingCategory", 'Hours' as "PricingUnit", 'Hours' as "ConsumedUnit",
          cast((h %% 100000) / 1000.0 as decimal(18, 6)) as "PricingQuantity",
          cast((h %% 100000) / 1000.0 as decimal(18, 6)) as "ConsumedQuantity",
          cast(0.0125 as decimal(18, 9)) as "ListUnitPrice", cast(0.0115 as decimal(18, 9)) as "ContractedUnitPrice",
          cast((h %% 100000) * 0.0000115 + i * 1e-12 as decimal(20, 12)) as "BilledCost",
          cast((h %% 100000) * 0.0000115 as decimal(20, 12)) as "EffectiveCost",
          cast((h %% 100000) * 0.0000125 as decimal(20, 12)) as "ListCost",
          cast((h %% 100000) * 0.0000115 as decimal(20, 12)) as "ContractedCost",
          '{"team":"team-' || (h %% 25) || '","environment":"' || (case h %% 3 when 0 then 'production' else 'test' end)
            || '","app":"app-' || (h %% 200) || '"}' as "Tags"
        from (select i, hash(i + %3$d) %% 1000000007 as h from range(%1$d) r(i))
        """
        .formatted(count, month, seed);
  }
}
