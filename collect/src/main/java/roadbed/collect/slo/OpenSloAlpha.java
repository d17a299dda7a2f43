package roadbed.collect.slo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import roadbed.model.slo.Budgeting;
import roadbed.model.slo.Indicator;
import roadbed.model.slo.Indicator.Query;
import roadbed.model.slo.ServiceLevelObjective;
import roadbed.model.slo.ServiceLevelObjective.Alerting;
import roadbed.model.slo.ServiceLevelObjective.DocumentName;
import roadbed.model.slo.ServiceLevelObjective.Origin;
import roadbed.model.slo.SloWindow;

/** OpenSLO v1alpha as far as it was in use: objectives with ratioMetrics asked from Prometheus, over a number of days. */
final class OpenSloAlpha {
  private OpenSloAlpha() {}

  static List<ServiceLevelObjective> read(Spec root, int index, Duration period) {
    root.only("apiVersion", "kind", "metadata", "spec");
    Optional<String> kind = root.word("kind", List.of("SLO", "Service"));
    if (kind.equals(Optional.of("Service")) || kind.isEmpty()) {
      return List.of();
    }
    Optional<Spec> metadata = root.object("metadata");
    Optional<String> name = metadata.flatMap(of -> of.required("name"));
    if (metadata.isEmpty()) {
      root.wrong("metadata", "metadata is missing", "add metadata.name");
    }
    Optional<Spec> found = root.object("spec");
    if (found.isEmpty()) {
      root.wrong("spec", "spec is missing", "add it");
      return List.of();
    }
    Spec spec = found.get();
    spec.only("description", "service", "indicator", "timeWindows", "budgetingMethod", "objectives");
    Optional<String> service = spec.required("service");
    int before = spec.errors();
    if (spec.has("budgetingMethod")) {
      spec.word("budgetingMethod", List.of("Occurrences"));
    }
    Optional<SloWindow> window = window(spec, period);
    List<Spec> objectives = spec.list("objectives");
    if (objectives.isEmpty()) {
      spec.wrong("objectives", "there is no objective", "add at least one to objectives");
    }
    List<ServiceLevelObjective> read = new ArrayList<>();
    for (int i = 0; i < objectives.size(); i++) {
      Optional<BigDecimal> target = target(objectives.get(i));
      Optional<Indicator> indicator = indicator(objectives.get(i));
      if (spec.errors() == before && window.isPresent() && service.isPresent() && name.isPresent() && target.isPresent() && indicator.isPresent()) {
        read.add(
            new ServiceLevelObjective(
                service.get(),
                name.get() + "-" + i,
                Origin.OPENSLO_ALPHA,
                metadata.flatMap(of -> of.text("displayName")),
                spec.text("description"),
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>(),
                target.get(),
                window.get(),
                new Budgeting.Occurrences(),
                indicator.get(),
                Alerting.NONE,
                new DocumentName(index, name.get(), Optional.empty(), Map.of(), Map.of()),
                objectives.get(i).location()));
      }
    }
    return List.copyOf(read);
  }

  private static Optional<SloWindow> window(Spec spec, Duration period) {
    List<Spec> windows = spec.list("timeWindows");
    if (windows.isEmpty()) {
      return Optional.of(new SloWindow.Rolling(period));
    }
    Spec window = windows.getFirst();
    if (windows.size() > 1) {
      spec.wrong("timeWindows", "there is one window, not " + windows.size(), "");
    }
    Optional<BigDecimal> count = window.number("count");
    String unit = window.text("unit").orElse("").toLowerCase(Locale.ROOT);
    Optional<Duration> one =
        switch (unit) {
          case "day" -> Optional.of(Duration.ofDays(1));
          case "week" -> Optional.of(Duration.ofDays(7));
          default -> Optional.empty();
        };
    if (one.isEmpty()) {
      window.wrong("unit", "the unit " + unit + " is not read in this version", "Day and Week are; or write the SLO as openslo/v1");
      return Optional.empty();
    }
    if (count.isEmpty() || count.get().signum() <= 0 || count.get().compareTo(BigDecimal.valueOf(3_660)) > 0
        || count.get().stripTrailingZeros().scale() > 0) {
      window.wrong("count", "count is a whole number above 0", "");
      return Optional.empty();
    }
    return Optional.of(new SloWindow.Rolling(one.get().multipliedBy(count.get().longValue())));
  }

  private static Optional<BigDecimal> target(Spec objective) {
    objective.only("displayName", "op", "value", "target", "timeSliceTarget", "ratioMetrics");
    Optional<BigDecimal> target =
        objective.required("target").isPresent() ? objective.number("target") : Optional.empty();
    if (target.isPresent() && (target.get().signum() <= 0 || target.get().compareTo(BigDecimal.ONE) > 0)) {
      objective.wrong("target", "target is above 0 and up to 1", "");
      return Optional.empty();
    }
    return target.map(BigDecimal::stripTrailingZeros);
  }

  private static Optional<Indicator> indicator(Spec objective) {
    Optional<Spec> ratio = objective.object("ratioMetrics");
    if (ratio.isEmpty()) {
      objective.wrong("ratioMetrics", "ratioMetrics is missing", "add good and total; or write the SLO as openslo/v1");
      return Optional.empty();
    }
    Optional<Query> good = query(ratio.get(), "good");
    Optional<Query> total = query(ratio.get(), "total");
    return good.isPresent() && total.isPresent()
        ? Optional.of(new Indicator.Events(good.get(), true, total.get(), true))
        : Optional.empty();
  }

  private static Optional<Query> query(Spec ratio, String key) {
    Optional<Spec> found = ratio.object(key);
    if (found.isEmpty()) {
      ratio.wrong(key, key + " is missing", "add it");
      return Optional.empty();
    }
    found.get().only("source", "queryType", "query");
    Optional<String> source = found.get().required("source").map(text -> text.toLowerCase(Locale.ROOT));
    return found.get().required("query").map(text -> new Query(source, text, found.get().location("query")));
  }
}
