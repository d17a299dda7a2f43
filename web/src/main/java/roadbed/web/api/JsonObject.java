package roadbed.web.api;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import roadbed.model.Value;

/** Builds one JSON object, field by field in order. */
final class JsonObject {
  private final Map<String, Value> fields = new LinkedHashMap<>();

  JsonObject put(String name, Value value) {
    fields.put(name, value);
    return this;
  }

  /** A text, or anything else by its text. */
  JsonObject put(String name, Object text) {
    return put(name, Value.of(text.toString()));
  }

  JsonObject put(String name, long number) {
    return put(name, Value.of(number));
  }

  JsonObject put(String name, boolean truth) {
    return put(name, Value.of(truth));
  }

  JsonObject put(String name, BigDecimal number) {
    return put(name, new Value.Decimal(number));
  }

  /** Null where it is empty: the field is there and says that nothing is known. */
  JsonObject put(String name, Optional<?> value) {
    return put(name, value.<Value>map(v -> Value.of(v.toString())).orElse(Value.Null.INSTANCE));
  }

  JsonObject put(String name, OptionalDouble value) {
    return put(
        name,
        value.isPresent()
            ? new Value.Decimal(BigDecimal.valueOf(value.getAsDouble()))
            : Value.Null.INSTANCE);
  }

  <T> JsonObject list(String name, List<T> items, Function<T, ? extends Value> each) {
    return put(name, new Value.Items(items.stream().<Value>map(each).toList()));
  }

  /** Any value that a query can give. */
  static Value ofAny(@Nullable Object value) {
    return switch (value) {
      case null -> Value.Null.INSTANCE;
      case Boolean truth -> Value.of(truth);
      case Long number -> Value.of(number);
      case Integer number -> Value.of(number);
      case BigDecimal number -> new Value.Decimal(number);
      case Double number when Double.isFinite(number) -> new Value.Decimal(BigDecimal.valueOf(number));
      case Object other -> Value.of(other.toString());
    };
  }

  Value.Fields build() {
    return new Value.Fields(fields);
  }
}
