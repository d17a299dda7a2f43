package roadbed.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.assess.cost.BillingStore.DailyCost;
import roadbed.assess.cost.BillingStore.Ingestion;
import roadbed.assess.cost.BillingStore.ResourceCost;
import roadbed.inventory.Snapshot;
import roadbed.model.BillingFile;
import roadbed.model.BillingFile.Format;
import roadbed.model.Declaration;
import roadbed.model.Diagnostic;
import roadbed.model.EstateFacts;
import roadbed.model.Provider;
import roadbed.store.KpiFixture;
import roadbed.testkit.SharedData;

class DuckDbBillingStoreTest {
  private static final String HEADER =
      "BilledCost,BillingCurrency,ChargePeriodStart,EffectiveCost,ListCost,ProviderName,ServiceName,"
          + "SubAccountId,ResourceId,Tags\n";
  private static final Snapshot EMPTY = snapshot(EstateFacts.NONE);

  @TempDir Path folder;
  private DuckDbBillingStore store;

  @BeforeEach
  void open() {
    store = new DuckDbBillingStore(folder.resolve("billing"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Snapshot snapshot(EstateFacts facts) {
    return new Snapshot(
        Instant.parse("2026-03-31T00:00:00Z"),
        List.of(
            KpiFixture.resource(
                "arn:aws:s3:::invoices", "111", Declaration.TERRAFORM_PLAN, "aws_s3_bucket.r1", "", false),
            KpiFixture.resource("r1", "111", Declaration.TERRAFORM_PLAN, "aws_s3_bucket.r2", "", false)),
        List.of(),
        List.of(),
        List.of(),
        facts,
        List.of(),
        List.of());
  }

  private BillingFile csv(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, content);
    return new BillingFile(file, Format.CSV, "1.0");
  }

  private static BillingFile sample() {
    return new BillingFile(SharedData.at("focus/focus-1.0-sample.csv"), Format.CSV, "1.0");
  }

  private static BigDecimal effective(List<DailyCost> daily) {
    return daily.stream().map(DailyCost::effective).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal billed(List<DailyCost> daily) {
    return daily.stream().map(DailyCost::billed).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** The sums of the file's own columns, added up here field by field, with no database. */
  private static BigDecimal sumOfSample(String column) throws IOException {
    List<List<String>> records = records(Files.readString(sample().path()));
    int at = records.getFirst().indexOf(column);
    return records.stream()
        .skip(1)
        .map(fields -> new BigDecimal(fields.get(at)))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static List<List<String>> records(String text) {
    List<List<String>> records = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        if (quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
          field.append(c);
          i++;
        } else {
          quoted = !quoted;
        }
      } else if ((c == ',' || c == '\n') && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
        if (c == '\n') {
          records.add(fields);
          fields = new ArrayList<>();
        }
      } else if (c != '\r') {
        field.append(c);
      }
    }
    return records;
  }

  /** Two bills in one file, of which one is imported too: it counts once, whichever came first. */
  @Test
  void aBillThatIsPushedAndImportedCountsOnce() throws IOException {
    String header = HEADER.replace("SubAccountId", "BillingAccountId,BillingPeriodStart,SubAccountId");
    String march = "10,EUR,2026-03-01T00:00:00Z,10,10,AWS,EC2,A,2026-03-01T00:00:00Z,111,,\n";
    String april = "7,EUR,2026-04-01T00:00:00Z,7,7,AWS,EC2,A,2026-04-01T00:00:00Z,111,,\n";
    BillingFile both = csv("both.csv", header + march + april);
    BillingFile one = csv("march.csv", header + march.replace("10,EUR", "11,EUR").replace(",10,10,", ",11,11,"));
    assertThat(store.ingest("push", List.of(both)).diagnostics()).isEmpty();
    assertThat(effective(store.daily(EMPTY))).isEqualByComparingTo("17");
    String state = store.state();
    try (DuckDbBillingLake lake = new DuckDbBillingLake(folder.resolve("billing"))) {
      lake.take(List.of(one), Set.of(), Instant.EPOCH, (_, _) -> {});
    }
    assertThat(effective(store.daily(EMPTY))).isEqualByComparingTo("18");
    assertThat(store.state()).isNotEqualTo(state);
    assertThat(store.ingest("push", List.of(both)).diagnostics())
        .singleElement()
        .extracting(Diagnostic::code, Diagnostic::message)
        .containsExactly("billing.imported-too", "1 bill is pushed and imported, and counts once, as imported: 2026-03 AWS A");
    assertThat(effective(store.daily(EMPTY))).isEqualByComparingTo("18");
  }

  @Test
  void theUsageTypeOfAmazonIsTheMeterWhereThereIsNoOther() throws IOException {
    store.ingest("a", List.of(csv("a.csv", HEADER.replace("Tags", "x_UsageType") + "1,EUR,2026-03-01T00:00:00Z,1,1,AWS,EC2,111,i-1,BoxUsage:m5.large\n")));
    assertThat(store.lately().uses()).extracting(roadbed.assess.cost.waste.Bill.Use::meter).containsExactly("BoxUsage:m5.large");
  }

  @Test
  void theOfficialSampleIsReadWholeAndReconcilesToTheLastDigit() throws IOException {
    Ingestion ingestion = store.ingest("sample", List.of(sample()));
    assertThat(ingestion.lines()).isEqualTo(1_000);
    assertThat(ingestion.rejected()).isZero();
    assertThat(ingestion.diagnostics()).isEmpty();
    List<DailyCost> daily = store.daily(EMPTY);
    assertThat(billed(daily)).isEqualByComparingTo(sumOfSample("BilledCost"));
    assertThat(effective(daily)).isEqualByComparingTo(sumOfSample("EffectiveCost"));
    assertThat(daily.stream().map(DailyCost::list).reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(sumOfSample("ListCost"));
    assertThat(daily).extracting(DailyCost::provider).contains("aws", "azure", "other");
    assertThat(daily).extracting(DailyCost::region).doesNotContain("NULL");
    assertThat(daily).extracting(DailyCost::owner).containsOnly("");
  }

  @Test
  void gzipAndParquetGiveTheSameAsCsv() throws IOException, SQLException {
    store.ingest("csv", List.of(sample()));
    List<DailyCost> expected = store.daily(EMPTY);
    store.ingest("csv", List.of());
    assertThat(store.daily(EMPTY)).isEmpty();

    Path gzip = folder.resolve("sample.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
      Files.copy(sample().path(), out);
    }
    assertThat(store.ingest("gzip", List.of(new BillingFile(gzip, Format.CSV_GZIP, "1.0"))).lines())
        .isEqualTo(1_000);
    assertThat(store.daily(EMPTY)).isEqualTo(expected);
    store.ingest("gzip", List.of());

    Path parquet = folder.resolve("sample [1].parquet");
    try (Connection duckdb = DuckDb.open();
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "copy (select * replace (case when \"Tags\" is null then null else map {'application': 'x'} end as \"Tags\")"
              + " from read_csv("
              + DuckDb.quoted(sample().path().toString())
              + ", nullstr = 'NULL')) to "
              + DuckDb.quoted(folder.resolve("p.parquet").toString()));
    }
    Files.move(folder.resolve("p.parquet"), parquet);
    Ingestion ingestion = store.ingest("parquet", List.of(new BillingFile(parquet, Format.PARQUET, "1.0")));
    assertThat(ingestion.diagnostics()).isEmpty();
    assertThat(ingestion.lines()).isEqualTo(1_000);
    assertThat(effective(store.daily(EMPTY))).isEqualByComparingTo(effective(expected));
  }

  @Test
  void ingestingASourceAgainReplacesItsLinesAndNoOthers() throws IOException {
    BillingFile one = csv("one.csv", HEADER + "1,EUR,2026-01-01T00:00:00Z,1,1,AWS,S3,111,,\n");
    BillingFile two = csv("two.csv", HEADER + "2,EUR,2026-01-01T00:00:00Z,2,2,AWS,S3,111,,\n");
    store.ingest("a", List.of(one));
    store.ingest("b", List.of(two));
    assertThat(effective(store.daily(EMPTY))).isEqualByComparingTo("3");
    store.ingest("a", List.of(two));
    assertThat(effective(store.daily(EMPTY))).isEqualByComparingTo("4");
    store.ingest("a", List.of(one, two));
    assertThat(effective(store.daily(EMPTY))).isEqualByComparingTo("5");
    try (DuckDbBillingStore again = new DuckDbBillingStore(folder.resolve("billing"))) {
      assertThat(effective(again.daily(EMPTY))).isEqualByComparingTo("5");
    }
  }

  @Test
  void linesThatBreakTheirColumnsAreLeftOutWithFileLineAndReason() throws IOException {
    BillingFile file =
        csv(
            "bad.csv",
            HEADER
                + "1,EUR,2026-01-01T00:00:00Z,1,1,AWS,S3,111,,\"{\"\"a\"\": \"\"x\ny\"\"}\"\n"
                + "abc,EUR,2026-01-01T00:00:00Z,1,1,AWS,S3,111,,\n"
                + "1,EUR,2026-13-01T00:00:00Z,1,1,AWS,S3,111,,\n"
                + "1,EUR,2026-01-01T00:00:00Z,,1,AWS,S3,111,,\n"
                + "1,NULL,2026-01-01T00:00:00Z,1,1,AWS,S3,111,,\n"
                + "1,EUR,2026-01-01T00:00:00Z,1\n"
                + "1,EUR,2026-01-01T00:00:00Z,1,1,AWS,S3,111,,,7,8\n"
                + "2,EUR,2026-01-01T23:30:00-02:00,2,NULL,AWS,S3,111,,\n");
    Ingestion ingestion = store.ingest("bad", List.of(file));
    assertThat(ingestion.lines()).isEqualTo(2);
    assertThat(ingestion.rejected()).isEqualTo(6);
    assertThat(ingestion.diagnostics().stream().map(Diagnostic::toString))
        .containsExactly(
            file.path() + ":4: the line is left out: BilledCost is \"abc\", and must be a number such as 12.34 [billing.line]",
            file.path() + ":5: the line is left out: ChargePeriodStart is \"2026-13-01T00:00:00Z\", and must be a time such as 2026-01-31T00:00:00Z [billing.line]",
            file.path() + ":6: the line is left out: EffectiveCost is empty, and must be a number such as 12.34 [billing.line]",
            file.path() + ":7: the line is left out: BillingCurrency is empty, and must be an ISO 4217 currency code [billing.line]",
            file.path() + ":8: the line is left out: it has fewer fields than the header [billing.line]",
            file.path() + ":9: the line is left out: it has more fields than the header [billing.line]",
            file.path() + ": 1 lines have no ListCost; they add nothing to the list cost [billing.list-cost]");
    assertThat(store.daily(EMPTY))
        .extracting(DailyCost::day)
        .containsExactly(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 2));
  }

  @Test
  void aBrokenFileDoesNotLoseTheOthers() throws IOException {
    BillingFile good = csv("good.csv", HEADER + "1,EUR,2026-01-01T00:00:00Z,1,1,AWS,S3,111,,\n");
    BillingFile other = csv("other.csv", "a,b\n1,2\n");
    BillingFile empty = csv("empty.csv", "");
    Path broken = folder.resolve("broken.csv.gz");
    Files.write(broken, new byte[] {31, -117, 8, 0, 1, 2, 3});
    Path noParquet = folder.resolve("no.parquet");
    Files.writeString(noParquet, "PAR1 and then nothing");
    Ingestion ingestion =
        store.ingest(
            "mixed",
            List.of(
                other,
                empty,
                new BillingFile(broken, Format.CSV_GZIP, "1.0"),
                new BillingFile(noParquet, Format.PARQUET, "1.0"),
                new BillingFile(folder.resolve("absent.csv"), Format.CSV, "1.0"),
                good));
    assertThat(ingestion.lines()).isEqualTo(1);
    assertThat(ingestion.diagnostics()).hasSize(5);
    assertThat(ingestion.diagnostics().getFirst().toString())
        .contains("other.csv: the file has no column BilledCost, EffectiveCost, BillingCurrency, ChargePeriodStart");
    assertThat(effective(store.daily(EMPTY))).isEqualByComparingTo("1");
  }

  @Test
  void aLineIsAllocatedByItsTagThenItsResourceThenARuleThenItsAccount() throws IOException {
    Snapshot snapshot =
        snapshot(
            new EstateFacts(
                List.of(
                    new EstateFacts.Account(
                        Provider.AWS, "111", "shared", Optional.of("production"), Optional.empty(), List.of()),
                    new EstateFacts.Account(
                        Provider.AWS, "333", "data", Optional.empty(), Optional.of("analytics"), List.of())),
                List.of(
                    new EstateFacts.OwnerRule(
                        "platform", Optional.empty(), Optional.of("app=shop-*"), Optional.of("222"))),
                List.of("squad"),
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                List.of()));
    BillingFile file =
        csv(
            "a.csv",
            HEADER
                + "1,EUR,2026-01-01T00:00:00Z,1,1,AWS,S3,111,r1,\"{\"\"squad\"\": \"\"checkout\"\"}\"\n"
                + "2,EUR,2026-01-01T00:00:00Z,2,2,AWS,S3,111,r1,\n"
                + "4,EUR,2026-01-01T00:00:00Z,4,4,AWS,S3,222,,\"{\"\"app\"\": \"\"shop-web\"\"}\"\n"
                + "8,EUR,2026-01-01T00:00:00Z,8,8,AWS,S3,333,,\n"
                + "16,EUR,2026-01-01T00:00:00Z,16,16,AWS,S3,222,,not json\n"
                + "32,EUR,2026-01-01T00:00:00Z,32,32,AWS,S3,111,invoices,\n"
                + "64,USD,2026-01-01T00:00:00Z,64,64,AWS,S3,333,,\n");
    store.ingest("a", List.of(file));
    List<DailyCost> daily = store.daily(snapshot);
    assertThat(daily.stream().map(c -> c.owner() + "/" + c.ownerBasis() + "/" + c.accountName() + "/"
            + c.environment() + "/" + c.effective() + " " + c.currency()))
        .containsExactlyInAnyOrder(
            "checkout/tag/shared/production/1 EUR",
            "payments/resource/shared/production/2 EUR",
            "platform/rule///4 EUR",
            "analytics/account/data//8 EUR",
            "////16 EUR",
            "//shared/production/32 EUR",
            "analytics/account/data//64 USD");
    assertThat(store.byResource(snapshot))
        .extracting(cost -> cost.resource().value(), ResourceCost::month, ResourceCost::effective)
        .containsExactlyInAnyOrder(
            tuple("r1", LocalDate.of(2026, 1, 1), new BigDecimal("3")),
            tuple(
                "arn:aws:s3:::invoices", LocalDate.of(2026, 1, 1), new BigDecimal("32")));
  }

  @Test
  void nothingIsWrittenBesideTheDataFolder() throws IOException {
    store.ingest("a", List.of(csv("x.csv", HEADER + "1,EUR,2026-01-01T00:00:00Z,1,1,AWS,S3,111,,\n")));
    store.daily(EMPTY);
    try (Stream<Path> files = Files.list(Path.of(""))) {
      assertThat(files.map(Path::toString)).doesNotContain(".tmp");
    }
  }
}
