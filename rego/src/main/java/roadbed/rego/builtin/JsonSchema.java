package roadbed.rego.builtin;

import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/**
 * One schema within a schema document, as {@link JsonSchemaReader} read it; absent keywords are null or empty. Mutable
 * while it is read, because a schema may refer to one around it.
 */
final class JsonSchema {
  /** What may follow the items that have schemas of their own, or the properties that have: anything, nothing, a kind. */
  sealed interface Additional {
    /** Anything or nothing. */
    record Allowed(boolean allowed) implements Additional {}

    /** What this schema accepts. */
    record Each(JsonSchema schema) implements Additional {}
  }

  /** What an object with a certain member also needs. */
  sealed interface Dependency {
    /** Other members. */
    record Members(List<String> names) implements Dependency {}

    /** To fit a schema as a whole. */
    record Whole(JsonSchema schema) implements Dependency {}
  }

  /** The whole schema is {@code true} or {@code false}. */
  @Nullable Boolean constant;

  @Nullable JsonSchema reference;
  final List<String> types = new ArrayList<>();
  final Map<String, JsonSchema> properties = new LinkedHashMap<>();
  final Map<Pattern, JsonSchema> patternProperties = new LinkedHashMap<>();
  @Nullable Additional additionalProperties;
  @Nullable JsonSchema propertyNames;
  final Map<String, Dependency> dependencies = new LinkedHashMap<>();
  final List<JsonSchema> items = new ArrayList<>();
  boolean itemsAreAlike;
  @Nullable Additional additionalItems;
  @Nullable JsonSchema contains;
  boolean uniqueItems;
  @Nullable BigDecimal multipleOf;
  @Nullable BigDecimal minimum;
  @Nullable BigDecimal exclusiveMinimum;
  @Nullable BigDecimal maximum;
  @Nullable BigDecimal exclusiveMaximum;
  @Nullable Long minLength;
  @Nullable Long maxLength;
  @Nullable Long minProperties;
  @Nullable Long maxProperties;
  @Nullable Long minItems;
  @Nullable Long maxItems;
  @Nullable Pattern pattern;
  String format = "";
  final List<String> required = new ArrayList<>();

  /** The only value that is accepted, in canonical JSON. */
  @Nullable String fixed;

  /** The values that are accepted, in canonical JSON. */
  @Nullable List<String> choices;

  final List<JsonSchema> oneOf = new ArrayList<>();
  final List<JsonSchema> anyOf = new ArrayList<>();
  final List<JsonSchema> allOf = new ArrayList<>();
  @Nullable JsonSchema not;
  @Nullable JsonSchema condition;
  @Nullable JsonSchema then;
  @Nullable JsonSchema otherwise;

  /** Whether values of a type are accepted. */
  boolean accepts(String type) {
    return types.isEmpty() || types.contains(type);
  }

  /** The accepted types as messages have them. */
  String shownTypes() {
    return types.size() == 1 ? types.getFirst() : "[" + String.join(",", types) + "]";
  }

  /** JSON in which values that are equal look the same: as from numbers of 64 bits. */
  static String canonical(Value value) {
    return Values.toJson(rounded(value));
  }

  private static Value rounded(Value value) {
    return switch (value) {
      case NumberValue number -> {
        double nearest = number.doubleValue();
        yield Double.isFinite(nearest) ? NumberValue.of(nearest) : number;
      }
      case ArrayValue array -> {
        Value[] items = new Value[array.size()];
        for (int i = 0; i < items.length; i++) {
          items[i] = rounded(array.get(i));
        }
        yield ArrayValue.of(items);
      }
      case ObjectValue object -> {
        ObjectValue.Builder members = ObjectValue.builder(object.size());
        for (int i = 0; i < object.size(); i++) {
          members.put(object.keyAt(i), rounded(object.valueAt(i)));
        }
        yield members.build();
      }
      default -> value;
    };
  }

  /** What a JSON value is called in messages. */
  static String typeOf(Value value) {
    return value instanceof NumberValue number && number.isInteger() ? "integer" : value.typeName();
  }

  static boolean isTrueOrFalse(@Nullable Value value) {
    return value instanceof BooleanValue;
  }
}
