package roadbed.assess.policy.foreign.gatekeeper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roadbed.assess.policy.foreign.Nested;
import roadbed.rego.builtin.Builtin;
import roadbed.rego.builtin.BuiltinException;
import roadbed.rego.builtin.Builtins;
import roadbed.rego.builtin.CallContext;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * The schema of a template's parameters, in OpenAPI's form.
 *
 * @param written as it stands in the template
 */
record ParameterSchema(ObjectValue written) {
  private static final int MAX_DEPTH = 100;

  /** What is wrong with parameters; nothing where there is no schema. */
  List<String> problems(Value parameters) {
    if (written.isEmpty()) {
      return List.of();
    }
    Builtin match = Builtins.standard().find("json.match_schema").orElseThrow();
    try {
      Value answer = match.call(CallContext.builder().build(), new Value[] {parameters, jsonSchema(written, 0)});
      List<String> problems = new ArrayList<>();
      if (answer instanceof ArrayValue pair && pair.get(0) instanceof BooleanValue good && !good.value()) {
        for (Value error : (ArrayValue) pair.get(1)) {
          problems.add("spec.parameters." + Nested.text(error, "field") + ": " + Nested.text(error, "desc"));
        }
      }
      return problems;
    } catch (BuiltinException e) {
      // A schema that is none says nothing about parameters.
      return List.of();
    }
  }

  /**
   * A constraint with the parameters that its author left to the schema's defaults. As in an API server a default counts
   * where its name is missing, or null where null is no value; what would hold it is not made for its sake.
   */
  ObjectValue withDefaults(ObjectValue constraint) {
    if (written.isEmpty()) {
      return constraint;
    }
    ObjectValue spec = ObjectValue.of("properties", ObjectValue.of("parameters", written));
    return (ObjectValue) withDefaults(constraint, ObjectValue.of("properties", ObjectValue.of("spec", spec)), 0);
  }

  private static Value withDefaults(Value value, Value schema, int depth) {
    if (depth > MAX_DEPTH) {
      return value;
    }
    return switch (value) {
      case ObjectValue object -> {
        ObjectValue properties = Nested.object(schema, "properties");
        Optional<Value> others = Nested.find(schema, "additionalProperties");
        ObjectValue.Builder out = ObjectValue.builder(object.size());
        for (int i = 0; i < object.size(); i++) {
          Value key = object.keyAt(i);
          Value inner = Optional.ofNullable(properties.get(key)).or(() -> others).orElse(ObjectValue.EMPTY);
          boolean missing = object.valueAt(i) instanceof NullValue && !Nested.isTrue(inner, "nullable");
          Value given = missing ? Nested.find(inner, "default").orElse(NullValue.NULL) : object.valueAt(i);
          out.put(key, withDefaults(given, inner, depth + 1));
        }
        for (int i = 0; i < properties.size(); i++) {
          Optional<Value> byDefault = Nested.find(properties.valueAt(i), "default");
          if (object.get(properties.keyAt(i)) == null && byDefault.isPresent()) {
            out.put(properties.keyAt(i), withDefaults(byDefault.get(), properties.valueAt(i), depth + 1));
          }
        }
        yield out.build();
      }
      case ArrayValue array -> {
        Value items = Nested.find(schema, "items").orElse(ObjectValue.EMPTY);
        yield ArrayValue.of(array.stream().map(item -> withDefaults(item, items, depth + 1)).toList());
      }
      default -> value;
    };
  }

  /** In OpenAPI null is a property of a type; in JSON schema it is a type. */
  private static Value jsonSchema(Value schema, int depth) {
    if (depth > MAX_DEPTH) {
      return ObjectValue.EMPTY;
    }
    return switch (schema) {
      case ObjectValue object -> {
        boolean nullable = Nested.isTrue(object, "nullable");
        ObjectValue.Builder out = ObjectValue.builder(object.size());
        for (int i = 0; i < object.size(); i++) {
          String key = object.keyAt(i) instanceof StringValue text ? text.value() : "";
          Value value = object.valueAt(i);
          switch (key) {
            case "type" -> out.put("type", nullable && value instanceof StringValue type ? ArrayValue.of(type, StringValue.of("null")) : value);
            case "format", "nullable", "default", "description", "example" -> {
              // Says nothing that a check goes by.
            }
            case "enum" -> out.put("enum", nullable && value instanceof ArrayValue options ? with(options) : value);
            default -> out.put(object.keyAt(i), jsonSchema(value, depth + 1));
          }
        }
        yield out.build();
      }
      case ArrayValue array -> ArrayValue.of(array.stream().map(item -> jsonSchema(item, depth + 1)).toList());
      default -> schema;
    };
  }

  private static ArrayValue with(ArrayValue options) {
    List<Value> all = new ArrayList<>(options.stream().toList());
    all.add(NullValue.NULL);
    return ArrayValue.of(all);
  }
}
