package roadbed.rego.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/**
 * The YAML of one metadata block as fields in their normal form: an author's short form written out, the paths of schemas
 * as arrays, what is empty left out. Fields that the language does not know are passed over, as OPA does.
 *
 * @param scope as written; nothing where it was not
 * @param fields everything but the scope and what is for the compiler
 * @param compile what is for partial evaluation
 */
record AnnotationFields(String scope, ObjectValue fields, @Nullable ObjectValue compile) {
  private static final Pattern KEY_WITHOUT_BLANK = Pattern.compile("\\s*[A-Za-z_]+:[^\\s/]");

  private static final CoreSchema SCHEMA = new CoreSchema();

  /** What is wrong with a block, and in which of its lines, where that is known. */
  static final class Problem extends Exception {
    private final int line;

    Problem(String message, int line) {
      super(message, null, false, false);
      this.line = line;
    }

    Problem(String message) {
      this(message, -1);
    }

    /** The line of the YAML, from 0; negative where the whole block is meant. */
    int line() {
      return line;
    }
  }

  static AnnotationFields read(String file, List<String> lines) throws Problem {
    String yaml = String.join("\n", lines) + "\n";
    if (yaml.isBlank()) {
      throw new Problem("expected METADATA block, found whitespace");
    }
    Object loaded;
    try {
      LoadSettings settings =
          LoadSettings.builder()
              .setLabel(file)
              .setSchema(SCHEMA)
              .setMaxAliasesForCollections(20)
              .setCodePointLimit(200_000)
              // In one piece: read by parts, it breaks where a part ends in the middle of a surrogate pair.
              .setBufferSize(yaml.length() + 2)
              .setAllowRecursiveKeys(false)
              .build();
      loaded = new Load(settings).loadFromString(yaml);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine()).orElse(0);
      throw new Problem("yaml: line " + line + ": " + e.getProblem() + hints(lines), line);
    } catch (YamlEngineException | IllegalArgumentException | StackOverflowError e) {
      throw new Problem("yaml: " + e.getMessage() + hints(lines));
    }
    if (loaded == null) {
      return new AnnotationFields("", ObjectValue.EMPTY, null);
    }
    if (!(loaded instanceof Map<?, ?> map)) {
      throw new Problem("yaml: unmarshal errors:\n  line 1: cannot unmarshal " + tag(loaded) + " into metadata");
    }
    return new Reader(map).read();
  }

  /** The mistake that YAML's own words hide: a colon without a blank after it. */
  private static String hints(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (KEY_WITHOUT_BLANK.matcher(lines.get(i)).lookingAt()) {
        return "\n  Hint: on line " + (i + 1) + " of the block, a blank is missing after the key/value separator ':'";
      }
    }
    return "";
  }

  private static String tag(Object value) {
    return switch (value) {
      case Map<?, ?> _ -> "!!map";
      case List<?> _ -> "!!seq";
      case Boolean _ -> "!!bool";
      case Number _ -> "!!int";
      default -> "!!str";
    };
  }

  /** Takes one field after the other out of what YAML gave. */
  private static final class Reader {
    private final Map<?, ?> map;
    private final ObjectValue.Builder out = ObjectValue.builder(8);

    Reader(Map<?, ?> map) {
      this.map = map;
    }

    AnnotationFields read() throws Problem {
      for (String name : List.of("title", "description")) {
        String text = text(name);
        if (!text.isEmpty()) {
          put(name, StringValue.of(text));
        }
      }
      if (field("entrypoint") != null) {
        if (!(field("entrypoint") instanceof Boolean isEntrypoint)) {
          throw wrongType("entrypoint", "bool");
        }
        if (isEntrypoint) {
          put("entrypoint", BooleanValue.TRUE);
        }
      }
      List<Value> organizations = new ArrayList<>();
      for (Object organization : list("organizations")) {
        organizations.add(StringValue.of(String.valueOf(organization)));
      }
      putAll("organizations", organizations);
      List<Value> resources = new ArrayList<>();
      for (Object resource : list("related_resources")) {
        resources.add(resource(resource));
      }
      putAll("related_resources", resources);
      List<Value> authors = new ArrayList<>();
      for (Object author : list("authors")) {
        authors.add(author(author));
      }
      putAll("authors", authors);
      List<Value> schemas = new ArrayList<>();
      for (Object schema : list("schemas")) {
        schemas.add(schema(schema));
      }
      putAll("schemas", schemas);
      ObjectValue custom = object("custom");
      if (custom != null && custom.size() > 0) {
        put("custom", custom);
      }
      return new AnnotationFields(text("scope"), out.build(), object("compile"));
    }

    private @Nullable Object field(String name) {
      return map.get(name);
    }

    private void put(String name, Value value) {
      out.put(StringValue.of(name), value);
    }

    private void putAll(String name, List<Value> values) {
      if (!values.isEmpty()) {
        put(name, ArrayValue.of(values));
      }
    }

    private Problem wrongType(String name, String wanted) {
      Object value = field(name);
      String got = value == null ? "!!null" : tag(value);
      return new Problem("yaml: unmarshal errors: field " + name + ": cannot unmarshal " + got + " into " + wanted);
    }

    private String text(String name) throws Problem {
      Object value = field(name);
      if (value instanceof Map<?, ?> || value instanceof List<?>) {
        throw wrongType(name, "string");
      }
      return value == null ? "" : String.valueOf(value);
    }

    private List<?> list(String name) throws Problem {
      Object value = field(name);
      if (value == null) {
        return List.of();
      }
      if (!(value instanceof List<?> items)) {
        throw wrongType(name, "list");
      }
      return items;
    }

    private @Nullable ObjectValue object(String name) throws Problem {
      Object value = field(name);
      if (value == null) {
        return null;
      }
      if (!(value instanceof Map<?, ?>)) {
        throw wrongType(name, "map[string]interface {}");
      }
      return (ObjectValue) json(value);
    }

    private static Value json(Object value) throws Problem {
      try {
        return Values.ofJava(value);
      } catch (IllegalArgumentException e) {
        throw new Problem("invalid map key type(s): " + e.getMessage());
      }
    }

    private static String part(Map<?, ?> map, String name) {
      return map.get(name) instanceof String text ? text.strip() : "";
    }

    private static Value resource(@Nullable Object resource) throws Problem {
      return switch (resource) {
        case String text when text.isEmpty() ->
            throw new Problem("invalid related-resource definition : ref URL may not be empty string");
        case String text -> ObjectValue.of("ref", StringValue.of(text));
        case Map<?, ?> fields -> {
          if (part(fields, "ref").isEmpty()) {
            throw new Problem("invalid related-resource definition " + resource + ": 'ref' value required in object");
          }
          ObjectValue.Builder out = ObjectValue.builder(2);
          out.put(StringValue.of("ref"), StringValue.of(part(fields, "ref")));
          if (!part(fields, "description").isEmpty()) {
            out.put(StringValue.of("description"), StringValue.of(part(fields, "description")));
          }
          yield out.build();
        }
        case null, default ->
            throw new Problem(
                "invalid related-resource definition " + resource + ": invalid value type, must be string or map");
      };
    }

    private static Value author(@Nullable Object author) throws Problem {
      String name;
      String email;
      switch (author) {
        case String text -> {
          List<String> words = new ArrayList<>(List.of(text.strip().split("\\s+")));
          if (text.isBlank()) {
            throw new Problem("invalid author definition : author is an empty string");
          }
          String last = words.getLast();
          boolean hasEmail = last.length() >= 2 && last.startsWith("<") && last.endsWith(">");
          email = hasEmail ? last.substring(1, last.length() - 1) : "";
          name = String.join(" ", hasEmail ? words.subList(0, words.size() - 1) : words);
        }
        case Map<?, ?> fields -> {
          name = part(fields, "name");
          email = part(fields, "email");
          if (name.isEmpty() && email.isEmpty()) {
            throw new Problem(
                "invalid author definition " + author + ": 'name' and/or 'email' values required in object");
          }
        }
        case null, default ->
            throw new Problem("invalid author definition " + author + ": invalid value type, must be string or map");
      }
      ObjectValue.Builder out = ObjectValue.builder(2);
      if (!name.isEmpty()) {
        out.put(StringValue.of("name"), StringValue.of(name));
      }
      if (!email.isEmpty()) {
        out.put(StringValue.of("email"), StringValue.of(email));
      }
      return out.build();
    }

    private static Value schema(@Nullable Object schema) throws Problem {
      if (!(schema instanceof Map<?, ?> pair) || pair.isEmpty()) {
        throw new Problem("invalid schema definition: write `- input: schema.name`");
      }
      Map.Entry<?, ?> entry = pair.entrySet().iterator().next();
      String document = String.valueOf(entry.getKey());
      ArrayValue path = path(document);
      if (path == null) {
        throw new Problem("invalid document reference");
      }
      ObjectValue.Builder out = ObjectValue.builder(2);
      out.put(StringValue.of("path"), path);
      switch (entry.getValue()) {
        case String reference -> {
          ArrayValue name = path(reference);
          if (name == null || !name.get(0).equals(StringValue.of("schema"))) {
            throw new Problem("invalid schema reference");
          }
          out.put(StringValue.of("schema"), name);
        }
        case Map<?, ?> definition -> out.put(StringValue.of("definition"), json(definition));
        case null, default -> throw new Problem("invalid schema declaration for path \"" + document + "\"");
      }
      return out.build();
    }

    /** A reference of constants as the array of its parts. */
    private static @Nullable ArrayValue path(String text) {
      Term term = Parser.term("metadata", text, new ArrayList<>());
      Term head = term instanceof Term.Ref ref ? ref.head() : term;
      if (!(head instanceof Term.Var name)) {
        return null;
      }
      List<Value> parts = new ArrayList<>();
      parts.add(StringValue.of(name.name()));
      for (Term part : term instanceof Term.Ref ref ? ref.path() : List.<Term>of()) {
        if (!(part instanceof Term.Scalar scalar)) {
          return null;
        }
        parts.add(scalar.value());
      }
      return ArrayValue.of(parts);
    }
  }
}
