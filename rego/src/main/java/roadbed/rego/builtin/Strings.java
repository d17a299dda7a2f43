package roadbed.rego.builtin;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Utf8;
import roadbed.rego.value.Value;

/** The functions on texts; positions and lengths count code points. */
final class Strings {
  private Strings() {}

  static @Nullable Body body(String name) {
    return switch (name) {
      case "contains" -> test((text, part) -> new TextSearch(part).in(text, 0) >= 0);
      case "startswith" -> test(String::startsWith);
      case "endswith" -> test(String::endsWith);
      case "lower" -> (_, args) -> StringValue.of(lower(Operands.string(args, 1)));
      case "upper" -> (_, args) -> StringValue.of(upper(Operands.string(args, 1)));
      case "concat" -> Strings::concat;
      case "split" -> Strings::split;
      case "strings.split_n" -> Strings::splitN;
      case "replace" -> Strings::replace;
      case "strings.replace_n" -> Strings::replaceN;
      case "strings.count" -> (_, args) -> NumberValue.of(count(Operands.string(args, 1), Operands.string(args, 2)));
      case "strings.reverse" -> (_, args) -> StringValue.of(reverse(Operands.string(args, 1)));
      case "substring" -> (_, args) -> substring(args);
      case "indexof" -> (_, args) -> indexOf(args);
      case "indexof_n" -> (_, args) -> indexOfN(args);
      case "format_int" -> (_, args) -> formatInt(args);
      case "sprintf" ->
          (context, args) ->
              StringValue.of(new GoFormat(context, Operands.array(args, 2)).format(Operands.string(args, 1)));
      case "strings.any_prefix_match" -> anyMatch(String::startsWith);
      case "strings.any_suffix_match" -> anyMatch(String::endsWith);
      case "trim" -> trim(true, true);
      case "trim_left" -> trim(true, false);
      case "trim_right" -> trim(false, true);
      case "trim_space" -> (_, args) -> StringValue.of(trimSpace(Operands.string(args, 1)));
      case "trim_prefix" -> (_, args) -> trimPrefix(Operands.string(args, 1), Operands.string(args, 2));
      case "trim_suffix" -> (_, args) -> trimSuffix(Operands.string(args, 1), Operands.string(args, 2));
      default -> null;
    };
  }

  private interface Test {
    boolean holds(String text, String part);
  }

  private static Body test(Test test) {
    return (_, args) -> BooleanValue.of(test.holds(Operands.string(args, 1), Operands.string(args, 2)));
  }

