package roadbed.collect.kubernetes;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import roadbed.collect.CollectionSink;
import roadbed.collect.DocumentReader;
import roadbed.collect.JsonProblem;
import roadbed.collect.SourceFile;
import roadbed.model.AttributePlaces;
import roadbed.model.Location;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;

/**
 * Reads objects in JSON: one, several one after the other, or a list of any length, whose items are read one at
 * a time.
 *
 * @param apiVersion what the document says of itself, wherever it says so
 * @param kind likewise
 */
public record KubernetesJson(String apiVersion, String kind) implements DocumentReader {

  @Override
  public void read(SourceFile file, CollectionSink sink) throws IOException {
    KubernetesObjects objects = new KubernetesObjects(sink);
    try (InputStream in = new BufferedInputStream(file.open(), 1 << 16);
        JsonParser parser = ValueJson.factory().createParser(ObjectReadContext.empty(), in)) {
      try {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          document(parser, file, objects);
        }
      } catch (JacksonException e) {
        sink.diagnostic(JsonProblem.of(e, parser, file.name()));
      }
    }
  }

  private void document(JsonParser parser, SourceFile file, KubernetesObjects objects) {
    Location start = here(parser, file, "");
    Map<String, Value> fields = new LinkedHashMap<>();
    boolean list = false;
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken token = parser.nextToken();
      if (name.equals("items") && token == JsonToken.START_ARRAY && KubernetesObjects.isList(kind)) {
        list = true;
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
          Location location = here(parser, file, "/items/" + i);
          objects.item(ValueJson.read(parser), apiVersion, kind, location, AttributePlaces.NONE);
        }
      } else {
        fields.put(name, ValueJson.read(parser));
      }
    }
    if (!list) {
      objects.read(new Value.Fields(fields), start);
    }
  }

  private static Location here(JsonParser parser, SourceFile file, String pointer) {
    TokenStreamLocation at = parser.currentTokenLocation();
    return new Location(
        file.name(),
        at.getLineNr(),
        at.getColumnNr(),
        pointer.isEmpty() ? Optional.empty() : Optional.of(pointer));
  }
}
