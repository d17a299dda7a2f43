package roadbed.operate.incident;

import java.util.Map;
import roadbed.model.Alert;

/**
 * Which alerts are meant: all of what is said must hold, and nothing said means all.
 *
 * @param facts texts by name; the names are the alert's labels and {@code source}, {@code service}, {@code level},
 *     {@code title}, {@code resource}; an asterisk at a text's end stands for any rest
 */
public record AlertMatcher(Map<String, String> facts) {
  public AlertMatcher {
    facts = Map.copyOf(facts);
  }

  /** Whether an alert is meant. */
  public boolean matches(Alert alert) {
    return facts.entrySet().stream()
        .allMatch(
            fact ->
                switch (fact.getKey()) {
                  case "source" -> fits(fact.getValue(), alert.source());
                  case "service" -> alert.service().filter(service -> fits(fact.getValue(), service)).isPresent();
                  case "level" -> fits(fact.getValue(), alert.level().id());
                  case "title" -> fits(fact.getValue(), alert.title());
                  case "resource" -> alert.resources().stream().anyMatch(resource -> fits(fact.getValue(), resource));
                  default -> alert.labels().containsKey(fact.getKey()) && fits(fact.getValue(), alert.labels().getOrDefault(fact.getKey(), ""));
                });
  }

  private static boolean fits(String pattern, String text) {
    return pattern.endsWith("*") ? text.startsWith(pattern.substring(0, pattern.length() - 1)) : text.equals(pattern);
  }
}
