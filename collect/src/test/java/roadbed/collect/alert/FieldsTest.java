package roadbed.collect.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.model.Value;

class FieldsTest {
  private static Optional<Instant> time(String text) {
    return new Fields(new Value.Fields(Map.of("at", Value.of(text)))).time("at");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T01:26:52Z,            2026-11-22T01:26:52Z",
    "2026-11-22T01:26:52.3Z,          2026-11-22T01:26:52.300Z",
    "2026-11-22T01:26:52.316519283Z,  2026-11-22T01:26:52.316519283Z",
    "2026-01-31T23:59:59.000Z,        2026-01-31T23:59:59Z",
    "2024-02-29T00:00:00Z,            2024-02-29T00:00:00Z",
    "2026-11-22T02:26:52+01:00,       2026-11-22T01:26:52Z",
    "2019-02-15T23:53:45.093+0000,    2019-02-15T23:53:45.093Z",
    "2025-03-24 17:28:40 UTC,         2025-03-24T17:28:40Z",
    "2017-06-30T22:30:43,             2017-06-30T22:30:43Z",
    "1795310812,                      2026-11-22T01:26:52Z",
    "1795310812316,                   2026-11-22T01:26:52.316Z",
  })
  void timesAreReadAsSystemsWriteThem(String text, Instant at) {
    assertThat(time(text)).contains(at);
  }

  @ParameterizedTest
  @CsvSource({"0001-01-01T00:00:00Z", "2026-13-01T00:00:00Z", "2026-11-22T24:61:00Z", "2026-11-22T01:26:5xZ", "soon", "0"})
  void whatIsNoTimeIsNone(String text) {
    assertThat(time(text)).isEmpty();
  }

  @Test
  void everyInstantIsReadAsItIsWritten() {
    Random random = new Random(20_261_122);
    for (int i = 0; i < 20_000; i++) {
      Instant at = Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextBoolean() ? random.nextInt(1_000_000_000) : 0);
      assertThat(time(at.toString())).contains(at);
    }
  }
}
