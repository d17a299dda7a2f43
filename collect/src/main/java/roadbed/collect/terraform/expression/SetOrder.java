package roadbed.collect.terraform.expression;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import roadbed.model.Value;

/**
 * The order in which a set gives its elements: numbers by their size, texts by their code points, false before true,
 * everything else by a text that its content makes; null comes last.
 */
final class SetOrder implements Comparator<Value> {
  static final SetOrder INSTANCE = new SetOrder();

  private SetOrder() {}

  /** The elements once each, in order. All of them are wholly known. */
  static List<Value> of(List<Value> values) {
    TreeSet<Value> sorted = new TreeSet<>(INSTANCE);
    sorted.addAll(values);
    return new ArrayList<>(sorted);
  }

  @Override
  public int compare(Value a, Value b) {
    boolean none = a instanceof Value.Null;
    if (none || b instanceof Value.Null) {
      return Boolean.compare(none, b instanceof Value.Null);
    }
    if (a instanceof Value.Text left && b instanceof Value.Text right) {
      return codePoints(left.value(), right.value());
    }
    if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
      return Conversions.decimal(a).compareTo(Conversions.decimal(b));
    }
    if (a instanceof Value.Bool left && b instanceof Value.Bool right) {
      return Boolean.compare(left.value(), right.value());
    }
    return codePoints(key(a), key(b));
  }

  /** The order of UTF-8, which is not that of {@link String#compareTo} beyond the basic plane. */
  static int codePoints(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    for (int i = 0; i < shorter; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean high = Character.isSurrogate(x);
        return high == Character.isSurrogate(y) ? Character.compare(x, y) : high ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  private static String key(Value value) {
    StringBuilder key = new StringBuilder();
    key(value, key);
    return key.toString();
  }

  private static void key(Value value, StringBuilder key) {
    switch (value) {
      case Value.Text text -> key.append('"').append(text.value()).append('"');
      case Value.Whole _, Value.Decimal _ -> key.append(FormatFunction.shortest(Conversions.decimal(value), 10, false));
      case Value.Bool bool -> key.append(bool.value() ? 'T' : 'F');
      case Value.Null _ -> key.append('~');
      case Value.Unknown _, Value.Secret _ -> key.append('?');
      case Value.Items items -> {
        key.append('<');
        for (Value item : items.values()) {
          key(item, key);
          key.append(';');
        }
        key.append('>');
      }
      case Value.Fields fields -> {
        key.append('<');
        for (Value inner : new TreeMap<>(fields.values()).values()) {
          key(inner, key);
          key.append(';');
        }
        key.append('>');
      }
    }
  }
}
