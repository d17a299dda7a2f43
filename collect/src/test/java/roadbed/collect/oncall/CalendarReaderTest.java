package roadbed.collect.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CalendarReaderTest {

  private static CalendarReader.Read read(String... lines) {
    String text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + String.join("\r\n", lines) + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    return CalendarReader.read(text, "c.ics", ZoneId.of("Europe/Berlin"), LocalDate.of(2030, 1, 1));
  }

  @Test
  void daysAreDaysAndTheirEndIsNotOneOfThem() {
    assertThat(read("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227", "SUMMARY:Feier", " tage\\, alle").events())
        .containsExactly(
            new ReadEvent(
                Instant.parse("2026-12-23T23:00:00Z"),
                Instant.parse("2026-12-26T23:00:00Z"),
                Optional.of(LocalDate.of(2026, 12, 24)),
                Optional.of(LocalDate.of(2026, 12, 26)),
                "Feiertage, alle",
                Optional.empty()));
  }

  @Test
  void aTimeIsOfTheZoneThatItNamesAndLastsAsItSays() {
    assertThat(read("DTSTART;TZID=\"Asia/Tokyo\":20260301T090000", "DURATION:PT90M", "ATTENDEE;CN=\"A: b\":mailto:a@x.org").events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.from()).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
              assertThat(event.until()).isEqualTo(Instant.parse("2026-03-01T01:30:00Z"));
              assertThat(event.person()).contains("a@x.org");
            });
  }

  @Test
  void simpleRulesAreFollowedAndOthersTold() {
    assertThat(read("DTSTART;VALUE=DATE:20261225", "RRULE:FREQ=YEARLY;COUNT=3").events())
        .extracting(event -> event.day().orElseThrow().toString())
        .containsExactly("2026-12-25", "2027-12-25", "2028-12-25");
    assertThat(read("DTSTART:20260101T000000Z", "DTEND:20260101T010000Z", "RRULE:FREQ=MONTHLY;UNTIL=20260301T000000Z").events()).hasSize(3);
    assertThat(read("DTSTART:20260131T000000Z", "DTEND:20260131T010000Z", "RRULE:FREQ=MONTHLY;COUNT=3").events()).hasSize(2);
    CalendarReader.Read other = read("DTSTART;VALUE=DATE:20260101", "RRULE:FREQ=WEEKLY;BYDAY=MO");
    assertThat(other.events()).isEmpty();
    assertThat(other.diagnostics()).singleElement().satisfies(one -> assertThat(one.location().line()).isEqualTo(2));
  }

  @Test
  void brokenEventsAreToldAndTheOthersRead() {
    assertThat(read("DTSTART:today").diagnostics()).isNotEmpty();
    assertThat(read("DTSTART:20260101T100000Z", "DTEND:20260101T090000Z").diagnostics()).hasSize(1);
    assertThat(read("DTSTART;TZID=Nowhere:20260101T100000").diagnostics()).isNotEmpty();
    assertThat(read("STATUS:CANCELLED", "DTSTART:20260101T100000Z", "DTEND:20260101T110000Z").events()).isEmpty();
    assertThat(read("BEGIN:VALARM", "DTSTART:x", "END:VALARM", "DTSTART:20260101T100000Z", "DTEND:20260101T110000Z").events()).hasSize(1);
  }
}
