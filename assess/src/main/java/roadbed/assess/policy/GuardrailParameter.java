package roadbed.assess.policy;

import java.util.Locale;
import java.util.Optional;
import roadbed.model.Value;

/**
 * What may be set of a guardrail. Its rule reads the value in {@code data.parameters["guardrail-id"].name}.
 *
 * @param name its name
 * @param type what values it takes
 * @param standard the value where nothing else is said
 * @param value the value that counts here
 * @param description what it means
 */
public record GuardrailParameter(String name, Type type, Value standard, Value value, String description) {
  /** What values a parameter takes. */
  public enum Type {
    STRING,
    INTEGER,
    BOOLEAN,
    STRINGS,
    INTEGERS;

    /** The word in metadata, for example {@code strings}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Type> ofId(String id) {
      for (Type type : values()) {
        if (type.id().equals(id)) {
          return Optional.of(type);
        }
      }
      return Optional.empty();
    }

    /** Whether a value is of this type. */
    boolean takes(Value value) {
      return switch (this) {
        case STRING -> value instanceof Value.Text;
        case INTEGER -> value instanceof Value.Whole;
        case BOOLEAN -> value instanceof Value.Bool;
        case STRINGS -> value instanceof Value.Items items && items.values().stream().allMatch(STRING::takes);
        case INTEGERS -> value instanceof Value.Items items && items.values().stream().allMatch(INTEGER::takes);
      };
    }

    /** In words, with an example. */
    String words() {
      return switch (this) {
        case STRING -> "a text";
        case INTEGER -> "a whole number";
        case BOOLEAN -> "true or false";
        case STRINGS -> "a list of texts, such as [one, two]";
        case INTEGERS -> "a list of whole numbers, such as [1, 2]";
      };
    }
  }

  /** The same with another value. */
  GuardrailParameter with(Value other) {
    return new GuardrailParameter(name, type, standard, other, description);
  }

  /** The value that counts, as a person writes it. */
  public String written() {
    return ParameterSettings.written(value);
  }

  /** Whether somebody set it. */
  public boolean isSet() {
    return !value.equals(standard);
  }
}
