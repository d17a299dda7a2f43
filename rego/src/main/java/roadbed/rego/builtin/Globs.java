package roadbed.rego.builtin;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** Globs: {@code *}, {@code **}, {@code ?}, sets, ranges and alternatives, translated into RE2. */
final class Globs {
  private static final int MOST_TRANSLATED = 1_000;
  private static final ConcurrentHashMap<Glob, Regexes.Compiled> TRANSLATED = new ConcurrentHashMap<>();

  private record Glob(String text, List<String> delimiters) {}

  private Globs() {}

  static @Nullable Body body(String name) {
    return switch (name) {
      case "glob.match" -> Globs::match;
      case "glob.quote_meta" -> (_, args) -> StringValue.of(quote(Operands.string(args, 1)));
      default -> null;
    };
  }

  private static Value match(CallContext context, Value[] args) {
    String glob = Operands.string(args, 1);
    List<String> delimiters = delimiters(args);
    String text = Operands.string(args, 3);
    return BooleanValue.of(translated(new Glob(glob, delimiters)).isIn(context, text));
  }

  private static Regexes.Compiled translated(Glob glob) {
    Regexes.Compiled known = TRANSLATED.get(glob);
    if (known == null) {
      known = Regexes.compiled(new Translator(glob.text(), glob.delimiters()).regex());
      if (TRANSLATED.size() >= MOST_TRANSLATED) {
        TRANSLATED.clear();
      }
      TRANSLATED.put(glob, known);
    }
    return known;
  }

  private static List<String> delimiters(Value[] args) {
    if (args[1] instanceof NullValue) {
      return List.of();
    }
    if (!(args[1] instanceof ArrayValue array)) {
      throw BuiltinException.wrongType(2, args[1], "array", "null");
    }
    List<String> delimiters = new ArrayList<>();
    for (Value item : array) {
      if (!(item instanceof StringValue string)) {
        throw Operands.wrongElement(2, array, item, "string");
      }
      if (string.value().codePointCount(0, string.value().length()) != 1) {
        throw Operands.wrongElement(2, array, item, "rune");
      }
      delimiters.add(string.value());
    }
    return delimiters.isEmpty() ? List.of(".") : delimiters;
  }

  private static String quote(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if ("*?\\[]{}".indexOf(text.charAt(i)) >= 0) {
        out.append('\\');
      }
      out.append(text.charAt(i));
    }
    return out.toString();
  }

  private static final class Translator {
    private final String glob;
    private final boolean delimited;
    private final String one;
    private final StringBuilder out = new StringBuilder("(?s)\\A(?:");
    private int at;
    private int depth;

    Translator(String glob, List<String> delimiters) {
      this.glob = glob;
      this.delimited = !delimiters.isEmpty();
      StringBuilder excluded = new StringBuilder();
      delimiters.forEach(delimiter -> excluded.append(literal(delimiter)));
      one = delimiters.isEmpty() ? "." : "[^" + excluded + "]";
    }

    String regex() {
      while (at < glob.length()) {
        char c = glob.charAt(at++);
        switch (c) {
          case '*' -> {
            if (at < glob.length() && glob.charAt(at) == '*') {
              at++;
              out.append(".*");
            } else {
              out.append(one).append('*');
            }
          }
          case '?' -> out.append(one);
          case '[' -> set();
          case '{' -> {
            depth++;
            out.append("(?:");
          }
          case '}' -> {
            out.append(depth > 0 ? ")" : "\\}");
            depth = Math.max(0, depth - 1);
          }
          case ',' -> out.append(depth > 0 ? "|" : ",");
          case '\\' -> {
            if (at < glob.length()) {
              point();
            }
          }
          default -> {
            at--;
            point();
          }
        }
      }
      if (depth > 0) {
        throw BuiltinException.failed("unexpected end of input");
      }
      return out.append(overlaps()).append(")\\z").toString();
    }

    /**
     * OPA asks of {@code a**b} only that a text begins with {@code a} and ends with {@code b}, and both may share
     * characters: {@code dir/**}{@code /file} accepts {@code dir/file}. The alternatives are those texts.
     */
    private String overlaps() {
      StringBuilder head = new StringBuilder();
      StringBuilder tail = new StringBuilder();
      boolean starred = false;
      for (int i = 0; i < glob.length(); i++) {
        char c = glob.charAt(i);
        boolean superStar = c == '*' && glob.startsWith("**", i);
        if (c == '*' && !starred && (superStar || !delimited)) {
          starred = true;
          i += superStar ? 1 : 0;
        } else if ("*?[]{}".indexOf(c) >= 0) {
          return "";
        } else if (c != '\\' || ++i < glob.length()) {
          (starred ? tail : head).append(glob.charAt(i));
        }
      }
      StringBuilder alternatives = new StringBuilder();
      for (int shared = 1; starred && shared <= Math.min(head.length(), tail.length()); shared++) {
        if (head.indexOf(tail.substring(0, shared), head.length() - shared) >= 0) {
          alternatives.append('|').append(Pattern.quote(head + tail.substring(shared)));
        }
      }
      return alternatives.toString();
    }

    private void point() {
      int point = glob.codePointAt(at);
      at += Character.charCount(point);
      out.append(literal(Character.toString(point)));
    }

    private static String literal(String text) {
      return text.equals("-") || text.equals("^") ? "\\" + text : Pattern.quote(text);
    }

    /** Either one range such as {@code a-z}, or a list of characters; both may be negated. */
    private void set() {
      boolean not = at < glob.length() && glob.charAt(at) == '!';
      at += not ? 1 : 0;
      out.append(not ? "[^" : "[");
      if (at < glob.length()) {
        int low = glob.codePointAt(at);
        int after = at + Character.charCount(low);
        if (low != ']' && after + 1 < glob.length() && glob.charAt(after) == '-') {
          int high = glob.codePointAt(after + 1);
          at = after + 1 + Character.charCount(high);
          if (at >= glob.length() || glob.charAt(at) != ']') {
            throw BuiltinException.failed("expected close range character");
          }
          if (high < low) {
            throw BuiltinException.failed("hi character '" + Character.toString(high) + "' should be greater than lo");
          }
          at++;
          out.append(literal(Character.toString(low))).append('-').append(literal(Character.toString(high))).append(']');
          return;
        }
      }
      boolean any = false;
      while (at < glob.length() && glob.charAt(at) != ']') {
        if (glob.charAt(at) == '\\' && at + 1 < glob.length()) {
          at++;
        }
        point();
        any = true;
      }
      if (at >= glob.length()) {
        throw BuiltinException.failed("unexpected end of input");
      }
      if (!any) {
        throw BuiltinException.failed("unexpected token: ]");
      }
      at++;
      out.append(']');
    }
  }
}
