package roadbed.store.duckdb;

import roadbed.model.Location;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.assess.cost.BillingLake.Arrived;
import roadbed.assess.cost.BillingLake.Balance;
import roadbed.assess.cost.BillingLake.Delivery;
import roadbed.assess.cost.BillingLake.Restatement;
import roadbed.assess.cost.BillingLake.Standing;
import roadbed.assess.cost.BillingLake.Sums;
import roadbed.assess.cost.BillingLake.Way;
import roadbed.model.BillingFile;

class DuckDbBillingLakeTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final String HEADER =
      "BillingAccountId,BillingPeriodStart,ChargePeriodStart,ChargeCategory,ChargeClass,ServiceName,ProviderName,"
          + "BillingCurrency,BilledCost,EffectiveCost,ListCost,ContractedCost,ConsumedQuantity,x_Stray\n";

  @TempDir Path folder;
  private DuckDbBillingLake lake;

  @BeforeEach
  void open() {
    lake = new DuckDbBillingLake(folder.resolve("billing"));
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private static String line(String account, String day, String service, String currency, String billed) {
    return "%s,%s-01T00:00:00Z,%sT00:00:00Z,Usage,,%s,AWS,%s,%s,%s,%s,%s,1,%s\n"
        .formatted(
            account, day.substring(0, 7), day, service, currency, billed, billed, billed, billed, "stray " + day);
  }

  private BillingFile file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, HEADER + text);
    return new BillingFile(file, BillingFile.Format.CSV, "1.2");
  }

  private List<Delivery> take(Set<Way> ways, BillingFile... files) {
    return lake.take(List.of(files), ways, NOW, (_, _) -> {});
  }

  private Map<String, BigDecimal> billed() {
    Map<String, BigDecimal> billed = new HashMap<>();
    for (Arrived arrived : lake.bills()) {
      for (Sums sums : arrived.now()) {
        billed.merge(arrived.bill().account() + " " + arrived.bill().month() + " " + sums.currency(), sums.billed(), BigDecimal::add);
      }
    }
    return billed;
  }

  /** What the Parquet files that count add up to, asked of them and not of the manifest. */
  private Map<String, BigDecimal> inParquet() throws IOException, SQLException {
    Map<String, BigDecimal> sums = new HashMap<>();
    List<String> files =
        new BillingFolder(folder.resolve("billing")).files().stream().map(file -> DuckDb.quoted(file.toString())).toList();
    try (DuckDBConnection connection = DuckDb.open();
        Statement statement = connection.createStatement()) {
      statement.execute(BillingLines.view(files));
      try (var row =
          statement.executeQuery(
              "select billing_account || ' ' || strftime(month, '%Y-%m') || ' ' || currency, sum(billed) from line group by 1")) {
        while (row.next()) {
          sums.put(row.getString(1), row.getBigDecimal(2).stripTrailingZeros());
        }
      }
    }
    return sums;
  }

  @Test
  void sumsOfRandomBillingAgreeWithTheSourceToTheLastDigitAtEveryStep() throws IOException, SQLException {
    long seed = 20260301;
    Random random = new Random(seed);
    Map<String, BigDecimal> expected = new HashMap<>();
    List<BillingFile> files = new ArrayList<>();
    for (int delivery = 0; delivery < 3; delivery++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 400; i++) {
        String account = delivery + "-" + random.nextInt(3);
        String month = "2026-0" + (1 + random.nextInt(3));
        String currency = random.nextInt(4) == 0 ? "USD" : "EUR";
        BigDecimal amount =
            BigDecimal.valueOf(random.nextLong(-1_000_000_000_000L, 9_000_000_000_000L), random.nextInt(19));
        text.append(line(account, month + "-%02d".formatted(1 + random.nextInt(28)), "S" + i, currency, amount.toPlainString()));
        expected.merge(account + " " + month + " " + currency, amount, BigDecimal::add);
      }
      files.add(file("d" + delivery + "/bill.csv", text.toString()));
    }
    List<Delivery> deliveries = take(Set.of(), files.toArray(BillingFile[]::new));
    assertThat(deliveries).as("seed " + seed).allMatch(delivery -> delivery.standing() == Standing.IMPORTED);
    assertThat(deliveries.stream().flatMap(delivery -> delivery.balances().stream())).isNotEmpty().allMatch(Balance::even);
    expected.replaceAll((_, amount) -> amount.stripTrailingZeros());
    Map<String, BigDecimal> kept = billed();
    kept.replaceAll((_, amount) -> amount.stripTrailingZeros());
    assertThat(kept).isEqualTo(expected);
    assertThat(inParquet()).isEqualTo(expected);
  }

  @Test
  void theSameFilesAreNotTakenTwiceAndAMonthDeliveredAgainReplacesItself() throws IOException, SQLException {
    BillingFile first =
        file("a/jan.csv", line("1", "2026-01-01", "EC2", "EUR", "10.5") + line("1", "2026-01-31", "S3", "EUR", "1"));
    assertThat(take(Set.of(), first).getFirst().standing()).isEqualTo(Standing.IMPORTED);
    assertThat(take(Set.of(), first).getFirst().standing()).isEqualTo(Standing.UNCHANGED);
    BillingFile again =
        file("a/jan.csv", line("1", "2026-01-01", "EC2", "EUR", "12.25") + line("1", "2026-01-31", "S3", "EUR", "1") + line("1", "2026-01-31", "Lambda", "EUR", "-0.5"));
    Files.setLastModifiedTime(again.path(), FileTime.from(NOW));
    assertThat(take(Set.of(), again).getFirst().standing()).isEqualTo(Standing.IMPORTED);
    assertThat(billed()).containsExactly(Map.entry("1 2026-01 EUR", new BigDecimal("12.75")));
    assertThat(inParquet()).containsExactly(Map.entry("1 2026-01 EUR", new BigDecimal("12.75")));
    assertThat(lake.restatements()).hasSize(1);
    Restatement restated = lake.restatements().getFirst();
    assertThat(restated.bill().month()).isEqualTo(YearMonth.of(2026, 1));
    assertThat(restated.changes()).extracting(change -> change.service() + " " + change.billed())
        .containsExactly("EC2 1.75", "Lambda -0.5");
  }

  @Test
  void aPartOfAMonthWaitsAndIsAddedWhereThatIsSaid() throws IOException {
    take(Set.of(), file("a/x.csv", line("1", "2026-01-01", "EC2", "EUR", "1") + line("1", "2026-01-10", "EC2", "EUR", "2")));
    BillingFile rest = file("b/x.csv", line("1", "2026-01-11", "EC2", "EUR", "4"));
    Delivery waiting = take(Set.of(), rest).getFirst();
    assertThat(waiting.standing()).isEqualTo(Standing.WAITING);
    assertThat(waiting.diagnostics()).extracting(one -> one.code()).containsExactly("billing.part-of-month");
    assertThat(billed()).containsValue(new BigDecimal("3"));
    assertThat(take(Set.of(Way.ADDING), rest).getFirst().standing()).isEqualTo(Standing.IMPORTED);
    assertThat(billed()).containsExactly(Map.entry("1 2026-01 EUR", new BigDecimal("7")));
    assertThat(lake.waiting()).isEmpty();
  }

  @Test
  void whatIsGoodOfABadDeliveryIsKeptApartUntilItIsAccepted() throws IOException {
    String good = line("1", "2026-01-01", "EC2", "EUR", "1");
    BillingFile file = file("a/x.csv", good + line("1", "2026-01-02", "EC2", "EUR", "abc") + line("1", "2026-01-03", "S3", "GELD", "2"));
    Delivery waiting = take(Set.of(), file).getFirst();
    assertThat(waiting.standing()).isEqualTo(Standing.WAITING);
    assertThat(waiting.rejected()).isEqualTo(2);
    assertThat(waiting.diagnostics()).extracting(one -> one.location().line() + " " + one.message())
        .satisfiesExactly(
            it -> assertThat(it).startsWith("3 ").contains("BilledCost", "abc"),
            it -> assertThat(it).startsWith("4 ").contains("BillingCurrency", "GELD"));
    assertThat(lake.bills()).isEmpty();
    assertThat(lake.waiting()).containsExactly(waiting.id());
    assertThat(lake.accept(waiting.id(), NOW)).hasSize(1);
    assertThat(billed()).containsExactly(Map.entry("1 2026-01 EUR", new BigDecimal("1")));
    assertThat(lake.waiting()).isEmpty();
  }

  @Test
  void duplicatesNegativeUseAndSeveralCurrenciesAreTold() throws IOException {
    String twice = line("1", "2026-01-01", "EC2", "EUR", "1.5");
    String negative = line("1", "2026-01-02", "S3", "USD", "2").replace(",1,stray", ",-1,stray");
    Delivery delivery = take(Set.of(), file("a/x.csv", twice + twice + negative)).getFirst();
    assertThat(delivery.standing()).isEqualTo(Standing.WAITING);
    assertThat(delivery.diagnostics()).extracting(one -> one.code())
        .containsExactly("billing.duplicates", "billing.negative-quantity", "billing.currencies");
    assertThat(delivery.diagnostics().getFirst().message()).contains("1.5").endsWith("; x.csv:2 and x.csv:3");
    assertThat(delivery.diagnostics().getFirst().location()).isEqualTo(Location.of(folder.resolve("a/x.csv").toString(), 3, 0));
  }

  /** A break inside of quotes ends no line, and a line may come again in another file of its delivery. */
  @Test
  void repeatedLinesAreFoundWhereTheyStand() throws IOException {
    Path one = folder.resolve("one.csv");
    Path two = folder.resolve("two.csv.gz");
    Files.writeString(one, "h,i\r\n1,\"a\nb\"\r\n2,c\r\n1,\"a\nb\"\r\n");
    try (var zip = new java.util.zip.GZIPOutputStream(Files.newOutputStream(two))) {
      zip.write("h,i\n3,d\n2,c".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(RepeatedLines.of(List.of(one, two), 5)).map(Object::toString).containsExactly("one.csv:2 and one.csv:5", "one.csv:4 and two.csv.gz:3");
    assertThat(RepeatedLines.of(List.of(one, two), 1)).hasSize(1);
  }

  @Test
  void aHalfWrittenParquetAndATableWithoutAmountsAreRefusedAndLoseNothingElse() throws IOException {
    Path half = folder.resolve("half/x.parquet");
    Files.createDirectories(half.getParent());
    Files.write(half, "PAR1 and then nothing more that could be a footer".getBytes(StandardCharsets.UTF_8));
    Path lacking = Files.writeString(Files.createDirectories(folder.resolve("lacking")).resolve("x.csv"), "BilledCost,ServiceName\n1,EC2\n");
    List<Delivery> deliveries =
        take(
            Set.of(),
            new BillingFile(half, BillingFile.Format.PARQUET, ""),
            new BillingFile(lacking, BillingFile.Format.CSV, ""),
            file("good/x.csv", line("1", "2026-01-01", "EC2", "EUR", "1")));
    assertThat(deliveries).extracting(Delivery::standing)
        .containsExactlyInAnyOrder(Standing.REFUSED, Standing.REFUSED, Standing.IMPORTED);
    assertThat(deliveries.stream().flatMap(one -> one.diagnostics().stream()).map(one -> one.code()))
        .containsExactlyInAnyOrder("billing.unreadable", "billing.columns");
  }

  @Test
  void anInterruptedImportLeavesNothingThatCountsAndIsClearedAway() throws IOException {
    take(Set.of(), file("a/x.csv", line("1", "2026-01-01", "EC2", "EUR", "1")));
    Path home = folder.resolve("billing/lake");
    Files.createDirectories(home.resolve("staging-dead"));
    Files.writeString(home.resolve("staging-dead/part-00001.parquet"), "half");
    Files.writeString(Files.createDirectories(home.resolve("month=2026-02/account=x")).resolve("dead-0.parquet"), "half");
    assertThat(billed()).containsValue(new BigDecimal("1"));
    take(Set.of(), file("b/x.csv", line("2", "2026-02-01", "EC2", "EUR", "2")));
    try (Stream<Path> all = Files.walk(home)) {
      assertThat(all.map(path -> path.toString().toLowerCase(Locale.ROOT)).filter(path -> path.contains("dead"))).isEmpty();
    }
    assertThat(billed()).hasSize(2);
  }

  @Test
  void whatWaitsStaysWholeUntilItCountsAndIsNotTakenInTwice() throws IOException {
    String bad = line("1", "2026-01-03", "EC2", "EUR", "abc");
    BillingFile file =
        file("a/x.csv", line("1", "2026-01-01", "EC2", "EUR", "1") + line("1", "2026-02-01", "EC2", "EUR", "2") + bad);
    Delivery waiting = take(Set.of(Way.ADDING), file).getFirst();
    Path home = folder.resolve("billing/lake");
    Path kept = home.resolve("waiting/add-" + waiting.id());
    Path copy = folder.resolve("copy");
    Files.createDirectories(copy);
    try (Stream<Path> parts = Files.list(kept)) {
      for (Path part : parts.toList()) {
        Files.copy(part, copy.resolve(part.getFileName()));
      }
    }
    // Killed while its lines were written by bill.
    Files.copy(copy.resolve("part-00001.parquet"), Files.createDirectories(kept.resolve("by-bill-0/bill=0")).resolve("data_0.parquet"));
    assertThat(lake.accept(waiting.id(), NOW)).hasSize(1);
    assertThat(billed()).isEqualTo(Map.of("1 2026-01 EUR", new BigDecimal("1"), "1 2026-02 EUR", new BigDecimal("2")));
    // Killed after it counted and before it ceased to wait.
    Files.createDirectories(kept);
    Files.copy(copy.resolve("part-00001.parquet"), kept.resolve("part-00001.parquet"));
    assertThat(lake.accept("", NOW)).isEmpty();
    assertThat(billed()).containsEntry("1 2026-02 EUR", new BigDecimal("2"));
    assertThat(lake.waiting()).isEmpty();
  }

  @Test
  void progressIsToldFileByFileAndNeverGoesBack() throws IOException {
    List<String> steps = new ArrayList<>();
    List<Long> bytes = new ArrayList<>();
    lake.take(
        List.of(
            file("a/x.csv", line("1", "2026-01-01", "EC2", "EUR", "1")),
            file("a/y.csv", line("2", "2026-01-01", "EC2", "EUR", "1")),
            file("b/z.csv", line("3", "2026-01-01", "EC2", "EUR", "1"))),
        Set.of(),
        NOW,
        (step, at) -> {
          steps.add(step);
          bytes.add(at);
        });
    assertThat(steps).anyMatch(step -> step.endsWith("x.csv")).anyMatch(step -> step.endsWith("y.csv")).anyMatch(step -> step.endsWith("z.csv"));
    assertThat(bytes).isSorted();
  }

  @Test
  void whatIsNoTableIsToldInWords() throws IOException {
    Path utf16 = Files.writeString(Files.createDirectories(folder.resolve("u")).resolve("x.csv"), HEADER, StandardCharsets.UTF_16);
    Delivery wide = take(Set.of(), new BillingFile(utf16, BillingFile.Format.CSV, "")).getFirst();
    assertThat(wide.diagnostics()).singleElement().satisfies(one -> assertThat(one.message()).contains("UTF-16"));
    Delivery bare = take(Set.of(), file("h/x.csv", "")).getFirst();
    assertThat(bare.standing()).isEqualTo(Standing.REFUSED);
    assertThat(bare.diagnostics()).extracting(one -> one.code()).containsExactly("billing.empty");
  }

  @Test
  void invoiceDetailsAreKeptAndComparedWithTheirLines() throws IOException {
    Path lines = Files.createDirectories(folder.resolve("lines")).resolve("x.csv");
    Files.writeString(
        lines,
        "BillingPeriodStart,ChargePeriodStart,ChargeCategory,ServiceName,ServiceProviderName,BillingCurrency,BilledCost,EffectiveCost,InvoiceId\n"
            + "2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,Usage,EC2,AWS,EUR,3,3,i1\n"
            + "2026-01-01T00:00:00Z,2026-01-03T00:00:00Z,Usage,EC2,AWS,EUR,4,4,i2\n");
    take(Set.of(), new BillingFile(lines, BillingFile.Format.CSV, "1.4"));
    Path details = Files.createDirectories(folder.resolve("details")).resolve("x.csv");
    Files.writeString(
        details,
        "InvoiceId,InvoiceDetailId,InvoiceIssueDate,BillingCurrency,BilledCost\ni1,1,2026-02-01,EUR,2.5\ni1,2,2026-02-01,EUR,0.5\ni2,3,2026-02-01,EUR,5\n");
    Delivery delivery = take(Set.of(), new BillingFile(details, BillingFile.Format.CSV, "1.4")).getFirst();
    assertThat(delivery.standing()).isEqualTo(Standing.IMPORTED);
    assertThat(delivery.diagnostics()).extracting(one -> one.message())
        .containsExactly("invoice i2 bills 5 EUR, and its lines 4");
    assertThat(take(Set.of(), new BillingFile(details, BillingFile.Format.CSV, "1.4")).getFirst().standing())
        .isEqualTo(Standing.UNCHANGED);
  }

  @Test
  void strayColumnsAreKeptAndDigitsBeyondTheEighteenthAreTold() throws IOException, SQLException {
    Delivery delivery =
        take(Set.of(), file("a/x.csv", line("1", "2026-01-01", "EC2", "EUR", "0.0000000000000000014"))).getFirst();
    assertThat(delivery.balances()).extracting(one -> one.source().toPlainString() + " " + one.kept().toPlainString())
        .containsOnly("0.0000000000000000014 0.000000000000000001");
    assertThat(delivery.diagnostics()).extracting(one -> one.code()).contains("billing.precision");
    List<Path> files = new BillingFolder(folder.resolve("billing")).files();
    try (DuckDBConnection connection = DuckDb.open();
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("select \"Extra\" from read_parquet(" + DuckDb.quoted(files.getFirst().toString()) + ")")) {
      row.next();
      assertThat(row.getString(1)).isEqualTo("{\"x_Stray\":\"stray 2026-01-01\"}");
    }
  }
}
