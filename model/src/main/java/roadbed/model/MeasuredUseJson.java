package roadbed.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import roadbed.model.Utilisation.Metric;
import roadbed.model.Utilisation.Statistic;
import roadbed.model.Utilisation.Subject;

/** Measurements in sum as parts of a collection's document. */
final class MeasuredUseJson {
  private static final String PERCENTILE = "p";

  private MeasuredUseJson() {}

  /** The fields of one. */
  static Value.Fields of(MeasuredUse use) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("provider", Value.of(use.subject().provider().id()));
    unlessEmpty(fields, "service", use.subject().service());
    fields.put("name", Value.of(use.subject().name()));
    unlessEmpty(fields, "account", use.subject().account());
    unlessEmpty(fields, "region", use.subject().region());
    fields.put("metric", Value.of(use.metric().id()));
    fields.put("statistic", Value.of(use.statistic().toString()));
    unlessEmpty(fields, "told_as", use.name());
    if (!use.labels().isEmpty()) {
      Map<String, Value> labels = new LinkedHashMap<>();
      use.labels().keySet().stream().sorted().forEach(label -> labels.put(label, Value.of(use.labels().getOrDefault(label, ""))));
      fields.put("labels", new Value.Fields(labels));
    }
    fields.put("source", Value.of(use.source()));
    fields.put("interval_ms", Value.of(use.interval().toMillis()));
    fields.put("from", Value.of(use.from().toString()));
    fields.put("until", Value.of(use.until().toString()));
    fields.put("samples", Value.of(use.samples()));
    fields.put("days", Value.of(use.days()));
    number(fields, "mean", use.mean());
    number(fields, "median", use.median());
    number(fields, "p95", use.p95());
    number(fields, "largest", use.largest());
    number(fields, "smallest", use.smallest());
    return new Value.Fields(fields);
  }

  private static void unlessEmpty(Map<String, Value> fields, String name, String text) {
    if (!text.isEmpty()) {
      fields.put(name, Value.of(text));
    }
  }

  private static void number(Map<String, Value> fields, String name, double value) {
    fields.put(name, new Value.Decimal(BigDecimal.valueOf(value)));
  }

  /** What fields tell. */
  static MeasuredUse read(DecodedFields from) {
    try {
      return use(from);
    } catch (IllegalArgumentException e) {
      throw from.refused("name", "is of no measurement: " + e.getMessage());
    }
  }

  private static MeasuredUse use(DecodedFields from) {
    return new MeasuredUse(
        new Subject(
            from.oneOf("provider", Provider.values(), Provider::id),
            from.optionalText("service").orElse(""),
            from.text("name"),
            from.optionalText("account").orElse(""),
            from.optionalText("region").orElse("")),
        from.oneOf("metric", Metric.values(), Metric::id),
        statistic(from),
        from.optionalText("told_as").orElse(""),
        from.textMap("labels"),
        from.text("source"),
        Duration.ofMillis(from.wholeWithin("interval_ms", 1, Duration.ofDays(366).toMillis())),
        from.instant("from"),
        from.instant("until"),
        (int) from.wholeWithin("samples", 1, Integer.MAX_VALUE),
        (int) from.wholeWithin("days", 1, 1_000_000),
        number(from, "mean"),
        number(from, "median"),
        number(from, "p95"),
        number(from, "largest"),
        number(from, "smallest"));
  }

  private static Statistic statistic(DecodedFields from) {
    String told = from.text("statistic");
    for (Statistic one : new Statistic[] {Statistic.AVERAGE, Statistic.MINIMUM, Statistic.MAXIMUM, Statistic.UNTOLD}) {
      if (one.toString().equals(told)) {
        return one;
      }
    }
    if (told.matches(PERCENTILE + "[0-9]{1,2}(\\.[0-9]{1,6})?")) {
      double percent = Double.parseDouble(told.substring(PERCENTILE.length()));
      if (percent > 0 && percent < 100) {
        return Statistic.percentile(percent);
      }
    }
    throw from.refused("statistic", "is none that is known");
  }

  private static double number(DecodedFields from, String name) {
    return from.decimal(name).doubleValue();
  }
}
