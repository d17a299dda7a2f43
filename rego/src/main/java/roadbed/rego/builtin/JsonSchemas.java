package roadbed.rego.builtin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.JsonException;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/**
 * Documents against JSON schemas, with what OPA's validator finds in its words. A reference leads to somewhere in the
 * schema itself and never to the network.
 */
final class JsonSchemas {
  private JsonSchemas() {}

  static @Nullable Body body(String name) {
    return switch (name) {
      case "json.verify_schema" -> JsonSchemas::verify;
      case "json.match_schema" -> JsonSchemas::match;
      default -> null;
    };
  }

  private static Value document(Value value) {
    return switch (value) {
      case StringValue text -> {
        try {
          yield Values.parseJson(text.value());
        } catch (JsonException _) {
          throw BuiltinException.failed("invalid JSON string");
        }
      }
      case ObjectValue object -> Values.parseJson(Values.toJson(object));
      case ArrayValue array -> Values.parseJson(Values.toJson(array));
      default -> throw BuiltinException.failed("wrong type, expected string or object");
    };
  }

  private static Value verify(CallContext context, Value[] args) {
    try {
      JsonSchemaReader.read(context, document(args[0]));
      return ArrayValue.of(BooleanValue.TRUE, NullValue.NULL);
    } catch (BuiltinException e) {
      if (e.halts()) {
        throw e;
      }
      return ArrayValue.of(BooleanValue.FALSE, StringValue.of("jsonschema: " + e.problem()));
    }
  }

  private record Key(Value schema) {}

  private static Value match(CallContext context, Value[] args) {
    Value document = document(args[0]);
    JsonSchema schema =
        context.remembered(
            new Key(args[1]), JsonSchema.class, () -> JsonSchemaReader.read(context, document(args[1])));
    List<Value> findings = JsonSchemaMatcher.findings(context, schema, document);
    return ArrayValue.of(BooleanValue.of(findings.isEmpty()), ArrayValue.of(findings));
  }
}
