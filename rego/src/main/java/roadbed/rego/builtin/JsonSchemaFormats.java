package roadbed.rego.builtin;

import com.google.re2j.Pattern;
import java.util.Locale;

/** The formats that a JSON schema may ask of a text; one that is not known accepts anything. */
final class JsonSchemaFormats {
  private static final String LABEL = "([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\\-]{0,61}[a-zA-Z0-9])";
  private static final Pattern HOST = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
  private static final Pattern UUID = Pattern.compile("[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}");
  private static final Pattern TEMPLATE = Pattern.compile("([^{]*(\\{[^}]*\\})?)*");
  private static final Pattern POINTER = Pattern.compile("(?:/(?:[^~/]|~0|~1)*)*");
  private static final Pattern RELATIVE_POINTER = Pattern.compile("(?:0|[1-9][0-9]*)(?:#|(?:/(?:[^~/]|~0|~1)*)*)");
  private static final int LONGEST_HOST = 255;

  /** Of an address of mail, in quotes or not, before the at-sign; the part behind it; both maybe within angle brackets. */
  private static final String ATOM = "[a-zA-Z0-9!#$%&'*+/=?^_`{|}~\\x{80}-\\x{10FFFF}-]+";

  private static final String DOT_ATOM = ATOM + "(\\." + ATOM + ")*";
  private static final String QUOTED = "\"(\\\\[\\x20-\\x7e]|[^\"\\\\\\x00-\\x08\\x0a-\\x1f\\x7f])*\"";
  private static final String ADDRESS = "(" + DOT_ATOM + "|" + QUOTED + ")@(" + DOT_ATOM + "|\\[[^\\[\\]\\\\ ]*\\])";
  private static final Pattern MAIL =
      Pattern.compile("[ \\t]*(" + ADDRESS + "|((" + ATOM + "|\\.|" + QUOTED + ")[ \\t]*)*<" + ADDRESS + ">)[ \\t]*");

  private JsonSchemaFormats() {}

  static boolean fits(String format, String text) {
    return switch (format) {
      case "date" -> isTime("2006-01-02", text);
      case "time" -> isTime("15:04:05Z07:00", text) || isTime("15:04:05", text);
      case "date-time" ->
          isTime("15:04:05", text)
              || isTime("15:04:05Z07:00", text)
              || isTime("2006-01-02", text)
              || isTime("2006-01-02T15:04:05Z07:00", text);
      case "hostname" -> text.length() <= LONGEST_HOST && HOST.matches(text);
      case "email", "idn-email" -> MAIL.matches(text);
      case "ipv4" -> IpAddress.parse(text) != null && text.contains(".");
      case "ipv6" -> IpAddress.parse(text) != null && text.contains(":");
      case "uri", "iri" -> isUri(text) && !Uris.parse(text).scheme().isEmpty();
      case "uri-reference", "iri-reference" -> isUri(text);
      case "uri-template" -> isUri(text) && TEMPLATE.matches(Uris.parse(text).path());
      case "uuid" -> UUID.matches(text.toLowerCase(Locale.ROOT));
      case "regex" -> text.isEmpty() || isRegex(text);
      case "json-pointer" -> POINTER.matches(text);
      case "relative-json-pointer" -> RELATIVE_POINTER.matches(text);
      default -> true;
    };
  }

  private static boolean isTime(String layout, String text) {
    try {
      new GoTimeParser(layout, text).parse();
      return true;
    } catch (BuiltinException _) {
      return false;
    }
  }

  private static boolean isUri(String text) {
    try {
      Uris.parse(text);
      return text.indexOf('\\') < 0;
    } catch (BuiltinException _) {
      return false;
    }
  }

  private static boolean isRegex(String text) {
    try {
      Regexes.pattern(text);
      return true;
    } catch (BuiltinException _) {
      return false;
    }
  }
}
