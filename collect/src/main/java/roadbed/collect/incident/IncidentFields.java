package roadbed.collect.incident;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Incident;
import roadbed.model.Location;

/** One incident as texts by column, whichever format they came from. */
final class IncidentFields {
  static final List<String> REQUIRED = List.of("id", "title", "severity", "impact_started_at");
  static final List<String> COLUMNS =
      List.of(
          "id",
          "title",
          "severity",
          "service",
          "team",
          "cause",
          "platform_caused",
          "security",
          "impact_started_at",
          "detected_at",
          "contained_at",
          "restored_at");

  private final Map<String, String> texts;
  private final List<String> problems = new ArrayList<>();

  IncidentFields(Map<String, String> texts) {
    this.texts = Map.copyOf(texts);
  }

  /** Either an incident, or what is wrong with it. */
  sealed interface Reading {
    record Read(Incident incident) implements Reading {}

    record Wrong(List<String> problems) implements Reading {
      public Wrong {
        problems = List.copyOf(problems);
      }
    }
  }

  Reading read(Location location) {
    String id = required("id");
    String title = required("title");
    int severity = severity();
    boolean platformCaused = truth("platform_caused");
    boolean security = truth("security");
    Optional<Instant> impactStarted = instant("impact_started_at");
    if (text("impact_started_at").isEmpty()) {
      problems.add("impact_started_at is missing");
    }
    Optional<Instant> detected = instant("detected_at");
    Optional<Instant> contained = instant("contained_at");
    Optional<Instant> restored = instant("restored_at");
    if (impactStarted.isPresent() && restored.isPresent() && restored.get().isBefore(impactStarted.get())) {
      problems.add("restored_at is before impact_started_at");
    }
    if (!problems.isEmpty() || impactStarted.isEmpty()) {
      return new Reading.Wrong(problems);
    }
    return new Reading.Read(
        new Incident(
            id,
            title,
            severity,
            text("service"),
            text("team"),
            text("cause"),
            platformCaused,
            security,
            impactStarted.get(),
            detected,
            contained,
            restored,
            location));
  }

  private Optional<String> text(String column) {
    return Optional.ofNullable(texts.get(column)).map(String::strip).filter(text -> !text.isEmpty());
  }

  private String required(String column) {
    Optional<String> text = text(column);
    if (text.isEmpty()) {
      problems.add(column + " is missing");
    }
    return text.orElse("");
  }

  /** {@code 2}, {@code sev2} and {@code SEV-2} are the same. */
  private int severity() {
    String text = text("severity").orElse("").toLowerCase(Locale.ROOT);
    String digits = text.startsWith("sev") ? text.substring(3).replaceFirst("^[-_ ]", "") : text;
    if (digits.length() == 1 && digits.charAt(0) >= '1' && digits.charAt(0) <= '5') {
      return digits.charAt(0) - '0';
    }
    problems.add("severity is not a number from 1 to 5");
    return 0;
  }

  private boolean truth(String column) {
    return switch (text(column).orElse("false").toLowerCase(Locale.ROOT)) {
      case "true", "yes", "1" -> true;
      case "false", "no", "0" -> false;
      default -> {
        problems.add(column + " is neither true nor false");
        yield false;
      }
    };
  }

  private Optional<Instant> instant(String column) {
    Optional<String> text = text(column);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text.get()).toInstant());
    } catch (DateTimeException _) {
      problems.add(column + " is not a time with its zone, such as 2026-01-31T12:00:00Z");
      return Optional.empty();
    }
  }
}
