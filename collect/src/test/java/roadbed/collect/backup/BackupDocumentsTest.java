package roadbed.collect.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.model.Collection;
import roadbed.model.Diagnostic;
import roadbed.model.resilience.BackupOutcome;
import roadbed.model.resilience.BackupRun;
import roadbed.model.resilience.BackupSchedule;
import roadbed.model.resilience.ResilienceFact;
import roadbed.model.resilience.RestoreRun;

/** Backups and restores as each system tells them, read from files as a scan reads them. */
class BackupDocumentsTest {
  @TempDir private Path folder;

  private Collection collect(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return new Collector().collect("s", List.of(file), Instant.parse("2026-03-02T00:00:00Z"), Progress.NONE, Limits.DEFAULT);
  }

  private static <T extends ResilienceFact> List<T> of(Collection collection, Class<T> type) {
    return collection.resilience().stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Test
  void aJobOfAwsThatCompletedWithAMessageOfIssuesIsNotClean() throws IOException {
    Collection collection =
        collect(
            "jobs.json",
            """
            {"BackupJobs": [
              {"BackupJobId": "1", "ResourceArn": "arn:aws:rds:eu-west-1:1:db:orders", "CreationDate": 1772330400.929, "CompletionDate": "2026-03-01T02:20:00+00:00",
               "State": "COMPLETED", "MessageCategory": "SUCCESS", "CreatedBy": {"BackupPlanId": "p", "BackupRuleId": "daily"}},
              {"BackupJobId": "2", "ResourceArn": "arn:aws:s3:::logs", "CreationDate": "2026-03-01T02:00:00Z", "State": "COMPLETED",
               "MessageCategory": "AccessDenied", "StatusMessage": "some objects were not read"},
              {"BackupJobId": "3", "ResourceArn": "arn:aws:s3:::old", "CreationDate": "2026-03-01T02:00:00Z", "State": "COMPLETED", "StatusMessage": "with issues"},
              {"BackupJobId": "4", "ResourceArn": "arn:x", "CreationDate": "2026-03-01T02:00:00Z", "State": "PARTIAL"},
              {"BackupJobId": "5", "ResourceArn": "arn:x", "CreationDate": "2026-03-01T02:00:00Z", "State": "EXPIRED"},
              {"BackupJobId": "6", "ResourceArn": "arn:x", "CreationDate": "2026-03-01T02:00:00Z", "State": "SPLENDID"},
              {"BackupJobId": "7", "State": "COMPLETED"}]}
            """);
    assertThat(of(collection, BackupRun.class))
        .extracting(BackupRun::outcome)
        .containsExactly(
            BackupOutcome.SUCCEEDED, BackupOutcome.WITH_ISSUES, BackupOutcome.WITH_ISSUES, BackupOutcome.WITH_ISSUES, BackupOutcome.FAILED,
            BackupOutcome.UNKNOWN);
    BackupRun first = of(collection, BackupRun.class).getFirst();
    assertThat(first.startedAt()).isEqualTo(Instant.ofEpochSecond(1772330400, 929_000_000));
    assertThat(first.schedule()).contains("aws-backup:p/daily");
    assertThat(first.resources()).containsExactly("arn:aws:rds:eu-west-1:1:db:orders");
    assertThat(collection.diagnostics()).extracting(Diagnostic::code).containsExactly("backup.unknown", "backup.incomplete");
  }

  @Test
  void aRestoreOfAwsThatFailedItsValidationProvesNothing() throws IOException {
    Collection collection =
        collect(
            "restores.json",
            """
            {"RestoreJobs": [
              {"RestoreJobId": "r1", "SourceResourceArn": "arn:1", "CreationDate": "2026-03-01T02:00:00Z", "CompletionDate": "2026-03-01T02:30:00Z",
               "RecoveryPointCreationDate": "2026-02-28T03:00:00Z", "Status": "COMPLETED", "ValidationStatus": "SUCCESSFUL"},
              {"RestoreJobId": "r2", "SourceResourceArn": "arn:1", "CreationDate": "2026-03-01T02:00:00Z", "Status": "COMPLETED", "ValidationStatus": "TIMED_OUT"},
              {"RestoreJobId": "r3", "SourceResourceArn": "arn:1", "CreationDate": "2026-03-01T02:00:00Z", "Status": "COMPLETED", "ValidationStatus": "VALIDATING"},
              {"RestoreJobId": "r4", "SourceResourceArn": "arn:1", "CreationDate": "2026-03-01T02:00:00Z", "Status": "COMPLETED"}]}
            """);
    assertThat(of(collection, RestoreRun.class)).extracting(RestoreRun::passed).containsExactly(true, false, false, true);
    assertThat(of(collection, RestoreRun.class).getFirst().took()).contains(Duration.ofMinutes(30));
  }

  @Test
  void jobsOfAzureThatAreNoBackupsAreLeftOutAndWarningsAreNotClean() throws IOException {
    Collection collection =
        collect(
            "azure.json",
            """
            [{"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.RecoveryServices/vaults/v/backupJobs/1", "name": "1",
              "type": "Microsoft.RecoveryServices/vaults/backupJobs",
              "properties": {"entityFriendlyName": "web-1", "operation": "Backup", "status": "CompletedWithWarnings", "startTime": "2026-03-01T02:00:00+00:00"}},
             {"id": "/x/backupJobs/2", "type": "Microsoft.RecoveryServices/vaults/backupJobs",
              "properties": {"entityFriendlyName": "web-1", "operation": "ConfigureBackup", "status": "Completed", "startTime": "2026-03-01T02:00:00Z"}},
             {"id": "/x/backupJobs/3", "type": "Microsoft.DataProtection/backupVaults/backupJobs",
              "properties": {"dataSourceId": "/subscriptions/s/disk", "dataSourceName": "disk", "operationCategory": "Restore", "status": "Completed", "startTime": "2026-03-01T02:00:00Z"}}]
            """);
    assertThat(of(collection, BackupRun.class)).extracting(BackupRun::outcome).containsExactly(BackupOutcome.WITH_ISSUES);
    assertThat(of(collection, RestoreRun.class)).extracting(RestoreRun::resources).containsExactly(List.of("/subscriptions/s/disk"));
    assertThat(collection.resources()).isEmpty();
  }

  @Test
  void anInventoryInWhichProtectedItemsStandIsReadAsAnInventoryAsWell() throws IOException {
    Collection collection =
        collect(
            "graph.json",
            """
            [{"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/logs", "name": "logs",
              "type": "microsoft.storage/storageaccounts", "location": "westeurope", "subscriptionId": "s", "properties": {}},
             {"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.RecoveryServices/vaults/v/backupFabrics/Azure/protectionContainers/c/protectedItems/i",
              "name": "i", "type": "microsoft.recoveryservices/vaults/backupfabrics/protectioncontainers/protecteditems", "location": "westeurope",
              "subscriptionId": "s", "properties": {"sourceResourceId": "/subscriptions/s/vm", "protectionState": "Protected", "friendlyName": "vm"}}]
            """);
    assertThat(collection.resources()).extracting(one -> one.name()).contains("logs");
    assertThat(of(collection, BackupSchedule.class)).extracting(BackupSchedule::resources).containsExactly(List.of("/subscriptions/s/vm"));
  }

  @Test
  void runsOfCloudSqlThatHadNothingToDoAreNone() throws IOException {
    Collection collection =
        collect(
            "sql.json",
            """
            [{"kind": "sql#backupRun", "id": "1", "instance": "orders", "status": "SUCCESSFUL", "startTime": "2026-03-01T02:00:00.094Z",
              "selfLink": "https://sqladmin.googleapis.com/sql/v1beta4/projects/shop/instances/orders/backupRuns/1"},
             {"kind": "sql#backupRun", "id": "2", "instance": "orders", "status": "SKIPPED", "startTime": "2026-03-01T03:00:00Z"},
             {"kind": "sql#backupRun", "id": "3", "instance": "orders", "status": "OVERDUE", "windowStartTime": "2026-03-01T04:00:00Z"}]
            """);
    assertThat(of(collection, BackupRun.class)).extracting(BackupRun::outcome).containsExactly(BackupOutcome.SUCCEEDED, BackupOutcome.FAILED);
    assertThat(of(collection, BackupRun.class).getFirst().resources()).containsExactly("//cloudsql.googleapis.com/projects/shop/instances/orders");
  }

  @Test
  void velerosObjectsAreResourcesAndToldBackups() throws IOException {
    Collection collection =
        collect(
            "velero.yaml",
            """
            apiVersion: velero.io/v1
            kind: Schedule
            metadata: {name: daily, namespace: velero, creationTimestamp: "2026-01-01T00:00:00Z"}
            spec:
              schedule: 0 3 * * *
              template: {ttl: 240h0m0s, includedNamespaces: [shop]}
            ---
            apiVersion: velero.io/v1
            kind: Backup
            metadata:
              name: daily-20260301
              namespace: velero
              labels: {velero.io/schedule-name: daily}
            spec: {includedNamespaces: [shop]}
            status: {phase: PartiallyFailed, errors: 5, startTimestamp: "2026-03-01T03:00:10Z", completionTimestamp: "2026-03-01T03:05:00Z"}
            ---
            apiVersion: velero.io/v1
            kind: Restore
            metadata: {name: test, namespace: velero}
            spec: {backupName: daily-20260301, includedNamespaces: ["*"], excludedNamespaces: [kube-system]}
            status: {phase: Completed, startTimestamp: "2026-03-01T06:00:00Z"}
            """);
    assertThat(collection.resources()).hasSize(3);
    BackupSchedule schedule = of(collection, BackupSchedule.class).getFirst();
    assertThat(schedule.rule()).isEqualTo("0 3 * * *");
    assertThat(schedule.kept()).contains(Duration.ofDays(10));
    BackupRun run = of(collection, BackupRun.class).getFirst();
    assertThat(run.outcome()).isEqualTo(BackupOutcome.WITH_ISSUES);
    assertThat(run.schedule()).contains(schedule.id());
    assertThat(run.resources()).containsExactly("k8s-namespace:shop");
    assertThat(run.message()).contains("phase PartiallyFailed, 5 errors");
    RestoreRun restore = of(collection, RestoreRun.class).getFirst();
    assertThat(restore.backup()).contains(run.id());
    assertThat(restore.resources()).containsExactly("k8s-namespace:*", "k8s-namespace:!kube-system");
  }

  @Test
  void tablesAreReadAndTheirBrokenRowsAreTold() throws IOException {
    Collection collection =
        collect(
            "restores.csv",
            """
            restore,started_at,status,resource,backup,data_at,validated
            t1,2026-03-01T02:00:00Z,passed,orders,b1,2026-03-01T01:00:00Z,yes
            t2,yesterday,passed,orders,b1,,
            """);
    assertThat(of(collection, RestoreRun.class)).extracting(RestoreRun::validated).containsExactly(java.util.Optional.of(true));
    assertThat(collection.diagnostics()).extracting(one -> one.location().line()).containsExactly(3);
  }
}
