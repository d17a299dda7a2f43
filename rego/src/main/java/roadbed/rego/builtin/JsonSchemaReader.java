package roadbed.rego.builtin;

import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** Reads a schema document of drafts 4, 6 and 7, or of all of them at once where it does not say which. */
final class JsonSchemaReader {
  private static final List<String> TYPES =
      List.of("array", "boolean", "integer", "number", "null", "object", "string");
  private static final int MAX_DEPTH = 200;

  /** Read as any draft: the newest keywords, and the old meaning of a boolean {@code exclusiveMinimum}. */
  private static final int HYBRID = 99;

  private final CallContext context;
  private final Value document;
  private final int draft;

  /** Where the references within the document lead: schemas by their absolute identifier. */
  private final Map<String, Value> identified = new HashMap<>();

  /** The schemas that references lead to, read or about to be. */
  private final Map<String, JsonSchema> referenced = new HashMap<>();

  private JsonSchemaReader(CallContext context, Value document) {
    this.context = context;
    this.document = document;
    this.draft = draft(document);
  }

  /**
   * Reads a schema.
   *
   * @throws BuiltinException where a keyword is wrong
   */
  static JsonSchema read(CallContext context, Value document) {
    JsonSchemaReader reader = new JsonSchemaReader(context, document);
    reader.identify(document, "", 0);
    return reader.schema(document, "", 0);
  }

  private static BuiltinException problem(String text) {
    return BuiltinException.failed(text);
  }

  private static BuiltinException invalidType(String expected, String given) {
    return problem("Invalid type. Expected: " + expected + ", given: " + given);
  }

  private static int draft(Value document) {
    if (JsonSchema.isTrueOrFalse(document)) {
      return HYBRID;
    }
    if (!(document instanceof ObjectValue object)) {
      throw problem("schema is invalid");
    }
    return switch (object.get("$schema")) {
      case null -> HYBRID;
      case StringValue text ->
          switch (text.value().endsWith("#") ? text.value().substring(0, text.value().length() - 1) : text.value()) {
            case "http://json-schema.org/draft-04/schema" -> 4;
            case "http://json-schema.org/draft-06/schema" -> 6;
            case "http://json-schema.org/draft-07/schema" -> 7;
            default -> HYBRID;
          };
      default -> throw problem("$schema must be of type string");
    };
  }

  private static String inherited(String base, String reference) {
    try {
      if (reference.startsWith("#")) {
        int hash = base.indexOf('#');
        return (hash < 0 ? base : base.substring(0, hash)) + (reference.equals("#") ? "" : reference);
      }
      String joined = base.isEmpty() ? reference : URI.create(base).resolve(reference).toString();
      return joined.endsWith("#") ? joined.substring(0, joined.length() - 1) : joined;
    } catch (IllegalArgumentException _) {
      throw problem("parse \"" + reference + "\": invalid reference");
    }
  }

  private void deeper(int depth) {
    context.checkTime();
    if (depth > MAX_DEPTH) {
      throw BuiltinException.limit("schema nested deeper than " + MAX_DEPTH + " levels");
    }
  }

  private String base(ObjectValue object, String base) {
    Value id = object.get("id");
    id = id instanceof StringValue ? id : object.get("$id");
    return id instanceof StringValue text ? inherited(base, text.value()) : base;
  }

  private void identify(Value value, String base, int depth) {
    deeper(depth);
    switch (value) {
      case ArrayValue array -> array.forEach(item -> identify(item, base, depth + 1));
      case ObjectValue object -> {
        String own = base(object, base);
        if (!own.equals(base)) {
          identified.putIfAbsent(own, object);
        }
        for (int i = 0; i < object.size(); i++) {
          String key = object.keyAt(i) instanceof StringValue text ? text.value() : "";
          boolean named = key.equals("properties") || key.equals("dependencies") || key.equals("patternProperties");
          if (named && object.valueAt(i) instanceof ObjectValue members) {
            for (int j = 0; j < members.size(); j++) {
              identify(members.valueAt(j), own, depth + 1);
            }
          } else if (!key.equals("const") && !key.equals("enum")) {
            identify(object.valueAt(i), own, depth + 1);
          }
        }
      }
      default -> {
        // a scalar has no identifier
      }
    }
  }

  private JsonSchema schema(Value value, String around, int depth) {
    JsonSchema schema = new JsonSchema();
    read(schema, value, around, depth);
    return schema;
  }

