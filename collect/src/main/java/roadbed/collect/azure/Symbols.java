package roadbed.collect.azure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.model.Value;

/**
 * Stand-ins, inside texts, for what only a deployment knows. A name such as {@code concat('st',
 * uniqueString(resourceGroup().id))} is not known here, and yet whatever is made from the same expression is the same
 * name; so while a template is evaluated, what is not known is kept as a symbol, and two texts with the same symbols
 * are equal. Symbols stand between characters that no document may hold. Once a resource is complete, every text with
 * a symbol becomes {@link Value.Unknown}.
 */
final class Symbols {
  private static final char OPEN = '\uE000';
  private static final char REASON = '\uE001';
  private static final char CLOSE = '\uE002';
  private static final Pattern SYMBOL = Pattern.compile("\uE000([^\uE001]*)\uE001([^\uE002]*)\uE002");
  private static final int LONGEST = 200;

  private Symbols() {}

  /** What is read from a document, without the characters that are reserved here. */
  static String clean(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isReserved(text.charAt(i))) {
        return text.replace(OPEN, '?').replace(REASON, '?').replace(CLOSE, '?');
      }
    }
    return text;
  }

  private static boolean isReserved(char c) {
    return c >= OPEN && c <= CLOSE;
  }

  /**
   * What is not known.
   *
   * @param symbol the expression that would give it, the same for the same thing
   * @param reason why it is not known, in words for a person
   */
  static Value.Text of(String symbol, String reason) {
    String shown = display(symbol);
    String name =
        shown.length() <= LONGEST
            ? shown
            : shown.substring(0, LONGEST) + "…" + Integer.toHexString(shown.hashCode());
    return new Value.Text(OPEN + name + REASON + display(reason) + CLOSE);
  }

  /** Whether a text has a symbol in it. */
  static boolean in(String text) {
    return text.indexOf(OPEN) >= 0;
  }

  /** Whether a value is a text with a symbol in it. */
  static boolean isIn(Value value) {
    return value instanceof Value.Text text && in(text.value());
  }

  /** Whether a value is a symbol and nothing else, so that not even its type is known. */
  static boolean is(Value value) {
    return value instanceof Value.Text text
        && !text.value().isEmpty()
        && text.value().charAt(0) == OPEN
        && text.value().indexOf(CLOSE) == text.value().length() - 1;
  }

  /** Whether there is a symbol anywhere inside. */
  static boolean within(Value value) {
    return switch (value) {
      case Value.Text text -> in(text.value());
      case Value.Items items -> items.values().stream().anyMatch(Symbols::within);
      case Value.Fields fields -> fields.values().values().stream().anyMatch(Symbols::within);
      case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> false;
    };
  }

  /** Why the first symbol inside is not known. */
  static Optional<String> reason(Value value) {
    return switch (value) {
      case Value.Text text -> {
        Matcher matcher = SYMBOL.matcher(text.value());
        yield matcher.find() ? Optional.of(matcher.group(2)) : Optional.empty();
      }
      case Value.Items items -> items.values().stream().flatMap(item -> reason(item).stream()).findFirst();
      case Value.Fields fields ->
          fields.values().values().stream().flatMap(item -> reason(item).stream()).findFirst();
      case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ ->
          Optional.empty();
    };
  }

  /** The text as a person reads it, each symbol as its expression in braces. */
  static String display(String text) {
    if (!in(text)) {
      return text;
    }
    return SYMBOL.matcher(text).replaceAll(match -> Matcher.quoteReplacement("{" + match.group(1) + "}"));
  }

  /** Applies something to the known parts of a text, and something to the symbols. */
  static String map(String text, UnaryOperator<String> known, UnaryOperator<String> symbol) {
    Matcher matcher = SYMBOL.matcher(text);
    StringBuilder mapped = new StringBuilder();
    int done = 0;
    while (matcher.find()) {
      mapped.append(known.apply(text.substring(done, matcher.start())));
      mapped.append(OPEN).append(symbol.apply(matcher.group(1))).append(REASON).append(matcher.group(2)).append(CLOSE);
      done = matcher.end();
    }
    return mapped.append(known.apply(text.substring(done))).toString();
  }

  /** The parts of a text between slashes that are not inside a symbol. */
  static List<String> segments(String text) {
    return split(text, List.of("/"));
  }

  /** The parts of a text between delimiters that are not inside a symbol. */
  static List<String> split(String text, List<String> delimiters) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean inSymbol = false;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      inSymbol = c == OPEN || (inSymbol && c != CLOSE);
      String found = inSymbol ? "" : delimiterAt(text, at, delimiters);
      if (found.isEmpty()) {
        part.append(c);
        at++;
      } else {
        parts.add(part.toString());
        part.setLength(0);
        at += found.length();
      }
    }
    parts.add(part.toString());
    return parts;
  }

  private static String delimiterAt(String text, int at, List<String> delimiters) {
    for (String delimiter : delimiters) {
      if (!delimiter.isEmpty() && text.startsWith(delimiter, at)) {
        return delimiter;
      }
    }
    return "";
  }

  /** Where the last symbol ends; -1 where there is none. */
  static int lastEnd(String text) {
    return text.lastIndexOf(CLOSE);
  }

  /** The known parts of a text, one after the other. */
  static String known(String text) {
    return in(text) ? SYMBOL.matcher(text).replaceAll("") : text;
  }

  /** How many characters stand before the first symbol; all of them where there is none. */
  static int knownLength(String text) {
    int at = text.indexOf(OPEN);
    return at < 0 ? text.length() : at;
  }

  /** Whether all symbols of the text satisfy a condition. */
  static boolean all(String text, Predicate<String> condition) {
    Matcher matcher = SYMBOL.matcher(text);
    while (matcher.find()) {
      if (!condition.test(matcher.group(1))) {
        return false;
      }
    }
    return true;
  }

  /** The value for everybody else: every text that has a symbol is unknown. */
  static Value settled(Value value) {
    return switch (value) {
      case Value.Text text ->
          in(text.value()) ? new Value.Unknown(reason(text).orElse("known when it is deployed")) : text;
      case Value.Items items -> {
        List<Value> settled = new ArrayList<>(items.values().size());
        items.values().forEach(item -> settled.add(settled(item)));
        yield new Value.Items(settled);
      }
      case Value.Fields fields -> {
        Map<String, Value> settled = new LinkedHashMap<>();
        fields.values().forEach((name, inner) -> settled.put(display(name), settled(inner)));
        yield new Value.Fields(settled);
      }
      case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> value;
    };
  }
}
