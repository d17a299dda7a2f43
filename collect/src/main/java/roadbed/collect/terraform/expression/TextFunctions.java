package roadbed.collect.terraform.expression;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import roadbed.collect.terraform.expression.Functions.Arguments;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** Functions of texts. */
final class TextFunctions {
  private TextFunctions() {}

  static void addTo(Map<String, Functions.Function> all) {
    all.put("lower", a -> text(a.text(0).toLowerCase(Locale.ROOT)));
    all.put("upper", a -> text(a.text(0).toUpperCase(Locale.ROOT)));
    all.put("title", a -> text(title(a.text(0))));
    all.put("trimspace", a -> text(a.text(0).strip()));
    all.put("chomp", a -> text(a.text(0).replaceFirst("[\\r\\n]+\\z", "")));
    all.put("trim", a -> text(trim(a.text(0), a.text(1), true, true)));
    all.put("trimprefix", a -> text(prefixless(a.text(0), a.text(1))));
    all.put("trimsuffix", a -> text(suffixless(a.text(0), a.text(1))));
    all.put("startswith", a -> Value.of(a.text(0).startsWith(a.text(1))));
    all.put("endswith", a -> Value.of(a.text(0).endsWith(a.text(1))));
    all.put("strcontains", a -> Value.of(a.text(0).contains(a.text(1))));
    all.put("strrev", a -> text(new StringBuilder(a.text(0)).reverse().toString()));
    all.put("substr", TextFunctions::substring);
    all.put("split", a -> Value.ofTexts(split(a.text(0), a.text(1))));
    all.put("join", TextFunctions::join);
    all.put("replace", TextFunctions::replace);
    all.put("regex", TextFunctions::regex);
    all.put("regexall", TextFunctions::regexAll);
    all.put("format", a -> text(format(a.text(0), a.values().subList(1, a.count()))));
    all.put("formatlist", TextFunctions::formatList);
    all.put("indent", a -> text(a.text(1).replace("\n", "\n" + " ".repeat(Math.clamp(a.integer(0), 0, 100)))));
    all.put("basename", a -> text(a.text(0).substring(a.text(0).lastIndexOf('/') + 1)));
    all.put(
        "dirname",
        a -> text(a.text(0).lastIndexOf('/') < 0 ? "." : a.text(0).substring(0, a.text(0).lastIndexOf('/'))));
  }

  static Value text(String text) {
    if (text.length() > Evaluator.LONGEST_TEXT) {
      throw Undecided.because(
          new Value.Unknown("the text is longer than " + Evaluator.LONGEST_TEXT + " characters"));
    }
    return new Value.Text(text);
  }

  private static String title(String text) {
    StringBuilder title = new StringBuilder(text);
    for (int i = 0; i < title.length(); i++) {
      if (i == 0 || !Character.isLetterOrDigit(title.charAt(i - 1))) {
        title.setCharAt(i, Character.toUpperCase(title.charAt(i)));
      }
    }
    return title.toString();
  }

