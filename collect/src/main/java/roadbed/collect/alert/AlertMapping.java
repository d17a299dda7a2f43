package roadbed.collect.alert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Alert;
import roadbed.model.Value;

/**
 * How to read a message that nobody has built a reader for: where each fact stands, by paths with dots of which the first
 * that is there counts, and what the system's words mean.
 *
 * @param id the format's name
 * @param when paths that a message of this kind has
 * @param each path of an array, each of whose elements is an alert; empty where the message is one
 * @param paths where facts stand: key, state, level, title, description, started_at, ended_at, service, resource, labels,
 *     link, runbook
 * @param states what words of the state mean, in lower case; a word that is not here is firing
 * @param levels what words of the level mean, in lower case, besides those in common use
 */
public record AlertMapping(
    String id,
    List<String> when,
    String each,
    Map<String, List<String>> paths,
    Map<String, Alert.State> states,
    Map<String, Alert.Level> levels)
    implements AlertFormat {
  private static final List<String> FACTS =
      List.of("key", "state", "level", "title", "description", "started_at", "ended_at", "service", "resource", "labels", "link", "runbook");

  public AlertMapping {
    when = List.copyOf(when);
    paths = Map.copyOf(paths);
    states = Map.copyOf(states);
    levels = Map.copyOf(levels);
  }

  /**
   * Reads a mapping's document.
   *
   * @param problems told of each field that is wrong, by its path and in words
   */
  public static Optional<AlertMapping> of(Value document, List<String> problems) {
    Fields fields = new Fields(document);
    int before = problems.size();
    Optional<String> id = fields.text("id");
    if (id.isEmpty() || !id.get().matches("[a-z0-9][a-z0-9-]{0,60}")) {
      problems.add("id: a name of small letters, digits and hyphens is needed");
    }
    Map<String, List<String>> paths = new LinkedHashMap<>();
    if (fields.at("paths").orElse(Value.Fields.EMPTY) instanceof Value.Fields given) {
      given
          .values()
          .keySet()
          .forEach(
              fact -> {
                if (!FACTS.contains(fact)) {
                  problems.add("paths." + fact + ": there is no such fact; there are " + String.join(", ", FACTS));
                }
                paths.put(fact, fields.texts("paths." + fact));
              });
    }
    if (!paths.containsKey("key") && !paths.containsKey("title")) {
      problems.add("paths: key or title is needed, so that a message has an identity");
    }
    Map<String, Alert.State> states = new LinkedHashMap<>();
    for (Alert.State state : Alert.State.values()) {
      fields.texts("states." + state.id()).forEach(word -> states.put(word.toLowerCase(Locale.ROOT), state));
    }
    Map<String, Alert.Level> levels = new LinkedHashMap<>();
    for (Alert.Level level : Alert.Level.values()) {
      fields.texts("levels." + level.id()).forEach(word -> levels.put(word.toLowerCase(Locale.ROOT), level));
    }
    return problems.size() > before
        ? Optional.empty()
        : Optional.of(
            new AlertMapping(id.orElse(""), fields.texts("when"), fields.text("each").orElse(""), paths, states, levels));
  }

  @Override
  public boolean recognises(Fields message) {
    return !when.isEmpty() && message.has(when.toArray(String[]::new));
  }

  @Override
  public List<AlertMessage> read(Fields message) {
    List<Alert> alerts = new ArrayList<>();
    List<Fields> parts = each.isEmpty() ? List.of(message) : each.equals(".") ? message.all() : message.each(each);
    for (Fields part : parts) {
      one(part).ifPresent(alerts::add);
    }
    return alerts(alerts);
  }

  private Optional<Alert> one(Fields part) {
    Map<String, String> labels = new LinkedHashMap<>();
    paths.getOrDefault("labels", List.of()).forEach(path -> labels.putAll(part.below(path).labels()));
    Alert.State state =
        part.text(path("state")).map(word -> states.getOrDefault(word.toLowerCase(Locale.ROOT), Alert.State.FIRING)).orElse(Alert.State.FIRING);
    Alert.Level level =
        part.text(path("level")).map(word -> levels.get(word.toLowerCase(Locale.ROOT))).orElseGet(() -> part.level(path("level")));
    return new AlertBuilder(id)
        .key(part.text(path("key")))
        .state(state)
        .level(level)
        .title(part.text(path("title")))
        .description(part.text(path("description")))
        .times(part.time(path("started_at")), part.time(path("ended_at")))
        .service(part.text(path("service")))
        .resources(part.text(path("resource")).stream().toList())
        .labels(labels)
        .link(part.text(path("link")))
        .runbook(part.text(path("runbook")))
        .build();
  }

  private String[] path(String fact) {
    return paths.getOrDefault(fact, List.of()).toArray(String[]::new);
  }
}
