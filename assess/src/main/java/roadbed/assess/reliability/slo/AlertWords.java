package roadbed.assess.reliability.slo;

import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import roadbed.model.slo.BurnCondition;
import roadbed.model.slo.ServiceLevelObjective.Notice;
import roadbed.model.slo.ServiceLevelObjective;

/** What alerts of an objective are called and say. */
final class AlertWords {
  static final Notice NOTHING = new Notice(Map.of(), Map.of());

  private AlertWords() {}

  /** The name that the objective gives; for OpenSLO, which has none, one made of service and name. */
  static String name(ServiceLevelObjective slo) {
    return switch (slo.origin()) {
      case SLOTH, SLOTH_KUBERNETES -> slo.alerting().name().isBlank() ? words(slo) : slo.alerting().name();
      case OPENSLO, OPENSLO_ALPHA -> words(slo) + "ErrorBudgetBurn";
    };
  }

  private static String words(ServiceLevelObjective slo) {
    StringBuilder name = new StringBuilder();
    for (String word : slo.id().replaceAll("[^a-zA-Z0-9]+", " ").strip().split(" ", -1)) {
      if (!word.isEmpty()) {
        name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
      }
    }
    return name.isEmpty() ? "Slo" : name.toString();
  }

  /** Labels of the objective's alerts, of this one and of the rules, the later the weaker. */
  static SortedMap<String, String> labels(ServiceLevelObjective slo, Notice notice, Map<String, String> own) {
    SortedMap<String, String> labels = new TreeMap<>(own);
    labels.putAll(slo.alerting().labels());
    labels.putAll(notice.labels());
    return labels;
  }

  static SortedMap<String, String> policy(ServiceLevelObjective slo, BurnCondition policy) {
    SortedMap<String, String> own = new TreeMap<>(Map.of("sloth_severity", policy.severity()));
    if (!policy.policy().isEmpty()) {
      own.put("slo_policy", policy.policy());
    }
    if (!policy.targets().isEmpty()) {
      own.put("slo_targets", String.join(",", policy.targets()));
    }
    return labels(slo, NOTHING, own);
  }

  static SortedMap<String, String> annotations(ServiceLevelObjective slo, Notice notice, String title, String summary) {
    SortedMap<String, String> annotations = new TreeMap<>(Map.of("title", title, "summary", summary));
    annotations.putAll(slo.alerting().annotations());
    annotations.putAll(notice.annotations());
    return annotations;
  }
}
