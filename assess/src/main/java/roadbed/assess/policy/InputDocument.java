package roadbed.assess.policy;

import java.util.Locale;
import java.util.Optional;
import roadbed.assess.policy.foreign.DocumentValues;
import roadbed.model.Ownership;
import roadbed.model.Resource;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;

/**
 * A resource as a guardrail's {@code input}: identity, ownership, tags, facets and origin, and, for guardrails
 * that ask for them, the raw document and those of its satellites. docs/reference/guardrails.md describes it.
 */
final class InputDocument {
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
    input.put("facets", DocumentValues.of(resource.facets()));
    ObjectValue.Builder origin = ObjectValue.builder();
    put(origin, "source", resource.origin().source());
    put(origin, "declared_by", resource.origin().declaration().id());
    put(origin, "side", resource.origin().declaration().side().name().toLowerCase(Locale.ROOT));
    put(origin, "address", resource.origin().address());
    put(origin, "change", resource.origin().change().id());
    put(origin, "module", resource.origin().module());
    put(origin, "construct", resource.origin().construct());
    origin.put("module_approved", BooleanValue.of(resource.origin().moduleApproved()));
    input.put("origin", origin.build());
    if (raw) {
      input.put("raw", DocumentValues.of(resource.raw()));
      ObjectValue.Builder satellites = ObjectValue.builder();
      resource
          .satellites()
          .forEach(
              (type, ones) ->
                  satellites.put(
                      type, ArrayValue.of(ones.stream().map(one -> DocumentValues.of(one.raw())).toList())));
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
}
