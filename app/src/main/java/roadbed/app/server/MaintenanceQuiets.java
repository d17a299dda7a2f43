package roadbed.app.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import roadbed.operate.change.ChangeSettings;
import roadbed.operate.change.ChangeWindow;
import roadbed.operate.incident.AlertMatcher;
import roadbed.operate.incident.IncidentStore;
import roadbed.operate.incident.Quiet;

/**
 * Makes alerts of a service quiet while maintenance of it is planned: each time of a window becomes quiet times of alerts, one
 * for each service, and one that is not planned any more ends.
 */
final class MaintenanceQuiets {
  /** By which these are known among all quiet times. */
  static final String PREFIX = "maintenance ";

  private static final Duration AHEAD = Duration.ofDays(1);

  private final IncidentStore incidents;
  private final Clock clock;

  MaintenanceQuiets(IncidentStore incidents, Clock clock) {
    this.incidents = incidents;
    this.clock = clock;
  }

  /** Looks one day ahead. */
  void follow(ChangeSettings settings) {
    Instant now = clock.instant();
    Map<String, Quiet> known =
        incidents.quiets(now).stream()
            .filter(quiet -> quiet.id().startsWith(PREFIX))
            .collect(Collectors.toMap(Quiet::id, Function.identity(), (one, _) -> one));
    Map<String, Quiet> wanted =
        settings.occurrences(now, now.plus(AHEAD)).stream()
            .filter(one -> one.window().kind() == ChangeWindow.Kind.MAINTENANCE)
            .flatMap(one -> quiets(one).stream())
            .collect(Collectors.toMap(Quiet::id, Function.identity(), (one, _) -> one));
    wanted.forEach(
        (id, quiet) -> {
          if (!quiet.equals(known.get(id))) {
            incidents.save(quiet);
          }
        });
    known.forEach(
        (id, quiet) -> {
          if (!wanted.containsKey(id) && quiet.until().isAfter(now)) {
            ended(quiet, now).ifPresent(incidents::save);
          }
        });
  }

  private static List<Quiet> quiets(ChangeWindow.Occurrence one) {
    ChangeWindow window = one.window();
    Instant latest = one.from().plus(Quiet.LONGEST);
    Instant until = one.until().isAfter(latest) ? latest : one.until();
    return window.scope().services().stream()
        .map(
            service ->
                new Quiet(
                    PREFIX + window.id() + " " + one.from() + " " + service,
                    Quiet.Kind.MAINTENANCE,
                    new AlertMatcher(Map.of("service", service)),
                    one.from(),
                    until,
                    "changes",
                    window.reason().isEmpty() ? window.name() : window.name() + ": " + window.reason()))
        .toList();
  }

  /** One that has not begun ends as soon as it can. */
  private static Optional<Quiet> ended(Quiet quiet, Instant now) {
    Instant until = now.isAfter(quiet.from()) ? now : quiet.from().plusMillis(1);
    return until.isBefore(quiet.until())
        ? Optional.of(new Quiet(quiet.id(), quiet.kind(), quiet.matcher(), quiet.from(), until, quiet.by(), quiet.reason()))
        : Optional.empty();
  }
}
