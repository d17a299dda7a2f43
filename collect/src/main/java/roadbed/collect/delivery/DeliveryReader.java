package roadbed.collect.delivery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import roadbed.collect.Suggestion;
import roadbed.collect.alert.Fields;
import roadbed.collect.csv.CsvReader;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.model.delivery.DeliveryFact;
import tools.jackson.core.JacksonException;

/**
 * Reads what systems tell about delivery: one message, an array of messages, a message a line, or a table. What is wrong with
 * one of them is said, and the others are read.
 */
public final class DeliveryReader {
  /** What one document may be long, in bytes. */
  public static final int MOST_BYTES = 64 << 20;

  /** How many facts one document may tell. */
  private static final int MOST_FACTS = 1_000_000;

  private static final int MOST_PROBLEMS = 1_000;

  private static final List<DeliveryFormat> FORMATS =
      List.of(new CdEvents(), new Gitlab(), new Github(), new TerraformRuns(), new ArgoCd(), new Jenkins(), new AwsEvents());

  /**
   * What a document says.
   *
   * @param recognised whether it is about delivery at all
   * @param facts in its order
   */
  public record Reading(boolean recognised, List<DeliveryFact> facts, List<Diagnostic> diagnostics) {
    /** A document about something else. */
    public static final Reading NOTHING = new Reading(false, List.of(), List.of());

    public Reading {
      facts = List.copyOf(facts);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  private final List<DeliveryFact> facts = new ArrayList<>();
  private final List<Diagnostic> problems = new ArrayList<>();
  private boolean recognised;
  private boolean full;

  private DeliveryReader() {}

  /** The names of the systems whose messages are recognised. */
  public static List<String> formats() {
    return FORMATS.stream().map(DeliveryFormat::id).toList();
  }

  /** The name of the system whose message an object is; empty where it is none's. */
  public static Optional<String> format(Value message) {
    Fields fields = unwrapped(message);
    return FORMATS.stream().filter(format -> format.recognises(fields)).map(DeliveryFormat::id).findFirst();
  }

  /**
   * Whether a JSON document may tell of delivery, so that it is worth being read whole.
   *
   * @param keys what stands at its top, or at the top of its first item
   * @param head its beginning
   */
  public static boolean mayTell(Map<String, Value> keys, String head) {
    if (DeliveryTable.of(keys.keySet()).isPresent()
        || SIGNS.stream().anyMatch(keys.keySet()::containsAll)
        || Stream.of(DeliveryTable.values()).anyMatch(table -> keys.get(table.list()) instanceof Value.Items && keys.size() <= 8)) {
      return true;
    }
    String source = keys.get("source") instanceof Value.Text text ? text.value() : "";
    String type = keys.get("type") instanceof Value.Text text ? text.value() : "";
    return source.startsWith("aws.code")
        || type.startsWith("dev.cdevents.")
        || (head.contains("argoproj.io/") && head.contains("\"deployedAt\"") && keys.containsKey("apiVersion"));
  }

  /** Keys that stand together in the messages that are read, and hardly elsewhere. */
  private static final List<Set<String>> SIGNS =
      List.of(
          Set.of("context", "subject"),
          Set.of("object_kind", "project"),
          Set.of("repository", "deployment"),
          Set.of("repository", "pull_request"),
          Set.of("repository", "workflow_run"),
          Set.of("repository", "ref", "commits"),
          Set.of("payload_version", "run_id", "notifications"),
          Set.of("name", "build", "url"),
          Set.of("number", "timestamp", "actions", "result", "building"),
          Set.of("CodePipeline.job"),
          Set.of("Type", "TopicArn", "Message"),
          Set.of("app", "context"),
          Set.of("application"));

  /** Whether these are the columns of a table that is read. */
  public static boolean looksLikeHeader(List<String> columns) {
    return DeliveryTable.of(new HashSet<>(normalised(columns))).isPresent();
  }

  /**
   * Reads a document.
   *
   * @param text JSON, JSON lines or CSV
   * @param place what to call it where something is wrong
   */
  public static Reading read(String text, String place) {
    DeliveryReader reader = new DeliveryReader();
    if (text.length() > MOST_BYTES) {
      return new Reading(
          true,
          List.of(),
          List.of(
              Diagnostic.error(
                  "delivery.size", Location.of(place), "the document has more than " + MOST_BYTES + " bytes", "split it")));
    }
    String start = text.stripLeading();
    if (start.startsWith("{") || start.startsWith("[")) {
      reader.json(text, place);
    } else {
      reader.table(text, place);
    }
    return new Reading(reader.recognised, reader.facts, reader.problems);
  }

  private void json(String text, String place) {
    Value value;
    try {
      value = ValueJson.parse(text);
    } catch (JacksonException e) {
      if (text.stripLeading().startsWith("{") && text.strip().indexOf('\n') > 0 && lines(text, place)) {
        return;
      }
      malformed(e, place, 0);
      return;
    }
    document(value, Location.of(place));
  }

  /** Whether every line is a message of its own, or at least the first is. */
  private boolean lines(String text, String place) {
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        document(ValueJson.parse(line), Location.of(place, number, 1));
      } catch (JacksonException e) {
        if (!recognised) {
          return false;
        }
        malformed(e, place, number);
      }
      if (full) {
        return true;
      }
    }
    return recognised;
  }

