package roadbed.collect.azure;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;

/** The functions that make texts of texts. Where they can, they work around symbols instead of giving up. */
final class TextFunctions {
  private TextFunctions() {}

  /** Calls one of them by its lower-case name; empty where it is none of them. */
  static Optional<Value> call(String name, Arguments given) {
    return switch (name) {
      case "base64" -> text(Base64.getEncoder().encodeToString(bytes(given.text(0))));
      case "base64tostring" -> text(decoded(given.text(0)));
      case "base64tojson" -> Optional.of(json(decoded(given.text(0))));
      case "datauri" -> text("data:text/plain;charset=utf8;base64," + Base64.getEncoder().encodeToString(bytes(given.text(0))));
      case "datauritostring" -> text(ofDataUri(given.text(0)));
      case "json" -> Optional.of(json(given.text(0)));
      case "string" -> Optional.of(string(given.value(0)));
      case "tolower" -> text(cased("toLower", given.partial(0), text -> text.toLowerCase(Locale.ROOT)));
      case "toupper" -> text(cased("toUpper", given.partial(0), text -> text.toUpperCase(Locale.ROOT)));
      case "trim" -> text(trimmed(given.partial(0)));
      case "startswith" -> Optional.of(Value.of(startsWith(given)));
      case "endswith" -> Optional.of(Value.of(lower(given.text(0)).endsWith(lower(given.text(1)))));
      case "substring" -> text(substring(given));
      case "replace" -> text(replaced(given));
      case "split" -> Optional.of(split(given));
      case "join" -> text(join(given.items(0), given.text(1)));
      case "padleft" -> text(padded(given));
      case "format" -> text(Format.of(given));
      case "uri" -> text(uri(given.partial(0), given.partial(1)));
      case "uricomponent" -> text(URLEncoder.encode(given.text(0), StandardCharsets.UTF_8).replace("+", "%20"));
      case "uricomponenttostring" -> text(unescaped(given.text(0)));
      default -> Optional.empty();
    };
  }