  private static String trim(String text, String characters, boolean left, boolean right) {
    int start = 0;
    int end = text.length();
    while (left && start < end && characters.indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    while (right && end > start && characters.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(start, end);
  }

  private static String prefixless(String text, String prefix) {
    return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
  }

  private static String suffixless(String text, String suffix) {
    return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
  }

  private static Value substring(Arguments a) {
    String text = a.text(0);
    int offset = a.integer(1);
    int length = a.integer(2);
    int start = Math.clamp(offset < 0 ? (long) text.length() + offset : offset, 0, text.length());
    int end = length < 0 ? text.length() : (int) Math.min(text.length(), (long) start + length);
    return text(text.substring(start, end));
  }

  private static List<String> split(String separator, String text) {
    if (separator.isEmpty()) {
      return text.codePoints().mapToObj(Character::toString).toList();
    }
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
      parts.add(text.substring(from, at));
      from = at + separator.length();
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static Value join(Arguments a) {
    List<String> texts = new ArrayList<>();
    for (int i = 1; i < a.count(); i++) {
      texts.addAll(a.texts(i));
    }
    return text(String.join(a.text(0), texts));
  }

  /** A pattern in slashes is a regular expression. */
  private static Value replace(Arguments a) {
    String text = a.text(0);
    String what = a.text(1);
    String by = a.text(2);
    if (what.length() > 1 && what.startsWith("/") && what.endsWith("/")) {
      return text(pattern(what.substring(1, what.length() - 1)).matcher(text).replaceAll(by));
    }
    return text(text.replace(what, by));
  }

  private static Pattern pattern(String pattern) {
    try {
      return Pattern.compile(pattern);
    } catch (PatternSyntaxException malformed) {
      throw Undecided.wrong("the regular expression is malformed");
    }
  }

  private static Value regex(Arguments a) {
    Matcher matcher = pattern(a.text(0)).matcher(a.text(1));
    if (!matcher.find()) {
      throw Undecided.wrong("the regular expression matches nothing");
    }
    return match(matcher);
  }

  private static Value regexAll(Arguments a) {
    Matcher matcher = pattern(a.text(0)).matcher(a.text(1));
    List<Value> matches = new ArrayList<>();
    while (matcher.find()) {
      matches.add(match(matcher));
    }
    return new Value.Items(matches);
  }

  private static Value match(Matcher matcher) {
    Map<String, Integer> named = matcher.pattern().namedGroups();
    if (!named.isEmpty()) {
      Map<String, Value> groups = new LinkedHashMap<>();
      named.forEach((name, index) -> groups.put(name, group(matcher, index)));
      return new Value.Fields(groups);
    }
    if (matcher.groupCount() == 0) {
      return group(matcher, 0);
    }
    List<Value> groups = new ArrayList<>();
    for (int i = 1; i <= matcher.groupCount(); i++) {
      groups.add(group(matcher, i));
    }
    return new Value.Items(groups);
  }

  private static Value group(Matcher matcher, int index) {
    String group = matcher.group(index);
    return group == null ? Value.Null.INSTANCE : new Value.Text(group);
  }

  private static Value formatList(Arguments a) {
    int length = 1;
    boolean any = false;
    for (Value value : a.values().subList(1, a.count())) {
      if (value instanceof Value.Items items) {
        length = any ? Math.min(length, items.values().size()) : items.values().size();
        any = true;
      }
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      List<Value> row = new ArrayList<>();
      for (Value value : a.values().subList(1, a.count())) {
        row.add(value instanceof Value.Items items ? items.values().get(i) : value);
      }
      texts.add(format(a.text(0), row));
    }
    return Value.ofTexts(texts);
  }

  private static final Pattern VERB = Pattern.compile("%(?:\\[(\\d{1,4})\\])?([ +#0-]*)(\\d{1,4})?(?:\\.(\\d{1,3}))?([a-zA-Z%])");

  private static String format(String format, List<Value> values) {
    StringBuilder text = new StringBuilder();
    Matcher matcher = VERB.matcher(format);
    int from = 0;
    int next = 0;
    while (matcher.find()) {
      text.append(format, from, matcher.start());
      from = matcher.end();
      char verb = matcher.group(5).charAt(0);
      if (verb == '%') {
        text.append('%');
        continue;
      }
      int index = matcher.group(1) == null ? next : Integer.parseInt(matcher.group(1)) - 1;
      if (index < 0 || index >= values.size()) {
        throw Undecided.wrong("format takes more arguments");
      }
      next = index + 1;
      String flags = matcher.group(2);
      String formatted = verb(verb, flags, matcher.group(4), values.get(index));
      int width = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
      String padding = " ".repeat(Math.max(0, width - formatted.length()));
      if (flags.contains("-")) {
        text.append(formatted).append(padding);
      } else if (flags.contains("0") && verb != 's' && verb != 'q') {
        boolean signed = formatted.startsWith("-") || formatted.startsWith("+");
        text.append(signed ? formatted.substring(0, 1) : "")
            .append(padding.replace(' ', '0'))
            .append(signed ? formatted.substring(1) : formatted);
      } else {
        text.append(padding).append(formatted);
      }
    }
    return text.append(format, from, format.length()).toString();
  }

  private static String verb(
      char verb, String flags, @org.jspecify.annotations.Nullable String precision, Value value) {
    String sign = flags.contains("+") ? "+" : "";
    return switch (verb) {
      case 's' -> Conversions.text(value);
      case 'v' -> Conversions.asText(Conversions.known(value)).orElseGet(() -> ValueJson.text(Conversions.whollyKnown(value)));
      case 'q' -> ValueJson.text(new Value.Text(Conversions.text(value)));
      case 't' -> Boolean.toString(Conversions.truth(value));
      case 'd' -> signed(Conversions.decimal(value).setScale(0, RoundingMode.DOWN), sign);
      case 'f' ->
          signed(
              Conversions.decimal(value)
                  .setScale(precision == null ? 6 : Integer.parseInt(precision), RoundingMode.HALF_EVEN),
              sign);
      case 'x' -> Conversions.decimal(value).toBigInteger().toString(16);
      case 'X' -> Conversions.decimal(value).toBigInteger().toString(16).toUpperCase(Locale.ROOT);
      case 'o' -> Conversions.decimal(value).toBigInteger().toString(8);
      case 'b' -> Conversions.decimal(value).toBigInteger().toString(2);
      default -> throw Undecided.wrong("format knows no verb of that letter");
    };
  }

  private static String signed(BigDecimal number, String sign) {
    String text = number.toPlainString();
    return number.signum() < 0 ? text : sign + text;
  }
}
