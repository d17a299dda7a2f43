package roadbed.collect.backup;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.collect.alert.Fields;
import roadbed.model.resilience.BackupOutcome;
import roadbed.model.resilience.BackupRun;
import roadbed.model.resilience.BackupSchedule;
import roadbed.model.resilience.RestoreRun;

/**
 * Jobs and protected items of Azure Backup: of vaults of Recovery Services and of Data Protection, as {@code az backup job
 * list}, {@code az backup item list}, {@code az dataprotection job list} and the interfaces behind them give them out.
 */
final class AzureBackup implements BackupFormat {
  private static final String SOURCE = "azure-backup";

  private static final Map<String, BackupOutcome> STATES =
      Map.of(
          "completed", BackupOutcome.SUCCEEDED,
          "completedwithwarnings", BackupOutcome.WITH_ISSUES,
          "failed", BackupOutcome.FAILED,
          "cancelled", BackupOutcome.CANCELLED,
          "cancelling", BackupOutcome.RUNNING,
          "inprogress", BackupOutcome.RUNNING,
          "pending", BackupOutcome.RUNNING,
          "invalid", BackupOutcome.UNKNOWN);

  @Override
  public boolean recognises(Fields object) {
    String type = object.text("type").orElse("").toLowerCase(Locale.ROOT);
    return type.endsWith("/backupjobs") || type.endsWith("/protecteditems") || type.endsWith("/backupinstances");
  }

  @Override
  public void read(Fields object, ToldBackups told) {
    String type = object.text("type").orElse("").toLowerCase(Locale.ROOT);
    if (type.endsWith("/backupjobs")) {
      job(object, told);
    } else {
      item(object, told);
    }
  }

  private static void job(Fields object, ToldBackups told) {
    Optional<String> id = object.text("id", "name");
    Optional<Instant> began = ToldBackups.time(object, "properties.startTime");
    String operation = object.text("properties.operationCategory", "properties.operation").orElse("").toLowerCase(Locale.ROOT);
    boolean restore = operation.startsWith("restore") || operation.startsWith("crossregionrestore");
    if (!restore && !operation.startsWith("backup")) {
      // Configuring, deleting and moving are jobs of a vault too.
      return;
    }
    if (id.isEmpty() || began.isEmpty()) {
      told.refuse("a job of Azure Backup lacks its id or startTime", "keep the whole answer of az backup job list");
      return;
    }
    String state = object.text("properties.status").orElse("");
    BackupOutcome outcome = STATES.getOrDefault(state.toLowerCase(Locale.ROOT), BackupOutcome.UNKNOWN);
    if (outcome == BackupOutcome.UNKNOWN) {
      told.doubt("the status \"" + state + "\" is not known; it is taken as no success", "");
    }
    List<String> resources =
        object
            .text("properties.dataSourceId", "properties.sourceResourceId")
            .map(List::of)
            .orElseGet(() -> object.text("properties.entityFriendlyName", "properties.dataSourceName").map(List::of).orElse(List.of()));
    String subject =
        object.text("properties.entityFriendlyName", "properties.dataSourceName", "properties.backupInstanceFriendlyName").orElse(id.get());
    Optional<String> message =
        object
            .text("properties.errorDetails.0.errorString", "properties.errorDetails.0.message", "properties.extendedInfo.dynamicErrorMessage")
            .or(() -> Optional.of("status " + state));
    Optional<Instant> ended = ToldBackups.time(object, "properties.endTime");
    if (restore) {
      told.add(
          new RestoreRun(
              SOURCE + ":" + id.get(), SOURCE, subject, resources, Optional.empty(), outcome, began.get(), ended,
              ToldBackups.time(object, "properties.extendedInfo.sourceRecoverPoint.recoveryPointTime"), Optional.empty(), message, told.location()));
    } else {
      told.add(
          new BackupRun(
              SOURCE + ":" + id.get(),
              SOURCE,
              subject,
              resources,
              object.text("properties.policyId").filter(_ -> !object.text("properties.isUserTriggered").orElse("").equals("true")).map(policy -> SOURCE + ":" + policy),
              outcome,
              began.get(),
              ended,
              Optional.empty(),
              message,
              told.location()));
    }
  }

  private static void item(Fields object, ToldBackups told) {
    Optional<String> id = object.text("id", "name");
    Optional<String> of =
        object.text("properties.sourceResourceId", "properties.virtualMachineId", "properties.dataSourceInfo.resourceID", "properties.dataSourceInfo.resourceId");
    String state = object.text("properties.protectionState", "properties.currentProtectionState").orElse("").toLowerCase(Locale.ROOT);
    if (id.isEmpty() || of.isEmpty()) {
      told.refuse("a protected item lacks its id or the resource that it protects", "keep the whole answer of az backup item list");
      return;
    }
    told.add(
        new BackupSchedule(
            SOURCE + ":" + id.get(),
            SOURCE,
            object.text("properties.friendlyName").orElse(of.get()),
            List.of(of.get()),
            "",
            Optional.empty(),
            state.contains("stopped") || state.contains("paused") || state.contains("notprotected"),
            Optional.empty(),
            Optional.empty(),
            told.location()));
  }
}