  private void read(JsonSchema schema, Value value, String around, int depth) {
    deeper(depth);
    if (draft >= 6 && value instanceof BooleanValue bool) {
      schema.constant = bool.value();
      return;
    }
    if (!(value instanceof ObjectValue object)) {
      throw problem("Expected: valid schema, given: Invalid JSON");
    }
    for (String text : draft == 4 ? List.of("id") : List.of("id", "$id")) {
      string(object, text);
    }
    String base = base(object, around);
    definitions(object, base, depth);
    string(object, "title");
    string(object, "description");
    String reference = string(object, "$ref");
    if (reference != null) {
      schema.reference = reference(inherited(base, reference), depth);
      return;
    }
    types(schema, object);
    objects(schema, object, base, depth);
    arrays(schema, object, base, depth);
    numbers(schema, object);
    sizes(schema, object, base, depth);
    choices(schema, object);
    combinations(schema, object, base, depth);
  }

  private void definitions(ObjectValue object, String base, int depth) {
    Value definitions = object.get("definitions");
    if (definitions == null) {
      return;
    }
    if (!(definitions instanceof ObjectValue members)) {
      throw invalidType("array of schemas", "definitions");
    }
    for (int i = 0; i < members.size(); i++) {
      if (!isSchema(members.valueAt(i))) {
        throw invalidType("array of schemas", "definitions");
      }
      schema(members.valueAt(i), base, depth + 1);
    }
  }

  private static boolean isSchema(Value value) {
    return value instanceof BooleanValue || value instanceof ObjectValue;
  }

  private JsonSchema reference(String absolute, int depth) {
    JsonSchema known = referenced.get(absolute);
    if (known != null) {
      return known;
    }
    JsonSchema target = new JsonSchema();
    referenced.put(absolute, target);
    Value found = resolved(absolute);
    if (!isSchema(found)) {
      throw problem("schema must be of type object");
    }
    int hash = absolute.indexOf('#');
    read(target, found, hash < 0 ? absolute : absolute.substring(0, hash), depth + 1);
    return target;
  }

  private Value resolved(String absolute) {
    Value known = identified.get(absolute);
    if (known != null) {
      return known;
    }
    int hash = absolute.indexOf('#');
    String whole = hash < 0 ? absolute : absolute.substring(0, hash);
    Value from = whole.isEmpty() ? document : identified.get(whole);
    if (from == null) {
      if (whole.contains("://")) {
        throw problem("remote reference loading disabled: " + absolute);
      }
      throw problem("Reference " + absolute + " must be canonical");
    }
    String pointer = hash < 0 ? "" : Percent.decode(absolute.substring(hash + 1), false);
    if (!pointer.isEmpty() && !pointer.startsWith("/")) {
      throw problem("JSON pointer must be empty or start with a \"/\"");
    }
    for (String part : pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
      from = below(from, part.replace("~1", "/").replace("~0", "~"));
    }
    return from;
  }

  private static Value below(Value from, String key) {
    return switch (from) {
      case ObjectValue object -> {
        Value next = object.get(key);
        if (next == null) {
          throw problem("Object has no key '" + key + "'");
        }
        yield next;
      }
      case ArrayValue array -> {
        if (!key.matches("[0-9]{1,9}")) {
          throw problem("Invalid array index '" + key + "'");
        }
        int index = Integer.parseInt(key);
        if (index >= array.size()) {
          throw problem("Out of bound array[0," + array.size() + "] index '" + index + "'");
        }
        yield array.get(index);
      }
      default -> throw problem("Invalid token reference '" + key + "'");
    };
  }

  private static void types(JsonSchema schema, ObjectValue object) {
    switch (object.get("type")) {
      case null -> {}
      case StringValue type -> addType(schema, type.value());
      case ArrayValue types -> {
        for (Value type : types) {
          if (!(type instanceof StringValue text)) {
            throw invalidType("type", "string/array of strings");
          }
          addType(schema, text.value());
        }
      }
      default -> throw invalidType("type", "string/array of strings");
    }
  }

  private static void addType(JsonSchema schema, String type) {
    if (!TYPES.contains(type)) {
      throw problem(
          "has a primitive type that is NOT VALID -- given: /" + type + "/ Expected valid values are:["
              + String.join(" ", TYPES) + "]");
    }
    if (schema.types.contains(type)) {
      throw problem(type + " type is duplicated");
    }
    schema.types.add(type);
  }

