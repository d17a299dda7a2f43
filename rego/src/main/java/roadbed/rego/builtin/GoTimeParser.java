package roadbed.rego.builtin;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.Locale;
import roadbed.rego.value.Values;

/** Reads a time by a layout, as Go's time.Parse does; what the layout does not name is as in January 1 of year 0, UTC. */
final class GoTimeParser {
  private final String layout;
  private final String text;
  private int at;

  private int year;
  private int month = -1;
  private int day = -1;
  private int yearDay = -1;
  private int hour;
  private int minute;
  private int second;
  private int nanos;
  private int offset;
  private boolean afternoon;
  private boolean forenoon;
  private boolean afterSecond;

  GoTimeParser(String layout, String text) {
    this.layout = layout;
    this.text = text;
  }

  Instant parse() {
    for (GoLayout.Piece piece : GoLayout.pieces(layout)) {
      fractionAfterSecond(piece);
      read(piece);
    }
    if (afterSecond) {
      optionalFraction();
    }
    if (at < text.length()) {
      throw BuiltinException.failed(
          "parsing time " + Values.quote(text) + ": extra text: " + Values.quote(text.substring(at)));
    }
    if (afternoon && hour < 12) {
      hour += 12;
    } else if (forenoon && hour == 12) {
      hour = 0;
    }
    LocalDateTime local = LocalDateTime.of(date(), java.time.LocalTime.of(hour, minute, second, nanos));
    return Instant.ofEpochSecond(local.toEpochSecond(ZoneOffset.UTC) - offset, nanos);
  }

  private LocalDate date() {
    if (yearDay >= 0) {
      if (yearDay < 1 || yearDay > Year.of(year).length()) {
        throw outOfRange("day-of-year");
      }
      return LocalDate.ofYearDay(year, yearDay);
    }
    int m = month < 0 ? 1 : month;
    int d = day < 0 ? 1 : day;
    if (d < 1 || d > Month.of(m).length(Year.isLeap(year))) {
      throw outOfRange("day");
    }
    return LocalDate.of(year, m, d);
  }

  /** Seconds may carry a fraction that the layout does not name. */
  private void fractionAfterSecond(GoLayout.Piece next) {
    boolean named =
        next.element() == GoLayout.Element.FRACTION_ZEROS || next.element() == GoLayout.Element.FRACTION_NINES;
    if (afterSecond && !named) {
      optionalFraction();
    }
    afterSecond = false;
  }

  private void optionalFraction() {
    if (at + 1 < text.length() && (text.charAt(at) == '.' || text.charAt(at) == ',') && isDigit(at + 1)) {
      int end = at + 1;
      while (isDigit(end)) {
        end++;
      }
      fraction(end);
    }
  }

  private void fraction(int end) {
    String digits = text.substring(at + 1, Math.min(end, at + 10));
    nanos = Integer.parseInt((digits + "000000000").substring(0, 9));
    at = end;
  }

  private boolean isDigit(int i) {
    return i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
  }

  private void read(GoLayout.Piece piece) {
    switch (piece.element()) {
      case LITERAL -> literal(piece);
      case LONG_YEAR -> year = digits(piece, 4, 4);
      case ZERO_YEAR -> {
        int two = digits(piece, 2, 2);
        year = two >= 69 ? two + 1900 : two + 2000;
      }
      case LONG_MONTH, MONTH -> month = month(piece);
      case ZERO_MONTH, NUMBER_MONTH ->
          month = ranged(digits(piece, piece.element() == GoLayout.Element.ZERO_MONTH ? 2 : 1, 2), 1, 12, "month");
      case LONG_WEEKDAY, WEEKDAY -> weekday(piece);
      case ZERO_DAY -> day = digits(piece, 2, 2);
      case DAY -> day = digits(piece, 1, 2);
      case UNDER_DAY -> {
        skipSpace();
        day = digits(piece, 1, 2);
      }
      case ZERO_YEAR_DAY -> yearDay = digits(piece, 3, 3);
      case UNDER_YEAR_DAY -> {
        skipSpace();
        skipSpace();
        yearDay = digits(piece, 1, 3);
      }
      case HOUR -> hour = ranged(digits(piece, 1, 2), 0, 23, "hour");
      case ZERO_HOUR_12 -> hour = ranged(digits(piece, 2, 2), 0, 12, "hour");
      case HOUR_12 -> hour = ranged(digits(piece, 1, 2), 0, 12, "hour");
      case ZERO_MINUTE -> minute = ranged(digits(piece, 2, 2), 0, 59, "minute");
      case MINUTE -> minute = ranged(digits(piece, 1, 2), 0, 59, "minute");
      case ZERO_SECOND, SECOND -> {
        second = ranged(digits(piece, piece.element() == GoLayout.Element.SECOND ? 1 : 2, 2), 0, 59, "second");
        afterSecond = true;
      }
      case UPPER_PM, LOWER_PM -> {
        String mark = text.substring(at, Math.min(text.length(), at + 2));
        boolean upper = piece.element() == GoLayout.Element.UPPER_PM;
        afternoon = mark.equals(upper ? "PM" : "pm");
        forenoon = mark.equals(upper ? "AM" : "am");
        if (!afternoon && !forenoon) {
          throw cannot(piece);
        }
        at += 2;
      }
      case ZONE_NAME -> zoneName(piece);
      case ISO, ISO_COLON, ISO_SECONDS, ISO_SECONDS_COLON, ISO_SHORT -> {
        if (at < text.length() && text.charAt(at) == 'Z') {
          at++;
          offset = 0;
        } else {
          offset(piece);
        }
      }
      case NUMBER, NUMBER_COLON, NUMBER_SECONDS, NUMBER_SECONDS_COLON, NUMBER_SHORT -> offset(piece);
      case FRACTION_ZEROS -> {
        int end = at + piece.text().length();
        boolean point = at < text.length() && (text.charAt(at) == '.' || text.charAt(at) == ',');
        for (int i = at + 1; i < end; i++) {
          point &= isDigit(i);
        }
        if (!point) {
          throw cannot(piece);
        }
        fraction(end);
      }
      case FRACTION_NINES -> optionalFraction();
    }
  }

