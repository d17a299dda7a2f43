package roadbed.rego.builtin;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** JSON Schema, drafts 4 to 7 without remote references; findings in the words of OPA's validator. */
final class JsonSchemas {
  private static final Set<String> TYPES =
      Set.of("array", "boolean", "integer", "number", "null", "object", "string");
  private static final int MAX_DEPTH = 200;

  private JsonSchemas() {}

  static @Nullable Body body(String name) {
    return switch (name) {
      case "json.verify_schema" -> (_, args) -> verify(args);
      case "json.match_schema" -> JsonSchemas::match;
      default -> null;
    };
  }

  private static Value document(Value[] args, int position) {
    return switch (args[position - 1]) {
      case StringValue text -> JsonTexts.parse(text.value());
      case ObjectValue object -> Values.parseJson(Values.toJson(object));
      default -> throw BuiltinException.wrongType(position, args[position - 1], "object", "string");
    };
  }

  private static Value verify(Value[] args) {
    try {
      checkSchema(document(args, 1), 0);
      return ArrayValue.of(BooleanValue.TRUE, NullValue.NULL);
    } catch (BuiltinException e) {
      return ArrayValue.of(BooleanValue.FALSE, StringValue.of("jsonschema: " + e.problem()));
    }
  }

  private static Value match(CallContext context, Value[] args) {
    Value document = document(args, 1);
    Value schema = document(args, 2);
    checkSchema(schema, 0);
    Matcher matcher = new Matcher(context, schema);
    matcher.check(document, schema, "(root)", 0);
    return ArrayValue.of(BooleanValue.of(matcher.findings.isEmpty()), ArrayValue.of(matcher.findings));
  }

  /** Refuses types that do not exist and keywords of the wrong shape, in the schema and those within it. */
  private static void checkSchema(Value schema, int depth) {
    if (depth > MAX_DEPTH) {
      throw BuiltinException.limit("schema nested deeper than " + MAX_DEPTH + " levels");
    }
    if (schema instanceof BooleanValue) {
      return;
    }
    if (!(schema instanceof ObjectValue object)) {
      throw BuiltinException.failed("Invalid type. Expected: object, given: " + schema.typeName());
    }
    for (String type : types(object)) {
      if (!TYPES.contains(type)) {
        throw BuiltinException.failed(
            "has a primitive type that is NOT VALID -- given: /" + type
                + "/ Expected valid values are:[array boolean integer number null object string]");
      }
    }
    for (String keyword : List.of("properties", "patternProperties", "definitions", "$defs")) {
      if (object.get(keyword) instanceof ObjectValue members) {
        for (int i = 0; i < members.size(); i++) {
          checkSchema(members.valueAt(i), depth + 1);
        }
      } else if (object.get(keyword) != null) {
        throw BuiltinException.failed("Invalid type. Expected: valid schema, given: " + keyword);
      }
    }
    for (String keyword : List.of("additionalProperties", "not", "items", "allOf", "anyOf", "oneOf")) {
      Value inner = object.get(keyword);
      if (inner instanceof ArrayValue array) {
        array.forEach(item -> checkSchema(item, depth + 1));
      } else if (inner != null) {
        checkSchema(inner, depth + 1);
      }
    }
  }

  private static List<String> types(ObjectValue schema) {
    return switch (schema.get("type")) {
      case StringValue type -> List.of(type.value());
      case ArrayValue array -> array.stream().map(item -> item instanceof StringValue text ? text.value() : item.toString()).toList();
      case null -> List.of();
      default -> throw BuiltinException.failed("Invalid type. Expected: string/array of strings, given: type");
    };
  }

  private static final class Matcher {
    private final CallContext context;
    private final Value root;
    private final List<Value> findings = new ArrayList<>();

    Matcher(CallContext context, Value root) {
      this.context = context;
      this.root = root;
    }

    private void found(String field, String type, String description) {
      findings.add(
          ObjectValue.builder()
              .put("desc", StringValue.of(description))
              .put("error", StringValue.of(field + ": " + description))
              .put("field", StringValue.of(field))
              .put("type", StringValue.of(type))
              .build());
      context.checkItems(findings.size());
    }

    private boolean accepts(Value value, Value schema, String field, int depth) {
      Matcher trial = new Matcher(context, root);
      trial.check(value, schema, field, depth);
      return trial.findings.isEmpty();
    }