  private void objects(JsonSchema schema, ObjectValue object, String base, int depth) {
    switch (object.get("properties")) {
      case null -> {}
      case ObjectValue members -> {
        for (int i = 0; i < members.size(); i++) {
          schema.properties.put(name(members, i), schema(members.valueAt(i), base, depth + 1));
        }
      }
      default -> throw problem("properties must be of type object");
    }
    schema.additionalProperties = additional(object, "additionalProperties", base, depth);
    switch (object.get("patternProperties")) {
      case null -> {}
      case ObjectValue members -> {
        for (int i = 0; i < members.size(); i++) {
          Pattern pattern = pattern(name(members, i));
          if (pattern == null) {
            throw problem("Invalid regex pattern '" + name(members, i) + "'");
          }
          schema.patternProperties.put(pattern, schema(members.valueAt(i), base, depth + 1));
        }
      }
      default -> throw invalidType("valid schema", "patternProperties");
    }
    Value names = object.get("propertyNames");
    if (names != null && draft >= 6) {
      if (!isSchema(names)) {
        throw invalidType("valid schema", "patternProperties");
      }
      schema.propertyNames = schema(names, base, depth + 1);
    }
    dependencies(schema, object, base, depth);
  }

  private void dependencies(JsonSchema schema, ObjectValue object, String base, int depth) {
    Value dependencies = object.get("dependencies");
    if (dependencies == null) {
      return;
    }
    if (!(dependencies instanceof ObjectValue members)) {
      throw problem("dependencies must be of type object");
    }
    for (int i = 0; i < members.size(); i++) {
      switch (members.valueAt(i)) {
        case ArrayValue array -> {
          List<String> names = new ArrayList<>();
          for (Value name : array) {
            if (!(name instanceof StringValue text)) {
              throw problem("dependency must be of type schema or array of strings");
            }
            names.add(text.value());
          }
          schema.dependencies.put(name(members, i), new JsonSchema.Dependency.Members(names));
        }
        case Value value when isSchema(value) ->
            schema.dependencies.put(
                name(members, i), new JsonSchema.Dependency.Whole(schema(value, base, depth + 1)));
        default -> throw problem("dependency must be of type schema or array of strings");
      }
    }
  }

  private static String name(ObjectValue object, int index) {
    return object.keyAt(index) instanceof StringValue text ? text.value() : object.keyAt(index).toString();
  }

  private JsonSchema.@Nullable Additional additional(ObjectValue object, String keyword, String base, int depth) {
    return switch (object.get(keyword)) {
      case null -> null;
      case BooleanValue bool -> new JsonSchema.Additional.Allowed(bool.value());
      case ObjectValue schema -> new JsonSchema.Additional.Each(schema(schema, base, depth + 1));
      default -> throw invalidType("boolean/valid schema", keyword);
    };
  }

  private void arrays(JsonSchema schema, ObjectValue object, String base, int depth) {
    Value items = object.get("items");
    if (items instanceof ArrayValue array) {
      for (Value item : array) {
        if (!isSchema(item)) {
          throw invalidType("valid schema/array of schemas", "items");
        }
        schema.items.add(schema(item, base, depth + 1));
      }
    } else if (items != null) {
      if (!isSchema(items)) {
        throw invalidType("valid schema/array of schemas", "items");
      }
      schema.items.add(schema(items, base, depth + 1));
      schema.itemsAreAlike = true;
    }
    schema.additionalItems = additional(object, "additionalItems", base, depth);
  }

  private void numbers(JsonSchema schema, ObjectValue object) {
    Value multipleOf = object.get("multipleOf");
    if (multipleOf != null) {
      if (!(multipleOf instanceof NumberValue number)) {
        throw invalidType("number", "multipleOf");
      }
      if (number.signum() <= 0) {
        throw problem("multipleOf must be strictly greater than 0");
      }
      schema.multipleOf = number.decimal();
    }
    schema.minimum = bound(object, "minimum");
    schema.exclusiveMinimum = exclusive(object, "exclusiveMinimum", "minimum", schema.minimum);
    schema.minimum = BooleanValue.TRUE.equals(object.get("exclusiveMinimum")) ? null : schema.minimum;
    schema.maximum = bound(object, "maximum");
    schema.exclusiveMaximum = exclusive(object, "exclusiveMaximum", "maximum", schema.maximum);
    schema.maximum = BooleanValue.TRUE.equals(object.get("exclusiveMaximum")) ? null : schema.maximum;
  }

  private static @Nullable BigDecimal bound(ObjectValue object, String keyword) {
    return switch (object.get(keyword)) {
      case null -> null;
      case NumberValue number -> number.decimal();
      default -> throw problem(keyword + " must be of a number");
    };
  }

  private @Nullable BigDecimal exclusive(
      ObjectValue object, String keyword, String inclusive, @Nullable BigDecimal bound) {
    return switch (object.get(keyword)) {
      case null -> null;
      case BooleanValue bool when draft == 4 || draft == HYBRID -> {
        if (bound == null) {
          throw problem(keyword + " cannot be used without " + inclusive);
        }
        yield bool.value() ? bound : null;
      }
      case NumberValue number when draft != 4 -> number.decimal();
      default ->
          throw invalidType(draft == 4 ? "boolean" : draft == HYBRID ? "boolean/number" : "number", keyword);
    };
  }

