package roadbed.collect.aws;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import roadbed.collect.CollectionSink;
import roadbed.collect.csv.CsvReader;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Value;

/**
 * The answer of an advanced query of AWS Config as its console exports it: a table in CSV with a column for each field
 * that was selected. A column with dots in its name is a field within others.
 */
final class ConfigTable {
  private static final int MOST_STEPS = 50;

  private ConfigTable() {}

  /** Whether these are the columns of such a table. */
  static boolean looksLikeHeader(List<String> columns) {
    boolean named = columns.contains("resourceId") || columns.contains("arn");
    boolean typed = columns.contains("resourceType") || columns.contains("arn");
    return named && typed && (columns.size() > 2 || columns.contains("resourceType"));
  }

  /** Reads the rows. */
  static void read(String text, String file, CollectionSink sink, BiConsumer<Value.Fields, Location> each) {
    CsvReader csv = new CsvReader(text);
    List<String> header = List.of();
    for (Optional<CsvReader.Row> row = csv.next(); row.isPresent(); row = csv.next()) {
      switch (row.get()) {
        case CsvReader.Row.Broken broken ->
            wrong(sink, Location.of(file, broken.line(), broken.column()), broken.why());
        case CsvReader.Row.Fields fields -> {
          Location here = Location.of(file, fields.line(), 1);
          if (header.isEmpty()) {
            header = fields.values().stream().map(String::strip).toList();
          } else if (fields.values().size() != header.size()) {
            wrong(sink, here, "the row has " + fields.values().size() + " fields and the header " + header.size());
          } else {
            each.accept(item(header, fields.values()), here);
          }
        }
      }
    }
  }

  private static void wrong(CollectionSink sink, Location location, String why) {
    sink.diagnostic(Diagnostic.error("aws-config.row", location, why, "export the table again; the other rows are read"));
  }

  private static Value.Fields item(List<String> header, List<String> cells) {
    Value.Fields item = Value.Fields.EMPTY;
    for (int i = 0; i < header.size(); i++) {
      // A cell without anything in it is a field that the resource does not have.
      if (!cells.get(i).isEmpty()) {
        item = with(item, List.of(header.get(i).split("\\.", MOST_STEPS)), value(header.get(i), cells.get(i)));
      }
    }
    return item;
  }

  private static Value.Fields with(Value.Fields item, List<String> path, Value value) {
    Map<String, Value> fields = new LinkedHashMap<>(item.values());
    String first = path.getFirst();
    if (path.size() == 1) {
      fields.put(first, value);
    } else {
      Value.Fields inner = fields.get(first) instanceof Value.Fields there ? there : Value.Fields.EMPTY;
      fields.put(first, with(inner, path.subList(1, path.size()), value));
    }
    return new Value.Fields(fields);
  }

  /** A table has texts only; a field within the configuration that is written as a truth value is one. */
  private static Value value(String column, String cell) {
    if (column.indexOf('.') > 0 && (cell.equals("true") || cell.equals("false"))) {
      return Value.Bool.of(cell.equals("true"));
    }
    return ConfigItems.unwrapped(new Value.Text(cell));
  }
}
