package roadbed.collect.azure;

import roadbed.model.Value;

/** The function {@code format}: a text with numbered places for values, as .NET has it. */
final class Format {
  private Format() {}

  static String of(Arguments given) {
    String format = given.text(0);
    StringBuilder formatted = new StringBuilder();
    int at = 0;
    while (at < format.length()) {
      char c = format.charAt(at);
      if ((c == '{' || c == '}') && at + 1 < format.length() && format.charAt(at + 1) == c) {
        formatted.append(c);
        at += 2;
      } else if (c == '{') {
        int end = format.indexOf('}', at);
        if (end < 0) {
          throw Unresolved.because("the format has an open brace");
        }
        TextFunctions.append(formatted, place(format.substring(at + 1, end), given));
        at = end + 1;
      } else {
        formatted.append(c);
        at++;
      }
    }
    return formatted.toString();
  }

  /** {@code index[,width][:how]}. */
  private static String place(String place, Arguments given) {
    int colon = place.indexOf(':');
    String how = colon < 0 ? "" : place.substring(colon + 1);
    String before = colon < 0 ? place : place.substring(0, colon);
    int comma = before.indexOf(',');
    String index = comma < 0 ? before : before.substring(0, comma);
    int number;
    int width;
    try {
      number = Integer.parseInt(index.strip());
      width = comma < 0 ? 0 : Integer.parseInt(before.substring(comma + 1).strip());
    } catch (NumberFormatException _) {
      throw Unresolved.because("the format has a place without a number");
    }
    if (Math.abs((long) width) > 1_000) {
      throw Unresolved.because("the format pads to more than 1000 characters");
    }
    String text = how.isEmpty() ? given.partial(number + 1) : number(how, given, number + 1);
    String padding = " ".repeat(Math.max(0, Math.abs(width) - text.length()));
    return width < 0 ? text + padding : padding + text;
  }

  private static String number(String how, Arguments given, int index) {
    Value value = given.known(index);
    if (!(value instanceof Value.Whole whole)) {
      throw Unresolved.because("the format " + how + " is for whole numbers");
    }
    char kind = Character.toUpperCase(how.charAt(0));
    if (how.chars().allMatch(c -> c == '0') && how.length() <= 50) {
      return padded(whole.value(), how.length());
    }
    int digits;
    try {
      digits = how.length() == 1 ? 0 : Integer.parseInt(how.substring(1));
    } catch (NumberFormatException _) {
      throw Unresolved.because("the format " + how + " is not known here");
    }
    if (digits < 0 || digits > 50) {
      throw Unresolved.because("the format " + how + " is not known here");
    }
    return switch (kind) {
      case 'D' -> padded(whole.value(), digits);
      case 'X' -> {
        String hex = Long.toHexString(whole.value());
        String cased = how.charAt(0) == 'X' ? hex.toUpperCase(java.util.Locale.ROOT) : hex;
        yield "0".repeat(Math.max(0, digits - cased.length())) + cased;
      }
      default -> throw Unresolved.because("the format " + how + " is not known here");
    };
  }

  private static String padded(long number, int digits) {
    String text = Long.toString(number);
    String unsigned = number < 0 ? text.substring(1) : text;
    return (number < 0 ? "-" : "") + "0".repeat(Math.max(0, digits - unsigned.length())) + unsigned;
  }
}