    void check(Value value, Value schema, String field, int depth) {
      context.checkTime();
      if (depth > MAX_DEPTH) {
        throw BuiltinException.limit("schema nested deeper than " + MAX_DEPTH + " levels");
      }
      if (schema instanceof BooleanValue bool && !bool.value()) {
        found(field, "false", "False always fails validation");
      }
      if (!(schema instanceof ObjectValue object)) {
        return;
      }
      if (object.get("$ref") instanceof StringValue reference) {
        check(value, resolved(reference.value()), field, depth + 1);
        return;
      }
      type(value, object, field);
      fixed(value, object, field);
      combined(value, object, field, depth);
      switch (value) {
        case NumberValue number -> number(number, object, field);
        case StringValue text -> text(text.value(), object, field);
        case ArrayValue array -> array(array, object, field, depth);
        case ObjectValue members -> members(members, object, field, depth);
        default -> {}
      }
    }

    private Value resolved(String reference) {
      if (!reference.startsWith("#")) {
        throw BuiltinException.failed("remote reference " + reference + " is not allowed");
      }
      Value found = root;
      for (String key : reference.substring(1).split("/")) {
        if (!key.isEmpty()) {
          Value next = found.get(StringValue.of(Percent.decode(key, false).replace("~1", "/").replace("~0", "~")));
          if (next == null) {
            throw BuiltinException.failed("Object has no key '" + key + "'");
          }
          found = next;
        }
      }
      return found;
    }

    private static boolean isOf(Value value, String type) {
      return switch (type) {
        case "integer" -> value instanceof NumberValue number && number.isInteger();
        default -> value.typeName().equals(type);
      };
    }

    private void type(Value value, ObjectValue schema, String field) {
      List<String> types = types(schema);
      if (!types.isEmpty() && types.stream().noneMatch(type -> isOf(value, type))) {
        String given = isOf(value, "integer") ? "integer" : value.typeName();
        found(field, "invalid_type", "Invalid type. Expected: " + String.join("/", types) + ", given: " + given);
      }
    }

    private void fixed(Value value, ObjectValue schema, String field) {
      if (schema.get("enum") instanceof ArrayValue allowed && allowed.stream().noneMatch(value::equals)) {
        String list = String.join(", ", allowed.stream().map(Values::toJson).toList());
        found(field, "enum", field + " must be one of the following: " + list);
      }
      Value constant = schema.get("const");
      if (constant != null && !constant.equals(value)) {
        found(field, "const", field + " does not match: " + Values.toJson(constant));
      }
    }

    private void combined(Value value, ObjectValue schema, String field, int depth) {
      if (schema.get("anyOf") instanceof ArrayValue any
          && any.stream().noneMatch(one -> accepts(value, one, field, depth + 1))) {
        found(field, "number_any_of", "Must validate at least one schema (anyOf)");
      }
      if (schema.get("oneOf") instanceof ArrayValue one
          && one.stream().filter(candidate -> accepts(value, candidate, field, depth + 1)).count() != 1) {
        found(field, "number_one_of", "Must validate one and only one schema (oneOf)");
      }
      if (schema.get("allOf") instanceof ArrayValue all) {
        int before = findings.size();
        all.forEach(one -> check(value, one, field, depth + 1));
        if (findings.size() > before) {
          found(field, "number_all_of", "Must validate all the schemas (allOf)");
        }
      }
      Value not = schema.get("not");
      if (not != null && accepts(value, not, field, depth + 1)) {
        found(field, "number_not", "Must not validate the schema (not)");
      }
    }

    private static @Nullable BigDecimal bound(ObjectValue schema, String name) {
      return schema.get(name) instanceof NumberValue number ? number.decimal() : null;
    }

