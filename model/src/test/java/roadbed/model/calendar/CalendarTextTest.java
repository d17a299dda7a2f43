package roadbed.model.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalendarTextTest {
  private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");

  private static String of(String summary) {
    return CalendarText.of(
        "On call",
        List.of(
            new CalendarEvent(
                "u1", Instant.parse("2026-03-29T00:59:00Z"), Instant.parse("2026-03-29T01:00:00Z"), summary, "")),
        WRITTEN);
  }

  @Test
  void instantsAreInUtcAndLinesEndInCrlf() {
    assertThat(of("Ann"))
        .isEqualTo(
            String.join(
                "\r\n",
                "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Roadbed//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
                "X-WR-CALNAME:On call", "BEGIN:VEVENT", "UID:u1", "DTSTAMP:20260101T000000Z", "DTSTART:20260329T005900Z",
                "DTEND:20260329T010000Z", "SUMMARY:Ann", "END:VEVENT", "END:VCALENDAR", ""));
  }

  @Test
  void textCannotLeaveItsLine() {
    assertThat(of("a;b,c\\d\ne\r\nBEGIN:VEVENT\u0007")).contains("\r\nSUMMARY:a\\;b\\,c\\\\d\\ne\\nBEGIN:VEVENT\r\n");
  }

  @Test
  void longLinesAreFoldedAtSeventyFiveOctetsAndNeverInsideACharacter() {
    String summary = "Bereitschaft für Zahlungen äöü 🚨🚨🚨🚨🚨🚨🚨🚨🚨🚨🚨🚨 und noch mehr, was eine Zeile sprengt";
    String text = of(summary);
    for (String line : text.split("\r\n", -1)) {
      assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75);
      assertThat(line).doesNotContain("\uFFFD");
    }
    assertThat(text.replace("\r\n ", "")).contains("SUMMARY:" + CalendarText.escaped(summary) + "\r\n");
  }
}