  private static Optional<Value> text(String text) {
    return Optional.of(Value.of(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String decoded(String base64) {
    try {
      return Symbols.clean(new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      throw Unresolved.because("the text is not base64");
    }
  }

  private static String ofDataUri(String uri) {
    int comma = uri.indexOf(',');
    if (!uri.startsWith("data:") || comma < 0) {
      throw Unresolved.because("the text is no data URI");
    }
    return uri.substring(0, comma).endsWith(";base64") ? decoded(uri.substring(comma + 1)) : unescaped(uri.substring(comma + 1));
  }

  private static String unescaped(String text) {
    try {
      return Symbols.clean(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      throw Unresolved.because("the text is not encoded as in a URL");
    }
  }

  private static Value json(String text) {
    try {
      return cleaned(ValueJson.parse(text));
    } catch (JacksonException _) {
      throw Unresolved.because("the text is not JSON");
    }
  }

  private static Value cleaned(Value value) {
    return switch (value) {
      case Value.Text text -> new Value.Text(Symbols.clean(text.value()));
      case Value.Items items -> new Value.Items(items.values().stream().map(TextFunctions::cleaned).toList());
      case Value.Fields fields -> {
        java.util.Map<String, Value> inner = new java.util.LinkedHashMap<>();
        fields.values().forEach((name, field) -> inner.put(Symbols.clean(name), cleaned(field)));
        yield new Value.Fields(inner);
      }
      case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> value;
    };
  }

  private static Value string(Value value) {
    return switch (value) {
      case Value.Text text -> text;
      case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _ -> Value.of(Arguments.textOf(value));
      case Value.Secret _ -> value;
      case Value.Items _, Value.Fields _, Value.Unknown _ -> {
        if (Symbols.within(value)) {
          throw Unresolved.because(Symbols.reason(value).orElse("not known"));
        }
        if (hasSecret(value)) {
          throw Unresolved.secret();
        }
        yield Value.of(ValueJson.text(value));
      }
    };
  }

  private static boolean hasSecret(Value value) {
    return switch (value) {
      case Value.Secret _ -> true;
      case Value.Items items -> items.values().stream().anyMatch(TextFunctions::hasSecret);
      case Value.Fields fields -> fields.values().values().stream().anyMatch(TextFunctions::hasSecret);
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _ -> false;
    };
  }

  /** The symbols are named after the function; what is made of letters and digits in lower case stays as it is. */
  private static String cased(String function, String text, UnaryOperator<String> how) {
    return Symbols.map(
        text,
        how,
        symbol ->
            symbol.startsWith(function + "(") || (function.equals("toLower") && symbol.startsWith("uniqueString("))
                ? symbol
                : function + "(" + symbol + ")");
  }

  /** Space around the known ends goes; what a symbol holds is not looked at. */
  private static String trimmed(String text) {
    return text.strip();
  }

  private static boolean startsWith(Arguments given) {
    String whole = lower(given.partial(0));
    String start = lower(given.text(1));
    int known = Symbols.knownLength(whole);
    if (known >= start.length() || !start.startsWith(whole.substring(0, known))) {
      return whole.startsWith(start);
    }
    throw Unresolved.because(Symbols.reason(given.value(0)).orElse("not known"));
  }

  private static String substring(Arguments given) {
    String text = given.text(0);
    int start = given.count(1);
    int length = given.size() > 2 ? given.count(2) : text.length() - start;
    if (start < 0 || length < 0 || start > text.length() || length > text.length() - start) {
      throw Unresolved.because("the part lies outside of the text");
    }
    return text.substring(start, start + length);
  }

  private static String replaced(Arguments given) {
    String what = given.text(1);
    String with = given.text(2);
    if (what.isEmpty()) {
      throw Unresolved.because("nothing cannot be replaced");
    }
    String text = given.partial(0);
    if (!Symbols.in(text)) {
      return bounded(text, what, with);
    }
    if (Symbols.all(text, TextFunctions::isPlainSegment) && what.chars().noneMatch(Character::isLetterOrDigit)) {
      return Symbols.map(text, known -> bounded(known, what, with), symbol -> symbol);
    }
    throw Unresolved.because(Symbols.reason(given.value(0)).orElse("not known"));
  }

  private static String bounded(String text, String what, String with) {
    if (with.length() > what.length() && (long) text.length() / what.length() * with.length() > Budget.LONGEST_TEXT) {
      throw Unresolved.because("a text of more than " + Budget.LONGEST_TEXT + " characters would come of it");
    }
    return text.replace(what, with);
  }

  /** Whether what a symbol stands for has neither slashes nor dots nor spaces in it. */
  static boolean isPlainSegment(String symbol) {
    return symbol.equals(ResourceFunctions.SUBSCRIPTION)
        || symbol.equals(ResourceFunctions.GROUP)
        || symbol.startsWith("uniqueString(")
        || symbol.startsWith("toLower(uniqueString(");
  }

  private static Value split(Arguments given) {
    String text = given.partial(0);
    List<String> delimiters = new ArrayList<>();
    if (given.known(1) instanceof Value.Items several) {
      several.values().forEach(one -> delimiters.add(Arguments.textOf(one)));
    } else {
      delimiters.add(given.text(1));
    }
    boolean plain = delimiters.stream().allMatch(one -> one.chars().noneMatch(Character::isLetterOrDigit));
    if (Symbols.in(text) && !(plain && Symbols.all(text, TextFunctions::isPlainSegment))) {
      throw Unresolved.because(Symbols.reason(given.value(0)).orElse("not known"));
    }
    return Value.ofTexts(Symbols.split(text, delimiters));
  }

  private static String join(Value.Items items, String delimiter) {
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < items.values().size(); i++) {
      append(joined, i == 0 ? "" : delimiter);
      append(joined, Arguments.textOf(items.values().get(i)));
    }
    return joined.toString();
  }

  static void append(StringBuilder to, String text) {
    if (to.length() + text.length() > Budget.LONGEST_TEXT) {
      throw Unresolved.because("a text of more than " + Budget.LONGEST_TEXT + " characters would come of it");
    }
    to.append(text);
  }

  private static String padded(Arguments given) {
    String text = given.text(0);
    int length = given.count(1);
    String pad = given.size() > 2 ? given.text(2) : " ";
    if (length > 10_000 || pad.length() != 1) {
      throw Unresolved.because("a text is padded with one character to at most 10000");
    }
    return pad.repeat(Math.max(0, length - text.length())) + text;
  }

  private static String uri(String base, String relative) {
    if (relative.startsWith("http://") || relative.startsWith("https://")) {
      return relative;
    }
    String rest = relative.startsWith("/") ? relative.substring(1) : relative;
    if (base.endsWith("/")) {
      return base + rest;
    }
    int slash = base.lastIndexOf('/');
    return slash > base.indexOf("://") + 2 && slash > Symbols.lastEnd(base)
        ? base.substring(0, slash + 1) + rest
        : base + "/" + rest;
  }
}
