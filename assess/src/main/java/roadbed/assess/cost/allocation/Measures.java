package roadbed.assess.cost.allocation;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import roadbed.model.AllocationRules.Measure;

/** Measures such as requests and CPU hours, by whose they are and when, to split shared cost by. */
public final class Measures {
  /** No measures. */
  public static final Measures NONE = new Measures(List.of());

  private final Map<Key, BigDecimal> values = new HashMap<>();

  private record Key(String metric, String period, String owner) {}

  /** Measures of these samples; several of one key are added. */
  public Measures(List<Measure> samples) {
    for (Measure sample : samples) {
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
