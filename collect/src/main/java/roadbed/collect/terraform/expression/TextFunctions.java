package roadbed.collect.terraform.expression;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import roadbed.collect.terraform.expression.Functions.Arguments;
import roadbed.re2.BoundedPattern;
import roadbed.model.Value;
import roadbed.model.Value.Items.Kind;

/** Functions of texts. */
final class TextFunctions {
  private TextFunctions() {}

  static void addTo(Map<String, Functions.Function> all) {
    all.put("lower", a -> text(mapped(a.text(0), Character::toLowerCase)));
    all.put("upper", a -> text(mapped(a.text(0), Character::toUpperCase)));
    all.put("title", a -> text(title(a.text(0))));
    all.put("trimspace", a -> text(trim(a.text(0), TextFunctions::isSpace)));
    all.put("chomp", a -> text(chomp(a.text(0))));
    all.put("trim", TextFunctions::trim);
    all.put("trimprefix", a -> text(prefixless(a.text(0), a.text(1))));
    all.put("trimsuffix", a -> text(suffixless(a.text(0), a.text(1))));
    all.put("startswith", a -> Value.of(a.text(0).startsWith(a.text(1))));
    all.put("endswith", a -> Value.of(a.text(0).endsWith(a.text(1))));
    all.put("strcontains", a -> Value.of(a.text(0).contains(a.text(1))));
    all.put("strrev", a -> text(Graphemes.reversed(a.text(0))));
    all.put("substr", TextFunctions::substring);
    all.put("split", a -> texts(split(a.text(0), a.text(1))));
    all.put("join", TextFunctions::join);
    all.put("replace", TextFunctions::replace);
    all.put("regex", TextFunctions::regex);
    all.put("regexall", TextFunctions::regexAll);
    all.put("format", a -> text(FormatFunction.format(a.text(0), a.values().subList(1, a.count()))));
    all.put("formatlist", TextFunctions::formatList);
    all.put("indent", TextFunctions::indent);
    all.put("basename", a -> text(basename(a.text(0))));
    all.put("dirname", a -> text(dirname(a.text(0))));
    all.put("pathexpand", TextFunctions::expand);
    all.put("abspath", _ -> new Value.Unknown("abspath depends on where Terraform runs"));
  }

  static Value text(String text) {
    if (text.length() > Evaluator.LONGEST_TEXT) {
      throw Undecided.because(
          new Value.Unknown("the text is longer than " + Evaluator.LONGEST_TEXT + " characters"));
    }
    return new Value.Text(text);
  }

  private static Value texts(List<String> texts) {
    return new Value.Items(Value.ofTexts(texts).values(), Kind.LIST);
  }

  private static String mapped(String text, IntUnaryOperator letter) {
    StringBuilder mapped = new StringBuilder(text.length());
    text.codePoints().map(letter).forEach(mapped::appendCodePoint);
    return mapped.toString();
  }

  private static String title(String text) {
    StringBuilder title = new StringBuilder(text.length());
    boolean first = true;
    for (int c : text.codePoints().toArray()) {
      title.appendCodePoint(first ? Character.toTitleCase(c) : c);
      first = c < 0x80 ? !Character.isLetterOrDigit(c) && c != '_' : isSpace(c);
    }
    return title.toString();
  }

  private static boolean isSpace(int c) {
    return (c >= '\t' && c <= '\r') || c == ' ' || c == 0x85 || c == 0xA0 || Character.isSpaceChar(c);
  }

  private static String chomp(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(0, end);
  }

  private static Value trim(Arguments a) {
    String cutset = a.text(1);
    return text(trim(a.text(0), c -> cutset.indexOf(c) >= 0));
  }

