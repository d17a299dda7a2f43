package roadbed.rego.builtin;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Go's layouts of times, written as the reference time Mon Jan 2 15:04:05 MST 2006 looks in them. */
final class GoLayout {
  private GoLayout() {}

  /** The elements that a layout may hold, longest first where one begins like another. */
  enum Element {
    LONG_MONTH("January"),
    MONTH("Jan"),
    LONG_WEEKDAY("Monday"),
    WEEKDAY("Mon"),
    ZONE_NAME("MST"),
    ZERO_MONTH("01"),
    ZERO_DAY("02"),
    ZERO_HOUR_12("03"),
    ZERO_MINUTE("04"),
    ZERO_SECOND("05"),
    ZERO_YEAR("06"),
    ZERO_YEAR_DAY("002"),
    LONG_YEAR("2006"),
    HOUR("15"),
    UNDER_YEAR_DAY("__2"),
    UNDER_DAY("_2"),
    NUMBER_MONTH("1"),
    DAY("2"),
    HOUR_12("3"),
    MINUTE("4"),
    SECOND("5"),
    UPPER_PM("PM"),
    LOWER_PM("pm"),
    ISO_SECONDS_COLON("Z07:00:00"),
    ISO_COLON("Z07:00"),
    ISO_SECONDS("Z070000"),
    ISO("Z0700"),
    ISO_SHORT("Z07"),
    NUMBER_SECONDS_COLON("-07:00:00"),
    NUMBER_COLON("-07:00"),
    NUMBER_SECONDS("-070000"),
    NUMBER("-0700"),
    NUMBER_SHORT("-07"),
    FRACTION_ZEROS(".0"),
    FRACTION_NINES(".9"),
    LITERAL("");

    private final String text;

    Element(String text) {
      this.text = text;
    }
  }

  /**
   * A piece of a layout.
   *
   * @param text the literal, or the element as it stands in the layout
   */
  record Piece(Element element, String text) {}

  /** The layout that a name of Go's stands for, or the layout itself. */
  static String named(String layout) {
    return switch (layout) {
      case "ANSIC" -> "Mon Jan _2 15:04:05 2006";
      case "UnixDate" -> "Mon Jan _2 15:04:05 MST 2006";
      case "RubyDate" -> "Mon Jan 02 15:04:05 -0700 2006";
      case "RFC822" -> "02 Jan 06 15:04 MST";
      case "RFC822Z" -> "02 Jan 06 15:04 -0700";
      case "RFC850" -> "Monday, 02-Jan-06 15:04:05 MST";
      case "RFC1123" -> "Mon, 02 Jan 2006 15:04:05 MST";
      case "RFC1123Z" -> "Mon, 02 Jan 2006 15:04:05 -0700";
      case "RFC3339" -> "2006-01-02T15:04:05Z07:00";
      case "RFC3339Nano" -> "2006-01-02T15:04:05.999999999Z07:00";
      default -> layout;
    };
  }

