package roadbed.collect.incident;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.collect.CollectionSink;
import roadbed.collect.DocumentReader;
import roadbed.collect.JsonProblem;
import roadbed.collect.SourceFile;
import roadbed.collect.Suggestion;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;

/** Reads incidents from JSON: a list of them, or an object whose {@code incidents} is that list. */
public final class IncidentJson implements DocumentReader {

  /** Whether an object with these keys is an incident. */
  public static boolean looksLikeIncident(Set<String> keys) {
    return keys.containsAll(IncidentFields.REQUIRED);
  }

  @Override
  public void read(SourceFile file, CollectionSink sink) throws IOException {
    try (InputStream in = new BufferedInputStream(file.open(), 1 << 16);
        JsonParser parser = ValueJson.factory().createParser(ObjectReadContext.empty(), in)) {
      try {
        document(parser, file, sink);
      } catch (JacksonException e) {
        sink.diagnostic(JsonProblem.of(e, parser, file.name()));
      }
    }
  }

  private static void document(JsonParser parser, SourceFile file, CollectionSink sink) {
    if (parser.nextToken() == JsonToken.START_ARRAY) {
      incidents(parser, file, "", sink);
      return;
    }
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      if (parser.nextToken() == JsonToken.START_ARRAY && name.equals("incidents")) {
        incidents(parser, file, "/incidents", sink);
      } else {
        parser.skipChildren();
      }
    }
  }

  private static void incidents(
      JsonParser parser, SourceFile file, String pointer, CollectionSink sink) {
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      TokenStreamLocation at = parser.currentTokenLocation();
      Location location =
          new Location(file.name(), at.getLineNr(), at.getColumnNr(), Optional.of(pointer + "/" + i));
      if (!(ValueJson.read(parser) instanceof Value.Fields fields)) {
        bad(sink, location, "an incident is an object");
        continue;
      }
      incident(fields, location, sink);
    }
  }

  private static void incident(Value.Fields fields, Location location, CollectionSink sink) {
    Map<String, String> texts = new HashMap<>();
    for (Map.Entry<String, Value> field : fields.values().entrySet()) {
      if (!IncidentFields.COLUMNS.contains(field.getKey())) {
        sink.diagnostic(
            Diagnostic.warning(
                "incident.column",
                location,
                "the field \"" + field.getKey() + "\" is not known and not read",
                Suggestion.of(field.getKey(), IncidentFields.COLUMNS)));
        continue;
      }
      switch (field.getValue()) {
        case Value.Text text -> texts.put(field.getKey(), text.value());
        case Value.Whole whole -> texts.put(field.getKey(), Long.toString(whole.value()));
        case Value.Bool bool -> texts.put(field.getKey(), Boolean.toString(bool.value()));
        case Value.Null _ -> {
          // The same as missing.
        }
        case Value.Decimal _, Value.Items _, Value.Fields _, Value.Unknown _, Value.Secret _ ->
            texts.put(field.getKey(), "not a simple value");
      }
    }
    switch (new IncidentFields(texts).read(location)) {
      case IncidentFields.Reading.Read read -> sink.incident(read.incident());
      case IncidentFields.Reading.Wrong wrong ->
          bad(sink, location, String.join("; ", wrong.problems()));
    }
  }

  private static void bad(CollectionSink sink, Location location, String why) {
    sink.diagnostic(
        Diagnostic.error("incident.row", location, why, "mend this incident; the others are read"));
  }
}
