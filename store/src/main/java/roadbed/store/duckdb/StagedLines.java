package roadbed.store.duckdb;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import roadbed.assess.cost.BillingLake.Arrived;
import roadbed.assess.cost.BillingLake.Balance;
import roadbed.assess.cost.BillingLake.Bill;
import roadbed.assess.cost.BillingLake.Change;
import roadbed.assess.cost.BillingLake.Restatement;
import roadbed.assess.cost.BillingLake.Sums;
import roadbed.model.Diagnostic;
import roadbed.model.Location;

/** The lines of one delivery, read and not yet counted: what bills they are of, what is odd, and how they come to count. */
final class StagedLines implements AutoCloseable {
  private static final Pattern PART = Pattern.compile("part-([0-9]{1,9})\\.parquet");
  private static final int TOLD = 5;
  private static final int CHANGES = 100;
  private static final String BY_BILL = "by-bill-";
  private static final int BILLS_AT_ONCE = 4;
  private static final int MOST_PASSES = 8;
  private static final int WAITING_LINES = 80_000;
  private static final int LEAST_WAITING = 1_000;
  /** The month that a line is billed for. */
  static final String MONTH =
      "cast(date_trunc('month', coalesce(\"BillingPeriodStart\", \"ChargePeriodStart\")) as date)";
  /** Who sells, by whichever column of FOCUS tells it. */
  static final String PROVIDER =
      "coalesce(\"ProviderName\", \"ServiceProviderName\", \"HostProviderName\", \"PublisherName\", '')";
  /** The account that is billed. */
  static final String ACCOUNT = "coalesce(\"BillingAccountId\", '')";
  private static final String TELLING =
      "row(\"SubAccountId\", \"ResourceId\", \"ChargePeriodStart\", \"SkuPriceId\", \"BilledCost\", \"EffectiveCost\","
          + " \"PricingQuantity\", \"ChargeDescription\", \"ServiceName\")";
  private static final String SUMS =
      "count(*), sum(\"BilledCost\"), sum(\"EffectiveCost\"), coalesce(sum(\"ListCost\"), 0),"
          + " coalesce(sum(\"ContractedCost\"), 0)";

  private final DuckDBConnection connection;
  private final List<Path> parts;
  private final PlainPaths paths = new PlainPaths();
  private final List<Whole> bills;

  /** A bill with its sums. */
  record Whole(Bill bill, List<Sums> sums) {}

  StagedLines(DuckDBConnection connection, List<Path> parts) throws IOException, SQLException {
    this.connection = connection;
    this.parts = parts;
    bills = wholes();
  }

