package roadbed.collect.prometheus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import roadbed.model.MetricSeries;
import roadbed.model.Value;

/**
 * What Prometheus answers to {@code /api/v1/query} and {@code /api/v1/query_range}: series of finite values. Samples that
 * are {@code NaN} or infinite are no measure of anything and are passed over; native histograms are counted and left out.
 *
 * @param series each once, in the order of the answer
 * @param notes warnings and remarks of the server, and what was left out here
 */
public record PrometheusAnswer(List<MetricSeries> series, List<String> notes) {
  private static final int MOST_NOTES = 20;
  private static final int LONGEST_NOTE = 500;

  public PrometheusAnswer {
    series = List.copyOf(series);
    notes = List.copyOf(notes);
  }

  /** Reads an answer; empty where the document is none, or says that the query failed. */
  public static Optional<PrometheusAnswer> of(Value document) {
    return document instanceof Value.Fields fields
            && (fields.at("data", "resultType").isPresent()
                || fields.at("data", "result").orElse(Value.Null.INSTANCE) instanceof Value.Items)
        ? Optional.of(read(fields))
        : Optional.empty();
  }

  /** Why a query failed, as the server says it; empty where the document does not say so. */
  public static Optional<String> error(Value document) {
    return document instanceof Value.Fields fields && fields.text("status").filter("error"::equals).isPresent()
        ? Optional.of(
            cut(fields.text("error").orElse("the server does not say why") + fields.text("errorType").map(type -> " [" + type + "]").orElse("")))
        : Optional.empty();
  }

  private static PrometheusAnswer read(Value.Fields document) {
    Gathering gathering = new Gathering();
    List<String> notes = new ArrayList<>();
    for (String kind : List.of("warnings", "infos")) {
      if (document.get(kind).orElse(Value.Null.INSTANCE) instanceof Value.Items texts) {
        for (Value text : texts.values()) {
          if (text instanceof Value.Text note && notes.size() < MOST_NOTES) {
            notes.add(cut(note.value()));
          }
        }
      }
    }
    Value result = document.at("data", "result").orElse(Value.Null.INSTANCE);
    String type = document.at("data", "resultType").orElse(Value.Null.INSTANCE) instanceof Value.Text text ? text.value() : "";
    if (type.equals("scalar")) {
      gathering.point(Map.of(), result);
    } else if (result instanceof Value.Items items && !type.equals("string")) {
      items.values().forEach(gathering::result);
    }
    if (gathering.histograms > 0) {
      notes.add(gathering.histograms + " series of native histograms are left out");
    }
    return new PrometheusAnswer(gathering.series(), notes);
  }

  private static String cut(String text) {
    return text.length() > LONGEST_NOTE ? text.substring(0, LONGEST_NOTE) + "..." : text;
  }

  /** Samples by the labels of their series, so that parts of one series come together. */
  static final class Gathering {
    private final Map<Map<String, String>, TreeMap<Long, Double>> samples = new LinkedHashMap<>();
    private long count;
    private int histograms;

    private void result(Value result) {
      if (result instanceof Value.Fields one) {
        Map<String, String> labels = new HashMap<>();
        if (one.get("metric").orElse(Value.Null.INSTANCE) instanceof Value.Fields metric) {
          metric
              .values()
              .forEach(
                  (name, value) -> {
                    if (value instanceof Value.Text text) {
                      labels.put(name, text.value());
                    }
                  });
        }
        one.get("value").ifPresent(point -> point(labels, point));
        if (one.get("values").orElse(Value.Null.INSTANCE) instanceof Value.Items points) {
          points.values().forEach(point -> point(labels, point));
        }
        histograms += one.get("histogram").isPresent() || one.get("histograms").isPresent() ? 1 : 0;
      }
    }

    private void point(Map<String, String> labels, Value point) {
      if (point instanceof Value.Items pair && pair.values().size() == 2) {
        Optional<Double> time = number(pair.values().get(0));
        Optional<Double> value = number(pair.values().get(1));
        if (time.isPresent() && value.isPresent()) {
          put(labels, Math.round(time.get()), value.get());
        }
      }
    }

    private void put(Map<String, String> labels, long second, double value) {
      samples.computeIfAbsent(Map.copyOf(labels), _ -> new TreeMap<>()).put(second, value);
      count++;
    }

    /** Adds what a further answer says. */
    void add(List<MetricSeries> further) {
      for (MetricSeries one : further) {
        Map<String, String> labels = new HashMap<>(one.labels());
        if (!one.name().isEmpty()) {
          labels.put("__name__", one.name());
        }
        for (int i = 0; i < one.size(); i++) {
          put(labels, one.second(i), one.value(i));
        }
      }
    }

    /** How many samples were put here. */
    long count() {
      return count;
    }

    List<MetricSeries> series() {
      List<MetricSeries> series = new ArrayList<>();
      samples.forEach(
          (labels, values) -> {
            Map<String, String> others = new HashMap<>(labels);
            String name = Optional.ofNullable(others.remove("__name__")).orElse("");
            series.add(
                new MetricSeries(
                    name,
                    others,
                    values.keySet().stream().mapToLong(Long::longValue).toArray(),
                    values.values().stream().mapToDouble(Double::doubleValue).toArray()));
          });
      return series;
    }

    /** A finite number; Prometheus writes numbers as texts. */
    private static Optional<Double> number(Value value) {
      return switch (value) {
        case Value.Text text -> finite(text.value());
        case Value.Whole whole -> Optional.of((double) whole.value());
        case Value.Decimal decimal -> Optional.of(decimal.value().doubleValue()).filter(Double::isFinite);
        case Value.Bool _, Value.Null _, Value.Items _, Value.Fields _, Value.Unknown _, Value.Secret _ -> Optional.empty();
      };
    }

    private static Optional<Double> finite(String text) {
      try {
        return Optional.of(Double.parseDouble(text.strip())).filter(Double::isFinite);
      } catch (NumberFormatException _) {
        return Optional.empty();
      }
    }
  }
}
