package roadbed.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A document value: JSON's six kinds and the two things that infrastructure documents add, a value that is
 * not known yet and a value that must not be seen.
 */
public sealed interface Value {

  /** Text. */
  record Text(String value) implements Value {}

  /** A whole number that fits 64 bits. */
  record Whole(long value) implements Value {}

  /** Any other number, exact. */
  record Decimal(BigDecimal value) implements Value {}

  /** True or false. */
  record Bool(boolean value) implements Value {
    public static final Bool TRUE = new Bool(true);
    public static final Bool FALSE = new Bool(false);

    public static Bool of(boolean value) {
      return value ? TRUE : FALSE;
    }
  }

  /** The JSON null: present and empty. */
  record Null() implements Value {
    public static final Null INSTANCE = new Null();
  }

  /**
   * An array. The list is copied.
   *
   * @param kind what the language that it comes from makes of it; arrays of documents are tuples. It does not count
   *     for equality: documents do not tell it
   */
  record Items(List<Value> values, Kind kind) implements Value {
    public static final Items EMPTY = new Items(List.of());

    /** How a language types an array: a sequence of anything, a list of one type, or a set. */
    public enum Kind {
      TUPLE,
      LIST,
      SET
    }

    public Items {
      values = List.copyOf(values);
    }

    /** A plain array. */
    public Items(List<Value> values) {
      this(values, Kind.TUPLE);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Items items && values.equals(items.values);
    }

    @Override
    public int hashCode() {
      return values.hashCode();
    }
  }

  /** An object. The map keeps the order of its source. */
  record Fields(Map<String, Value> values) implements Value {
    public static final Fields EMPTY = new Fields(Map.of());

    public Fields {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** An object of two fields, in this order. */
    public static Fields of(String first, Value firstValue, String second, Value secondValue) {
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put(first, firstValue);
      fields.put(second, secondValue);
      return new Fields(fields);
    }

    /** The field's value, or empty where the object has no such field. */
    public Optional<Value> get(String name) {
      return Optional.ofNullable(values.get(name));
    }

    /** The value behind a chain of field names, or empty where any of them is missing. */
    public Optional<Value> at(String... path) {
      Value here = this;
      for (String name : path) {
        Value next = here instanceof Fields fields ? fields.values.get(name) : null;
        if (next == null) {
          return Optional.empty();
        }
        here = next;
      }
      return Optional.of(here);
    }

    /** The text of a field, or empty where it is missing or not text. */
    public Optional<String> text(String name) {
      return values.get(name) instanceof Text text ? Optional.of(text.value()) : Optional.empty();
    }
  }

  /**
   * A value that exists but is not known where we look, for example "known after apply".
   *
   * @param reason why it is not known, in words for a person
   * @param ifPresent where it is not known whether anything stands there: what stands there if anything does; else
   *     empty. It does not count for equality, and documents do not tell it
   */
  record Unknown(String reason, Items ifPresent) implements Value {
    public static final Unknown AFTER_APPLY = new Unknown("known after apply");

    /** A value of which nothing is known. */
    public Unknown(String reason) {
      this(reason, Items.EMPTY);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Unknown unknown && reason.equals(unknown.reason);
    }

    @Override
    public int hashCode() {
      return reason.hashCode();
    }

    /**
     * An attribute that the configuration does not speak of, so that the provider decides on apply: its
     * documented default holds.
     */
    public static final Unknown LEFT_TO_PROVIDER =
        new Unknown("not configured; the provider decides on apply");

    /** Whether the configuration does not speak of it. */
    public boolean isLeftToProvider() {
      return reason.equals(LEFT_TO_PROVIDER.reason);
    }
  }

  /** A value that was present and is never kept: a secret. */
  record Secret() implements Value {
    public static final Secret INSTANCE = new Secret();
  }

  /** Text as a value. */
  static Value of(String text) {
    return new Text(text);
  }

  /** A whole number as a value. */
  static Value of(long number) {
    return new Whole(number);
  }

  /** A truth value as a value. */
  static Value of(boolean truth) {
    return Bool.of(truth);
  }

  /** A list of texts as a value. */
  static Items ofTexts(Iterable<String> texts) {
    List<Value> values = new ArrayList<>();
    for (String text : texts) {
      values.add(new Text(text));
    }
    return new Items(values);
  }

  /** Whether this value is, or anywhere contains, an {@link Unknown}. */
  default boolean hasUnknown() {
    return switch (this) {
      case Unknown _ -> true;
      case Items items -> items.values().stream().anyMatch(Value::hasUnknown);
      case Fields fields -> fields.values().values().stream().anyMatch(Value::hasUnknown);
      case Text _, Whole _, Decimal _, Bool _, Null _, Secret _ -> false;
    };
  }
}
