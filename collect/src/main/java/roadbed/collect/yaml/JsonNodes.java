package roadbed.collect.yaml;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.collect.CollectionSink;
import roadbed.collect.JsonProblem;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;

/** A JSON text as nodes, so that what is written in either format is read with its places by one reader. */
public final class JsonNodes {
  private JsonNodes() {}

  /**
   * Reads it.
   *
   * @return empty where a diagnostic says why not
   * @throws IOException never for what the text says
   */
  public static Optional<YamlNode> read(String text, String file, CollectionSink sink) throws IOException {
    try (JsonParser parser = ValueJson.factory().createParser(ObjectReadContext.empty(), text)) {
      try {
        JsonToken first = parser.nextToken();
        return first == null ? Optional.empty() : Optional.of(node(parser, first));
      } catch (JacksonException e) {
        sink.diagnostic(JsonProblem.of(e, parser, file));
        return Optional.empty();
      }
    }
  }

  private static YamlNode node(JsonParser parser, JsonToken token) {
    TokenStreamLocation at = parser.currentTokenLocation();
    int line = Math.max(1, at.getLineNr());
    int column = Math.max(1, at.getColumnNr());
    return switch (token) {
      case START_OBJECT -> {
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
          TokenStreamLocation place = parser.currentTokenLocation();
          YamlNode.Scalar key =
              new YamlNode.Scalar(name, false, Math.max(1, place.getLineNr()), Math.max(1, place.getColumnNr()));
          entries.put(name, new YamlNode.Entry(key, node(parser, parser.nextToken())));
        }
        yield new YamlNode.Mapping(entries, line, column);
      }
      case START_ARRAY -> {
        List<YamlNode> items = new ArrayList<>();
        for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
          items.add(node(parser, next));
        }
        yield new YamlNode.Sequence(items, line, column);
      }
      case VALUE_STRING -> new YamlNode.Scalar(parser.getString(), false, line, column);
      case VALUE_NUMBER_INT,
          VALUE_NUMBER_FLOAT,
          VALUE_TRUE,
          VALUE_FALSE,
          VALUE_NULL,
          END_ARRAY,
          END_OBJECT,
          PROPERTY_NAME,
          NOT_AVAILABLE,
          VALUE_EMBEDDED_OBJECT ->
          new YamlNode.Scalar(parser.getString(), true, line, column);
    };
  }
}
