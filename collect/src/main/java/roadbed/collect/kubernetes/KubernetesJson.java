package roadbed.collect.kubernetes;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import roadbed.collect.CollectionSink;
import roadbed.collect.DocumentReader;
import roadbed.collect.JsonTokens;
import roadbed.collect.SourceFile;
import roadbed.model.AttributePlaces;
import roadbed.model.Location;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

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
    JsonTokens.read(
        file,
        sink,
        parser -> {
          while (parser.nextToken() == JsonToken.START_OBJECT) {
            document(parser, file, objects);
          }
        });
  }

  private void document(JsonParser parser, SourceFile file, KubernetesObjects objects) {
    Location start = JsonTokens.here(parser, file.name(), "");
    Map<String, Value> fields = new LinkedHashMap<>();
    boolean list = false;
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken token = parser.nextToken();
      if (name.equals("items") && token == JsonToken.START_ARRAY && KubernetesObjects.isList(kind)) {
        list = true;
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
          Location location = JsonTokens.here(parser, file.name(), "/items/" + i);
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
}