  /** The Parquet files of a folder. */
  static List<Path> parquet(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    }
  }

  private String literals(List<Path> files) throws IOException {
    List<String> literals = new ArrayList<>();
    for (Path file : files) {
      literals.add(paths.literal(file));
    }
    return String.join(", ", literals);
  }

  private String lines(List<Path> files) throws IOException {
    return "read_parquet([" + literals(files) + "], union_by_name = true, hive_partitioning = false)";
  }

  /** The file that a part was made of: parts are numbered by it, from 1. */
  private static Location source(String part, List<Path> sources, Location otherwise) {
    Matcher number = PART.matcher(part);
    if (!number.find()) {
      return otherwise;
    }
    int place = Integer.parseInt(number.group(1));
    return place > 0 && place <= sources.size() ? Location.of(sources.get(place - 1).toString()) : otherwise;
  }

  private List<Whole> wholes() throws IOException, SQLException {
    Map<Bill, List<Sums>> found = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select " + MONTH + ", " + PROVIDER + ", " + ACCOUNT + ", \"BillingCurrency\", " + SUMS + " from "
                    + lines(parts) + " group by 1, 2, 3, 4 order by 1, 2, 3, 4")) {
      while (row.next()) {
        Bill bill = new Bill(row.getString(2), row.getString(3), YearMonth.from(row.getObject(1, LocalDate.class)));
        found.computeIfAbsent(bill, _ -> new ArrayList<>()).add(sums(row));
      }
    }
    return found.entrySet().stream().map(entry -> new Whole(entry.getKey(), entry.getValue())).toList();
  }

  private static Sums sums(ResultSet row) throws SQLException {
    return new Sums(
        row.getString(4),
        row.getLong(5),
        exact(row.getBigDecimal(6)),
        exact(row.getBigDecimal(7)),
        exact(row.getBigDecimal(8)),
        exact(row.getBigDecimal(9)));
  }

  private static BigDecimal exact(BigDecimal sum) {
    BigDecimal shortest = sum.stripTrailingZeros();
    return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
  }

  List<Whole> bills() {
    return bills;
  }

  // --- reconciliation -----------------------------------------------------------------------------------------

  /** The sums of the source beside those that were kept; both by month, currency and column. */
  List<Balance> balances(Map<SourceSums.Key, SourceSums.Amounts> source) {
    Map<String, Balance> balances = new TreeMap<>();
    source.forEach(
        (key, amounts) -> {
          SourceSums.Amounts kept = SourceSums.Amounts.ZERO;
          for (Whole whole : bills) {
            for (Sums sums : whole.sums()) {
              if (whole.bill().month().equals(key.month()) && sums.currency().equals(key.currency())) {
                kept =
                    kept.plus(
                        new SourceSums.Amounts(sums.billed(), sums.effective(), sums.list(), sums.contracted()));
              }
            }
          }
          add(balances, key, "BilledCost", amounts.billed(), kept.billed());
          add(balances, key, "EffectiveCost", amounts.effective(), kept.effective());
          add(balances, key, "ListCost", amounts.list(), kept.list());
          add(balances, key, "ContractedCost", amounts.contracted(), kept.contracted());
        });
    return List.copyOf(balances.values());
  }

  private static void add(
      Map<String, Balance> balances, SourceSums.Key key, String amount, BigDecimal source, BigDecimal kept) {
    balances.put(
        key.month() + key.currency() + balances.size(),
        new Balance(key.month(), key.currency(), amount, exact(source), exact(kept)));
  }

  // --- what is odd --------------------------------------------------------------------------------------------

  /**
   * What is odd in lines that can be read: the same line twice, a negative use that corrects nothing, several currencies.
   *
   * @param sources the files that were read, in their order: each is a part
   */
  List<Diagnostic> problems(Location where, List<Path> sources) throws IOException, SQLException {
    List<Diagnostic> problems = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      // Lines are alike in all columns only where they are alike in these; so all columns are read of few lines.
      boolean alike;
      try (ResultSet row =
          statement.executeQuery(
              "select exists (select 1 from (select hash(" + TELLING + ") as h from " + lines(parts)
                  + ") group by h having count(*) > 1)")) {
        row.next();
        alike = row.getBoolean(1);
      }
      try (ResultSet row =
          statement.executeQuery(
              """
              with all_lines as (from %2$s),
              suspect as (select hash(%3$s) as h from all_lines group by 1 having count(*) > 1)
              select count(*), coalesce(sum(n - 1), 0), coalesce(sum((n - 1) * billed), 0), list(told)[1:%1$d]
              from (select hash(l) as h, count(*) as n, any_value("BilledCost") as billed,
                           any_value(coalesce("ChargeDescription", "ResourceId", "ServiceName", '')
                             || ' from ' || strftime("ChargePeriodStart", '%%Y-%%m-%%dT%%H:%%M')) as told
                    from all_lines l where %4$s and hash(%3$s) in (select h from suspect) group by 1 having n > 1)
              """
                  .formatted(TOLD, lines(parts), TELLING, alike))) {
        row.next();
        if (row.getLong(1) > 0) {
          List<RepeatedLines.Repeated> places = RepeatedLines.of(sources, TOLD);
          problems.add(
              Diagnostic.error(
                  "billing.duplicates",
                  places.isEmpty() ? where : places.getFirst().places().getLast(),
                  "%,d lines stand twice or more, every column alike; the repeated ones bill %s: %s%s"
                      .formatted(
                          row.getLong(2),
                          exact(row.getBigDecimal(3)).toPlainString(),
                          row.getString(4),
                          places.isEmpty() ? "" : "; " + String.join(", ", places.stream().map(Object::toString).toList())),
                  "accept the delivery where the bill means each of them"));
        }
      }
      try (ResultSet row =
          statement.executeQuery(
              """
              with negative as (
                select *, row_number() over (order by filename, "ChargePeriodStart", "ResourceId", "SkuId") as place,
                       count(*) over () as n
                from read_parquet([%2$s], union_by_name = true, hive_partitioning = false, filename = true)
                where ("PricingQuantity" < 0 or "ConsumedQuantity" < 0) and "ChargeCategory" = 'Usage'
                  and coalesce("ChargeClass", '') <> 'Correction')
              select n, parse_filename(filename),
                     case when "ConsumedQuantity" < 0 then 'ConsumedQuantity' else 'PricingQuantity' end,
                     case when "ConsumedQuantity" < 0 then "ConsumedQuantity" else "PricingQuantity" end,
                     coalesce("ResourceId", "ServiceName", '') || ' from ' || strftime("ChargePeriodStart", '%%Y-%%m-%%dT%%H:%%M')
              from negative where place <= %1$d order by place
              """
                  .formatted(TOLD, literals(parts)))) {
        long all = 0;
        while (row.next()) {
          all = row.getLong(1);
          problems.add(
              Diagnostic.error(
                  "billing.negative-quantity",
                  source(row.getString(2), sources, where),
                  "%s is %s in a line of usage that is no correction: %s"
                      .formatted(row.getString(3), exact(row.getBigDecimal(4)).toPlainString(), row.getString(5)),
                  "accept the delivery where the bill means it"));
        }
        if (all > TOLD) {
          problems.add(
              Diagnostic.error(
                  "billing.negative-quantity", where, "%,d more lines are like these".formatted(all - TOLD), ""));
        }
      }
    }
    for (Whole whole : bills) {
      if (whole.sums().size() > 1) {
        problems.add(
            Diagnostic.warning(
                "billing.currencies",
                where,
                "the bill of %s for %s is in %s; amounts of different currencies are not added"
                    .formatted(
                        whole.bill().account(),
                        whole.bill().month(),
                        String.join(", ", whole.sums().stream().map(Sums::currency).toList())),
                "keep rates by day with roadbed cost rates, and see them in one with --currency"));
      }
    }
    return problems;
  }

  /** Bills whose days the delivery covers only in part: replacing the month would lose the others. */
  List<Diagnostic> shorter(LakeManifest manifest, Path folder, Location where) throws IOException, SQLException {
    List<Diagnostic> shorter = new ArrayList<>();
    for (Whole whole : bills) {
      List<String> kept = manifest.entry(whole.bill()).files();
      if (kept.isEmpty()) {
        continue;
      }
      List<LocalDate> before = span(kept.stream().map(folder::resolve).toList(), whole.bill());
      List<LocalDate> now = span(parts, whole.bill());
      if (now.getFirst().isAfter(before.getFirst()) || now.getLast().isBefore(before.getLast())) {
        shorter.add(
            Diagnostic.error(
                "billing.part-of-month",
                where,
                "the bill of %s for %s is there from %s to %s, and this delivery has %s to %s of it"
                    .formatted(
                        whole.bill().account(),
                        whole.bill().month(),
                        before.getFirst(),
                        before.getLast(),
                        now.getFirst(),
                        now.getLast()),
                "accept it to replace the whole month, or import it with --add to add its lines"));
      }
    }
    return shorter;
  }

  private List<LocalDate> span(List<Path> files, Bill bill) throws IOException, SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select min(cast(\"ChargePeriodStart\" as date)), max(cast(\"ChargePeriodStart\" as date)) from "
                + lines(files) + " where " + MONTH + " = ? and " + PROVIDER + " = ? and " + ACCOUNT + " = ?")) {
      statement.setObject(1, bill.month().atDay(1));
      statement.setString(2, bill.provider());
      statement.setString(3, bill.account());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return List.of(row.getObject(1, LocalDate.class), row.getObject(2, LocalDate.class));
      }
    }
  }

  // --- coming to count ----------------------------------------------------------------------------------------

  /**
   * Moves the lines to their months and makes them count.
   *
   * @param adding whether they are added to what a month has instead of replacing it
   */
  List<Arrived> keep(Path folder, String delivery, boolean adding, Instant at) throws IOException, SQLException {
    Map<Bill, List<Path>> sorted = parts.size() == 1 && bills.size() == 1
        ? Map.of(bills.getFirst().bill(), parts)
        : byBill();
    LakeManifest manifest = LakeManifest.read(folder);
    List<Arrived> arrived = new ArrayList<>();
    List<Restatement> restatements = new ArrayList<>();
    List<Path> replaced = new ArrayList<>();
    for (Whole whole : bills) {
      LakeManifest.Entry before = manifest.entry(whole.bill());
      List<String> files = new ArrayList<>();
      List<Sums> sums = whole.sums();
      if (adding) {
        files.addAll(before.files());
        sums = together(before.sums(), sums);
      } else {
        before.files().stream().map(folder::resolve).forEach(replaced::add);
      }
      Path home = Files.createDirectories(folder.resolve(place(whole.bill())));
      List<Path> moved = new ArrayList<>();
      int number = 0;
      for (Path part : sorted.getOrDefault(whole.bill(), List.of())) {
        Path target = home.resolve(delivery + "-" + number++ + "-" + at.toEpochMilli() + ".parquet");
        moved.add(target);
        link(part, target);
        DailySums.write(connection, target, paths);
        files.add(folder.relativize(target).toString());
      }
      if (!before.files().isEmpty() && !adding) {
        List<Change> changes = changes(before.files().stream().map(folder::resolve).toList(), moved);
        if (!changes.isEmpty()) {
          restatements.add(new Restatement(at, whole.bill(), delivery, before.sums(), sums, changes));
        }
      }
      manifest.put(new LakeManifest.Entry(whole.bill(), delivery, files, sums));
      arrived.add(new Arrived(whole.bill(), sums, before.sums()));
    }
    manifest.done(delivery, at);
    manifest.remember(restatements);
    manifest.write();
    for (Path old : replaced) {
      Files.deleteIfExists(old);
      Files.deleteIfExists(DailySums.of(old));
    }
    return arrived;
  }

  /** Lets a file stand in a second place: what waits stays whole until the manifest counts it. */
  private static void link(Path part, Path target) throws IOException {
    try {
      Files.createLink(target, part);
    } catch (UnsupportedOperationException | FileSystemException _) {
      Files.copy(part, target);
    }
  }

  /** Removes from a staged delivery what a taking in that was interrupted has made of it. */
  static void clear(Path staging) throws IOException {
    List<Path> made;
    try (Stream<Path> files = Files.list(staging)) {
      made = files.filter(file -> String.valueOf(file.getFileName()).startsWith(BY_BILL)).toList();
    }
    for (Path folder : made) {
      BillingFolder.remove(folder);
    }
  }

  private static List<Sums> together(List<Sums> before, List<Sums> now) {
    Map<String, Sums> sums = new TreeMap<>();
    Stream.concat(before.stream(), now.stream())
        .forEach(
            one ->
                sums.merge(
                    one.currency(),
                    one,
                    (a, b) ->
                        new Sums(
                            a.currency(),
                            a.lines() + b.lines(),
                            a.billed().add(b.billed()),
                            a.effective().add(b.effective()),
                            a.list().add(b.list()),
                            a.contracted().add(b.contracted()))));
    return List.copyOf(sums.values());
  }

  private static Path place(Bill bill) {
    String readable = bill.account().replaceAll("[^A-Za-z0-9]+", "-");
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((bill.provider() + "\n" + bill.account()).getBytes(StandardCharsets.UTF_8));
      return Path.of(
          "month=" + bill.month(),
          "account=" + readable.substring(0, Math.min(40, readable.length())) + "-" + HexFormat.of().formatHex(hash, 0, 4));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The staged files by bill; a file with lines of several bills is written again in parts. */
  private Map<Bill, List<Path>> byBill() throws IOException, SQLException {
    Map<Bill, List<Path>> sorted = new LinkedHashMap<>();
    List<Path> mixed = new ArrayList<>();
    for (Path part : parts) {
      List<Bill> within = new ArrayList<>();
      try (Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "select distinct " + MONTH + ", " + PROVIDER + ", " + ACCOUNT + " from " + lines(List.of(part)))) {
        while (row.next()) {
          within.add(
              new Bill(row.getString(2), row.getString(3), YearMonth.from(row.getObject(1, LocalDate.class))));
        }
      }
      if (within.size() == 1) {
        sorted.computeIfAbsent(within.getFirst(), _ -> new ArrayList<>()).add(part);
      } else if (!within.isEmpty()) {
        mixed.add(part);
      }
    }
    if (!mixed.isEmpty()) {
      split(mixed, sorted);
    }
    return sorted;
  }

  /**
   * Writes mixed lines again by bill. Lines wait in memory, for each bill and thread, until there are enough for a piece of
   * a file; so few bills are written at a time, and of many smaller pieces.
   */
  private void split(List<Path> mixed, Map<Bill, List<Path>> sorted) throws IOException, SQLException {
    int passes = Math.min(MOST_PASSES, Math.ceilDiv(bills.size(), BILLS_AT_ONCE));
    int atOnce = Math.ceilDiv(bills.size(), passes);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "set partitioned_write_flush_threshold = " + Math.max(LEAST_WAITING, WAITING_LINES / atOnce));
      for (int from = 0; from < bills.size(); from += atOnce) {
        Path target = Files.createDirectories(parts.getFirst().resolveSibling(BY_BILL + from));
        statement.execute("create or replace temp table bill (n integer, month date, provider varchar, account varchar)");
        try (PreparedStatement insert = connection.prepareStatement("insert into bill values (?, ?, ?, ?)")) {
          for (int i = from; i < Math.min(bills.size(), from + atOnce); i++) {
            Bill bill = bills.get(i).bill();
            insert.setInt(1, i);
            insert.setObject(2, bill.month().atDay(1));
            insert.setString(3, bill.provider());
            insert.setString(4, bill.account());
            insert.execute();
          }
        }
        statement.execute(
            ("copy (select l.*, b.n as bill from %s l join bill b on b.month = %s and b.provider = %s and b.account = %s)"
                    + " to %s (format parquet, compression snappy, partition_by (bill))")
                .formatted(lines(mixed), MONTH, PROVIDER, ACCOUNT, DuckDb.quoted(target.toAbsolutePath().toString())));
        statement.execute("drop table bill");
        for (Path written : parquet(target)) {
          String partition = target.relativize(written).getName(0).toString();
          int number = Integer.parseInt(partition.substring(partition.indexOf('=') + 1));
          sorted.computeIfAbsent(bills.get(number).bill(), _ -> new ArrayList<>()).add(written);
        }
      }
    }
  }

  /** By how much the parts of a bill changed, the largest first. */
  private List<Change> changes(List<Path> before, List<Path> now) throws IOException, SQLException {
    List<Change> changes = new ArrayList<>();
    String grouped =
        """
        select coalesce("SubAccountId", '') as account, coalesce("ServiceName", '') as service,
               coalesce("ChargeCategory", '') as category, "BillingCurrency" as currency,
               sum("BilledCost") as billed, sum("EffectiveCost") as effective
        from %s group by 1, 2, 3, 4
        """;
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select account, service, category, currency, coalesce(n.billed, 0) - coalesce(b.billed, 0),
                       coalesce(n.effective, 0) - coalesce(b.effective, 0)
                from (%s) b full join (%s) n using (account, service, category, currency)
                where coalesce(n.billed, 0) <> coalesce(b.billed, 0)
                  or coalesce(n.effective, 0) <> coalesce(b.effective, 0)
                order by greatest(abs(coalesce(n.billed, 0) - coalesce(b.billed, 0)),
                                  abs(coalesce(n.effective, 0) - coalesce(b.effective, 0))) desc, 1, 2, 3
                limit %d
                """
                    .formatted(grouped.formatted(lines(before)), grouped.formatted(lines(now)), CHANGES))) {
      while (row.next()) {
        changes.add(
            new Change(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                exact(row.getBigDecimal(5)),
                exact(row.getBigDecimal(6))));
      }
    }
    return changes;
  }

  @Override
  public void close() throws IOException {
    paths.close();
  }
}
