package roadbed.assess.cost.anomaly;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A part of all cost: exact values of some dimensions. None is all cost.
 *
 * @param part dimension to value, in the order of the dimensions' names
 */
public record Scope(Map<String, String> part) {
  /** All cost. */
  public static final Scope ALL = new Scope(Map.of());

  /** Orders the dimensions by name, so that equal scopes look alike. */
  public Scope {
    part = Collections.unmodifiableMap(new LinkedHashMap<>(new TreeMap<>(part)));
  }

  /** Whether all that is in another scope is in this one. */
  public boolean covers(Scope other) {
    return other.part.entrySet().containsAll(part.entrySet());
  }

  /** A part of this scope. */
  Scope within(Map<String, String> further) {
    Map<String, String> both = new LinkedHashMap<>(further);
    both.putAll(part);
    return new Scope(both);
  }

  /** A value of a dimension, or empty where the scope does not say. */
  public String value(String dimension) {
    return part.getOrDefault(dimension, "");
  }

  /** In words: {@code service Amazon EC2, account 123}, or {@code all cost}. */
  public String words() {
    return part.isEmpty()
        ? "all cost"
        : part.entrySet().stream()
            .map(one -> one.getKey() + " " + (one.getValue().isEmpty() ? "(none)" : one.getValue()))
            .collect(Collectors.joining(", "));
  }
}
