package roadbed.assess.reliability.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.model.slo.AlertWindows;
import roadbed.model.slo.AlertWindows.Pair;

class BurnCatalogueTest {
  private final BurnCatalogue catalogue = new BurnCatalogue(List.of());

  @ParameterizedTest
  @CsvSource({
    "30, 14.4, 6, 3, 1",
    "28, 13.44, 5.6, 2.8, 0.9333",
    "90, 43.2, 18, 9, 3",
    "7, 13.44, 3.5, 1.4, 0.98",
    "14, 14.4, 6, 3, 1",
    "1, 14.4, 6, 3, 1"
  })
  void burnRatesFollowFromThePeriod(int days, double pageQuick, double pageSlow, double ticketQuick, double ticketSlow) {
    AlertWindows windows = catalogue.of(Duration.ofDays(days));
    assertThat(windows.pageQuick().burnRate()).isCloseTo(pageQuick, within(1e-4));
    assertThat(windows.pageSlow().burnRate()).isCloseTo(pageSlow, within(1e-4));
    assertThat(windows.ticketQuick().burnRate()).isCloseTo(ticketQuick, within(1e-4));
    assertThat(windows.ticketSlow().burnRate()).isCloseTo(ticketSlow, within(1e-4));
  }

  @Test
  void noAlertLooksFurtherBackThanThePeriod() {
    for (int hours = 1; hours <= 24 * 400; hours += hours < 200 ? 1 : 24) {
      Duration period = Duration.ofHours(hours);
      AlertWindows windows = catalogue.of(period);
      for (Pair pair : List.of(windows.pageQuick(), windows.pageSlow(), windows.ticketQuick(), windows.ticketSlow())) {
        assertThat(pair.longWindow()).isLessThanOrEqualTo(period).isGreaterThanOrEqualTo(pair.shortWindow());
        assertThat(pair.burnRate()).isGreaterThan(0.9);
      }
    }
  }

  @Test
  void windowsOfOnesOwnGoFirst() {
    Duration period = Duration.ofDays(10);
    Pair pair = Pair.spending(50, Duration.ofMinutes(10), Duration.ofHours(5), period);
    AlertWindows own = new AlertWindows(period, pair, pair, pair, pair);
    assertThat(new BurnCatalogue(List.of(own)).of(period)).isEqualTo(own);
    assertThat(pair.burnRate()).isEqualTo(24);
  }
}
