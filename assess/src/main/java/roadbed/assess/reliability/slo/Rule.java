package roadbed.assess.reliability.slo;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A rule of Prometheus. */
public sealed interface Rule {

  /** The name of the series or the alert. */
  String name();

  /** What is asked. */
  String expression();

  /** Labels that are added. */
  SortedMap<String, String> labels();

  /** Keeps the answer as a series. */
  record Recording(String name, String expression, SortedMap<String, String> labels) implements Rule {
    public Recording {
      labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }
  }

  /**
   * Tells somebody while there is an answer.
   *
   * @param lasting how long there must be one
   */
  record Alert(
      String name,
      String expression,
      Optional<Duration> lasting,
      SortedMap<String, String> labels,
      SortedMap<String, String> annotations)
      implements Rule {
    public Alert {
      labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
      annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }
  }

  /**
   * Rules that are evaluated together, one after the other.
   *
   * @param interval how often; empty for Prometheus' own interval
   */
  record Group(String name, Optional<Duration> interval, List<Rule> rules) {
    public Group {
      rules = List.copyOf(rules);
    }
  }
}
