package roadbed.rego.builtin;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import roadbed.re2.BoundedPattern;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** Regular expressions, matched in linear time by RE2. */
final class Regexes {
  private static final int CACHED = 1_000;

  /** Most instructions of all patterns in the cache together. */
  private static final long CACHED_SIZE = 2_000_000;

  private static final AtomicLong CACHED_NOW = new AtomicLong();
  private static final int MAX_PATTERN = 100_000;
  private static final int LONG = 100_000;
  private static final ConcurrentHashMap<String, Compiled> PATTERNS = new ConcurrentHashMap<>();

  /** A pattern for RE2, and for the automaton where that knows it. */
  record Compiled(Pattern pattern, @Nullable PositionAutomaton automaton) {
    /** Whether the pattern is found in a text; long ones are for RE2, whose reading is watched. */
    boolean isIn(CallContext context, String text) {
      int found = automaton == null || text.length() > LONG ? PositionAutomaton.UNDECIDED : automaton.find(text);
      return found == PositionAutomaton.UNDECIDED ? matcher(context, pattern, text).find() : found == 1;
    }
  }

  private Regexes() {}

  static @Nullable Body body(String name) {
    return switch (name) {
      case "regex.match", "re_match" -> (context, args) -> BooleanValue.of(matches(context, args));
      case "regex.is_valid" -> (_, args) -> BooleanValue.of(isValid(args[0]));
      case "regex.split" -> Regexes::split;
      case "regex.find_n" -> Regexes::find;
      case "regex.find_all_string_submatch_n" -> Regexes::findGroups;
      case "regex.replace" -> Regexes::replace;
      case "regex.template_match" -> Regexes::templateMatch;
      case "regex.globs_match" ->
          (context, args) ->
              BooleanValue.of(GlobIntersection.meet(context, Operands.string(args, 1), Operands.string(args, 2)));
      default -> null;
    };
  }

  static Pattern pattern(String text) {
    return compiled(text).pattern();
  }

  /** The compiled pattern, from a cache that all evaluations share. */
  static Compiled compiled(String text) {
    Compiled known = PATTERNS.get(text);
    if (known == null) {
      if (text.length() > MAX_PATTERN) {
        throw BuiltinException.limit("pattern of more than " + MAX_PATTERN + " characters");
      }
      known = new Compiled(compile(text), PositionAutomaton.of(text));
      int size = known.pattern().programSize();
      if (PATTERNS.size() >= CACHED || CACHED_NOW.addAndGet(size) > CACHED_SIZE) {
        PATTERNS.clear();
        CACHED_NOW.set(size);
      }
      PATTERNS.put(text, known);
    }
    return known;
  }

  private static Pattern compile(String text) {
    try {
      return BoundedPattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw BuiltinException.failed(String.valueOf(e.getMessage()));
    }
  }

  /** A matcher that ends with the evaluation's time. */
  static Matcher matcher(CallContext context, Pattern pattern, String text) {
    return pattern.matcher(WatchedText.of(context, text, pattern.programSize()));
  }

  private static boolean matches(CallContext context, Value[] args) {
    String pattern = Operands.string(args, 1);
    String text = Operands.string(args, 2);
    return compiled(pattern).isIn(context, text);
  }

  private static boolean isValid(Value value) {
    if (!(value instanceof StringValue text)) {
      value.typeRank();
      return false;
    }
    try {
      pattern(text.value());
      return true;
    } catch (BuiltinException e) {
      if (e.halts()) {
        throw e;
      }
      return false;
    }
  }

  private static Value split(CallContext context, Value[] args) {
    Pattern pattern = pattern(Operands.string(args, 1));
    String text = Operands.string(args, 2);
    if (!Operands.string(args, 1).isEmpty() && text.isEmpty()) {
      return ArrayValue.of(StringValue.EMPTY);
    }
    List<String> parts = new ArrayList<>();
    Matcher matcher = matcher(context, pattern, text);
    int from = 0;
    int end = 0;
    while (next(context, matcher)) {
      end = matcher.start();
      if (matcher.end() != 0) {
        parts.add(text.substring(from, end));
      }
      from = matcher.end();
      context.checkItems(parts.size());
    }
    if (end != text.length()) {
      parts.add(text.substring(from));
    }
    return Strings.texts(parts);
  }

  private static boolean next(CallContext context, Matcher matcher) {
    context.checkTime();
    return matcher.find();
  }

  /** Whether a match counts: an empty one right after another match does not, as in Go. */
  private static boolean counts(Matcher matcher, int previousEnd) {
    return matcher.end() > matcher.start() || matcher.start() != previousEnd;
  }

