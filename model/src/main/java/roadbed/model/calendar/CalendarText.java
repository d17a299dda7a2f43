package roadbed.model.calendar;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Writes a calendar as RFC 5545 has it: lines of at most 75 octets that end in CRLF, text escaped, instants in UTC, so that
 * no definition of a time zone is needed.
 */
public final class CalendarText {
  private static final int LONGEST_LINE = 75;

  private CalendarText() {}

  /**
   * A calendar.
   *
   * @param name as programs show it
   * @param written when the events were made, which the format asks for
   */
  public static String of(String name, List<CalendarEvent> events, Instant written) {
    StringBuilder text = new StringBuilder(256 + events.size() * 200);
    line(text, "BEGIN:VCALENDAR");
    line(text, "VERSION:2.0");
    line(text, "PRODID:-//Roadbed//EN");
    line(text, "CALSCALE:GREGORIAN");
    line(text, "METHOD:PUBLISH");
    line(text, "X-WR-CALNAME:" + escaped(name));
    String stamp = "DTSTAMP:" + utc(written);
    for (CalendarEvent event : events) {
      line(text, "BEGIN:VEVENT");
      line(text, "UID:" + escaped(event.uid()));
      line(text, stamp);
      line(text, "DTSTART:" + utc(event.from()));
      line(text, "DTEND:" + utc(event.until()));
      line(text, "SUMMARY:" + escaped(event.summary()));
      if (!event.description().isEmpty()) {
        line(text, "DESCRIPTION:" + escaped(event.description()));
      }
      line(text, "END:VEVENT");
    }
    line(text, "END:VCALENDAR");
    return text.toString();
  }

  /** Section 3.3.5, form 2. A year's calendars have some hundred thousand of them. */
  private static String utc(Instant at) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(at.getEpochSecond(), 0, ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(16);
    digits(text, time.getYear(), 4);
    digits(text, time.getMonthValue(), 2);
    digits(text, time.getDayOfMonth(), 2);
    text.append('T');
    digits(text, time.getHour(), 2);
    digits(text, time.getMinute(), 2);
    digits(text, time.getSecond(), 2);
    return text.append('Z').toString();
  }

  private static void digits(StringBuilder text, int number, int width) {
    int tens = 1;
    for (int i = 1; i < width; i++) {
      tens *= 10;
    }
    for (; tens > 0; tens /= 10) {
      text.append((char) ('0' + number / tens % 10));
    }
  }

  /** Section 3.3.11: backslash, semicolon, comma and the end of a line; what else controls a terminal is left out. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\', ';', ',' -> escaped.append('\\').append(c);
        case '\n' -> escaped.append("\\n");
        default -> {
          if (c >= ' ' || c == '\t') {
            escaped.append(c);
          }
        }
      }
    }
    return escaped.toString();
  }

  /** Section 3.1: a line is folded before it would be longer than 75 octets, never inside a character. */
  private static void line(StringBuilder text, String line) {
    if (line.length() <= LONGEST_LINE / 3 || (line.length() <= LONGEST_LINE && line.chars().allMatch(c -> c < 0x80))) {
      text.append(line).append("\r\n");
      return;
    }
    int octets = 0;
    for (int i = 0; i < line.length(); ) {
      int character = line.codePointAt(i);
      int length = character < 0x80 ? 1 : Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
      if (octets + length > LONGEST_LINE) {
        text.append("\r\n ");
        octets = 1;
      }
      text.appendCodePoint(character);
      octets += length;
      i += Character.charCount(character);
    }
    text.append("\r\n");
  }
}