  private static String trim(String text, java.util.function.IntPredicate cut) {
    int start = 0;
    int end = text.length();
    while (start < end && cut.test(text.codePointAt(start))) {
      start += Character.charCount(text.codePointAt(start));
    }
    while (end > start && cut.test(text.codePointBefore(end))) {
      end -= Character.charCount(text.codePointBefore(end));
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
    int all = Graphemes.count(text);
    // An offset before the beginning counts from the beginning of the last round, as in the language itself.
    int start = offset < 0 ? Math.max(0, all + offset) : offset;
    int end = length < 0 ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, (long) start + length);
    return text(Graphemes.part(text, start, end));
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

  private static Value indent(Arguments a) {
    int spaces = a.integer(0);
    if (spaces < 0 || spaces > 10_000) {
      throw Undecided.wrong("indent takes a number of spaces");
    }
    return text(a.text(1).replace("\n", "\n" + " ".repeat(spaces)));
  }

  /** A pattern in slashes is a regular expression. */
  private static Value replace(Arguments a) {
    String text = a.text(0);
    String what = a.text(1);
    String by = a.text(2);
    if (what.length() > 1 && what.startsWith("/") && what.endsWith("/")) {
      return text(replaced(pattern(what.substring(1, what.length() - 1)), text, by));
    }
    if (what.isEmpty()) {
      return text(by + String.join(by, split("", text)) + (text.isEmpty() ? "" : by));
    }
    return text(text.replace(what, by));
  }

  private static String replaced(Pattern pattern, String text, String by) {
    Matcher matcher = pattern.matcher(text);
    StringBuilder result = new StringBuilder();
    int from = 0;
    while (matcher.find()) {
      result.append(text, from, matcher.start());
      expand(by, matcher, result);
      from = matcher.end();
      if (result.length() > Evaluator.LONGEST_TEXT) {
        break;
      }
    }
    return result.append(text, from, text.length()).toString();
  }

  /** {@code $1}, {@code ${1}}, {@code $name}: the longest name counts, and one that is no group is nothing. */
  private static void expand(String template, Matcher matcher, StringBuilder into) {
    int at = 0;
    while (at < template.length()) {
      char c = template.charAt(at);
      if (c != '$' || at + 1 >= template.length()) {
        into.append(c);
        at++;
        continue;
      }
      if (template.charAt(at + 1) == '$') {
        into.append('$');
        at += 2;
        continue;
      }
      boolean braced = template.charAt(at + 1) == '{';
      int start = braced ? at + 2 : at + 1;
      int end = start;
      while (end < template.length()
          && (Character.isLetterOrDigit(template.charAt(end)) || template.charAt(end) == '_')) {
        end++;
      }
      if (end == start || (braced && (end >= template.length() || template.charAt(end) != '}'))) {
        into.append('$');
        at++;
        continue;
      }
      String name = template.substring(start, end);
      Integer group =
          name.length() < 6 && name.chars().allMatch(Character::isDigit)
              ? Integer.valueOf(name)
              : matcher.pattern().namedGroups().get(name);
      if (group != null && group <= matcher.groupCount() && matcher.group(group) != null) {
        into.append(matcher.group(group));
      }
      at = braced ? end + 1 : end;
    }
  }

  private static Pattern pattern(String pattern) {
    try {
      return BoundedPattern.compile(pattern);
    } catch (PatternSyntaxException malformed) {
      throw Undecided.wrong("the regular expression is malformed");
    }
  }

  private static Value regex(Arguments a) {
    Matcher matcher = pattern(a.text(0)).matcher(a.text(1));
    uniform(matcher);
    if (!matcher.find()) {
      throw Undecided.wrong("the regular expression matches nothing");
    }
    return match(matcher);
  }

  private static Value regexAll(Arguments a) {
    Matcher matcher = pattern(a.text(0)).matcher(a.text(1));
    uniform(matcher);
    List<Value> matches = new ArrayList<>();
    while (matcher.find()) {
      matches.add(match(matcher));
      if (matches.size() > CollectionFunctions.MOST_ELEMENTS) {
        throw Undecided.because(
            new Value.Unknown("regexall gives more than " + CollectionFunctions.MOST_ELEMENTS + " matches"));
      }
    }
    return new Value.Items(matches, Kind.LIST);
  }

  private static void uniform(Matcher matcher) {
    int named = matcher.pattern().namedGroups().size();
    if (named > 0 && named != matcher.groupCount()) {
      throw Undecided.wrong("either all groups of the regular expression have names, or none");
    }
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
    List<Value> given = a.values().subList(1, a.count());
    int length = -1;
    for (Value value : given) {
      if (Conversions.known(value) instanceof Value.Items items) {
        if (length >= 0 && length != items.values().size()) {
          throw Undecided.wrong("the lists of formatlist must be of one length");
        }
        length = items.values().size();
      }
    }
    List<String> texts = new ArrayList<>();
    int rows = length < 0 ? 1 : length;
    for (int i = 0; i < rows; i++) {
      List<Value> row = new ArrayList<>();
      for (Value value : given) {
        row.add(value instanceof Value.Items items ? items.values().get(i) : value);
      }
      texts.add(FormatFunction.format(a.text(0), row));
    }
    return texts(texts);
  }

  private static String basename(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    String trimmed = path.substring(0, end);
    if (trimmed.isEmpty()) {
      return ".";
    }
    return trimmed.equals("/") ? "/" : trimmed.substring(trimmed.lastIndexOf('/') + 1);
  }

  private static String dirname(String path) {
    int slash = path.lastIndexOf('/');
    return clean(slash < 0 ? "" : path.substring(0, slash + 1));
  }

  /** A path without empty parts, {@code .}, and {@code ..} behind a name. */
  private static String clean(String path) {
    List<String> parts = new ArrayList<>();
    boolean absolute = path.startsWith("/");
    for (String part : split("/", path)) {
      if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".") && !(part.equals("..") && absolute)) {
        parts.add(part);
      }
    }
    String joined = String.join("/", parts);
    return absolute ? "/" + joined : joined.isEmpty() ? "." : joined;
  }

  private static Value expand(Arguments a) {
    String path = a.text(0);
    return path.startsWith("~") ? new Value.Unknown("pathexpand depends on who runs Terraform") : text(path);
  }
}