    private void number(NumberValue number, ObjectValue schema, String field) {
      BigDecimal value = number.decimal();
      BigDecimal least = bound(schema, "minimum");
      BigDecimal most = bound(schema, "maximum");
      BigDecimal above = bound(schema, "exclusiveMinimum");
      BigDecimal below = bound(schema, "exclusiveMaximum");
      BigDecimal step = bound(schema, "multipleOf");
      if (least != null && value.compareTo(least) < 0) {
        found(field, "number_gte", "Must be greater than or equal to " + least.toPlainString());
      }
      if (most != null && value.compareTo(most) > 0) {
        found(field, "number_lte", "Must be less than or equal to " + most.toPlainString());
      }
      if (above != null && value.compareTo(above) <= 0) {
        found(field, "number_gt", "Must be greater than " + above.toPlainString());
      }
      if (below != null && value.compareTo(below) >= 0) {
        found(field, "number_lt", "Must be less than " + below.toPlainString());
      }
      if (step != null && step.signum() > 0 && value.remainder(step).signum() != 0) {
        found(field, "multiple_of", "Must be a multiple of " + step.toPlainString());
      }
    }

    private void text(String text, ObjectValue schema, String field) {
      count(text.codePointCount(0, text.length()), schema, "minLength", "maxLength", field, "string_gte", "string_lte",
          "String length must be greater than or equal to %s", "String length must be less than or equal to %s");
      if (schema.get("pattern") instanceof StringValue pattern
          && !Regexes.pattern(pattern.value()).matcher(text).find()) {
        found(field, "pattern", "Does not match pattern '" + pattern.value() + "'");
      }
    }

    private void count(
        int count, ObjectValue schema, String least, String most, String field, String tooFew, String tooMany,
        String fewText, String manyText) {
      BigDecimal min = bound(schema, least);
      BigDecimal max = bound(schema, most);
      if (min != null && BigDecimal.valueOf(count).compareTo(min) < 0) {
        found(field, tooFew, fewText.replace("%s", min.toPlainString()));
      }
      if (max != null && BigDecimal.valueOf(count).compareTo(max) > 0) {
        found(field, tooMany, manyText.replace("%s", max.toPlainString()));
      }
    }

    private static String below(String field, String name) {
      return field.equals("(root)") ? name : field + "." + name;
    }

    private void array(ArrayValue array, ObjectValue schema, String field, int depth) {
      count(array.size(), schema, "minItems", "maxItems", field, "array_min_items", "array_max_items",
          "Array must have at least %s items", "Array must have at most %s items");
      Value items = schema.get("items");
      for (int i = 0; i < array.size() && items != null; i++) {
        Value item = items instanceof ArrayValue each ? i < each.size() ? each.get(i) : BooleanValue.TRUE : items;
        check(array.get(i), item, below(field, Integer.toString(i)), depth + 1);
      }
      boolean unique = BooleanValue.TRUE.equals(schema.get("uniqueItems"));
      if (unique && roadbed.rego.value.SetValue.of(array.toArray()).size() < array.size()) {
        found(field, "unique", "array items must be unique");
      }
    }

    private void members(ObjectValue members, ObjectValue schema, String field, int depth) {
      count(members.size(), schema, "minProperties", "maxProperties", field, "array_min_properties",
          "array_max_properties", "Must have at least %s properties", "Must have at most %s properties");
      if (schema.get("required") instanceof ArrayValue required) {
        for (Value name : required) {
          if (name instanceof StringValue text && members.get(text) == null) {
            found(field, "required", text.value() + " is required");
          }
        }
      }
      ObjectValue properties = schema.get("properties") instanceof ObjectValue object ? object : ObjectValue.EMPTY;
      ObjectValue patterns = schema.get("patternProperties") instanceof ObjectValue object ? object : ObjectValue.EMPTY;
      Value additional = schema.get("additionalProperties");
      for (int i = 0; i < members.size(); i++) {
        String name = members.keyAt(i) instanceof StringValue text ? text.value() : "";
        Value own = properties.get(name);
        boolean matched = own != null;
        if (own != null) {
          check(members.valueAt(i), own, below(field, name), depth + 1);
        }
        for (int j = 0; j < patterns.size(); j++) {
          if (patterns.keyAt(j) instanceof StringValue pattern && Regexes.pattern(pattern.value()).matcher(name).find()) {
            matched = true;
            check(members.valueAt(i), patterns.valueAt(j), below(field, name), depth + 1);
          }
        }
        if (!matched && BooleanValue.FALSE.equals(additional)) {
          found(field, "additional_property_not_allowed", "Additional property " + name + " is not allowed");
        } else if (!matched && additional != null) {
          check(members.valueAt(i), additional, below(field, name), depth + 1);
        }
      }
    }
  }
}
