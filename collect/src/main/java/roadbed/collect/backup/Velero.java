package roadbed.collect.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roadbed.collect.alert.Fields;
import roadbed.model.Location;
import roadbed.model.Value;
import roadbed.model.resilience.BackupOutcome;
import roadbed.model.resilience.BackupRun;
import roadbed.model.resilience.BackupSchedule;
import roadbed.model.resilience.ResilienceFact;
import roadbed.model.resilience.RestoreRun;
import roadbed.model.resilience.WrittenDuration;

/**
 * Velero's objects {@code Backup}, {@code Restore} and {@code Schedule}, as a cluster keeps them. A backup in phase
 * PartiallyFailed lacks something and is not clean; one that is New or waits has not ended.
 */
public final class Velero {
  private static final String SOURCE = "velero";

  /** What all namespaces are called in {@link BackupRun#resources}. */
  private static final String NAMESPACE = "k8s-namespace:";

  private Velero() {}

  /** Whether an object is one of Velero's. */
  public static boolean isOurs(String apiVersion) {
    return apiVersion.startsWith("velero.io/");
  }

  /** What an object tells; empty where it is of another kind, or where nothing has come of it. */
  public static Optional<ResilienceFact> read(Value.Fields object, Location location) {
    Fields fields = new Fields(object);
    return switch (fields.text("kind").orElse("")) {
      case "Backup" -> backup(fields, location);
      case "Restore" -> restore(fields, location);
      case "Schedule" -> schedule(fields, location);
      default -> Optional.empty();
    };
  }

  private static String id(Fields fields, String name) {
    return SOURCE + ":" + fields.text("metadata.namespace").orElse("velero") + "/" + name;
  }

  private static Optional<ResilienceFact> backup(Fields fields, Location location) {
    Optional<Instant> began = fields.time("status.startTimestamp", "metadata.creationTimestamp");
    String name = fields.text("metadata.name").orElse("");
    if (began.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new BackupRun(
            id(fields, name),
            SOURCE,
            name,
            namespaces(fields.below("spec")),
            schedule(fields).map(schedule -> id(fields, schedule)),
            outcome(fields),
            began.get(),
            fields.time("status.completionTimestamp"),
            Optional.empty(),
            Optional.of(words(fields)),
            location));
  }

  private static Optional<String> schedule(Fields fields) {
    Optional<String> named =
        fields.below("metadata.labels").value() instanceof Value.Fields labels ? labels.text("velero.io/schedule-name") : Optional.empty();
    return named.filter(text -> !text.isBlank());
  }

  private static Optional<ResilienceFact> restore(Fields fields, Location location) {
    Optional<Instant> began = fields.time("status.startTimestamp", "metadata.creationTimestamp");
    String name = fields.text("metadata.name").orElse("");
    if (began.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> backup = fields.text("spec.backupName").filter(text -> !text.isBlank());
    return Optional.of(
        new RestoreRun(
            id(fields, name),
            SOURCE,
            backup.orElse(name),
            namespaces(fields.below("spec")),
            backup.map(from -> id(fields, from)),
            outcome(fields),
            began.get(),
            fields.time("status.completionTimestamp"),
            Optional.empty(),
            Optional.empty(),
            Optional.of(words(fields)),
            location));
  }

  private static Optional<ResilienceFact> schedule(Fields fields, Location location) {
    Optional<String> rule = fields.text("spec.schedule");
    String name = fields.text("metadata.name").orElse("");
    if (rule.isEmpty()) {
      return Optional.empty();
    }
    Optional<Duration> kept = fields.text("spec.template.ttl").flatMap(WrittenDuration::parse);
    return Optional.of(
        new BackupSchedule(
            id(fields, name),
            SOURCE,
            name,
            namespaces(fields.below("spec.template")),
            rule.get(),
            Optional.empty(),
            fields.text("spec.paused").filter("true"::equals).isPresent(),
            fields.time("metadata.creationTimestamp"),
            // What Velero keeps where nothing else is asked for.
            Optional.of(kept.filter(time -> time.isPositive()).orElse(Duration.ofDays(30))),
            location));
  }

  private static List<String> namespaces(Fields spec) {
    List<String> resources = new ArrayList<>();
    List<String> included = spec.texts("includedNamespaces");
    if (included.isEmpty() || included.contains("*")) {
      resources.add(NAMESPACE + "*");
    } else {
      included.forEach(name -> resources.add(NAMESPACE + name));
    }
    spec.texts("excludedNamespaces").forEach(name -> resources.add(NAMESPACE + "!" + name));
    return resources;
  }

  private static BackupOutcome outcome(Fields fields) {
    boolean errors = fields.text("status.errors").filter(count -> !count.equals("0")).isPresent();
    return switch (fields.text("status.phase").orElse("New")) {
      case "Completed" -> errors ? BackupOutcome.WITH_ISSUES : BackupOutcome.SUCCEEDED;
      case "PartiallyFailed" -> BackupOutcome.WITH_ISSUES;
      case "Failed", "FailedValidation" -> BackupOutcome.FAILED;
      case "New", "Queued", "ReadyToStart", "InProgress", "WaitingForPluginOperations", "WaitingForPluginOperationsPartiallyFailed",
          "Finalizing", "FinalizingPartiallyFailed" ->
          BackupOutcome.RUNNING;
      default -> BackupOutcome.UNKNOWN;
    };
  }

  private static String words(Fields fields) {
    StringBuilder words = new StringBuilder("phase ").append(fields.text("status.phase").orElse("New"));
    fields.text("status.errors").filter(count -> !count.equals("0")).ifPresent(count -> words.append(", ").append(count).append(" errors"));
    fields.text("status.warnings").filter(count -> !count.equals("0")).ifPresent(count -> words.append(", ").append(count).append(" warnings"));
    fields.text("status.failureReason", "status.validationErrors").ifPresent(why -> words.append(": ").append(why));
    return words.toString();
  }
}