  private void malformed(JacksonException e, String place, int line) {
    recognised = true;
    problem(
        Diagnostic.error(
            "delivery.json",
            line > 0 || e.getLocation() == null
                ? Location.of(place, line, 0)
                : Location.of(place, Math.max(0, e.getLocation().getLineNr()), Math.max(0, e.getLocation().getColumnNr())),
            "this is not well-formed JSON",
            "write it again, and see that it was copied whole"));
  }

  private void document(Value value, Location location) {
    switch (value) {
      case Value.Items items -> {
        for (int i = 0; i < items.values().size() && !full; i++) {
          message(items.values().get(i), below(location, "/" + i));
        }
      }
      case Value.Fields fields -> {
        boolean tables = false;
        for (DeliveryTable table : DeliveryTable.values()) {
          if (fields.values().get(table.list()) instanceof Value.Items rows && rows.values().stream().anyMatch(row -> isRow(table, row))) {
            tables = true;
            for (int i = 0; i < rows.values().size() && !full; i++) {
              row(table, rows.values().get(i), below(location, "/" + table.list() + "/" + i));
            }
          }
        }
        if (!tables) {
          message(fields, location);
        }
      }
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> {
        // No message is a bare value.
      }
    }
  }

  private void row(DeliveryTable table, Value row, Location location) {
    if (isRow(table, row)) {
      message(row, location);
    } else {
      problem(
          Diagnostic.error(
              "delivery.row",
              location,
              "this is not one of the " + table.list() + ", which have " + String.join(", ", table.columns()),
              "mend it; the others are read"));
    }
  }

  private static boolean isRow(DeliveryTable table, Value row) {
    return row instanceof Value.Fields fields
        && DeliveryTable.of(fields.values().keySet()).filter(table::equals).isPresent();
  }

  private static Location below(Location location, String pointer) {
    return new Location(
        location.file(), location.line(), location.column(), Optional.of(location.pointer().orElse("") + pointer));
  }

  private void message(Value value, Location location) {
    Fields fields = unwrapped(value);
    Told told = new Told(location);
    for (DeliveryFormat format : FORMATS) {
      if (format.recognises(fields)) {
        format.read(fields, told);
        take(told);
        return;
      }
    }
    if (fields.value() instanceof Value.Fields object) {
      DeliveryTable.of(object.values().keySet())
          .ifPresent(
              table -> {
                table.read(fields, told);
                take(told);
              });
    }
  }

  /** A message that came through Amazon's notification service, or that was kept with its headers, is the message inside. */
  private static Fields unwrapped(Value value) {
    Fields fields = new Fields(value);
    if (fields.has("Type", "TopicArn", "Message")) {
      Optional<String> inner = fields.raw("Message").filter(text -> text.startsWith("{"));
      if (inner.isPresent()) {
        try {
          return new Fields(ValueJson.parse(inner.get()));
        } catch (JacksonException _) {
          return fields;
        }
      }
    }
    return fields;
  }

  private void take(Told told) {
    recognised = true;
    for (DeliveryFact fact : told.facts()) {
      if (facts.size() >= MOST_FACTS) {
        if (!full) {
          full = true;
          problems.add(
              Diagnostic.error(
                  "delivery.too-many",
                  told.location(),
                  "the document tells more than " + MOST_FACTS + " things; the rest of it is not read",
                  "split it"));
        }
        return;
      }
      facts.add(fact);
    }
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
    Optional<DeliveryTable> table = Optional.empty();
    for (Optional<CsvReader.Row> row = csv.next(); row.isPresent() && !full; row = csv.next()) {
      Location location = Location.of(place, row.get().line(), 1);
      switch (row.get()) {
        case CsvReader.Row.Broken broken -> {
          if (table.isEmpty()) {
            return;
          }
          problem(
              Diagnostic.error(
                  "delivery.row", Location.of(place, broken.line(), broken.column()), broken.why(), "mend this row; the others are read"));
        }
        case CsvReader.Row.Fields fields -> {
          if (header.isEmpty()) {
            header = normalised(fields.values());
            table = DeliveryTable.of(new HashSet<>(header));
            if (table.isEmpty()) {
              return;
            }
            recognised = true;
            unknown(header, table.get(), location);
          } else {
            row(header, fields.values(), table.orElseThrow(), location);
          }
        }
      }
    }
  }

  private void unknown(List<String> header, DeliveryTable table, Location location) {
    Set<String> seen = new HashSet<>();
    for (String column : header) {
      if (!table.knows(column) || !seen.add(column)) {
        problem(
            Diagnostic.warning(
                "delivery.column",
                location,
                "the column \"" + column + "\" is not known, or there twice, and not read",
                Suggestion.of(column, table.columns())));
      }
    }
  }

  private void row(List<String> header, List<String> values, DeliveryTable table, Location location) {
    if (values.size() != header.size()) {
      problem(
          Diagnostic.error(
              "delivery.row",
              location,
              "the row has %d fields and the header %d".formatted(values.size(), header.size()),
              "mend this row; the others are read"));
      return;
    }
    Map<String, Value> texts = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      if (table.knows(header.get(i)) && !values.get(i).isBlank()) {
        texts.putIfAbsent(header.get(i), Value.of(values.get(i).strip()));
      }
    }
    Told told = new Told(location);
    table.read(new Fields(new Value.Fields(texts)), told);
    take(told);
  }

  private static List<String> normalised(List<String> columns) {
    return columns.stream().map(column -> column.strip().toLowerCase(Locale.ROOT)).toList();
  }

  /** A document's text, where its bytes are UTF-8. */
  public static Reading read(byte[] body, String place) {
    return read(new String(body, StandardCharsets.UTF_8), place);
  }
}