  static List<Piece> pieces(String layout) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < layout.length()) {
      Piece piece = pieceAt(layout, at);
      if (piece.element() == Element.LITERAL) {
        literal.append(piece.text());
      } else {
        if (!literal.isEmpty()) {
          pieces.add(new Piece(Element.LITERAL, literal.toString()));
          literal.setLength(0);
        }
        pieces.add(piece);
      }
      at += piece.text().length();
    }
    if (!literal.isEmpty()) {
      pieces.add(new Piece(Element.LITERAL, literal.toString()));
    }
    return pieces;
  }

  private static Piece pieceAt(String layout, int at) {
    char c = layout.charAt(at);
    if (c == '.' || c == ',') {
      return fraction(layout, at);
    }
    if ("JM01235_46PpZ-".indexOf(c) >= 0) {
      Element best = Element.LITERAL;
      for (Element element : Element.values()) {
        boolean longer = element.text.length() > best.text.length();
        if (longer && layout.startsWith(element.text, at) && fits(element, layout, at)) {
          best = element;
        }
      }
      if (best == Element.UNDER_DAY && layout.startsWith("_2006", at)) {
        return new Piece(Element.LITERAL, "_");
      }
      if (best != Element.LITERAL) {
        return new Piece(best, best.text);
      }
    }
    return new Piece(Element.LITERAL, layout.substring(at, layout.offsetByCodePoints(at, 1)));
  }

  /** Month and weekday names count only where no lower-case letter goes on. */
  private static boolean fits(Element element, String layout, int at) {
    if (element != Element.MONTH && element != Element.WEEKDAY) {
      return true;
    }
    int after = at + 3;
    return after >= layout.length() || !Character.isLowerCase(layout.charAt(after));
  }

  private static Piece fraction(String layout, int at) {
    int end = at + 1;
    char digit = end < layout.length() ? layout.charAt(end) : ' ';
    if (digit == '0' || digit == '9') {
      while (end < layout.length() && layout.charAt(end) == digit) {
        end++;
      }
      if (end >= layout.length() || !Character.isDigit(layout.charAt(end))) {
        return new Piece(digit == '0' ? Element.FRACTION_ZEROS : Element.FRACTION_NINES, layout.substring(at, end));
      }
    }
    return new Piece(Element.LITERAL, layout.substring(at, at + 1));
  }

  static String format(String layout, ZonedDateTime time) {
    StringBuilder out = new StringBuilder();
    for (Piece piece : pieces(layout)) {
      out.append(format(piece, time));
    }
    return out.toString();
  }

  private static String format(Piece piece, ZonedDateTime time) {
    int hour = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
    return switch (piece.element()) {
      case LONG_MONTH -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case MONTH -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3);
      case LONG_WEEKDAY -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case WEEKDAY -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3);
      case ZONE_NAME -> zoneName(time);
      case ZERO_MONTH -> two(time.getMonthValue());
      case NUMBER_MONTH -> Integer.toString(time.getMonthValue());
      case ZERO_DAY -> two(time.getDayOfMonth());
      case UNDER_DAY -> "%2d".formatted(time.getDayOfMonth());
      case DAY -> Integer.toString(time.getDayOfMonth());
      case ZERO_YEAR_DAY -> "%03d".formatted(time.getDayOfYear());
      case UNDER_YEAR_DAY -> "%3d".formatted(time.getDayOfYear());
      case HOUR -> two(time.getHour());
      case ZERO_HOUR_12 -> two(hour);
      case HOUR_12 -> Integer.toString(hour);
      case ZERO_MINUTE -> two(time.getMinute());
      case MINUTE -> Integer.toString(time.getMinute());
      case ZERO_SECOND -> two(time.getSecond());
      case SECOND -> Integer.toString(time.getSecond());
      case LONG_YEAR -> "%04d".formatted(time.getYear());
      case ZERO_YEAR -> two(Math.floorMod(time.getYear(), 100));
      case UPPER_PM -> time.getHour() >= 12 ? "PM" : "AM";
      case LOWER_PM -> time.getHour() >= 12 ? "pm" : "am";
      case ISO, ISO_COLON, ISO_SECONDS, ISO_SECONDS_COLON, ISO_SHORT ->
          time.getOffset().getTotalSeconds() == 0 ? "Z" : offset(piece.text().substring(1), time.getOffset());
      case NUMBER, NUMBER_COLON, NUMBER_SECONDS, NUMBER_SECONDS_COLON, NUMBER_SHORT ->
          offset(piece.text().substring(1), time.getOffset());
      case FRACTION_ZEROS ->
          piece.text().charAt(0) + "%09d".formatted(time.getNano()).substring(0, Math.min(9, piece.text().length() - 1));
      case FRACTION_NINES -> {
        String digits = "%09d".formatted(time.getNano()).substring(0, Math.min(9, piece.text().length() - 1));
        String kept = digits.replaceAll("0+$", "");
        yield kept.isEmpty() ? "" : piece.text().charAt(0) + kept;
      }
      case LITERAL -> piece.text();
    };
  }

  private static String two(int number) {
    return "%02d".formatted(number);
  }

  /** An offset in the shape of {@code 07:00}, {@code 0700}, {@code 07} or one with seconds. */
  private static String offset(String shape, ZoneOffset offset) {
    int seconds = Math.abs(offset.getTotalSeconds());
    String colon = shape.indexOf(':') >= 0 ? ":" : "";
    StringBuilder out = new StringBuilder(offset.getTotalSeconds() < 0 ? "-" : "+").append(two(seconds / 3600));
    if (shape.length() > 2) {
      out.append(colon).append(two(seconds / 60 % 60));
    }
    if (shape.length() > 5) {
      out.append(colon).append(two(seconds % 60));
    }
    return out.toString();
  }

  private static String zoneName(ZonedDateTime time) {
    if (time.getZone() instanceof ZoneOffset offset) {
      return offset.getTotalSeconds() == 0 ? "UTC" : offset("07:00".replace(":", ""), offset);
    }
    String name = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(time);
    return name.chars().allMatch(Character::isUpperCase) ? name : shortOffset(time.getOffset());
  }

  private static String shortOffset(ZoneOffset offset) {
    String full = offset("0700", offset);
    return full.endsWith("00") ? full.substring(0, 3) : full;
  }
}
