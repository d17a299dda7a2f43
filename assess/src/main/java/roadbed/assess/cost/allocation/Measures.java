package roadbed.assess.cost.allocation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures such as requests and CPU hours, by whose they are and when, to split shared cost by. */
public final class Measures {
  /** No measures. */
  public static final Measures NONE = new Measures(List.of());

  private final Map<Key, BigDecimal> values = new HashMap<>();

  /**
   * One value of a measure.
   *
   * @param metric the measure
   * @param month the month that it counts for
   * @param day the day, where it is one day's
   * @param owner whose it is, or the name of a pool
   * @param value how much, not negative
   */
  public record Sample(
      String metric, YearMonth month, Optional<LocalDate> day, String owner, BigDecimal value) {
    public Sample {
      if (value.signum() < 0) {
        throw new IllegalArgumentException("a measure is not negative");
      }
    }
  }

  private record Key(String metric, String period, String owner) {}

  /** Measures of these samples; several of one key are added. */
  public Measures(List<Sample> samples) {
    for (Sample sample : samples) {
      values.merge(
          new Key(sample.metric(), sample.month().toString(), sample.owner()), sample.value(), BigDecimal::add);
      sample
          .day()
          .ifPresent(
              day ->
                  values.merge(
                      new Key(sample.metric(), day.toString(), sample.owner()), sample.value(), BigDecimal::add));
    }
  }

  /** A measure in a period, written as {@code 2026-01} or {@code 2026-01-31}; 0 where there is none. */
  BigDecimal value(String metric, String period, String owner) {
    return values.getOrDefault(new Key(metric, period, owner), BigDecimal.ZERO);
  }

  /** Owners that a measure has in a period, in order. */
  List<String> owners(String metric, String period) {
    return values.keySet().stream()
        .filter(key -> key.metric().equals(metric) && key.period().equals(period))
        .map(Key::owner)
        .sorted()
        .toList();
  }
}
