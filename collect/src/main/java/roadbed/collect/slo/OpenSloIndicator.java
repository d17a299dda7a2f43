package roadbed.collect.slo;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import roadbed.model.slo.Indicator;
import roadbed.model.slo.Indicator.Query;

/** OpenSLO v1: what an indicator says. */
final class OpenSloIndicator {
  private static final List<String> QUERY_KEYS = List.of("query", "promql", "expr", "expression");

  private OpenSloIndicator() {}

  /** An indicator, or the value that an objective puts a threshold to. */
  sealed interface Measured {
    record Share(Indicator indicator) implements Measured {}

    record Value(Query query) implements Measured {}
  }

  /** Reads the specification of an indicator. */
  static Optional<Measured> read(Spec spec, OpenSloObjects objects) {
    spec.only("description", "thresholdMetric", "ratioMetric");
    spec.text("description", OpenSloObjects.LONGEST_DESCRIPTION);
    Optional<String> form = spec.oneOf("thresholdMetric", "ratioMetric");
    Optional<Spec> metric = form.flatMap(spec::object);
    if (form.isEmpty() || metric.isEmpty()) {
      return Optional.empty();
    }
    return form.get().equals("thresholdMetric")
        ? query(metric.get(), objects).map(Measured.Value::new)
        : ratio(metric.get(), objects).map(Measured.Share::new);
  }

  private static Optional<Indicator> ratio(Spec ratio, OpenSloObjects objects) {
    ratio.only("counter", "good", "bad", "total", "rawType", "raw");
    boolean counter = ratio.truth("counter");
    Optional<String> form = ratio.oneOf("total", "raw");
    if (form.isEmpty()) {
      return Optional.empty();
    }
    if (form.get().equals("raw")) {
      for (String key : List.of("good", "bad")) {
        if (ratio.has(key)) {
          ratio.wrong(key, key + " does not belong beside raw", "remove one of them");
        }
      }
      Optional<String> type = ratio.required("rawType").isPresent() ? ratio.word("rawType", List.of("success", "failure")) : Optional.empty();
      Optional<Query> share = ratio.object("raw").flatMap(raw -> query(raw, objects));
      return type.isPresent() && share.isPresent()
          ? Optional.of(new Indicator.Ratio(share.get(), type.get().equals("success")))
          : Optional.empty();
    }
    if (ratio.has("rawType")) {
      ratio.wrong("rawType", "rawType belongs to raw", "remove it");
    }
    Optional<String> side = ratio.oneOf("good", "bad");
    Optional<Query> part = side.flatMap(ratio::object).flatMap(of -> query(of, objects));
    Optional<Query> total = ratio.object("total").flatMap(of -> query(of, objects));
    return side.isPresent() && part.isPresent() && total.isPresent()
        ? Optional.of(new Indicator.Events(part.get(), side.get().equals("good"), total.get(), counter))
        : Optional.empty();
  }

  private static Optional<Query> query(Spec metric, OpenSloObjects objects) {
    metric.only("metricSource");
    if (!metric.has("metricSource")) {
      metric.wrong("metricSource", "metricSource is missing", "add it");
      return Optional.empty();
    }
    Optional<Spec> found = metric.object("metricSource");
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Spec source = found.get();
    source.only("metricSourceRef", "type", "spec");
    Optional<String> type = source.text("type").filter(text -> !text.isBlank());
    if (source.has("metricSourceRef")) {
      Optional<Spec> referred = objects.follow(source, "metricSourceRef", "DataSource", false);
      type = type.or(() -> referred.flatMap(of -> of.text("type")));
    }
    Optional<Spec> how = source.object("spec");
    if (how.isEmpty() || how.get().keys().isEmpty()) {
      source.wrong("spec", "spec is missing, which says what is asked", "add it, for example with a query");
      return Optional.empty();
    }
    Spec asked = how.get();
    Optional<String> kind = type.map(text -> text.strip().toLowerCase(Locale.ROOT));
    for (String key : QUERY_KEYS) {
      if (asked.has(key)) {
        Optional<String> text = asked.quiet().text(key);
        if (text.isPresent()) {
          return Optional.of(new Query(kind, text.get(), asked.location(key)));
        }
      }
    }
    return Optional.of(new Query(kind, "", source.location("spec")));
  }
}
