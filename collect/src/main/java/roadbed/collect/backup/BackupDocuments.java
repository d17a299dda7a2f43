package roadbed.collect.backup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.collect.alert.Fields;
import roadbed.collect.csv.CsvReader;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.model.resilience.ResilienceFact;
import tools.jackson.core.JacksonException;

/** Reads what systems tell about backups; what is wrong with one of the objects of a document is said, and the others are read. */
public final class BackupDocuments {
  /** What one document may be long, in bytes. */
  public static final int MOST_BYTES = 64 << 20;

  private static final int MOST_PROBLEMS = 1_000;
  private static final List<BackupFormat> FORMATS = List.of(new AwsBackup(), new AzureBackup(), new GoogleBackup());

  /** Keys by which a document is worth being read whole. */
  private static final Set<String> SIGNS =
      Set.of("BackupJobs", "RestoreJobs", "BackupPlan", "BackupSelection", "BackupJobId", "RestoreJobId", "backups", "restores");

  private static final List<String> LISTS = List.of("value", "items", "backups", "backupPlanAssociations", "restores");

  /**
   * What a document says.
   *
   * @param recognised whether it is about backups, and about nothing else
   * @param facts in its order
   */
  public record Reading(boolean recognised, List<ResilienceFact> facts, List<Diagnostic> diagnostics) {
    public Reading {
      facts = List.copyOf(facts);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  private final List<ResilienceFact> facts = new ArrayList<>();
  private final List<Diagnostic> problems = new ArrayList<>();
  private boolean recognised;
  private boolean mixed;

  private BackupDocuments() {}

  /**
   * Whether a JSON document may tell of backups.
   *
   * @param keys what stands at its top, or at the top of its first item
   * @param head its beginning
   */
  public static boolean mayTell(Map<String, Value> keys, String head) {
    return keys.keySet().stream().anyMatch(SIGNS::contains)
        || BackupTable.of(keys.keySet()).isPresent()
        || head.contains("sql#backupRun")
        || head.contains("/backupPlanAssociations/")
        || head.contains("/backupVaults/")
        || ((keys.containsKey("properties") || keys.containsKey("value")) && isOfVault(head.toLowerCase(Locale.ROOT)));
  }

  private static boolean isOfVault(String head) {
    return head.contains("/backupjobs") || head.contains("/protecteditems") || head.contains("/backupinstances");
  }

  /** Whether these are the columns of a table that is read. */
  public static boolean looksLikeHeader(List<String> columns) {
    return BackupTable.of(new HashSet<>(normalised(columns))).isPresent();
  }

  /**
   * Reads a document.
   *
   * @param text JSON or CSV
   * @param place what to call it where something is wrong
   */
  public static Reading read(String text, String place) {
    BackupDocuments reading = new BackupDocuments();
    String start = text.stripLeading();
    if (start.startsWith("{") || start.startsWith("[")) {
      try {
        reading.document(ValueJson.parse(text), Location.of(place));
      } catch (JacksonException _) {
        // What is not well-formed is told by whoever looks at the file next.
        return new Reading(false, List.of(), List.of());
      }
    } else {
      reading.table(text, place);
    }
    return new Reading(reading.recognised && !reading.mixed, reading.facts, reading.problems);
  }

  private void document(Value value, Location location) {
    if (value instanceof Value.Items items) {
      for (int i = 0; i < items.values().size(); i++) {
        mixed |= !object(items.values().get(i), below(location, "/" + i));
      }
    } else if (value instanceof Value.Fields fields && !object(value, location)) {
      for (String list : LISTS) {
        if (fields.values().get(list) instanceof Value.Items items) {
          for (int i = 0; i < items.values().size(); i++) {
            mixed |= !object(items.values().get(i), below(location, "/" + list + "/" + i));
          }
        }
      }
    }
  }

  private static Location below(Location location, String pointer) {
    return new Location(
        location.file(), location.line(), location.column(), Optional.of(location.pointer().orElse("") + pointer));
  }

  private boolean object(Value value, Location location) {
    Fields fields = new Fields(value);
    ToldBackups told = new ToldBackups(location);
    for (BackupFormat format : FORMATS) {
      if (format.recognises(fields)) {
        format.read(fields, told);
        take(told);
        return true;
      }
    }
    Optional<BackupTable> table =
        value instanceof Value.Fields object ? BackupTable.of(object.values().keySet()) : Optional.empty();
    table.ifPresent(
        rows -> {
          rows.read(fields, told);
          take(told);
        });
    return table.isPresent();
  }

  private void take(ToldBackups told) {
    recognised = true;
    facts.addAll(told.facts());
    told.problems().forEach(this::problem);
  }

  private void problem(Diagnostic problem) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(problem);
    }
  }

  private void table(String text, String place) {
    CsvReader csv = new CsvReader(text);
    List<String> header = List.of();
    Optional<BackupTable> table = Optional.empty();
    for (Optional<CsvReader.Row> row = csv.next(); row.isPresent(); row = csv.next()) {
      switch (row.get()) {
        case CsvReader.Row.Broken broken ->
            problem(Diagnostic.error("backup.row", Location.of(place, broken.line(), broken.column()), broken.why(), "mend this row; the others are read"));
        case CsvReader.Row.Fields fields -> {
          if (header.isEmpty()) {
            header = normalised(fields.values());
            table = BackupTable.of(new HashSet<>(header));
            if (table.isEmpty()) {
              return;
            }
            recognised = true;
            unknown(header, table.get(), Location.of(place, fields.line(), 1));
          } else {
            row(header, fields.values(), table.orElseThrow(), Location.of(place, fields.line(), 1));
          }
        }
      }
    }
  }

  private void unknown(List<String> header, BackupTable table, Location location) {
    for (String column : header) {
      if (!table.knows(column)) {
        problem(
            Diagnostic.warning(
                "backup.column", location, "the column \"" + column + "\" is not known and not read", "known are " + String.join(", ", table.columns())));
      }
    }
  }

  private void row(List<String> header, List<String> values, BackupTable table, Location location) {
    if (values.size() != header.size()) {
      problem(
          Diagnostic.error(
              "backup.row", location, "the row has %d fields and the header %d".formatted(values.size(), header.size()), "mend this row; the others are read"));
      return;
    }
    Map<String, Value> texts = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      if (table.knows(header.get(i)) && !values.get(i).isBlank()) {
        texts.putIfAbsent(header.get(i), Value.of(values.get(i).strip()));
      }
    }
    ToldBackups told = new ToldBackups(location);
    table.read(new Fields(new Value.Fields(texts)), told);
    take(told);
  }

  private static List<String> normalised(List<String> columns) {
    return columns.stream().map(column -> column.strip().toLowerCase(Locale.ROOT)).toList();
  }
}