  private void literal(GoLayout.Piece piece) {
    for (int i = 0; i < piece.text().length(); i++) {
      char c = piece.text().charAt(i);
      if (c == ' ') {
        if (at < text.length() && text.charAt(at) != ' ') {
          throw cannot(piece);
        }
        while (i + 1 < piece.text().length() && piece.text().charAt(i + 1) == ' ') {
          i++;
        }
        while (at < text.length() && text.charAt(at) == ' ') {
          at++;
        }
      } else {
        if (at >= text.length() || text.charAt(at) != c) {
          throw cannot(piece);
        }
        at++;
      }
    }
  }

  private void skipSpace() {
    if (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private int digits(GoLayout.Piece piece, int least, int most) {
    int end = at;
    while (end - at < most && isDigit(end)) {
      end++;
    }
    if (end - at < least) {
      throw cannot(piece);
    }
    int number = Integer.parseInt(text.substring(at, end));
    at = end;
    return number;
  }

  private int ranged(int number, int least, int most, String what) {
    if (number < least || number > most) {
      throw outOfRange(what);
    }
    return number;
  }

  private int month(GoLayout.Piece piece) {
    for (Month candidate : Month.values()) {
      String full = candidate.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      String name = piece.element() == GoLayout.Element.LONG_MONTH ? full : full.substring(0, 3);
      if (text.regionMatches(true, at, name, 0, name.length())) {
        at += name.length();
        return candidate.getValue();
      }
    }
    throw cannot(piece);
  }

  private void weekday(GoLayout.Piece piece) {
    for (DayOfWeek candidate : DayOfWeek.values()) {
      String full = candidate.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      String name = piece.element() == GoLayout.Element.LONG_WEEKDAY ? full : full.substring(0, 3);
      if (text.regionMatches(true, at, name, 0, name.length())) {
        at += name.length();
        return;
      }
    }
    throw cannot(piece);
  }

  /** A zone's abbreviation says nothing sure of its offset; only UTC and GMT+N are known. */
  private void zoneName(GoLayout.Piece piece) {
    if (text.startsWith("UTC", at)) {
      at += 3;
      return;
    }
    int end = at;
    while (end < text.length() && Character.isUpperCase(text.charAt(end))) {
      end++;
    }
    boolean signed = end == at && at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-');
    if (text.startsWith("GMT", at) && end == at + 3 && end < text.length() && "+-".indexOf(text.charAt(end)) >= 0) {
      int hours = end + 1;
      while (isDigit(hours)) {
        hours++;
      }
      if (hours > end + 1) {
        offset = Integer.parseInt(text.substring(end, Math.min(hours, end + 3))) * 3600;
        at = hours;
        return;
      }
    }
    if (signed) {
      int digits = at + 1;
      while (isDigit(digits)) {
        digits++;
      }
      at = digits;
      return;
    }
    if (end - at < 3 || end - at > 5) {
      throw cannot(piece);
    }
    at = end;
  }

  private void offset(GoLayout.Piece piece) {
    String shape = piece.text().substring(1);
    boolean signed = at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-');
    if (!signed || at + 1 + shape.length() > text.length()) {
      throw cannot(piece);
    }
    int sign = text.charAt(at) == '-' ? -1 : 1;
    int[] parts = new int[3];
    int part = 0;
    int place = at + 1;
    for (int i = 0; i < shape.length(); ) {
      if (shape.charAt(i) == ':') {
        if (text.charAt(place) != ':') {
          throw cannot(piece);
        }
        i++;
        place++;
        continue;
      }
      if (!isDigit(place) || !isDigit(place + 1)) {
        throw cannot(piece);
      }
      parts[part++] = Integer.parseInt(text.substring(place, place + 2));
      i += 2;
      place += 2;
    }
    ranged(parts[0], 0, 24, "time zone offset hour");
    ranged(parts[1], 0, 60, "time zone offset minute");
    offset = sign * (parts[0] * 3600 + parts[1] * 60 + parts[2]);
    at = place;
  }

  private BuiltinException cannot(GoLayout.Piece piece) {
    return BuiltinException.failed(
        "parsing time "
            + Values.quote(text)
            + " as "
            + Values.quote(layout)
            + ": cannot parse "
            + Values.quote(text.substring(Math.min(at, text.length())))
            + " as "
            + Values.quote(piece.text()));
  }

  private BuiltinException outOfRange(String what) {
    return BuiltinException.failed("parsing time " + Values.quote(text) + ": " + what + " out of range");
  }
}
