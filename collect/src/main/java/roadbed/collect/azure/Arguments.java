package roadbed.collect.azure;

import java.util.List;
import roadbed.model.Value;

/** The evaluated arguments of a call, asked for as what the function needs. */
final class Arguments {
  private final List<Value> values;

  Arguments(List<Value> values) {
    this.values = values;
  }

  int size() {
    return values.size();
  }

  List<Value> all() {
    return values;
  }

  /** The argument, whatever it is. */
  Value value(int i) {
    if (i >= values.size()) {
      throw Unresolved.because("an argument is missing");
    }
    return values.get(i);
  }

  /** The argument, which is not wholly unknown. */
  Value known(int i) {
    Value value = value(i);
    if (Symbols.is(value)) {
      throw Unresolved.because(Symbols.reason(value).orElse("not known"));
    }
    if (value instanceof Value.Secret) {
      throw Unresolved.secret();
    }
    return value;
  }

  /** A text all of which is known. */
  String text(int i) {
    String text = partial(i);
    if (Symbols.in(text)) {
      throw Unresolved.because(Symbols.reason(value(i)).orElse("not known"));
    }
    return text;
  }

  /** A text that may have symbols in it; numbers and truth values count as their text. */
  String partial(int i) {
    return textOf(value(i));
  }

  /** The text of a scalar. */
  static String textOf(Value value) {
    return switch (value) {
      case Value.Text text -> text.value();
      case Value.Whole whole -> Long.toString(whole.value());
      case Value.Decimal decimal -> decimal.value().toPlainString();
      case Value.Bool bool -> bool.value() ? "True" : "False";
      case Value.Null _ -> "";
      case Value.Secret _ -> throw Unresolved.secret();
      case Value.Items _, Value.Fields _, Value.Unknown _ ->
          throw Unresolved.because("a text was expected and " + kind(value) + " given");
    };
  }

  /** A whole number, also as text. */
  long whole(int i) {
    Value value = known(i);
    if (value instanceof Value.Whole whole) {
      return whole.value();
    }
    try {
      return Long.parseLong(text(i).strip());
    } catch (NumberFormatException _) {
      throw Unresolved.because("a whole number was expected");
    }
  }

  /** A number of items or characters, within what is sensible. */
  int count(int i) {
    return Math.clamp(whole(i), Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  boolean truth(int i) {
    return truthOf(known(i));
  }

  /** The truth value that a value stands for. */
  static boolean truthOf(Value value) {
    if (value instanceof Value.Bool bool) {
      return bool.value();
    }
    if (value instanceof Value.Text text && text.value().equalsIgnoreCase("true")) {
      return true;
    }
    if (value instanceof Value.Text text && text.value().equalsIgnoreCase("false")) {
      return false;
    }
    if (value instanceof Value.Whole whole) {
      return whole.value() != 0;
    }
    if (value instanceof Value.Secret) {
      throw Unresolved.secret();
    }
    throw Unresolved.because(Symbols.reason(value).orElse("a truth value was expected and " + kind(value) + " given"));
  }

  Value.Items items(int i) {
    Value value = known(i);
    if (value instanceof Value.Items items) {
      return items;
    }
    throw expected(value, "an array");
  }

  Value.Fields fields(int i) {
    Value value = known(i);
    if (value instanceof Value.Fields fields) {
      return fields;
    }
    throw expected(value, "an object");
  }

  private static Unresolved expected(Value value, String what) {
    return Unresolved.because(
        Symbols.reason(value).orElse(what + " was expected and " + kind(value) + " given"));
  }

  private static String kind(Value value) {
    return switch (value) {
      case Value.Text _ -> "a text";
      case Value.Whole _, Value.Decimal _ -> "a number";
      case Value.Bool _ -> "a truth value";
      case Value.Null _ -> "null";
      case Value.Items _ -> "an array";
      case Value.Fields _ -> "an object";
      case Value.Unknown _ -> "something unknown";
      case Value.Secret _ -> "a secret";
    };
  }
}