  /** Lower case code point by code point, as Go does: no special casing by context or length. */
  static String lower(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return text.codePoints()
            .map(Character::toLowerCase)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
      }
    }
    return text.toLowerCase(Locale.ROOT);
  }

  private static String upper(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return text.codePoints()
            .map(Character::toUpperCase)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
      }
    }
    return text.toUpperCase(Locale.ROOT);
  }

  private static Value concat(CallContext context, Value[] args) {
    String separator = Operands.string(args, 1);
    List<String> parts = Operands.strings(args, 2, "set", "array");
    long length = (long) separator.length() * Math.max(0, parts.size() - 1);
    for (String part : parts) {
      length += part.length();
    }
    context.checkCharacters(length);
    return StringValue.of(String.join(separator, parts));
  }

  private static Value split(CallContext context, Value[] args) {
    return texts(split(context, Operands.string(args, 1), Operands.string(args, 2), -1));
  }

  private static Value splitN(CallContext context, Value[] args) {
    String text = Operands.string(args, 1);
    String delimiter = Operands.string(args, 2);
    long limit = Operands.integer(args, 3);
    if (limit == 0) {
      return ArrayValue.EMPTY;
    }
    return texts(split(context, text, delimiter, limit));
  }

  private static List<String> split(CallContext context, String text, String delimiter, long limit) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    TextSearch search = new TextSearch(delimiter);
    while (limit < 0 || parts.size() < limit - 1) {
      int at;
      if (delimiter.isEmpty()) {
        at = from < text.length() ? text.offsetByCodePoints(from, 1) : text.length();
        if (at >= text.length()) {
          break;
        }
      } else {
        at = search.in(text, from);
        if (at < 0) {
          break;
        }
      }
      parts.add(text.substring(from, at));
      context.checkItems(parts.size());
      from = at + delimiter.length();
    }
    if (!delimiter.isEmpty() || !text.isEmpty()) {
      parts.add(text.substring(from));
    }
    return parts;
  }

  static ArrayValue texts(List<String> texts) {
    Value[] items = new Value[texts.size()];
    for (int i = 0; i < items.length; i++) {
      items[i] = StringValue.of(texts.get(i));
    }
    return ArrayValue.of(items);
  }

  private static Value replace(CallContext context, Value[] args) {
    String text = Operands.string(args, 1);
    return StringValue.of(
        replaceAll(context, text, List.of(Operands.string(args, 2)), List.of(Operands.string(args, 3))));
  }

  private static Value replaceN(CallContext context, Value[] args) {
    ObjectValue patterns = Operands.object(args, 1);
    String text = Operands.string(args, 2);
    List<String> old = new ArrayList<>();
    List<String> fresh = new ArrayList<>();
    for (int i = 0; i < patterns.size(); i++) {
      if (!(patterns.keyAt(i) instanceof StringValue key)) {
        throw BuiltinException.operand(1, "non-string key found in pattern object");
      }
      if (!(patterns.valueAt(i) instanceof StringValue value)) {
        throw BuiltinException.operand(1, "non-string value found in pattern object");
      }
      old.add(key.value());
      fresh.add(value.value());
    }
    return StringValue.of(replaceAll(context, text, old, fresh));
  }

  /**
   * Replaces from left to right, at each place by the first pattern that fits; an empty pattern fits between any two
   * code points where no other did.
   */
  private static String replaceAll(CallContext context, String text, List<String> old, List<String> fresh) {
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    boolean afterMatch = false;
    long cost = 1;
    for (String each : old) {
      cost += 1 + (each.length() >> 6);
    }
    while (at <= text.length()) {
      context.spend(cost);
      int match = -1;
      for (int i = 0; i < old.size() && match < 0; i++) {
        boolean fits = old.get(i).isEmpty() ? !afterMatch : text.startsWith(old.get(i), at);
        match = fits ? i : -1;
      }
      if (match >= 0) {
        out.append(fresh.get(match));
        context.checkCharacters(out.length());
        at += old.get(match).length();
        afterMatch = true;
        if (!old.get(match).isEmpty()) {
          continue;
        }
      }
      afterMatch = false;
      if (at < text.length()) {
        int next = text.offsetByCodePoints(at, 1);
        out.append(text, at, next);
        at = next;
      } else {
        break;
      }
    }
    return out.toString();
  }

  private static int count(String text, String part) {
    if (part.isEmpty()) {
      return text.codePointCount(0, text.length()) + 1;
    }
    int count = 0;
    TextSearch search = new TextSearch(part);
    for (int at = search.in(text, 0); at >= 0; at = search.in(text, at + part.length())) {
      count++;
    }
    return count;
  }

  private static String reverse(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int at = text.length(); at > 0; ) {
      int before = text.offsetByCodePoints(at, -1);
      out.append(text, before, at);
      at = before;
    }
    return out.toString();
  }

  private static Value substring(Value[] args) {
    String text = Operands.string(args, 1);
    long offset = Operands.integer(args, 2);
    long length = Operands.integer(args, 3);
    if (offset < 0) {
      throw BuiltinException.failed("negative offset");
    }
    int points = text.codePointCount(0, text.length());
    if (offset >= points) {
      return StringValue.EMPTY;
    }
    long end = length < 0 || length > points - offset ? points : offset + length;
    int from = text.offsetByCodePoints(0, (int) offset);
    return StringValue.of(text.substring(from, text.offsetByCodePoints(from, (int) (end - offset))));
  }

  private static Value indexOf(Value[] args) {
    String text = Operands.string(args, 1);
    int at = new TextSearch(searched(args)).in(text, 0);
    return NumberValue.of(at < 0 ? -1 : text.codePointCount(0, at));
  }

  private static Value indexOfN(Value[] args) {
    String text = Operands.string(args, 1);
    String part = searched(args);
    List<Value> places = new ArrayList<>();
    int points = 0;
    int counted = 0;
    TextSearch search = new TextSearch(part);
    for (int at = search.in(text, 0); at >= 0; at = search.in(text, at + 1)) {
      points += text.codePointCount(counted, at);
      counted = at;
      places.add(NumberValue.of(points));
    }
    return ArrayValue.of(places);
  }

  private static String searched(Value[] args) {
    String part = Operands.string(args, 2);
    if (part.isEmpty()) {
      throw BuiltinException.failed("empty search character");
    }
    return part;
  }

  private static Value formatInt(Value[] args) {
    NumberValue number = Operands.number(args, 1);
    NumberValue base = Operands.number(args, 2);
    BigInteger whole = number.decimal().toBigInteger();
    return switch (base.toString()) {
      case "2", "8", "10", "16" -> StringValue.of(whole.toString((int) base.longValue()));
      default -> throw BuiltinException.operand(2, "must be one of {2, 8, 10, 16}");
    };
  }

  private static Body anyMatch(Test test) {
    return (context, args) -> {
      List<String> texts = oneOrMore(args, 1);
      List<String> parts = oneOrMore(args, 2);
      for (String text : texts) {
        context.spend(1 + (parts.size() >> 3));
        for (String part : parts) {
          if (test.holds(text, part)) {
            return BooleanValue.TRUE;
          }
        }
      }
      return BooleanValue.FALSE;
    };
  }

  private static List<String> oneOrMore(Value[] args, int position) {
    return switch (args[position - 1]) {
      case StringValue string -> List.of(string.value());
      case ArrayValue _, SetValue _ -> Operands.strings(args, position);
      default -> throw BuiltinException.wrongType(position, args[position - 1], "string", "set", "array");
    };
  }

  private static Body trim(boolean left, boolean right) {
    return (context, args) -> {
      String text = Operands.string(args, 1);
      String cutset = Operands.string(args, 2);
      int cost = cutset.length() >> 6;
      int from = 0;
      int to = text.length();
      while (left && from < to && cutset.indexOf(text.codePointAt(from)) >= 0) {
        context.spend(cost);
        from = text.offsetByCodePoints(from, 1);
      }
      while (right && to > from && cutset.indexOf(text.codePointBefore(to)) >= 0) {
        context.spend(cost);
        to = text.offsetByCodePoints(to, -1);
      }
      return StringValue.of(text.substring(from, to));
    };
  }

  static String trimSpace(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /** White space as Go's unicode.IsSpace has it. */
  static boolean isSpace(int point) {
    return (point >= 0x09 && point <= 0x0D)
        || point == ' '
        || point == 0x85
        || point == 0xA0
        || (point > 0xFF && Character.getType(point) == Character.SPACE_SEPARATOR)
        || point == 0x2028
        || point == 0x2029;
  }

  private static Value trimPrefix(String text, String prefix) {
    return StringValue.of(text.startsWith(prefix) ? text.substring(prefix.length()) : text);
  }

  private static Value trimSuffix(String text, String suffix) {
    return StringValue.of(text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text);
  }

  /** The number of bytes of a text in UTF-8. */
  static int byteLength(String text) {
    return Utf8.encode(text).length;
  }
}
