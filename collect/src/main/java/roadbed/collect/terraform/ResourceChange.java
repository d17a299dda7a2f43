package roadbed.collect.terraform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Change;
import roadbed.model.Location;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * One entry of a plan's {@code resource_changes} or {@code resource_drift}.
 *
 * @param texts the fields that are text: {@code address}, {@code type}, {@code deposed} and so on
 * @param actions what is done
 * @param documents the documents of the change by their names, as far as they were wanted
 * @param replacePaths the attributes that make a replacement necessary
 * @param importedAs the id that it is imported by
 * @param hasChange whether it says what changes at all
 * @param location where it stands
 * @param changeLocation where its change stands
 */
record ResourceChange(
    Map<String, String> texts,
    List<String> actions,
    Map<String, Value> documents,
    List<String> replacePaths,
    Optional<String> importedAs,
    boolean hasChange,
    Location location,
    Location changeLocation) {

  /** Reads where the parser stands at the object; {@code before} says whether the earlier document is wanted. */
  static ResourceChange read(JsonFile file, JsonParser parser, String pointer, boolean before) {
    Location location = file.here(parser, pointer);
    Map<String, String> texts = new HashMap<>();
    Value index = Value.Null.INSTANCE;
    ResourceChange change = null;
    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
      parser.nextToken();
      switch (key) {
        case "address", "module_address", "previous_address", "mode", "type", "name", "provider_name", "deposed", "action_reason" ->
            texts.put(key, JsonFile.text(parser));
        case "index" -> index = ValueJson.read(parser);
        case "change" -> change = change(file, parser, pointer + "/change", texts, location, before);
        default -> parser.skipChildren();
      }
    }
    if (texts.getOrDefault("address", "").isEmpty()) {
      texts.put("address", composed(texts, index));
    }
    return change != null
        ? change
        : new ResourceChange(texts, List.of(), Map.of(), List.of(), Optional.empty(), false, location, location);
  }

  /** The address that a plan of an older form leaves out; empty where what makes it is missing too. */
  private static String composed(Map<String, String> texts, Value index) {
    String type = texts.getOrDefault("type", "");
    String name = texts.getOrDefault("name", "");
    if (type.isEmpty() || name.isEmpty()) {
      return "";
    }
    String module = texts.getOrDefault("module_address", "");
    String key = index instanceof Value.Text || index instanceof Value.Whole ? "[" + ValueJson.text(index) + "]" : "";
    return (module.isEmpty() ? "" : module + ".") + type + "." + name + key;
  }

  private static @org.jspecify.annotations.Nullable ResourceChange change(
      JsonFile file,
      JsonParser parser,
      String pointer,
      Map<String, String> texts,
      Location location,
      boolean before) {
    if (!file.expect(parser, JsonToken.START_OBJECT, pointer)) {
      return null;
    }
    Location here = file.here(parser, pointer);
    List<String> actions = List.of();
    Map<String, Value> documents = new HashMap<>();
    List<String> replacePaths = List.of();
    Optional<String> importedAs = Optional.empty();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      switch (name) {
        case "actions" -> actions = actions(file, parser, pointer + "/actions");
        case "after", "after_unknown", "after_sensitive" -> documents.put(name, ValueJson.read(parser));
        case "before", "before_sensitive" -> {
          // The earlier document of a large plan is half of it, and is mostly not asked for.
          if (before || actions.isEmpty() || vanishes(actions)) {
            documents.put(name, ValueJson.read(parser));
          } else {
            parser.skipChildren();
          }
        }
        case "replace_paths" -> replacePaths = paths(ValueJson.read(parser));
        case "importing" -> importedAs = importedAs(ValueJson.read(parser));
        default -> parser.skipChildren();
      }
    }
    return new ResourceChange(texts, actions, documents, replacePaths, importedAs, true, location, here);
  }

  private static List<String> actions(JsonFile file, JsonParser parser, String pointer) {
    List<String> actions = new ArrayList<>(2);
    if (file.expect(parser, JsonToken.START_ARRAY, pointer)) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        actions.add(JsonFile.text(parser));
      }
    }
    return actions;
  }

  /** Paths as Terraform writes them, a list of steps each, with dots between their steps. */
  private static List<String> paths(Value value) {
    List<String> paths = new ArrayList<>();
    if (value instanceof Value.Items items) {
      items.values().forEach(path -> paths.add(path(path)));
    }
    return paths;
  }

  /** The steps of a path with dots between. */
  static String path(Value steps) {
    List<String> names = new ArrayList<>();
    if (steps instanceof Value.Items items) {
      for (Value step : items.values()) {
        switch (step) {
          case Value.Text text -> names.add(text.value());
          case Value.Whole whole -> names.add(Long.toString(whole.value()));
          case Value.Decimal _,
              Value.Bool _,
              Value.Null _,
              Value.Items _,
              Value.Fields _,
              Value.Unknown _,
              Value.Secret _ ->
              // An element of a set, which has no name.
              names.add("*");
        }
      }
    }
    return String.join(".", names);
  }

  /** The id, or the identity that newer providers import by, or that there is one which is not known yet. */
  private static Optional<String> importedAs(Value importing) {
    if (!(importing instanceof Value.Fields fields)) {
      return Optional.empty();
    }
    Optional<String> id = fields.text("id").filter(text -> !text.isEmpty());
    if (id.isPresent()) {
      return id;
    }
    return Optional.of(fields.get("identity").map(ValueJson::text).orElse("known after apply"));
  }

  String text(String name) {
    return texts.getOrDefault(name, "");
  }

  Value document(String name) {
    return documents.getOrDefault(name, Value.Null.INSTANCE);
  }

  /** Whether it is a resource, and not a data source. */
  boolean isManaged() {
    if (!text("mode").isEmpty()) {
      return text("mode").equals("managed");
    }
    Address parsed = Address.parse(text("address"));
    int at = parsed.moduleParts();
    return parsed.parts().size() <= at || !parsed.parts().get(at).name().equals("data");
  }

  /** Whether nothing is left of it in the plan. */
  boolean vanishes() {
    return vanishes(actions);
  }

  private static boolean vanishes(List<String> actions) {
    return actions.equals(List.of("delete")) || actions.equals(List.of("forget"));
  }

  /** What happens. A forgotten resource stays as it is in the cloud, so nothing happens to it. */
  Change change() {
    return change(actions);
  }

  /** What Terraform's words for actions mean. */
  static Change change(List<String> actions) {
    if (actions.size() > 1) {
      return Change.REPLACE;
    }
    return switch (actions.isEmpty() ? "" : actions.getFirst()) {
      case "create" -> Change.CREATE;
      case "update" -> Change.UPDATE;
      case "delete" -> Change.DELETE;
      case "read" -> Change.READ;
      case "no-op", "forget" -> Change.NO_OP;
      default -> Change.NONE;
    };
  }

  /** What it says beside its attributes. */
  PlannedChange planned(Optional<String> deferred) {
    return new PlannedChange(
        text("address"),
        Optional.of(text("previous_address")).filter(text -> !text.isEmpty() && !text.equals(text("address"))),
        change(),
        actions,
        text("action_reason"),
        replacePaths,
        importedAs,
        Optional.of(text("deposed")).filter(text -> !text.isEmpty()),
        deferred,
        actions.contains("forget"),
        location);
  }
}
