package roadbed.model;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a system that watches says of one condition at one time.
 *
 * @param source the kind of system, for example {@code alertmanager}
 * @param key what the system calls the condition; with the source it is the same for all that is said of it
 * @param state what holds now
 * @param level how much it matters to the one who made the rule
 * @param title one line
 * @param description more words; may be empty
 * @param startedAt since when the condition holds
 * @param endedAt when it ceased
 * @param service the name of what suffers, as the source calls it
 * @param resources identifiers of what it is about: host names, ARNs, Azure ids
 * @param labels further facts by name, in the source's order
 * @param link where to look
 * @param runbook what to do
 */
public record Alert(
    String source,
    String key,
    State state,
    Level level,
    String title,
    String description,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    Optional<String> service,
    List<String> resources,
    Map<String, String> labels,
    Optional<String> link,
    Optional<String> runbook) {

  /** What is known of the condition. */
  public enum State {
    FIRING,
    /** It holds, and somebody has said that they look. */
    ACKNOWLEDGED,
    RESOLVED,
    /** The source cannot tell, for it has no data. */
    NO_DATA;

    /** The identifier used in documents and SQL, for example {@code no-data}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** How much it matters, in the terms of PagerDuty's Common Event Format; least first. */
  public enum Level {
    /** The source does not say, or says what nobody knows. */
    UNKNOWN,
    INFO,
    WARNING,
    ERROR,
    CRITICAL;

    /** The identifier used in documents and SQL. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Alert {
    resources = List.copyOf(resources);
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    if (key.isBlank()) {
      throw new IllegalArgumentException("an alert has a key");
    }
  }
}
