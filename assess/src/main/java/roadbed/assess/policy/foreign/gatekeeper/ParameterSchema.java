package roadbed.assess.policy.foreign.gatekeeper;

import java.util.ArrayList;
import java.util.List;
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