  private static Value find(CallContext context, Value[] args) {
    Pattern pattern = pattern(Operands.string(args, 1));
    Matcher matcher = matcher(context, pattern, Operands.string(args, 2));
    long limit = Operands.integer(args, 3);
    List<String> found = new ArrayList<>();
    int previous = -1;
    while ((limit < 0 || found.size() < limit) && next(context, matcher)) {
      if (counts(matcher, previous)) {
        found.add(matcher.group());
        context.checkItems(found.size());
      }
      previous = matcher.end();
    }
    return Strings.texts(found);
  }

  private static Value findGroups(CallContext context, Value[] args) {
    Pattern pattern = pattern(Operands.string(args, 1));
    Matcher matcher = matcher(context, pattern, Operands.string(args, 2));
    long limit = Operands.integer(args, 3);
    List<Value> found = new ArrayList<>();
    int previous = -1;
    while ((limit < 0 || found.size() < limit) && next(context, matcher)) {
      if (counts(matcher, previous)) {
        List<String> groups = new ArrayList<>();
        for (int i = 0; i <= matcher.groupCount(); i++) {
          String group = matcher.group(i);
          groups.add(group == null ? "" : group);
        }
        found.add(Strings.texts(groups));
        context.checkItems(found.size());
      }
      previous = matcher.end();
    }
    return ArrayValue.of(found);
  }

  private static Value replace(CallContext context, Value[] args) {
    String text = Operands.string(args, 1);
    Pattern pattern = pattern(Operands.string(args, 2));
    String value = Operands.string(args, 3);
    Matcher matcher = matcher(context, pattern, text);
    StringBuilder out = new StringBuilder();
    int from = 0;
    int previous = -1;
    while (next(context, matcher)) {
      if (counts(matcher, previous)) {
        out.append(text, from, matcher.start());
        expand(value, matcher, pattern, out);
        from = matcher.end();
        context.checkCharacters(out.length());
      }
      previous = matcher.end();
    }
    return StringValue.of(out.append(text, from, text.length()).toString());
  }

  /** Appends a replacement with {@code $1}, {@code $name}, {@code ${name}} and {@code $$} resolved. */
  private static void expand(String template, Matcher matcher, Pattern pattern, StringBuilder out) {
    int i = 0;
    while (i < template.length()) {
      char c = template.charAt(i++);
      if (c != '$' || i == template.length()) {
        out.append(c);
        continue;
      }
      if (template.charAt(i) == '$') {
        out.append('$');
        i++;
        continue;
      }
      boolean braces = template.charAt(i) == '{';
      int from = braces ? i + 1 : i;
      int to = from;
      while (to < template.length() && isWord(template.charAt(to))) {
        to++;
      }
      if (to == from || (braces && (to == template.length() || template.charAt(to) != '}'))) {
        out.append('$');
        continue;
      }
      out.append(group(template.substring(from, to), matcher, pattern));
      i = braces ? to + 1 : to;
    }
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private static String group(String name, Matcher matcher, Pattern pattern) {
    boolean number = name.length() < 10 && name.chars().allMatch(c -> c >= '0' && c <= '9');
    Integer index = number ? Integer.valueOf(name) : pattern.namedGroups().get(name);
    if (index == null || index > matcher.groupCount()) {
      return "";
    }
    String group = matcher.group(index);
    return group == null ? "" : group;
  }

  private static Value templateMatch(CallContext context, Value[] args) {
    String template = Operands.string(args, 1);
    String text = Operands.string(args, 2);
    String start = Operands.string(args, 3);
    String end = Operands.string(args, 4);
    if (Strings.byteLength(start) != 1) {
      throw BuiltinException.failed(
          "start delimiter has to be exactly one character long but is " + Strings.byteLength(start) + " long");
    }
    if (Strings.byteLength(end) != 1) {
      throw BuiltinException.failed(
          "end delimiter has to be exactly one character long but is " + Strings.byteLength(start) + " long");
    }
    Pattern pattern = pattern(fromTemplate(template, start.charAt(0), end.charAt(0)));
    return BooleanValue.of(matcher(context, pattern, text).find());
  }

  /** A pattern of a template whose parts between delimiters are regular expressions. */
  private static String fromTemplate(String template, char start, char end) {
    StringBuilder pattern = new StringBuilder("^");
    int level = 0;
    int open = 0;
    int plain = 0;
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c == start) {
        if (++level == 1) {
          open = i;
        }
      } else if (c == end) {
        if (--level == 0) {
          String inner = template.substring(open + 1, i);
          pattern("^" + inner + "$");
          pattern.append(Pattern.quote(template.substring(plain, open))).append('(').append(inner).append(')');
          plain = i + 1;
        } else if (level < 0) {
          break;
        }
      }
    }
    if (level != 0) {
      throw BuiltinException.failed("unbalanced braces in " + Values.quote(template));
    }
    return pattern.append(Pattern.quote(template.substring(plain))).append('$').toString();
  }
}
