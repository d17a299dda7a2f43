package roadbed.rego.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ways into values and out of them. */
public final class Values {
  /** Levels of nesting beyond which a document is refused. */
  public static final int MAX_DEPTH = 1_000;

  private Values() {}

  /**
   * Reads one JSON document from UTF-8.
   *
   * @throws JsonException with line and column where it is not JSON or breaks a bound
   */
  public static Value parseJson(byte[] utf8) {
    return new JsonParser(utf8, MAX_DEPTH).document();
  }

  /**
   * Reads one JSON document.
   *
   * @throws JsonException with line and column where it is not JSON or breaks a bound
   */
  public static Value parseJson(String text) {
    return parseJson(Utf8.encode(text));
  }

  /** Compact JSON as OPA's {@code json.marshal} gives it: sets are arrays; {@code <}, {@code >} and {@code &} escaped. */
  public static String toJson(Value value) {
    StringBuilder out = new StringBuilder();
    new JsonWriter(out, true).write(value);
    return out.toString();
  }

  /** Compact JSON for reading by people and programs, without the escapes for HTML. */
  public static String toPlainJson(Value value) {
    StringBuilder out = new StringBuilder();
    new JsonWriter(out, false).write(value);
    return out.toString();
  }

  /** A JSON string literal as Go's encoding/json writes it. */
  public static String quoteJson(String text) {
    StringBuilder out = new StringBuilder();
    new JsonWriter(out, true).text(text);
    return out.toString();
  }

  /** A Rego string literal. */
  public static String quote(String text) {
    return TermText.quote(text);
  }

  /**
   * The value of a Java object: null, Boolean, Number, CharSequence, List, Set, Map or Value, nested.
   *
   * @throws IllegalArgumentException for any other
   */
  public static Value ofJava(@Nullable Object object) {
    return switch (object) {
      case null -> NullValue.NULL;
      case Value value -> value;
      case Boolean bool -> BooleanValue.of(bool);
      case CharSequence text -> StringValue.of(text.toString());
      case Integer number -> NumberValue.of(number.longValue());
      case Long number -> NumberValue.of(number);
      case BigInteger number -> NumberValue.of(number);
      case BigDecimal number -> NumberValue.of(number);
      case Number number -> NumberValue.of(new BigDecimal(number.toString()));
      case List<?> list -> ArrayValue.of(list.stream().map(Values::ofJava).toList());
      case Set<?> set -> SetValue.of(set.stream().map(Values::ofJava).toList());
      case Map<?, ?> map -> {
        ObjectValue.Builder builder = ObjectValue.builder(map.size());
        map.forEach((key, item) -> builder.put(ofJava(key), ofJava(item)));
        yield builder.build();
      }
      default -> throw new IllegalArgumentException("no Rego value for " + object.getClass().getName());
    };
  }
}
