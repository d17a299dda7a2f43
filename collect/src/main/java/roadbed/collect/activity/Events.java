package roadbed.collect.activity;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import roadbed.model.Value;

/** What the readers of all logs need: texts, times, identifiers, and through what something was done. */
final class Events {
  private static final int MOST_IDENTIFIERS = 60;
  private static final int LONGEST = 512;

  private Events() {}

  static String text(Value.Fields event, String... path) {
    return event.at(path).map(value -> value instanceof Value.Text text ? text.value() : "").orElse("");
  }

  static Optional<Instant> time(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  /** Adds all short texts in a value: among them are the names of what something was done to. */
  static void identifiers(Value value, Set<String> into, int depth) {
    if (depth > 6 || into.size() >= MOST_IDENTIFIERS) {
      return;
    }
    switch (value) {
      case Value.Text text -> {
        if (text.value().length() > 2 && text.value().length() <= LONGEST && text.value().indexOf('{') < 0) {
          into.add(text.value().toLowerCase(Locale.ROOT));
        }
      }
      case Value.Fields fields -> fields.values().values().forEach(inner -> identifiers(inner, into, depth + 1));
      case Value.Items items -> items.values().forEach(inner -> identifiers(inner, into, depth + 1));
      case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> {}
    }
  }

  /** Through what something was done, by what the program that asked calls itself. */
  static String through(String agent) {
    String lower = agent.toLowerCase(Locale.ROOT);
    if (lower.contains("terraform") || lower.contains("opentofu") || lower.contains("pulumi") || lower.contains("cloudformation") || lower.contains("hashicorp") || lower.contains("crossplane")) {
      return "code";
    }
    if (lower.contains("console") || lower.contains("signin.amazonaws") || lower.contains("mozilla/") || lower.contains("portal")) {
      return "console";
    }
    if (lower.contains("aws-cli") || lower.contains("azurecli") || lower.contains("az/") || lower.contains("gcloud") || lower.contains("kubectl") || lower.contains("powershell")) {
      return "command line";
    }
    return lower.endsWith(".amazonaws.com") || lower.contains("gserviceaccount") ? "service" : "program";
  }
}
