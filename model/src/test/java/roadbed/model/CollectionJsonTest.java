package roadbed.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectionJsonTest {

  @Test
  void everythingComesBackAsItWas() {
    Collection collection = full(new Value.Fields(Map.of("bucket", Value.of("logs"))));
    assertThat(back(collection)).isEqualTo(collection);
  }

  @Test
  void measurementsComeBackAsTheyWere() {
    MeasuredUse use =
        MeasuredUse.of(
                new Utilisation(
                    new Utilisation.Subject(Provider.AWS, "ec2", "i-0123456789abcdef0", "111122223333", "eu-central-1"),
                    Utilisation.Metric.DISK_USED,
                    Utilisation.Statistic.percentile(99.5),
                    "percent",
                    Duration.ofMinutes(5),
                    new MetricSeries("disk_used_percent", Map.of("path", "/", "device", "xvda1"), new long[] {0, 300, 600}, new double[] {1.25, 4, 0.1}),
                    "CloudWatch"))
            .orElseThrow();
    Collection collection =
        new Collection(
            "s", Instant.EPOCH, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
            new Collection.Reading(0, 0, List.of(), 0), List.of(), List.of(), List.of(), List.of(use));
    assertThat(back(collection)).isEqualTo(collection);
    assertThat(use.mean()).isEqualTo((1.25 + 4 + 0.1) / 3);
    assertThat(use.median()).isEqualTo(1.25);
    assertThat(use.until()).isEqualTo(Instant.ofEpochSecond(900));
  }

  @Test
  void whatIsMissingStaysMissing() {
    Collection empty =
        new Collection(
            "s",
            Instant.EPOCH,
            List.of(),
            List.of(),
            List.of(EstateFacts.NONE),
            List.of(),
            List.of(),
            List.of(),
            new Collection.Reading(0, 0, List.of(), 0));
    assertThat(back(empty)).isEqualTo(empty);
  }

  @Test
  void theSameCollectionIsAlwaysTheSameBytes() {
    Collection collection = full(Value.Fields.EMPTY);
    assertThat(bytes(collection)).isEqualTo(bytes(back(collection)));
  }

  @Test
  void theFormatComesFirst() {
    assertThat(new String(bytes(full(Value.Fields.EMPTY)), StandardCharsets.UTF_8))
        .startsWith("{\"format\":\"roadbed.collection/1\",\"source\":\"estate\"");
  }

  @Property(tries = 300, seed = "20261121")
  void everyDocumentComesBack(@ForAll("documents") Value.Fields attributes) {
    assertThat(back(full(attributes)).resources().getFirst().attributes()).isEqualTo(attributes);
  }

  @Provide
  Arbitrary<Value.Fields> documents() {
    return values(3).map(value -> new Value.Fields(Map.of("document", value)));
  }

  /** Names that look like the marks of unknown and secret values are the interesting ones. */
  private static Arbitrary<Value> values(int depth) {
    Arbitrary<Value> scalars =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(8).map(Value::of),
            Arbitraries.longs().map(Value::of),
            Arbitraries.bigDecimals().ofScale(3).map(Value.Decimal::new),
            Arbitraries.of(true, false).map(Value::of),
            Arbitraries.of(
                Value.Null.INSTANCE, Value.Secret.INSTANCE, Value.Unknown.AFTER_APPLY));
    if (depth == 0) {
      return scalars;
    }
    Arbitrary<String> names =
        Arbitraries.of("a", "b", "$unknown", "$secret", "$$secret", "$$$unknown", "$", "$other");
    Arbitrary<Value> inner = values(depth - 1);
    return Arbitraries.oneOf(
        scalars,
        inner.list().ofMaxSize(3).map(Value.Items::new),
        Arbitraries.maps(names, inner)
            .ofMaxSize(3)
            .map(map -> new Value.Fields(new LinkedHashMap<>(map))));
  }

  @Test
  void aDeepDocumentThatTheCollectorsAcceptIsAcceptedHere() {
    Value value = Value.of(1);
    for (int i = 0; i < ValueJson.MAX_DEPTH - 1; i++) {
      value = new Value.Items(List.of(value));
    }
    Collection collection = full(new Value.Fields(Map.of("deep", value)));
    assertThat(back(collection)).isEqualTo(collection);
  }

  @Test
  void theReceiverDecidesWhereBillingContentIs() {
    Collection read =
        CollectionJson.read(
            new ByteArrayInputStream(bytes(full(Value.Fields.EMPTY))),
            "body",
            CollectionJson.Bounds.DEFAULT,
            name -> Path.of("kept", Integer.toHexString(name.length())));
    assertThat(read.billing().getFirst().path()).isEqualTo(Path.of("kept", "16"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          []                                                          |          | begins with
          {"source":"s"}                                              |          | begins with
          {"format":"roadbed.collection/9"}                           | /format  | roadbed.collection/1 is understood
          {"format":"roadbed.collection/1"}                           | /source  | source is missing
          {"format":"roadbed.collection/1","source":7}                | /source  | is not a text
          {"format":"roadbed.collection/1","source":"s"}              | /captured_at | captured_at is missing
          {"format":"roadbed.collection/1","captured_at":"x","source":"s"} | /captured_at | is not a time
          {"format":"roadbed.collection/1","resources":{}}            | /resources | a list is expected
          {"format":"roadbed.collection/1","resources":[7]}           | /resources/0 | an object is expected
          {"format":"roadbed.collection/1","resources":[{"declaration":"guess"}]} | /resources/0/declaration | is none of terraform-plan
          {"format":"roadbed.collection/1","incidents":[{"id":"i","title":"t","severity":9}]} | /incidents/0/severity | from 1 to 5
          {"format":"roadbed.collection/1","facts":[{"budgets":[{"scope_kind":"total","scope":"","month":"May"}]}]} | /facts/0/budgets/0/month | is not a month
          {"format":"roadbed.collection/1","facts":[{"tiers":{"a":1}}]} | /facts/0/tiers/a | is not a text
          """)
  void whatIsWrongIsSaidWithItsPointer(String text, String pointer, String message) {
    Diagnostic diagnostic = refused(text.getBytes(StandardCharsets.UTF_8), CollectionJson.Bounds.DEFAULT);
    assertThat(diagnostic.message()).contains(message);
    assertThat(diagnostic.location().pointer().orElse("")).isEqualTo(pointer == null ? "" : pointer);
  }

  @Test
  void aTruncatedDocumentIsRefusedWithItsPlace() {
    byte[] whole = bytes(full(Value.Fields.EMPTY));
    Diagnostic diagnostic =
        refused(java.util.Arrays.copyOf(whole, whole.length / 2), CollectionJson.Bounds.DEFAULT);
    assertThat(diagnostic.code()).isEqualTo("collection.json");
    assertThat(diagnostic.location().line()).isEqualTo(1);
    assertThat(diagnostic.location().column()).isPositive();
  }

  @Test
  void aDocumentOverItsBoundsIsRefused() {
    byte[] whole = bytes(full(Value.Fields.EMPTY));
    assertThat(refused(whole, new CollectionJson.Bounds(100, 100)).message())
        .contains("larger than 100 bytes");
    assertThat(refused(whole, new CollectionJson.Bounds(1_000_000, 1)).message())
        .contains("more than 1 elements");
  }

  private static Diagnostic refused(byte[] bytes, CollectionJson.Bounds bounds) {
    return catchThrowableOfType(
            CollectionJson.Malformed.class,
            () -> CollectionJson.read(new ByteArrayInputStream(bytes), "body", bounds, Path::of))
        .diagnostic();
  }

  private static byte[] bytes(Collection collection) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CollectionJson.write(collection, out);
    return out.toByteArray();
  }

  private static Collection back(Collection collection) {
    return CollectionJson.read(
        new ByteArrayInputStream(bytes(collection)),
        "body",
        CollectionJson.Bounds.DEFAULT,
        Path::of);
  }

  private static Collection full(Value.Fields attributes) {
    Location here = new Location("a/main.json", 3, 5, Optional.of("/x/0"));
    Instant now = Instant.parse("2026-11-21T03:00:00.123Z");
    return new Collection(
        "estate",
        now,
        List.of(
            new CollectedResource(
                Declaration.TERRAFORM_PLAN,
                Provider.AWS,
                "aws_s3_bucket",
                "module.logs.aws_s3_bucket.this[\"eu\"]",
                "this",
                attributes,
                List.of(new Reference("kms", "aws_kms_key.k", "arn")),
                Optional.of("registry/s3"),
                Map.of("region", "eu-central-1"),
                Change.NO_OP,
                here,
                new AttributePlaces.Builder()
                    .add("rule.0.days", "a/rules.json", 9, 7)
                    .add("bucket", "a/main.json", 4, 5)
                    .build(),
                Optional.of(now.minusSeconds(60)))),
        List.of(
            new CatalogEntity(
                "Component",
                "default",
                "checkout",
                "Checkout",
                Optional.of("service"),
                Optional.of("production"),
                Optional.of("payments"),
                Optional.of("shop"),
                Optional.of("tier-1"),
                Map.of("roadbed.dev/slo", "slo.yaml", "a", "b"),
                List.of("java"),
                Location.of("catalog-info.yaml", 1, 1))),
        List.of(
            new EstateFacts(
                List.of(
                    new EstateFacts.Account(
                        Provider.AZURE,
                        "sub",
                        "prod",
                        Optional.of("production"),
                        Optional.empty(),
                        List.of("azure/**"))),
                List.of(
                    new EstateFacts.OwnerRule(
                        "platform", Optional.of("net/**"), Optional.empty(), Optional.of("1"))),
                List.of("team"),
                List.of("env"),
                Map.of("shop", "tier-1"),
                List.of(
                    new EstateFacts.Budget(
                        "owner", "payments", YearMonth.of(2026, 11), new BigDecimal("12.50"), "EUR")),
                List.of(
                    new EstateFacts.Driver(
                        "parcels", YearMonth.of(2026, 10), new BigDecimal("1000000"))),
                List.of("git::*"))
                .withModuleRepositories(
                    List.of(
                        new ModuleRepository("git::a", "a", Optional.empty(), List.of("a.tftest.hcl"), List.of("tfsec in Makefile"), here),
                        new ModuleRepository("git::b", "b", Optional.of("not scanned"), List.of(), List.of(), here)))),
        List.of(
            new Incident(
                "INC-1",
                "Late",
                2,
                Optional.of("checkout"),
                Optional.empty(),
                Optional.of("dns"),
                true,
                false,
                now,
                Optional.of(now),
                Optional.empty(),
                Optional.empty(),
                here)),
        List.of(
            new BillingFile(Path.of("billing/2026-10.csv.gz"), BillingFile.Format.CSV_GZIP, "1.2")
        ),
        List.of(Diagnostic.error("json.truncated", here, "ends too early", "send it again")),
        new Collection.Reading(12, 10, List.of("README"), 2));
  }
}
