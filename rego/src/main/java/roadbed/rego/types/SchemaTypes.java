package roadbed.rego.types;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * What a JSON schema says of a document's type. Of a schema that allows several types the first that OPA knows counts;
 * what refers to itself, or out of the document, may be anything.
 */
public final class SchemaTypes {
  private static final int MAX_DEPTH = 200;

  private final Value root;
  private final Set<String> open = new HashSet<>();
  private final Map<String, Type> known = new HashMap<>();
  private int depth;

  private SchemaTypes(Value root) {
    this.root = root;
  }

  /**
   * The type of the documents that a schema describes.
   *
   * @throws SchemaException where its parts contradict each other
   */
  public static Type of(Value schema) throws SchemaException {
    if (!(schema instanceof ObjectValue) && !(schema instanceof BooleanValue)) {
      throw new SchemaException("unable to compile the schema: must be an object or a boolean");
    }
    return new SchemaTypes(schema).type(schema);
  }

  private Type type(Value schema) throws SchemaException {
    if (++depth > MAX_DEPTH) {
      throw new SchemaException("unable to compile the schema: nested too deeply");
    }
    try {
      return schema instanceof ObjectValue object ? typeOf(object) : Type.AnyOf.ANYTHING;
    } finally {
      depth--;
    }
  }

  private Type typeOf(ObjectValue schema) throws SchemaException {
    if (schema.get("$ref") instanceof StringValue reference) {
      return referenced(reference.value());
    }
    if (schema.get("anyOf") instanceof ArrayValue options) {
      Type union = Type.Unbound.TYPE;
      if (!typeNames(schema).isEmpty()
          && typeOf(without(schema, "anyOf")) instanceof Type.ObjectOf core
          && core.key() == null) {
        union = core;
      }
      for (Value option : options) {
        union = Type.or(union, type(option));
      }
      return union instanceof Type.Unbound ? Type.AnyOf.ANYTHING : union;
    }
    if (schema.get("allOf") instanceof ArrayValue parts) {
      return all(schema, parts);
    }
    return plain(schema);
  }

  private Type referenced(String reference) throws SchemaException {
    Type before = known.get(reference);
    if (before != null) {
      return before;
    }
    Value target = reference.startsWith("#") ? find(reference.substring(1)) : null;
    if (target == null || !open.add(reference)) {
      return Type.AnyOf.ANYTHING;
    }
    try {
      Type type = type(target);
      known.put(reference, type);
      return type;
    } finally {
      open.remove(reference);
    }
  }

  private @Nullable Value find(String pointer) {
    Value at = root;
    for (String part : pointer.split("/")) {
      if (part.isEmpty()) {
        continue;
      }
      String name = URLDecoder.decode(part, StandardCharsets.UTF_8).replace("~1", "/").replace("~0", "~");
      at =
          switch (at) {
            case ObjectValue object -> object.get(name);
            case ArrayValue array when name.chars().allMatch(c -> c >= '0' && c <= '9') && name.length() < 9 ->
                Integer.parseInt(name) < array.size() ? array.get(Integer.parseInt(name)) : null;
            case null, default -> null;
          };
    }
    return at;
  }

  /** What {@code allOf} puts together: the members of objects, the items of arrays. */
  private Type all(ObjectValue schema, ArrayValue parts) throws SchemaException {
    ObjectValue core = without(schema, "allOf");
    List<ObjectValue> merged = new ArrayList<>();
    if (!typeNames(core).isEmpty()) {
      merged.add(core);
    }
    for (Value part : parts) {
      if (part instanceof ObjectValue object) {
        merged.add(resolved(object));
      }
    }
    if (merged.isEmpty()) {
      return Type.AnyOf.ANYTHING;
    }
    Type first = typeOf(merged.getFirst());
    Map<Value, Type> members = new LinkedHashMap<>();
    List<Type> items = new ArrayList<>();
    Type rest = null;
    for (ObjectValue part : merged) {
      Type type = typeOf(part);
      switch (type) {
        case Type.ObjectOf object when first instanceof Type.ObjectOf ->
            object.members().forEach(member -> members.put(member.key(), member.type()));
        case Type.ArrayOf array when first instanceof Type.ArrayOf -> {
          for (int i = 0; i < array.items().size(); i++) {
            Type item = array.items().get(i);
            if (i == items.size()) {
              items.add(item);
            } else if (!sameKind(items.get(i), item)) {
              throw new SchemaException("unable to merge these schemas");
            }
          }
          if (rest != null && array.rest() != null && !sameKind(rest, array.rest())) {
            throw new SchemaException("unable to merge these schemas");
          }
          rest = rest == null ? array.rest() : rest;
        }
        default -> {
          if (!sameKind(first, type)) {
            throw new SchemaException(
                "unable to merge these schemas: type mismatch: " + kind(first) + " and " + kind(type));
          }
        }
      }
    }
    return switch (first) {
      case Type.ObjectOf _ when !members.isEmpty() -> objectOf(members);
      case Type.ArrayOf _ -> items.isEmpty() ? new Type.ArrayOf(List.of(), rest) : new Type.ArrayOf(items, null);
      default -> first;
    };
  }

