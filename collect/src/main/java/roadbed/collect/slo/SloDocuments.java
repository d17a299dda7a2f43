package roadbed.collect.slo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import roadbed.collect.yaml.YamlNode;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.slo.AlertWindows;
import roadbed.model.slo.ServiceLevelObjective;

/**
 * Takes the documents of all files, keeps those that are about service levels, and makes objectives of them when all are
 * there, because they refer to one another.
 */
public final class SloDocuments {
  private final Duration period;
  private final Problems problems;
  private final OpenSloObjects objects = new OpenSloObjects();
  private final List<ServiceLevelObjective> objectives = new ArrayList<>();
  private final List<AlertWindows> windows = new ArrayList<>();
  private int count;

  /**
   * Without documents yet.
   *
   * @param period the rolling window of objectives that name none
   * @param problems takes what is wrong
   */
  public SloDocuments(Duration period, Consumer<Diagnostic> problems) {
    this.period = period;
    this.problems = new Problems(problems);
  }

  /** Whether a document is about service levels, whatever its version. */
  public static boolean looksLikeServiceLevels(YamlNode.Mapping document) {
    String apiVersion = document.text("apiVersion").orElse("");
    return apiVersion.startsWith("openslo/")
        || apiVersion.startsWith("sloth.slok.dev/")
        || (document.text("version").orElse("").startsWith("prometheus/")
            && (document.get("slos").isPresent() || document.get("service").isPresent()));
  }

  /** Whether a document is an object of a cluster, or a list of such, as well. */
  public static boolean isForCluster(YamlNode.Mapping document) {
    return !document.text("apiVersion").orElse("").startsWith("openslo/") && document.text("kind").isPresent();
  }

  /**
   * Takes a document.
   *
   * @return whether it is about service levels
   */
  public boolean accept(YamlNode.Mapping document, String file) {
    if (document.text("kind").orElse("").endsWith("List")
        && document.get("items").orElse(null) instanceof YamlNode.Sequence items) {
      boolean any = false;
      for (YamlNode item : items.items()) {
        any |= item instanceof YamlNode.Mapping mapping && accept(mapping, file);
      }
      return any;
    }
    if (!looksLikeServiceLevels(document)) {
      return false;
    }
    Spec root = new Spec(document, "", file, problems);
    int index = count++;
    String apiVersion = document.text("apiVersion").orElse("");
    switch (apiVersion) {
      case "" -> objectives.addAll(SlothSpecification.plain(root, index, period));
      case "openslo/v1" -> objects.accept(root, index);
      case "openslo/v1alpha" -> objectives.addAll(OpenSloAlpha.read(root, index, period));
      case "sloth.slok.dev/v1" -> {
        switch (document.text("kind").orElse("")) {
          case "PrometheusServiceLevel" -> objectives.addAll(SlothSpecification.object(root, index, period));
          case "AlertWindows" -> AlertWindowsDocument.read(root).ifPresent(windows::add);
          default ->
              root.wrong(
                  "kind",
                  "the kind " + document.text("kind").orElse("") + " is not known",
                  "PrometheusServiceLevel and AlertWindows are");
        }
      }
      default ->
          root.wrong(
              "slo.version",
              "apiVersion",
              "the version " + apiVersion + " is not known",
              "openslo/v1, openslo/v1alpha, prometheus/v1 and sloth.slok.dev/v1 are read");
    }
    return true;
  }

  /** A duration as Prometheus writes it. */
  public static Optional<Duration> duration(String text) {
    return AlertWindowsDocument.parse(text);
  }

  /** Windows and burn rates of alerts that the documents say. */
  public List<AlertWindows> windows() {
    return List.copyOf(windows);
  }

  /** Documents that were taken. */
  public int count() {
    return count;
  }

  /** Says what is wrong with the documents taken, for those who do not want the objectives. */
  public void check() {
    finish();
  }

  /** All objectives of the documents taken, in their order; of two with one id the first. */
  public List<ServiceLevelObjective> finish() {
    objectives.addAll(objects.finish(period));
    objectives.sort((a, b) -> Integer.compare(a.group().index(), b.group().index()));
    Map<String, Location> seen = new HashMap<>();
    Set<ServiceLevelObjective> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    for (ServiceLevelObjective objective : objectives) {
      Location before = seen.putIfAbsent(objective.id(), objective.location());
      if (before == null) {
        kept.add(objective);
      } else {
        problems.say(
            Diagnostic.error(
                "slo.duplicate",
                objective.location(),
                "the objective " + objective.id() + " is there twice; the other stands at " + before,
                "rename one of them"));
      }
    }
    return objectives.stream().filter(kept::contains).toList();
  }
}
