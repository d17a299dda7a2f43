package roadbed.model;

import java.io.OutputStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON text to and from {@link Value}, bounded: at most {@value #MAX_DEPTH} levels, numbers of at most
 * {@value #MAX_NUMBER_LENGTH} digits, texts of at most {@value #MAX_TEXT_LENGTH} characters.
 *
 * <p>{@link Value.Unknown} is written as {@code {"$unknown": reason}} and {@link Value.Secret} as
 * {@code {"$secret": true}}, and read back as such by {@link #parseOwn}; foreign documents are read as they
 * stand. A foreign object that happens to look like one of the two is written with one more dollar sign, so
 * that nobody can pretend to be unknown or secret.
 */
public final class ValueJson {
  public static final int MAX_DEPTH = 500;
  public static final int MAX_NUMBER_LENGTH = 1_000;
  public static final int MAX_TEXT_LENGTH = 20_000_000;

  private static final String UNKNOWN = "$unknown";
  private static final String SECRET = "$secret";
  private static final Pattern RESERVED = Pattern.compile("\\$+(unknown|secret)");

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .maxStringLength(MAX_TEXT_LENGTH)
                  .build())
          // What was read is written again, perhaps inside a larger document.
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH + 100).build())
          .build();

  private ValueJson() {}

  /** The one bounded factory for streaming readers and writers of this project. */
  public static JsonFactory factory() {
    return FACTORY;
  }

  /**
   * Parses a whole text that this project wrote.
   *
   * @throws tools.jackson.core.JacksonException where it is not JSON or breaks a bound
   */
  public static Value parseOwn(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      return revive(read(parser));
    }
  }

  /**
   * Parses a whole text that somebody else wrote.
   *
   * @throws tools.jackson.core.JacksonException where it is not JSON or breaks a bound
   */
  public static Value parse(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      Value value = read(parser);
      if (parser.nextToken() != null) {
        throw new StreamReadException(parser, "text after the end of the document");
      }
      return value;
    }
  }

  /**
   * Reads the value at which a parser stands and leaves the parser at its last token.
   *
   * @throws tools.jackson.core.JacksonException where it is not JSON or breaks a bound
   */
  public static Value read(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new StreamReadException(parser, "the document is empty");
    }
    return switch (token) {
      case START_OBJECT -> {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
          parser.nextToken();
          fields.put(name, read(parser));
        }
        yield new Value.Fields(fields);
      }
      case START_ARRAY -> {
        List<Value> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(read(parser));
        }
        yield new Value.Items(items);
      }
      case VALUE_STRING -> new Value.Text(parser.getString());
      case VALUE_NUMBER_INT -> whole(parser);
      case VALUE_NUMBER_FLOAT -> new Value.Decimal(parser.getDecimalValue());
      case VALUE_TRUE -> Value.Bool.TRUE;
      case VALUE_FALSE -> Value.Bool.FALSE;
      case VALUE_NULL -> Value.Null.INSTANCE;
      case END_ARRAY, END_OBJECT, PROPERTY_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new StreamReadException(parser, "a value was expected and " + token + " found");
    };
  }

  private static Value whole(JsonParser parser) {
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      return new Value.Decimal(new BigDecimal(parser.getBigIntegerValue()));
    }
    return new Value.Whole(parser.getLongValue());
  }

  private static boolean isReserved(String name) {
    return name.startsWith("$") && RESERVED.matcher(name).matches();
  }

  /** Makes what {@link #write} wrote for unknown and secret values such values again. */
  static Value revive(Value value) {
    return switch (value) {
      case Value.Fields fields -> {
        if (fields.values().size() == 1) {
          if (fields.values().get(UNKNOWN) instanceof Value.Text reason) {
            yield new Value.Unknown(reason.value());
          }
          if (fields.values().get(SECRET) instanceof Value.Bool) {
            yield Value.Secret.INSTANCE;
          }
        }
        Map<String, Value> revived = new LinkedHashMap<>();
        fields
            .values()
            .forEach(
                (name, inner) ->
                    revived.put(name.startsWith("$$") && isReserved(name) ? name.substring(1) : name, revive(inner)));
        yield new Value.Fields(revived);
      }
      case Value.Items items ->
          new Value.Items(items.values().stream().map(ValueJson::revive).toList());
      case Value.Text _,
          Value.Whole _,
          Value.Decimal _,
          Value.Bool _,
          Value.Null _,
          Value.Unknown _,
          Value.Secret _ ->
          value;
    };
  }

  /** Compact JSON text of a value. */
  public static String text(Value value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write(generator, value);
    }
    return text.toString();
  }

  /** A generator of compact UTF-8 JSON; closing it closes the stream. */
  public static JsonGenerator generator(OutputStream out) {
    return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
  }

  /** Writes a value where a generator stands. */
  public static void write(JsonGenerator generator, Value value) {
    switch (value) {
      case Value.Text text -> generator.writeString(text.value());
      case Value.Whole whole -> generator.writeNumber(whole.value());
      case Value.Decimal decimal -> generator.writeNumber(decimal.value());
      case Value.Bool bool -> generator.writeBoolean(bool.value());
      case Value.Null _ -> generator.writeNull();
      case Value.Items items -> {
        generator.writeStartArray();
        items.values().forEach(item -> write(generator, item));
        generator.writeEndArray();
      }
      case Value.Fields fields -> {
        generator.writeStartObject();
        fields
            .values()
            .forEach(
                (name, inner) -> {
                  generator.writeName(isReserved(name) ? "$" + name : name);
                  write(generator, inner);
                });
        generator.writeEndObject();
      }
      case Value.Unknown unknown -> {
        generator.writeStartObject();
        generator.writeStringProperty(UNKNOWN, unknown.reason());
        generator.writeEndObject();
      }
      case Value.Secret _ -> {
        generator.writeStartObject();
        generator.writeBooleanProperty(SECRET, true);
        generator.writeEndObject();
      }
    }
  }
}
