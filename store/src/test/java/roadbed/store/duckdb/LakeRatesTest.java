package roadbed.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.assess.cost.currency.RateStore.Kept;
import roadbed.model.ExchangeRate;

class LakeRatesTest {
  @TempDir Path folder;

  private static ExchangeRate rate(String day, String rate) {
    return new ExchangeRate(LocalDate.parse(day), "EUR", "USD", new BigDecimal(rate));
  }

  @Test
  void ratesAreKeptAndAnotherForTheSameDayTakesThePlaceOfTheFirst() {
    LakeRates rates = new LakeRates(folder);
    assertThat(rates.rates().all()).isEmpty();
    assertThat(rates.add(List.of(rate("2026-01-02", "1.09"), rate("2026-01-05", "1.10")))).isEqualTo(new Kept(2, 0, List.of()));
    Kept again = rates.add(List.of(rate("2026-01-02", "1.0900"), rate("2026-01-05", "1.2"), rate("2026-01-06", "1.3")));
    assertThat(again).isEqualTo(new Kept(1, 1, List.of(rate("2026-01-05", "1.10"))));
    assertThat(new LakeRates(folder).rates().all())
        .extracting(one -> one.day() + " " + one.rate().stripTrailingZeros().toPlainString())
        .containsExactly("2026-01-02 1.09", "2026-01-05 1.2", "2026-01-06 1.3");
    assertThat(rates.rates().of(LocalDate.parse("2026-01-06"), "EUR", "USD")).contains(new BigDecimal("1.3"));
  }
}
