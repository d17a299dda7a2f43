package roadbed.collect.alert;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import roadbed.model.Alert;

/** Puts one alert together; what the source does not say is taken from labels where a label usually says it. */
final class AlertBuilder {
  private static final List<String> SERVICE_LABELS =
      List.of("service", "service.name", "service_name", "sloth_service", "app", "app_kubernetes_io_name", "application", "component");
  private static final List<String> RESOURCE_LABELS = List.of("resource", "resource_id", "instance", "host", "hostname", "node", "pod");

  private final String source;
  private String key = "";
  private Alert.State state = Alert.State.FIRING;
  private Alert.Level level = Alert.Level.UNKNOWN;
  private String title = "";
  private String description = "";
  private Optional<Instant> startedAt = Optional.empty();
  private Optional<Instant> endedAt = Optional.empty();
  private Optional<String> service = Optional.empty();
  private List<String> resources = List.of();
  private final Map<String, String> labels = new LinkedHashMap<>();
  private Optional<String> link = Optional.empty();
  private Optional<String> runbook = Optional.empty();

  AlertBuilder(String source) {
    this.source = source;
  }

  AlertBuilder key(Optional<String> value) {
    key = value.orElse(key);
    return this;
  }

  AlertBuilder state(Alert.State value) {
    state = value;
    return this;
  }

  AlertBuilder level(Alert.Level value) {
    level = value;
    return this;
  }

  AlertBuilder title(Optional<String> value) {
    title = value.orElse(title);
    return this;
  }

  AlertBuilder description(Optional<String> value) {
    description = value.orElse(description);
    return this;
  }

  AlertBuilder times(Optional<Instant> started, Optional<Instant> ended) {
    startedAt = started;
    endedAt = ended;
    return this;
  }

  AlertBuilder service(Optional<String> value) {
    service = value;
    return this;
  }

  AlertBuilder resources(List<String> value) {
    resources = value;
    return this;
  }

  AlertBuilder labels(Map<String, String> more) {
    labels.putAll(more);
    return this;
  }

  AlertBuilder link(Optional<String> value) {
    link = value;
    return this;
  }

  AlertBuilder runbook(Optional<String> value) {
    runbook = value;
    return this;
  }

  /** The alert, or empty where nothing says what it is about. */
  Optional<Alert> build() {
    if (level == Alert.Level.UNKNOWN) {
      level =
          first(List.of("severity", "priority", "level", "sloth_severity", "criticality"))
              .flatMap(Fields::levelOf)
              .orElse(Alert.Level.UNKNOWN);
    }
    if (key.isBlank() && !labels.isEmpty()) {
      key = fingerprint(labels);
    }
    if (key.isBlank()) {
      key = title;
    }
    if (key.isBlank()) {
      return Optional.empty();
    }
    List<String> about = new ArrayList<>(resources);
    if (about.isEmpty()) {
      first(RESOURCE_LABELS).ifPresent(about::add);
    }
    boolean over = state == Alert.State.RESOLVED;
    return Optional.of(
        new Alert(
            source,
            key,
            state,
            level,
            title.isBlank() ? key : title,
            description,
            startedAt,
            over ? endedAt : Optional.empty(),
            service.or(() -> first(SERVICE_LABELS)),
            about,
            labels,
            link,
            runbook));
  }

  private Optional<String> first(List<String> names) {
    return names.stream().filter(labels::containsKey).map(labels::get).findFirst();
  }

  /** The same for the same labels, in whatever order they come. */
  static String fingerprint(Map<String, String> labels) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new TreeMap<>(labels)
          .forEach((name, text) -> digest.update((name + '\0' + text + '\0').getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
