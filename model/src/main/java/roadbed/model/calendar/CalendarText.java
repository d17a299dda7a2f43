package roadbed.model.calendar;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Writes a calendar as RFC 5545 has it: lines of at most 75 octets that end in CRLF, text escaped, instants in UTC, so that
 * no definition of a time zone is needed.
 */
public final class CalendarText {
  private static final int LONGEST_LINE = 75;
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

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
    String stamp = "DTSTAMP:" + UTC.format(written);
    for (CalendarEvent event : events) {
      line(text, "BEGIN:VEVENT");
      line(text, "UID:" + escaped(event.uid()));
      line(text, stamp);
      line(text, "DTSTART:" + UTC.format(event.from()));
      line(text, "DTEND:" + UTC.format(event.until()));
      line(text, "SUMMARY:" + escaped(event.summary()));
      if (!event.description().isEmpty()) {
        line(text, "DESCRIPTION:" + escaped(event.description()));
      }
      line(text, "END:VEVENT");
    }
    line(text, "END:VCALENDAR");
    return text.toString();
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
    if (line.length() <= LONGEST_LINE / 3) {
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
