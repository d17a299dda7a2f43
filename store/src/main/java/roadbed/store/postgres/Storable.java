package roadbed.store.postgres;

import java.util.Map;
import java.util.TreeMap;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/**
 * Texts and documents as PostgreSQL can keep them: it has no character NUL and no half of a surrogate pair, so
 * these become U+FFFD; objects are written with their keys in order, so that equal documents have equal texts.
 */
final class Storable {
  private static final char REPLACEMENT = '\uFFFD';

  private Storable() {}

  static String text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return replaced(text);
      }
    }
    return text;
  }

  private static String replaced(String text) {
    StringBuilder result = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        result.append(c).append(text.charAt(++i));
      } else {
        result.append(c == 0 || Character.isSurrogate(c) ? REPLACEMENT : c);
      }
    }
    return result.toString();
  }

  static String json(Value value) {
    return text(ValueJson.text(ordered(value)));
  }

  /** A JSON object of texts for a {@code jsonb} column, which unlike {@code json} refuses an escaped NUL. */
  static String json(Map<String, String> texts) {
    Map<String, Value> fields = new TreeMap<>();
    texts.forEach((name, value) -> fields.put(text(name), Value.of(text(value))));
    return ValueJson.text(new Value.Fields(fields));
  }

  private static Value ordered(Value value) {
    return switch (value) {
      case Value.Fields fields -> {
        Map<String, Value> sorted = new TreeMap<>();
        fields.values().forEach((name, inner) -> sorted.put(name, ordered(inner)));
        yield new Value.Fields(sorted);
      }
      case Value.Items items -> new Value.Items(items.values().stream().map(Storable::ordered).toList());
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
}
