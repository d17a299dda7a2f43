package roadbed.collect.terraform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roadbed.model.Location;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Streams the tree of modules that {@code planned_values} and {@code terraform show -json} of a state share. */
final class ModuleValues {
  private final JsonFile file;
  private final Visitor visitor;

  /** Takes each resource of each module, as it stands. */
  @FunctionalInterface
  interface Visitor {
    void resource(Value.Fields resource, Location location);
  }

  ModuleValues(JsonFile file, Visitor visitor) {
    this.file = file;
    this.visitor = visitor;
  }

  /** Reads where the parser stands at the object that has the {@code root_module}. */
  void read(JsonParser parser, String pointer) {
    if (!file.expect(parser, JsonToken.START_OBJECT, pointer)) {
      return;
    }
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      if (name.equals("root_module")) {
        module(parser, pointer + "/root_module", true);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void module(JsonParser parser, String pointer, boolean root) {
    if (!file.expect(parser, JsonToken.START_OBJECT, pointer)) {
      return;
    }
    List<Found> found = new ArrayList<>();
    String address = "";
    try {
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        parser.nextToken();
        if (name.equals("address")) {
          address = JsonFile.text(parser);
        } else {
          part(parser, name, pointer + "/" + name, found);
        }
        if (root || !address.isEmpty()) {
          flush(found, address);
        }
      }
    } finally {
      flush(found, address);
    }
  }

  private void flush(List<Found> found, String address) {
    for (Found resource : found) {
      visitor.resource(inModule(resource.fields(), address), resource.location());
    }
    found.clear();
  }

  /** A resource that waits for its module's address, which may come behind it, or never. */
  private record Found(Value.Fields fields, Location location) {}

  private void part(JsonParser parser, String name, String inner, List<Found> found) {
    switch (name) {
      case "resources" -> {
        if (file.expect(parser, JsonToken.START_ARRAY, inner)) {
          for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            Location location = file.here(parser, inner + "/" + i);
            if (file.expect(parser, JsonToken.START_OBJECT, inner + "/" + i)
                && ValueJson.read(parser) instanceof Value.Fields resource) {
              found.add(new Found(resource, location));
            }
          }
        }
      }
      case "child_modules" -> {
        if (file.expect(parser, JsonToken.START_ARRAY, inner)) {
          for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            module(parser, inner + "/" + i, false);
          }
        }
      }
      default -> parser.skipChildren();
    }
  }

  /** Terraform 0.12 writes the addresses in a module without the module. */
  private static Value.Fields inModule(Value.Fields resource, String module) {
    String address = resource.text("address").orElse("");
    if (module.isEmpty() || address.isEmpty() || address.startsWith("module.")) {
      return resource;
    }
    Map<String, Value> fields = new LinkedHashMap<>(resource.values());
    fields.put("address", new Value.Text(module + "." + address));
    return new Value.Fields(fields);
  }
}
