package roadbed.assess.cost.currency;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import roadbed.assess.cost.allocation.Amounts;
import roadbed.assess.cost.allocation.Charge;
import roadbed.assess.cost.allocation.Placement;
import roadbed.model.ExchangeRate;
import roadbed.model.Provider;

class ConversionTest {
  private static final LocalDate DAY = LocalDate.parse("2026-01-05");

  private static ExchangeRate rate(String day, String from, String to, String rate) {
    return new ExchangeRate(LocalDate.parse(day), from, to, new BigDecimal(rate));
  }

  @Test
  void aDayHasItsRateOrThatOfTheLastDayOfAWeek() {
    Rates rates = Rates.of(List.of(rate("2026-01-02", "USD", "EUR", "0.9"), rate("2026-01-06", "USD", "EUR", "0.8")));
    assertThat(rates.of(DAY, "USD", "EUR")).contains(new BigDecimal("0.9"));
    assertThat(rates.of(DAY.plusDays(1), "USD", "EUR")).contains(new BigDecimal("0.8"));
    assertThat(rates.of(LocalDate.parse("2026-01-13"), "USD", "EUR")).contains(new BigDecimal("0.8"));
    assertThat(rates.of(LocalDate.parse("2026-01-14"), "USD", "EUR")).isEmpty();
    assertThat(rates.of(LocalDate.parse("2026-01-01"), "USD", "EUR")).isEmpty();
    assertThat(rates.of(DAY, "EUR", "EUR")).contains(BigDecimal.ONE);
  }

  @Test
  void theOppositeAndTheWayThroughTheBaseAreDerivedAndNothingElse() {
    Rates rates =
        Rates.of(List.of(rate("2026-01-05", "EUR", "USD", "1.25"), rate("2026-01-05", "EUR", "JPY", "160"), rate("2026-01-05", "GBP", "CHF", "1.1")));
    assertThat(rates.of(DAY, "USD", "EUR").orElseThrow()).isEqualByComparingTo("0.8");
    assertThat(rates.of(DAY, "USD", "JPY").orElseThrow()).isEqualByComparingTo("128");
    assertThat(rates.of(DAY, "JPY", "USD").orElseThrow()).isEqualByComparingTo("0.0078125");
    assertThat(rates.of(DAY, "USD", "CHF")).isEmpty();
    assertThat(rates.currencies()).containsExactly("CHF", "EUR", "GBP", "JPY", "USD");
  }

  @Test
  void whatHasARateAddsUpToSumsTimesRatesAndTheRestStaysAndIsCounted() {
    long seed = 7;
    Random random = new Random(seed);
    Rates rates = Rates.of(List.of(rate("2026-01-05", "USD", "EUR", "0.91234567")));
    List<Charge> charges = new ArrayList<>();
    BigDecimal expected = BigDecimal.ZERO;
    BigDecimal left = BigDecimal.ZERO;
    for (int i = 0; i < 500; i++) {
      LocalDate day = DAY.plusDays(random.nextInt(20));
      BigDecimal amount = BigDecimal.valueOf(random.nextLong(-1_000_000_000L, 1_000_000_000L), random.nextInt(19));
      String currency = random.nextBoolean() ? "USD" : "EUR";
      charges.add(
          new Charge(
              day, currency, "S", "", "", "Usage", "", false, placement(), new Amounts(amount, amount, amount, amount)));
      boolean rated = day.isBefore(DAY.plusDays(8));
      if (currency.equals("EUR")) {
        expected = expected.add(amount);
      } else if (rated) {
        expected = expected.add(amount.multiply(new BigDecimal("0.91234567")));
      } else {
        left = left.add(amount);
      }
    }
    Conversion conversion = Conversion.of(charges, "EUR", rates);
    assertThat(sum(conversion.charges(), "EUR")).as("seed " + seed).isEqualByComparingTo(expected);
    assertThat(sum(conversion.charges(), "USD")).isEqualByComparingTo(left);
    assertThat(conversion.unrated()).singleElement().satisfies(
        one -> {
          assertThat(one.currency()).isEqualTo("USD");
          assertThat(one.amount()).isEqualByComparingTo(sum(conversion.charges(), "USD"));
          assertThat(one.first()).isEqualTo(DAY.plusDays(8));
          assertThat(one.days()).isEqualTo(12);
        });
  }

  private static BigDecimal sum(List<Charge> charges, String currency) {
    return charges.stream()
        .filter(charge -> charge.currency().equals(currency))
        .map(charge -> charge.amounts().effective())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Placement placement() {
    return new Placement(Provider.AWS, "1", "", "", "", "", "", "");
  }
}
