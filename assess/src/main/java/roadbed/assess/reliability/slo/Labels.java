package roadbed.assess.reliability.slo;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import roadbed.assess.reliability.promql.PromQl;
import roadbed.model.slo.ServiceLevelObjective.Origin;
import roadbed.model.slo.ServiceLevelObjective;

/** The labels by which rules of one objective find each other. */
final class Labels {
  private Labels() {}

  /** What tells the objective from others. */
  static SortedMap<String, String> identity(ServiceLevelObjective slo) {
    return new TreeMap<>(Map.of("sloth_id", slo.id(), "sloth_service", slo.service(), "sloth_slo", slo.name()));
  }

  /** The same, as a selection of series. */
  static String filter(ServiceLevelObjective slo) {
    return filter(slo.service(), slo.name());
  }

  static String filter(String service, String name) {
    return new TreeMap<>(Map.of("sloth_id", service + "-" + name, "sloth_service", service, "sloth_slo", name))
        .entrySet().stream()
            .map(label -> label.getKey() + "=" + PromQl.quoted(label.getValue()))
            .collect(Collectors.joining(", ", "{", "}"));
  }

  /** What a recorded series carries: what the objective says, what was asked for, and its identity. */
  static SortedMap<String, String> recorded(ServiceLevelObjective slo, RuleOptions options) {
    SortedMap<String, String> labels = new TreeMap<>();
    switch (slo.origin()) {
      case SLOTH, SLOTH_KUBERNETES -> labels.putAll(slo.labels());
      case OPENSLO -> slo.labels().forEach((name, value) -> labels.put(prometheus(name), value));
      case OPENSLO_ALPHA -> {
        // Its documents have no labels.
      }
    }
    labels.putAll(options.extraLabels());
    labels.putAll(identity(slo));
    return labels;
  }

  /** The same with one label more. */
  static SortedMap<String, String> with(Map<String, String> labels, String name, String value) {
    SortedMap<String, String> more = new TreeMap<>(labels);
    more.put(name, value);
    return more;
  }

  /** Prometheus' labels have letters, digits and underscores. */
  private static String prometheus(String name) {
    String plain = name.replaceAll("[^a-zA-Z0-9_]", "_");
    return Character.isDigit(plain.charAt(0)) ? "_" + plain : plain;
  }

  /** How a person would write the program that made the rules. */
  static String mode(Origin origin) {
    return switch (origin) {
      case SLOTH -> "cli-gen-prom";
      case SLOTH_KUBERNETES -> "cli-gen-k8s";
      case OPENSLO, OPENSLO_ALPHA -> "cli-gen-openslo";
    };
  }
}
