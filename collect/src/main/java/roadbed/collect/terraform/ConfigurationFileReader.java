package roadbed.collect.terraform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roadbed.collect.terraform.ConfigurationFolder.Block;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads a file of configuration in JSON syntax into its folder. Wherever blocks stand, an object and an array of
 * objects mean the same; a property {@code //} is a comment.
 */
final class ConfigurationFileReader {
  private static final String COMMENT = "//";
  private static final int MOST_OF_A_NAME = 1_000;

  private final JsonFile file;
  private final ConfigurationFolder folder;
  private final boolean override;

  /**
   * Reads a file.
   *
   * @param override whether its blocks change blocks of the same name instead of standing beside them
   */
  ConfigurationFileReader(JsonFile file, ConfigurationFolder folder, boolean override) {
    this.file = file;
    this.folder = folder;
    this.override = override;
  }

  /** Takes a block whose labels are known. */
  @FunctionalInterface
  private interface Taker {
    void take(List<String> labels, Value.Fields body, Location location);
  }

  /** Reads configuration where the parser stands before the document. */
  void configuration(JsonParser parser) {
    parser.nextToken();
    if (!file.expect(parser, JsonToken.START_OBJECT, "")) {
      return;
    }
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      List<String> labels = new ArrayList<>();
      String pointer = "/" + name;
      switch (name) {
        case "resource" -> blocks(parser, 2, labels, pointer, (l, b, p) -> put(folder.resources, l, b, p));
        case "data" -> blocks(parser, 2, labels, pointer, (l, b, p) -> put(folder.data, l, b, p));
        case "variable" -> blocks(parser, 1, labels, pointer, (l, b, p) -> put(folder.variables, l, b, p));
        case "output" -> blocks(parser, 1, labels, pointer, (l, b, p) -> put(folder.outputs, l, b, p));
        case "module" -> blocks(parser, 1, labels, pointer, (l, b, p) -> put(folder.calls, l, b, p));
        case "provider" -> blocks(parser, 1, labels, pointer, this::provider);
        case "locals" ->
            blocks(
                parser,
                0,
                labels,
                pointer,
                (_, body, _) ->
                    body.values()
                        .forEach(
                            (local, value) -> {
                              if (!local.equals(COMMENT)) {
                                folder.locals.put(local, value);
                              }
                            }));
        default -> parser.skipChildren();
      }
    }
  }

  /** Reads values of variables where the parser stands before the document. */
  void variableValues(JsonParser parser) {
    parser.nextToken();
    if (file.expect(parser, JsonToken.START_OBJECT, "")
        && ValueJson.read(parser) instanceof Value.Fields values) {
      folder.given.putAll(values.values());
    }
  }

  private void blocks(JsonParser parser, int depth, List<String> labels, String pointer, Taker taker) {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        blocks(parser, depth, labels, pointer + "/" + i, taker);
      }
      return;
    }
    if (!file.expect(parser, JsonToken.START_OBJECT, pointer)) {
      return;
    }
    if (depth == 0) {
      Location location = file.here(parser, pointer);
      if (ValueJson.read(parser) instanceof Value.Fields body) {
        taker.take(labels, body, location);
      }
      return;
    }
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      if (name.equals(COMMENT)) {
        parser.skipChildren();
        continue;
      }
      List<String> longer = new ArrayList<>(labels);
      longer.add(name);
      String escaped = name.replace("~", "~0").replace("/", "~1");
      blocks(parser, depth - 1, longer, pointer + "/" + escaped, taker);
    }
  }

  private void put(Map<String, Block> blocks, List<String> labels, Value.Fields body, Location location) {
    String key = String.join(".", labels);
    Block block = new Block(labels.getFirst(), labels.getLast(), body, location);
    Block before = blocks.get(key);
    if (before == null) {
      blocks.put(key, block);
    } else if (override) {
      Map<String, Value> changed = new LinkedHashMap<>(before.body().values());
      changed.putAll(body.values());
      blocks.put(key, new Block(before.type(), before.name(), new Value.Fields(changed), before.location()));
    } else {
      // Terraform refuses this, but both may be meant: the later one is kept beside the first.
      int number = 2;
      while (blocks.containsKey(key + "#" + number) && number < MOST_OF_A_NAME) {
        number++;
      }
      blocks.putIfAbsent(key + "#" + number, block);
      file.sink()
          .diagnostic(
              Diagnostic.warning(
                  "terraform.duplicate-address",
                  location,
                  key + " is declared twice in this folder, first at " + before.location()
                      + "; this one is read as " + key + "#" + number,
                  "give one of them another name"));
    }
  }

  private void provider(List<String> labels, Value.Fields body, Location location) {
    String name = labels.getFirst();
    String key = body.text("alias").map(alias -> name + "." + alias).orElse(name);
    folder.providers.putIfAbsent(key, new Block(name, name, body, location));
  }
}
