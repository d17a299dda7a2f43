package roadbed.collect.incident;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.collect.CollectionSink;
import roadbed.collect.DocumentReader;
import roadbed.collect.Limits;
import roadbed.collect.SourceFile;
import roadbed.collect.Suggestion;
import roadbed.collect.WholeText;
import roadbed.collect.csv.CsvReader;
import roadbed.model.Diagnostic;
import roadbed.model.Location;

/** Reads incidents from CSV; a row that is wrong is reported with its line and the others are kept. */
public record IncidentTable(Limits limits) implements DocumentReader {

  /** Whether these are the columns of an incident table. */
  public static boolean looksLikeHeader(List<String> columns) {
    return normalised(columns).containsAll(IncidentFields.REQUIRED);
  }

  private static List<String> normalised(List<String> columns) {
    return columns.stream().map(column -> column.strip().toLowerCase(Locale.ROOT)).toList();
  }

  @Override
  public void read(SourceFile file, CollectionSink sink) throws IOException {
    Optional<String> text = WholeText.read(file, limits.wholeBytes(), sink);
    if (text.isEmpty()) {
      return;
    }
    CsvReader csv = new CsvReader(text.get());
    List<String> header = List.of();
    int bad = 0;
    for (Optional<CsvReader.Row> row = csv.next(); row.isPresent(); row = csv.next()) {
      Location location = Location.of(file.name(), row.get().line(), 1);
      switch (row.get()) {
        case CsvReader.Row.Broken broken -> {
          bad++;
          bad(sink, Location.of(file.name(), broken.line(), broken.column()), broken.why());
        }
        case CsvReader.Row.Fields fields -> {
          if (header.isEmpty()) {
            header = header(fields, file, sink);
          } else if (!incident(header, fields.values(), location, sink)) {
            bad++;
          }
        }
      }
      if (bad >= limits.listed()) {
        bad(sink, location, "this is row number " + bad + " that is wrong; the rest of the file is not read");
        return;
      }
    }
  }

  private static boolean incident(
      List<String> header, List<String> values, Location location, CollectionSink sink) {
    if (values.size() != header.size()) {
      bad(
          sink,
          location,
          "the row has %d fields and the header %d".formatted(values.size(), header.size()));
      return false;
    }
    Map<String, String> texts = new HashMap<>();
    for (int i = 0; i < header.size(); i++) {
      texts.put(header.get(i), values.get(i));
    }
    return switch (new IncidentFields(texts).read(location)) {
      case IncidentFields.Reading.Read read -> {
        sink.incident(read.incident());
        yield true;
      }
      case IncidentFields.Reading.Wrong wrong -> {
        bad(sink, location, String.join("; ", wrong.problems()));
        yield false;
      }
    };
  }

  private static List<String> header(
      CsvReader.Row.Fields fields, SourceFile file, CollectionSink sink) {
    List<String> header = normalised(fields.values());
    for (String column : header) {
      if (!IncidentFields.COLUMNS.contains(column)) {
        sink.diagnostic(
            Diagnostic.warning(
                "incident.column",
                Location.of(file.name(), fields.line(), 0),
                "the column \"" + column + "\" is not known and not read",
                Suggestion.of(column, IncidentFields.COLUMNS)));
      }
    }
    return header;
  }

  private static void bad(CollectionSink sink, Location location, String why) {
    sink.diagnostic(
        Diagnostic.error(
            "incident.row", location, why, "mend this row; the others are read"));
  }
}
