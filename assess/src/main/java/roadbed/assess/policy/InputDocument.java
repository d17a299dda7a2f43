package roadbed.assess.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import roadbed.model.Ownership;
import roadbed.model.Resource;
import roadbed.model.Value;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.UnknownValue;

/**
 * A resource as a guardrail's {@code input}: identity, ownership, tags, facets and origin, and, for guardrails
 * that ask for them, the raw document and those of its satellites. docs/reference/guardrails.md describes it.
 */
final class InputDocument {
  private static final StringValue CONCEALED = StringValue.of("(secret)");

  private InputDocument() {}

  /**
   * Makes the input of a resource.
   *
   * @param raw whether to add {@code raw} and {@code satellites}
   */
  static ObjectValue of(Resource resource, boolean raw) {
    ObjectValue.Builder input = ObjectValue.builder(16);
    put(input, "id", resource.id().value());
    put(input, "kind", resource.kind());
    put(input, "type", resource.type());
    put(input, "provider", resource.provider().id());
    put(input, "account", resource.account());
    put(input, "region", resource.region());
    put(input, "name", resource.name());
    put(input, "owner", resource.ownership().map(Ownership::owner));
    put(input, "environment", resource.environment());
    put(input, "tier", resource.tier());
    put(input, "system", resource.system());
    ObjectValue.Builder tags = ObjectValue.builder();
    resource.tags().forEach((name, value) -> put(tags, name, value));
    input.put("tags", tags.build());
    input.put("facets", value(resource.facets()));
    ObjectValue.Builder origin = ObjectValue.builder();
    put(origin, "source", resource.origin().source());
    put(origin, "declared_by", resource.origin().declaration().id());
    put(origin, "side", resource.origin().declaration().side().name().toLowerCase(Locale.ROOT));
    put(origin, "address", resource.origin().address());
    put(origin, "change", resource.origin().change().id());
    put(origin, "module", resource.origin().module());
    origin.put("module_approved", BooleanValue.of(resource.origin().moduleApproved()));
    input.put("origin", origin.build());
    if (raw) {
      input.put("raw", value(resource.raw()));
      ObjectValue.Builder satellites = ObjectValue.builder();
      resource
          .satellites()
          .forEach(
              (type, ones) ->
                  satellites.put(
                      type, ArrayValue.of(ones.stream().map(one -> value(one.raw())).toList())));
      input.put("satellites", satellites.build());
    }
    return input.build();
  }

  private static void put(ObjectValue.Builder to, String name, String text) {
    to.put(name, StringValue.of(text));
  }

  private static void put(ObjectValue.Builder to, String name, Optional<String> text) {
    text.ifPresent(present -> put(to, name, present));
  }

  /** A value as the engine has it. */
  static roadbed.rego.value.Value value(Value value) {
    return switch (value) {
      case Value.Text text -> StringValue.of(text.value());
      case Value.Whole whole -> NumberValue.of(whole.value());
      case Value.Decimal decimal -> NumberValue.of(decimal.value());
      case Value.Bool bool -> BooleanValue.of(bool.value());
      case Value.Null _ -> NullValue.NULL;
      case Value.Unknown unknown -> new UnknownValue(unknown.reason());
      case Value.Secret _ -> CONCEALED;
      case Value.Items items -> {
        List<roadbed.rego.value.Value> values = new ArrayList<>(items.values().size());
        items.values().forEach(item -> values.add(value(item)));
        yield ArrayValue.of(values);
      }
      case Value.Fields fields -> {
        ObjectValue.Builder object = ObjectValue.builder(fields.values().size());
        fields.values().forEach((name, inner) -> object.put(name, value(inner)));
        yield object.build();
      }
    };
  }
}
