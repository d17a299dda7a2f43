package roadbed.collect.backup;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.collect.alert.Fields;
import roadbed.model.resilience.BackupOutcome;
import roadbed.model.resilience.BackupRun;
import roadbed.model.resilience.BackupSchedule;

/**
 * Backups of Google Cloud: {@code gcloud sql backups list}, {@code gcloud backup-dr backups list} and {@code gcloud backup-dr
 * backup-plan-associations list}. A run of Cloud SQL in status SKIPPED had nothing to do, and is none.
 */
final class GoogleBackup implements BackupFormat {
  private static final Pattern PROJECT = Pattern.compile("/projects/([^/]+)/instances/");
  private static final Pattern VAULTED = Pattern.compile("projects/[^/]+/locations/[^/]+/backupVaults/[^/]+/dataSources/([^/]+)/backups/[^/]+");

  @Override
  public boolean recognises(Fields object) {
    return object.text("kind").filter("sql#backupRun"::equals).isPresent()
        || object.text("name").filter(name -> VAULTED.matcher(name).matches()).isPresent()
        || object.has("backupPlan", "resource", "dataSource");
  }

  @Override
  public void read(Fields object, ToldBackups told) {
    if (object.has("backupPlan", "resource")) {
      association(object, told);
    } else if (object.text("kind").filter("sql#backupRun"::equals).isPresent()) {
      database(object, told);
    } else {
      vaulted(object, told);
    }
  }

  private static void database(Fields object, ToldBackups told) {
    String status = object.text("status").orElse("").toUpperCase(Locale.ROOT);
    if (status.equals("SKIPPED") || status.startsWith("DELET")) {
      return;
    }
    BackupOutcome outcome =
        switch (status) {
          case "SUCCESSFUL" -> BackupOutcome.SUCCEEDED;
          case "FAILED", "OVERDUE" -> BackupOutcome.FAILED;
          case "ENQUEUED", "RUNNING" -> BackupOutcome.RUNNING;
          default -> BackupOutcome.UNKNOWN;
        };
    Optional<String> instance = object.text("instance");
    Optional<Instant> began = ToldBackups.time(object, "startTime", "enqueuedTime", "windowStartTime");
    if (instance.isEmpty() || began.isEmpty()) {
      told.refuse("a backup run of Cloud SQL lacks its instance or its time", "keep the whole answer of gcloud sql backups list --format=json");
      return;
    }
    Matcher project = PROJECT.matcher(object.text("selfLink").orElse(""));
    String resource = project.find() ? "//cloudsql.googleapis.com/projects/" + project.group(1) + "/instances/" + instance.get() : instance.get();
    told.add(
        new BackupRun(
            "cloud-sql:" + resource + "/" + object.text("id").orElse(began.get().toString()),
            "cloud-sql",
            instance.get(),
            List.of(resource),
            Optional.empty(),
            outcome,
            began.get(),
            ToldBackups.time(object, "endTime"),
            Optional.empty(),
            object.text("error.message", "error.code").or(() -> Optional.of("status " + status)),
            told.location()));
  }

  private static void vaulted(Fields object, ToldBackups told) {
    String name = object.text("name").orElse("");
    String state = object.text("state").orElse("").toUpperCase(Locale.ROOT);
    Optional<Instant> began = ToldBackups.time(object, "createTime", "consistencyTime");
    if (began.isEmpty()) {
      told.refuse("a backup lacks its createTime", "keep the whole answer of gcloud backup-dr backups list --format=json");
      return;
    }
    if (state.equals("DELETING")) {
      return;
    }
    BackupOutcome outcome =
        switch (state) {
          case "ACTIVE" -> BackupOutcome.SUCCEEDED;
          case "CREATING", "UPLOADING" -> BackupOutcome.RUNNING;
          case "ERROR" -> BackupOutcome.FAILED;
          default -> BackupOutcome.UNKNOWN;
        };
    Matcher source = VAULTED.matcher(name);
    String subject = source.matches() ? source.group(1) : name;
    told.add(
        new BackupRun(
            "google-backup-dr:" + name,
            "google-backup-dr",
            subject,
            object.text("gcpResource.gcpResourcename", "gcpResource.name").map(GoogleBackup::fullName).map(List::of).orElse(List.of(subject)),
            object.text("gcpBackupPlanInfo.backupPlan").map(plan -> "google-backup-dr:" + plan),
            outcome,
            began.get(),
            Optional.empty(),
            ToldBackups.time(object, "consistencyTime"),
            Optional.of("state " + state),
            told.location()));
  }

  private static void association(Fields object, ToldBackups told) {
    String resource = object.text("resource").orElse("");
    String plan = object.text("backupPlan").orElse("");
    String state = object.text("state").orElse("ACTIVE");
    told.add(
        new BackupSchedule(
            "google-backup-dr:" + object.text("name").orElse(plan + "/" + resource),
            "google-backup-dr",
            resource,
            List.of(fullName(resource)),
            "",
            Optional.empty(),
            !state.equalsIgnoreCase("ACTIVE"),
            ToldBackups.time(object, "createTime"),
            Optional.empty(),
            told.location()));
  }

  private static String fullName(String resource) {
    if (resource.startsWith("//") || !resource.startsWith("projects/")) {
      return resource;
    }
    String service = resource.contains("/zones/") || resource.contains("/disks/") ? "compute" : "cloudsql";
    return "//" + service + ".googleapis.com/" + resource;
  }
}
