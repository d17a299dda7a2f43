package roadbed.assess.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When backups are due, by the rules of the systems that make them. */
class DueTimesTest {
  private static final Instant SUNDAY = Instant.parse("2026-03-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 3 * * *                 | 2026-03-01T03:00:00Z 2026-03-02T03:00:00Z
          0 */12 * * *              | 2026-03-01T00:00:00Z 2026-03-01T12:00:00Z 2026-03-02T00:00:00Z 2026-03-02T12:00:00Z
          30 1 * * mon              | 2026-03-02T01:30:00Z
          30 1 * * 7                | 2026-03-01T01:30:00Z
          0 3 2 * 0                 | 2026-03-01T03:00:00Z 2026-03-02T03:00:00Z
          @daily                    | 2026-03-01T00:00:00Z 2026-03-02T00:00:00Z
          @every 24h                | 2026-03-02T00:00:00Z
          rate(1 day)               | 2026-03-01T00:00:00Z 2026-03-02T00:00:00Z
          cron(0 5 ? * * *)         | 2026-03-01T05:00:00Z 2026-03-02T05:00:00Z
          cron(0 5 ? * 1 *)         | 2026-03-01T05:00:00Z
          cron(0 5 ? * MON-FRI *)   | 2026-03-02T05:00:00Z
          cron(0 5 1 * ? 2027)      |
          CRON_TZ=Europe/Berlin 0 3 * * * | 2026-03-01T02:00:00Z 2026-03-02T02:00:00Z
          """)
  void aRuleIsDue(String rule, String times) {
    List<String> due =
        DueTimes.of(rule, Optional.empty(), SUNDAY).orElseThrow().between(SUNDAY, SUNDAY.plusSeconds(2 * 86_400)).stream()
            .map(Instant::toString)
            .toList();
    assertThat(String.join(" ", due)).isEqualTo(times == null ? "" : times);
  }

  @Test
  void aZoneIsFollowedThroughItsChangesOfClock() {
    Instant before = Instant.parse("2026-03-28T00:00:00Z");
    assertThat(DueTimes.of("0 3 * * *", Optional.of("Europe/Berlin"), before).orElseThrow().between(before, before.plusSeconds(3 * 86_400)))
        .extracting(Instant::toString)
        .containsExactly("2026-03-28T02:00:00Z", "2026-03-29T01:00:00Z", "2026-03-30T01:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 3 L * *", "every day", "61 3 * * *", "0 3 * *", "cron(0 5 * * ?)", "@every soon", "rate(0 days)", "0 3 * * 5#2"})
  void whatIsNotUnderstoodIsNoRule(String rule) {
    assertThat(DueTimes.of(rule, Optional.empty(), SUNDAY)).isEmpty();
  }
}
