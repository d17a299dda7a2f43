package roadbed.collect.backup;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import roadbed.collect.alert.Fields;
import roadbed.model.resilience.BackupOutcome;
import roadbed.model.resilience.BackupRun;
import roadbed.model.resilience.RestoreRun;

/** Plain tables of backups and restores; what a table holds is told by two columns that must be there. */
enum BackupTable {
  /** A restore names the backup that it came from; told before backups, whose column that is too. */
  RESTORES("restore", "started_at", "source subject resource backup status ended_at data_at validated message"),
  BACKUPS("backup", "started_at", "source subject resource schedule status ended_at data_at message");

  private final String first;
  private final String second;
  private final String further;

  BackupTable(String first, String second, String further) {
    this.first = first;
    this.second = second;
    this.further = further;
  }

  /** The table that has these columns. */
  static Optional<BackupTable> of(Set<String> columns) {
    for (BackupTable table : values()) {
      if (columns.contains(table.first) && columns.contains(table.second) && columns.contains("status")) {
        return Optional.of(table);
      }
    }
    return Optional.empty();
  }

  boolean knows(String column) {
    return column.equals(first) || column.equals(second) || further().contains(column);
  }

  private List<String> further() {
    return List.of(further.split(" ", -1));
  }

  List<String> columns() {
    return Stream.concat(Stream.of(first, second), further().stream()).toList();
  }

  void read(Fields row, ToldBackups told) {
    Optional<String> id = row.text(first);
    Optional<Instant> began = ToldBackups.time(row, second);
    if (id.isEmpty() || began.isEmpty()) {
      told.refuse("this row lacks its " + first + " or a time in " + second, "write times as 2026-09-30T03:00:00Z");
      return;
    }
    String source = row.text("source").orElse("table");
    String subject = row.text("subject", "resource").orElse(id.get());
    List<String> resources = row.text("resource").map(text -> List.of(text.split(" ", -1))).orElse(List.of(subject));
    BackupOutcome outcome = outcome(row.text("status").orElse(""), told);
    Optional<Instant> ended = ToldBackups.time(row, "ended_at");
    Optional<Instant> data = ToldBackups.time(row, "data_at");
    switch (this) {
      case BACKUPS ->
          told.add(
              new BackupRun(
                  source + ":" + id.get(), source, subject, resources, row.text("schedule"), outcome, began.get(), ended, data,
                  row.text("message"), told.location()));
      case RESTORES ->
          told.add(
              new RestoreRun(
                  source + ":" + id.get(), source, subject, resources, row.text("backup"), outcome, began.get(), ended, data,
                  row.text("validated").map(text -> text.equals("true") || text.equals("yes")), row.text("message"), told.location()));
    }
  }

  private static BackupOutcome outcome(String status, ToldBackups told) {
    return switch (status.strip().toLowerCase(Locale.ROOT)) {
      case "success", "succeeded", "successful", "completed", "ok", "passed" -> BackupOutcome.SUCCEEDED;
      case "with-issues", "with issues", "warning", "warnings", "partial", "partially failed" -> BackupOutcome.WITH_ISSUES;
      case "failed", "failure", "error", "missing", "expired" -> BackupOutcome.FAILED;
      case "running", "pending", "in progress", "in_progress" -> BackupOutcome.RUNNING;
      case "cancelled", "canceled", "aborted" -> BackupOutcome.CANCELLED;
      default -> {
        told.doubt("the status \"" + status + "\" is not known; it is taken as no success", "write succeeded, with-issues, failed, running or cancelled");
        yield BackupOutcome.UNKNOWN;
      }
    };
  }
}
