package roadbed.spark;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import roadbed.model.AllocationJson;
import roadbed.model.AllocationRules;
import roadbed.model.ValueJson;

/** Bills and rules by chance, the same ones for the same seed. */
final class RandomBill {
  private static final List<String> CURRENCIES = List.of("USD", "EUR", "JPY");
  private static final List<String> TEAMS = List.of("shop", "Shop ", "pay", "search", "data", "");
  private static final String COLUMNS =
      "ProviderName,BillingAccountId,BillingAccountName,SubAccountId,SubAccountName,BillingPeriodStart,BillingPeriodEnd,"
          + "ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,ServiceCategory,RegionId,ResourceId,ResourceName,"
          + "CommitmentDiscountId,CommitmentDiscountStatus,ConsumedQuantity,ConsumedUnit,BillingCurrency,BilledCost,"
          + "EffectiveCost,ListCost,ContractedCost,Tags";

  private final Random random;

  RandomBill(long seed) {
    random = new Random(seed);
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** Lines of three months in three currencies: usage, credits, taxes, commitments used and unused. */
  String csv(int lines) {
    StringBuilder csv = new StringBuilder(COLUMNS).append('\n');
    for (int i = 0; i < lines; i++) {
      LocalDate day = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(90));
      LocalDate month = day.withDayOfMonth(1);
      int account = random.nextInt(5);
      boolean sub = account != 0;
      boolean commitment = random.nextInt(6) == 0;
      String kind = one(List.of("Usage", "Usage", "Usage", "Credit", "Tax", "Purchase"));
      BigDecimal billed = amount(kind.equals("Credit"));
      csv.append(
          String.join(
              ",",
              one(List.of("AWS", "AWS", "Microsoft", "Google Cloud")),
              "payer",
              "\"The payer, all of it\"",
              sub ? "00" + account : "",
              sub ? "account " + account : "",
              month + "T00:00:00Z",
              month.plusMonths(1) + "T00:00:00Z",
              day + "T" + one(List.of("00", "07", "23")) + ":00:00Z",
              day.plusDays(1) + "T00:00:00Z",
              kind,
              "service " + random.nextInt(6),
              one(List.of("Compute", "Storage", "")),
              one(List.of("eu-1", "us-2", "")),
              random.nextInt(3) == 0 ? "" : one(List.of("i-", "bucket-", "é-")) + random.nextInt(40),
              random.nextInt(2) == 0 ? "" : one(List.of("shop-prod-", "pay-test-", "x ")) + random.nextInt(9),
              commitment ? "plan-" + random.nextInt(3) : "",
              commitment ? one(List.of("Used", "Unused")) : "",
              random.nextInt(4) == 0 ? "" : amount(false).toPlainString(),
              one(List.of("Hours", "GB", "")),
              one(CURRENCIES),
              billed.toPlainString(),
              amount(kind.equals("Credit")).toPlainString(),
              random.nextInt(5) == 0 ? "" : amount(false).toPlainString(),
              random.nextInt(5) == 0 ? "" : billed.toPlainString(),
              tags()));
      csv.append('\n');
    }
    return csv.toString();
  }

  private BigDecimal amount(boolean negative) {
    BigDecimal amount =
        switch (random.nextInt(5)) {
          case 0 -> BigDecimal.ZERO;
          case 1 -> new BigDecimal(random.nextInt(100_000));
          case 2 -> BigDecimal.valueOf(random.nextInt(1_000_000), 2);
          case 3 -> BigDecimal.valueOf(random.nextLong(1_000_000_000_000L), 10);
          default -> BigDecimal.valueOf(random.nextLong(Long.MAX_VALUE), 18);
        };
    return negative || random.nextInt(20) == 0 ? amount.negate() : amount;
  }

  private String tags() {
    String json =
        switch (random.nextInt(6)) {
          case 0 -> "";
          case 1 -> "{}";
          case 2 -> "[{\"key\":\"team\",\"value\":\"" + one(TEAMS) + "\"},{\"key\":\"n\",\"value\":\"" + random.nextInt(3) + "\"}]";
          case 3 -> "no json";
          default ->
              "{\"team\":\"" + one(TEAMS) + "\",\"env\":\"" + one(List.of("prod", "test")) + "\",\"n\":" + random.nextInt(4)
                  + ",\"on\":true}";
        };
    return json.isEmpty() ? "" : "\"" + json.replace("\"", "\"\"") + "\"";
  }

  /** Ordered rules, some for a part of the time, and three steps that feed one another. */
  AllocationRules rules() {
    List<String> rules = new ArrayList<>();
    List<String> pools = List.of("one", "two", "three");
    for (int i = 0; i < 12; i++) {
      String when =
          one(
              List.of(
                  "{\"service\":\"service " + random.nextInt(6) + "\"}",
                  "{\"account\":\"00" + random.nextInt(5) + "\",\"region\":\"eu-*\"}",
                  "{\"tag\":{\"env\":\"test\"}}",
                  "{\"name\":\"^(?P<team>[a-z]+)-prod\"}",
                  "{\"not\":{\"ChargeCategory\":\"Usage\"}}"));
      String gives =
          random.nextInt(2) == 0
              ? "\"pool\":\"" + one(pools) + "\""
              : "\"owner\":\"" + one(List.of("${tag.team}", "team-" + i, "${account}")) + "\"";
      String span =
          switch (random.nextInt(4)) {
            case 0 -> ",\"from\":\"2026-02-" + (10 + random.nextInt(9)) + "\"";
            case 1 -> ",\"until\":\"2026-03-" + (10 + random.nextInt(9)) + "\"";
            default -> "";
          };
      rules.add("{\"name\":\"rule " + i + "\",\"when\":" + when + "," + gives + span + "}");
    }
    String first =
        one(
            List.of(
                "\"by\":\"fixed\",\"shares\":{\"pay\":\"33.3\",\"pool:two\":\"46.7\",\"pool:three\":\"20\"}",
                "\"by\":\"even\",\"to\":[\"shop\",\"pay\",\"pool:two\",\"pool:three\"]",
                "\"by\":\"proportional\",\"to\":[\"shop\",\"team-3\",\"pool:two\"]"));
    String second =
        one(
            List.of(
                "\"by\":\"telemetry\",\"metric\":\"requests\",\"otherwise\":\"even\"",
                "\"by\":\"telemetry\",\"metric\":\"requests\"",
                "\"by\":\"proportional\",\"weigh\":\"direct\""))
            + (random.nextBoolean() ? ",\"each\":\"day\"" : "");
    String third = one(List.of("\"by\":\"even\"", "\"by\":\"proportional\"", "\"by\":\"proportional\",\"each\":\"day\""));
    String document =
        """
        {"apiVersion":"roadbed.dev/v1","kind":"Allocation","tags":{"team":{"from":["team","n"]}},
         "rules":[%s],
         "splits":[{"name":"first","pool":"one",%s},{"name":"second","pool":"two",%s},{"name":"third","pool":"three",%s}],
         "unusedCommitments":"%s",
         "measures":{"requests":{"2026-01":{"shop":7,"pay":3.25},"2026-03":{"search":1,"pool:three":2}}},
         "standard":%b}
        """
            .formatted(
                String.join(",", rules), first, second, third, one(List.of("buyer", "users", "pool:one")),
                random.nextBoolean());
    AllocationJson.Read read = AllocationJson.read(ValueJson.parseOwn(document));
    return read.rules().orElseThrow(() -> new IllegalStateException(read.problems() + document));
  }
}