  private void sizes(JsonSchema schema, ObjectValue object, String base, int depth) {
    schema.minLength = size(object, "minLength");
    schema.maxLength = size(object, "maxLength");
    ordered("minLength", schema.minLength, "maxLength", schema.maxLength);
    String pattern = string(object, "pattern");
    if (pattern != null) {
      schema.pattern = pattern(pattern);
      if (schema.pattern == null) {
        throw problem("pattern must be a valid regex");
      }
    }
    String format = string(object, "format");
    schema.format = format == null ? "" : format;
    schema.minProperties = size(object, "minProperties");
    schema.maxProperties = size(object, "maxProperties");
    ordered("minProperties", schema.minProperties, "maxProperties", schema.maxProperties);
    for (Value name : list(object, "required")) {
      if (!(name instanceof StringValue text)) {
        throw invalidType("string", "required");
      }
      if (schema.required.contains(text.value())) {
        throw problem("required items must be unique");
      }
      schema.required.add(text.value());
    }
    schema.minItems = size(object, "minItems");
    schema.maxItems = size(object, "maxItems");
    Value unique = object.get("uniqueItems");
    if (unique != null && !(unique instanceof BooleanValue)) {
      throw problem("uniqueItems must be of a boolean");
    }
    schema.uniqueItems = BooleanValue.TRUE.equals(unique);
    Value contains = object.get("contains");
    schema.contains = contains == null || draft < 6 ? null : schema(contains, base, depth + 1);
  }

  private static @Nullable Pattern pattern(String text) {
    try {
      return Regexes.pattern(text);
    } catch (BuiltinException e) {
      if (e.halts()) {
        throw e;
      }
      return null;
    }
  }

  private static @Nullable Long size(ObjectValue object, String keyword) {
    Value value = object.get(keyword);
    if (value == null) {
      return null;
    }
    if (!(value instanceof NumberValue number) || !number.isLong() || !number.isWrittenAsInteger()) {
      throw problem(keyword + " must be of an integer");
    }
    if (number.longValue() < 0) {
      throw problem(keyword + " must be greater than or equal to 0");
    }
    return number.longValue();
  }

  private static void ordered(String lower, @Nullable Long least, String upper, @Nullable Long most) {
    if (least != null && most != null && least > most) {
      throw problem(lower + " cannot be greater than " + upper);
    }
  }

  private void choices(JsonSchema schema, ObjectValue object) {
    Value fixed = object.get("const");
    schema.fixed = fixed == null || draft < 6 ? null : JsonSchema.canonical(fixed);
    if (object.get("enum") != null) {
      List<String> choices = new ArrayList<>();
      for (Value choice : list(object, "enum")) {
        String canonical = JsonSchema.canonical(choice);
        if (choices.contains(canonical)) {
          throw problem("enum items must be unique");
        }
        choices.add(canonical);
      }
      schema.choices = choices;
    }
  }

  private void combinations(JsonSchema schema, ObjectValue object, String base, int depth) {
    list(object, "oneOf").forEach(one -> schema.oneOf.add(schema(one, base, depth + 1)));
    list(object, "anyOf").forEach(one -> schema.anyOf.add(schema(one, base, depth + 1)));
    list(object, "allOf").forEach(one -> schema.allOf.add(schema(one, base, depth + 1)));
    schema.not = single(object, "not", base, depth);
    if (draft >= 7) {
      schema.condition = single(object, "if", base, depth);
      schema.then = single(object, "then", base, depth);
      schema.otherwise = single(object, "else", base, depth);
    }
  }

  private @Nullable JsonSchema single(ObjectValue object, String keyword, String base, int depth) {
    Value value = object.get(keyword);
    if (value == null) {
      return null;
    }
    if (!isSchema(value)) {
      throw problem(keyword + " must be of an object");
    }
    return schema(value, base, depth + 1);
  }

  private static @Nullable String string(ObjectValue object, String keyword) {
    return switch (object.get(keyword)) {
      case null -> null;
      case StringValue text -> text.value();
      default -> throw invalidType("string", keyword);
    };
  }

  private static ArrayValue list(ObjectValue object, String keyword) {
    return switch (object.get(keyword)) {
      case null -> ArrayValue.EMPTY;
      case ArrayValue array -> array;
      default -> throw problem(keyword + " must be of an array");
    };
  }
}
