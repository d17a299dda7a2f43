package roadbed.collect.azure;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import roadbed.collect.CollectionSink;
import roadbed.collect.DocumentReader;
import roadbed.collect.JsonTokens;
import roadbed.collect.SourceFile;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads what Azure says is there: rows of Resource Graph, as objects or as a table, what the command line and the REST
 * interface list or show, and recorded sessions with the REST interface. Rows are read one at a time.
 */
public final class AzureInventory implements DocumentReader {
  private static final Pattern ID =
      Pattern.compile("\"id\"\\s*:\\s*\"/(?i:subscriptions/[0-9a-z-]|providers/microsoft\\.|tenants/)");
  private static final Pattern ID_COLUMN = Pattern.compile("\"rows\"\\s*:\\s*\\[\\s*\\[[^\\]]*\"/(?i:subscriptions|providers)/");
  private static final Pattern RECORDING = Pattern.compile("https://management\\.(azure|usgovcloudapi|chinacloudapi)\\.");

  /**
   * Whether a JSON document is such an answer.
   *
   * @param list whether it is a list; then the keys are those of its first item
   * @param keys its top-level keys with their scalars
   * @param head the beginning of its text
   */
  public static boolean looksLikeInventory(boolean list, Map<String, Value> keys, String head) {
    if (keys.get("id") instanceof Value.Text id && AzureIds.isId(id.value())) {
      return keys.get("name") instanceof Value.Text || keys.get("type") instanceof Value.Text || list;
    }
    if (list) {
      return false;
    }
    if (keys.get("interactions") instanceof Value.Items) {
      return RECORDING.matcher(head).find();
    }
    return (keys.get("value") instanceof Value.Items && ID.matcher(head).find())
        || (keys.get("data") instanceof Value.Items
            && (keys.containsKey("count") || keys.containsKey("totalRecords") || keys.containsKey("total_records"))
            && ID.matcher(head).find())
        || (keys.get("data") instanceof Value.Fields && ID_COLUMN.matcher(head).find());
  }

  @Override
  public void read(SourceFile file, CollectionSink sink) throws IOException {
    JsonTokens.read(file, sink, parser -> new Reading(parser, file.name(), sink).documents());
  }

  /** One run over a file. */
  private static final class Reading {
    private final JsonParser parser;
    private final String file;
    private final CollectionSink sink;
    private long without;

    Reading(JsonParser parser, String file, CollectionSink sink) {
      this.parser = parser;
      this.file = file;
      this.sink = sink;
    }

    void documents() {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_ARRAY) {
          rows("", AzureRow.Answer.LISTED);
        } else if (token == JsonToken.START_OBJECT) {
          object();
        }
      }
      if (without > 0) {
        sink.diagnostic(
            Diagnostic.warning(
                "azure.no-id",
                Location.of(file),
                without + " rows have no resource id and were left out",
                "keep the column id in the query"));
      }
    }

    private Location here(String pointer) {
      return JsonTokens.here(parser, file, pointer);
    }

    private void rows(String pointer, AzureRow.Answer answer) {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        Location location = here(pointer + "/" + i);
        row(ValueJson.read(parser), location, answer, Optional.empty());
      }
    }

    private void row(Value value, Location location, AzureRow.Answer answer, Optional<Instant> when) {
      if (!(value instanceof Value.Fields fields)) {
        return;
      }
      if (fields.text("id").filter(AzureIds::isId).isEmpty()) {
        without++;
        return;
      }
      AzureRow.resource(fields, answer, location, when).ifPresent(sink::resource);
    }

    private void object() {
      Location start = here("");
      Map<String, Value> fields = new LinkedHashMap<>();
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.START_ARRAY && name.equals("value")) {
          rows("/value", AzureRow.Answer.LISTED);
        } else if (token == JsonToken.START_ARRAY && name.equals("data")) {
          rows("/data", AzureRow.Answer.QUERIED);
        } else if (token == JsonToken.START_ARRAY && name.equals("interactions")) {
          recording();
        } else if (token == JsonToken.START_OBJECT && name.equals("data")) {
          Location location = here("/data");
          table(ValueJson.read(parser), location);
        } else {
          fields.put(name, ValueJson.read(parser));
        }
      }
      Value.Fields whole = new Value.Fields(fields);
      if (whole.text("id").filter(AzureIds::isId).isPresent()) {
        row(whole, start, AzureRow.Answer.LISTED, Optional.empty());
      }
    }

    /** {@code {"columns": [{"name": …}], "rows": [[…]]}}. */
    private void table(Value data, Location location) {
      if (!(data instanceof Value.Fields fields
          && fields.get("columns").orElse(null) instanceof Value.Items columns
          && fields.get("rows").orElse(null) instanceof Value.Items rows)) {
        return;
      }
      List<String> names =
          columns.values().stream()
              .map(column -> column instanceof Value.Fields one ? one.text("name").orElse("") : "")
              .toList();
      for (int i = 0; i < rows.values().size(); i++) {
        Map<String, Value> row = new LinkedHashMap<>();
        if (rows.values().get(i) instanceof Value.Items cells) {
          for (int j = 0; j < Math.min(names.size(), cells.values().size()); j++) {
            row.put(names.get(j), cells.values().get(j));
          }
        }
        Location place = new Location(file, location.line(), location.column(), Optional.of("/data/rows/" + i));
        row(new Value.Fields(row), place, AzureRow.Answer.QUERIED, Optional.empty());
      }
    }

    /** Requests with their responses, each response with the time when it came. */
    private void recording() {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        Location location = here("/interactions/" + i);
        if (ValueJson.read(parser) instanceof Value.Fields interaction) {
          Optional<Instant> when = interaction.at("response", "headers", "date").flatMap(Reading::time);
          Value body = interaction.at("response", "body", "data").orElse(Value.Null.INSTANCE);
          if (!(body instanceof Value.Fields answered)) {
            continue;
          }
          if (answered.get("value").orElse(null) instanceof Value.Items items) {
            items.values().forEach(item -> recorded(item, location, when));
          } else {
            recorded(answered, location, when);
          }
        }
      }
    }

    private void recorded(Value value, Location location, Optional<Instant> when) {
      if (value instanceof Value.Fields fields && fields.text("id").filter(AzureIds::isId).isPresent()) {
        row(fields, location, AzureRow.Answer.LISTED, when);
      }
    }

    private static Optional<Instant> time(Value header) {
      Value first = header instanceof Value.Items items && !items.values().isEmpty() ? items.values().getFirst() : header;
      if (!(first instanceof Value.Text text)) {
        return Optional.empty();
      }
      try {
        return Optional.of(ZonedDateTime.parse(text.value(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      } catch (DateTimeException _) {
        return Optional.empty();
      }
    }
  }
}