  private ObjectValue resolved(ObjectValue part) {
    return part.get("$ref") instanceof StringValue reference
            && reference.value().startsWith("#")
            && find(reference.value().substring(1)) instanceof ObjectValue target
            && target.get("$ref") == null
        ? target
        : part;
  }

  private static boolean sameKind(Type a, Type b) {
    return kind(a).equals(kind(b));
  }

  private static String kind(Type type) {
    return switch (type) {
      case Type.Scalar scalar -> scalar.toString();
      case Type.ObjectOf _ -> "object";
      case Type.ArrayOf _ -> "array";
      case Type.SetOf _ -> "set";
      case Type.AnyOf _, Type.Unbound _ -> "";
      case Type.Function _ -> "function";
    };
  }

  private Type plain(ObjectValue schema) throws SchemaException {
    List<String> names = typeNames(schema);
    Value properties = schema.get("properties");
    Value items = schema.get("items");
    if (names.contains("boolean")) {
      return Type.Scalar.BOOLEAN;
    }
    if (names.contains("string")) {
      return Type.Scalar.STRING;
    }
    if (names.contains("integer") || names.contains("number")) {
      return Type.Scalar.NUMBER;
    }
    if (properties instanceof ObjectValue members
        && members.size() > 0
        && (names.contains("object") || !names.contains("array"))) {
      return object(members);
    }
    if (names.contains("object")) {
      return Type.ObjectOf.ANYTHING;
    }
    if (names.contains("array") || items instanceof ObjectValue || items instanceof ArrayValue) {
      return array(items);
    }
    return Type.AnyOf.ANYTHING;
  }

  private Type object(ObjectValue properties) throws SchemaException {
    Map<Value, Type> members = new LinkedHashMap<>();
    for (int i = 0; i < properties.size(); i++) {
      members.put(properties.keyAt(i), type(properties.valueAt(i)));
    }
    return objectOf(members);
  }

  private static Type objectOf(Map<Value, Type> members) {
    List<Type.Member> list = new ArrayList<>();
    members.forEach((key, type) -> list.add(new Type.Member(key, type)));
    return new Type.ObjectOf(list, null, null);
  }

  private Type array(@Nullable Value items) throws SchemaException {
    if (items instanceof ArrayValue several && several.size() > 0) {
      List<Type> types = new ArrayList<>();
      for (Value item : several) {
        types.add(type(item));
      }
      return new Type.ArrayOf(types, null);
    }
    return new Type.ArrayOf(List.of(), items instanceof ObjectValue ? type(items) : Type.AnyOf.ANYTHING);
  }

  private static List<String> typeNames(ObjectValue schema) throws SchemaException {
    List<String> names = new ArrayList<>();
    switch (schema.get("type")) {
      case StringValue name -> names.add(name.value());
      case ArrayValue several -> several.forEach(name -> names.add(name instanceof StringValue text ? text.value() : ""));
      case NumberValue number -> throw new SchemaException("unable to compile the schema: type " + number);
      case null, default -> {
        // Any type.
      }
    }
    for (String name : names) {
      if (!Set.of("null", "boolean", "string", "integer", "number", "object", "array").contains(name)) {
        throw new SchemaException(
            "unable to compile the schema: has a primitive type that is NOT VALID -- given: " + name);
      }
    }
    return names;
  }

  private static ObjectValue without(ObjectValue schema, String name) {
    ObjectValue.Builder out = ObjectValue.builder(schema.size());
    for (int i = 0; i < schema.size(); i++) {
      if (!schema.keyAt(i).equals(StringValue.of(name))) {
        out.put(schema.keyAt(i), schema.valueAt(i));
      }
    }
    return out.build();
  }
}
