package roadbed.collect.slo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import roadbed.model.slo.ServiceLevelObjective;

/** OpenSLO v1: the objects of all files by kind and name, their form checked as they come. */
final class OpenSloObjects {
  static final List<String> KINDS =
      List.of("SLO", "SLI", "AlertPolicy", "AlertCondition", "AlertNotificationTarget", "DataSource", "Service");
  static final int LONGEST_DESCRIPTION = 1050;
  static final List<String> OPERATORS = List.of("lte", "gte", "lt", "gt");
  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern LABEL_KEY = Pattern.compile("[a-zA-Z0-9]([-._a-zA-Z0-9]{0,61}[a-zA-Z0-9])?");
  private static final Pattern ANNOTATION_KEY =
      Pattern.compile(
          "([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*/)?"
              + "[a-zA-Z0-9]([-._a-zA-Z0-9]{0,61}[a-zA-Z0-9])?");

  private final Map<String, Map<String, Spec>> objects = new HashMap<>();
  private final List<Taken> taken = new ArrayList<>();

  /**
   * An object as it was taken.
   *
   * @param index its place among all documents
   * @param sound whether its metadata was right
   */
  private record Taken(Spec root, int index, String kind, String name, boolean sound) {}

  /** Takes an object and says what is wrong with its metadata; the rest waits until all are there. */
  void accept(Spec root, int index) {
    int before = root.errors();
    root.only("apiVersion", "kind", "metadata", "spec");
    Optional<String> kind = root.word("kind", KINDS);
    Optional<String> name = metadata(root);
    if (!root.has("spec")) {
      root.wrong("spec", "spec is missing", "add it");
      return;
    }
    if (kind.isEmpty()) {
      return;
    }
    if (name.isPresent()
        && objects.computeIfAbsent(kind.get(), _ -> new HashMap<>()).putIfAbsent(name.get(), root) != null) {
      root.wrong("slo.duplicate", "metadata", "there are two objects " + kind.get() + " named " + name.get(), "rename one");
    }
    taken.add(new Taken(root, index, kind.get(), name.orElse(""), root.errors() == before));
  }

  /**
   * Checks all objects and makes objectives of those that are.
   *
   * @param period the rolling window of objectives that name none
   */
  List<ServiceLevelObjective> finish(Duration period) {
    List<ServiceLevelObjective> objectives = new ArrayList<>();
    for (Taken one : taken) {
      if (one.kind().equals("SLO")) {
        List<ServiceLevelObjective> read = OpenSloObjective.read(one.root(), one.index(), this, period);
        objectives.addAll(one.sound() ? read : List.of());
      } else {
        one.root().object("spec").ifPresent(spec -> check(one, spec));
      }
    }
    return objectives;
  }

  private void check(Taken one, Spec spec) {
    switch (one.kind()) {
      case "SLI" -> OpenSloIndicator.read(spec, this);
      case "AlertPolicy" -> OpenSloAlerts.policy(spec, one.name(), this);
      case "AlertCondition" -> OpenSloAlerts.condition(spec);
      case "AlertNotificationTarget" -> OpenSloAlerts.target(spec);
      case "DataSource" -> dataSource(spec);
      default -> service(spec);
    }
  }

  /** An object by its kind and name. */
  Optional<Spec> find(String kind, String name) {
    return Optional.ofNullable(objects.getOrDefault(kind, Map.of()).get(name));
  }

  /** The specification of the object that a field refers to; says where there is none. */
  Optional<Spec> follow(Spec from, String key, String kind, boolean needed) {
    Optional<String> name = from.required(key);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Optional<Spec> found = find(kind, name.get());
    if (found.isEmpty()) {
      String message = "there is no " + kind + " named " + name.get() + " in the files read";
      if (needed) {
        from.wrong("slo.reference", key, message, "give its file too, or mend the name");
      } else {
        from.mind("slo.reference", key, message, "give its file too, or mend the name");
      }
    }
    return found.flatMap(root -> root.quiet().object("spec"));
  }

  /** Checks the metadata of an object; gives its name. */
  static Optional<String> metadata(Spec root) {
    if (!root.has("metadata")) {
      root.wrong("metadata", "metadata is missing", "add metadata.name");
      return Optional.empty();
    }
    return root.object("metadata").flatMap(OpenSloObjects::name);
  }

  private static Optional<String> name(Spec metadata) {
    metadata.only("name", "displayName", "labels", "annotations");
    Optional<String> name = metadata.required("name");
    if (name.isPresent() && !DNS_LABEL.matcher(name.get()).matches()) {
      metadata.wrong(
          "name",
          "the name " + name.get() + " is not up to 63 lower-case letters, digits and '-', a letter or digit at both ends",
          "");
    }
    metadata.text("displayName", 63);
    keys(metadata, "labels", LABEL_KEY, true);
    keys(metadata, "annotations", ANNOTATION_KEY, false);
    return name;
  }

  private static void keys(Spec metadata, String field, Pattern form, boolean lists) {
    metadata.texts(field, lists);
    metadata
        .object(field)
        .ifPresent(
            inner -> {
              for (String key : inner.keys()) {
                if (!form.matcher(key).matches()) {
                  inner.wrong(key, "the key " + key + " is not up to 63 letters, digits, '-', '_' and '.'", "");
                }
              }
            });
  }

  private static void dataSource(Spec spec) {
    spec.only("description", "type", "connectionDetails");
    spec.text("description", LONGEST_DESCRIPTION);
    spec.required("type");
    if (!spec.has("connectionDetails")) {
      spec.wrong("connectionDetails", "connectionDetails is missing", "add it");
    }
  }

  private static void service(Spec spec) {
    spec.only("description");
    spec.text("description", LONGEST_DESCRIPTION);
  }
}
