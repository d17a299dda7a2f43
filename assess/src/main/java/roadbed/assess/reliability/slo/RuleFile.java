package roadbed.assess.reliability.slo;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rules of one document of objectives.
 *
 * @param name what to call the file, without its ending
 * @param object the object of a cluster that carries the rules; empty for a file that Prometheus loads itself
 */
public record RuleFile(String name, Optional<RuleObject> object, List<Rule.Group> groups) {
  public RuleFile {
    groups = List.copyOf(groups);
  }

  /** The metadata of a {@code PrometheusRule}. */
  public record RuleObject(
      String name, Optional<String> namespace, SortedMap<String, String> labels, SortedMap<String, String> annotations) {
    public RuleObject {
      labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
      annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }
  }
}
