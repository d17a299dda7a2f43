package roadbed.collect.oncall;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roadbed.model.Diagnostic;
import roadbed.model.Location;

/**
 * Reads events of a calendar (RFC 5545), within bounds. Of rules of recurrence those are followed that say no more than how
 * often, every how many, how many times and until when; an event with any other rule is left out, and told.
 */
public final class CalendarReader {
  private static final int MOST_EVENTS = 100_000;
  private static final int MOST_TOLD = 1_000;
  private static final int MOST_REPEATS = 1_000;
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);

  private final String file;
  private final ZoneId floating;
  private final LocalDate horizon;
  private final List<ReadEvent> events = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  private CalendarReader(String file, ZoneId floating, LocalDate horizon) {
    this.file = file;
    this.floating = floating;
    this.horizon = horizon;
  }

  /** Events in the order of the file, and what was left out. */
  public record Read(List<ReadEvent> events, List<Diagnostic> diagnostics) {
    public Read {
      events = List.copyOf(events);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /**
   * Reads a text.
   *
   * @param floating the zone of times that name none, and of days
   * @param horizon repeated events are not followed beyond it
   */
  public static Read read(String text, String file, ZoneId floating, LocalDate horizon) {
    CalendarReader reader = new CalendarReader(file, floating, horizon);
    reader.lines(text);
    return new Read(reader.events, reader.diagnostics);
  }

  /** A property without its name. */
  private record Property(Map<String, String> parameters, String value) {}

  private void lines(String text) {
    Map<String, Property> event = new HashMap<>();
    boolean inside = false;
    int nested = 0;
    int begun = 0;
    int number = 0;
    int at = 0;
    while (at < text.length()) {
      StringBuilder line = new StringBuilder();
      int first = number + 1;
      // A line goes on where the next one begins with a blank.
      do {
        int end = text.indexOf('\n', at);
        int stop = end < 0 ? text.length() : end;
        int from = line.isEmpty() || at == stop ? at : at + 1;
        line.append(text, Math.min(from, stop), stop > at && text.charAt(stop - 1) == '\r' ? Math.max(from, stop - 1) : stop);
        at = stop + 1;
        number++;
      } while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t'));
      String said = line.toString();
      String word = said.toUpperCase(Locale.ROOT);
      if (word.equals("BEGIN:VEVENT")) {
        inside = true;
        nested = 0;
        begun = first;
        event.clear();
      } else if (inside && word.startsWith("BEGIN:")) {
        nested++;
      } else if (inside && nested > 0 && word.startsWith("END:")) {
        nested--;
      } else if (inside && word.equals("END:VEVENT")) {
        inside = false;
        if (events.size() >= MOST_EVENTS) {
          wrong(begun, "the calendar has more than " + MOST_EVENTS + " events; the others are left out");
          return;
        }
        event(event, begun);
      } else if (inside && nested == 0) {
        property(said, event);
      }
    }
    if (inside) {
      wrong(begun, "the calendar ends inside of this event");
    }
  }

  private static void property(String line, Map<String, Property> event) {
    int colon = -1;
    boolean quoted = false;
    for (int i = 0; i < line.length() && colon < 0; i++) {
      char c = line.charAt(i);
      quoted ^= c == '"';
      colon = c == ':' && !quoted ? i : -1;
    }
    if (colon <= 0) {
      return;
    }
    Map<String, String> parameters = new HashMap<>();
    String head = line.substring(0, colon);
    int semicolon = head.indexOf(';');
    String name = head.substring(0, semicolon < 0 ? colon : semicolon).toUpperCase(Locale.ROOT);
    for (int from = semicolon; from >= 0; ) {
      int next = head.indexOf(';', from + 1);
      String parameter = head.substring(from + 1, next < 0 ? colon : next);
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        parameters.put(parameter.substring(0, equals).toUpperCase(Locale.ROOT), parameter.substring(equals + 1).replace("\"", ""));
      }
      from = next;
    }
    // Of several attendees the first is who it is about.
    event.putIfAbsent(name, new Property(parameters, line.substring(colon + 1)));
  }

  /** A begin or an end: a day, or a clock's time in a zone. */
  private record Moment(LocalDateTime local, ZoneId zone, boolean day) {
    Instant instant() {
      return local.atZone(zone).toInstant();
    }
  }

  private void event(Map<String, Property> event, int line) {
    Property status = event.get("STATUS");
    if (status != null && status.value().equalsIgnoreCase("CANCELLED")) {
      return;
    }
    Optional<Moment> from = moment(event.get("DTSTART"), line);
    if (from.isEmpty()) {
      wrong(line, "the event has no begin that is known");
      return;
    }
    Optional<Moment> until = event.containsKey("DTEND") ? moment(event.get("DTEND"), line) : lasting(event.get("DURATION"), from.get());
    if (until.isEmpty() || !from.get().instant().isBefore(until.get().instant())) {
      wrong(line, "the event does not end after it begins");
      return;
    }
    Optional<Rule> rule = Optional.ofNullable(event.get("RRULE")).map(CalendarReader::rule).orElse(Optional.of(Rule.ONCE));
    if (rule.isEmpty() || event.containsKey("RDATE") || event.containsKey("EXDATE")) {
      wrong(line, "the event is repeated by a rule that is not followed here; write its times out");
      return;
    }
    repeat(event, from.get(), until.get(), rule.get(), line);
  }

  private void repeat(Map<String, Property> event, Moment from, Moment until, Rule rule, int line) {
    Property summary = event.get("SUMMARY");
    String title = summary == null ? "" : unescaped(summary.value());
    Optional<String> person = mail(event.get("ATTENDEE")).or(() -> mail(event.get("ORGANIZER")));
    for (int i = 0; i < rule.count(); i++) {
      LocalDateTime begin = from.local().plus(rule.every().multipliedBy(i));
      // A day that a shorter month or year does not have is left out.
      if (rule.every().toTotalMonths() > 0 && begin.getDayOfMonth() != from.local().getDayOfMonth()) {
        continue;
      }
      LocalDateTime end = until.local().plus(Duration.between(from.local(), begin));
      if (begin.toLocalDate().isAfter(horizon) || rule.until().filter(last -> begin.atZone(from.zone()).toInstant().isAfter(last)).isPresent()) {
        return;
      }
      if (i == MOST_REPEATS - 1 && rule.count() == MOST_REPEATS) {
        wrong(line, "the event is repeated more than " + MOST_REPEATS + " times; the others are left out");
      }
      events.add(
          new ReadEvent(
              begin.atZone(from.zone()).toInstant(),
              end.atZone(until.zone()).toInstant(),
              from.day() ? Optional.of(begin.toLocalDate()) : Optional.empty(),
              from.day() ? Optional.of(end.toLocalDate().minusDays(1)) : Optional.empty(),
              title,
              person));
    }
  }

  private Optional<Moment> moment(@Nullable Property property, int line) {
    if (property == null) {
      return Optional.empty();
    }
    String value = property.value().strip();
    try {
      if (value.length() == 8) {
        return Optional.of(new Moment(LocalDate.parse(value, DAY).atStartOfDay(), floating, true));
      }
      if (value.endsWith("Z")) {
        return Optional.of(new Moment(LocalDateTime.parse(value.substring(0, value.length() - 1), TIME), ZoneOffset.UTC, false));
      }
      String named = property.parameters().get("TZID");
      ZoneId zone = named == null ? floating : ZoneId.of(named);
      return Optional.of(new Moment(LocalDateTime.parse(value, TIME), zone, false));
    } catch (DateTimeException _) {
      wrong(line, "the event has a time or a time zone that is not known");
      return Optional.empty();
    }
  }

  private static Optional<Moment> lasting(@Nullable Property duration, Moment from) {
    if (duration == null) {
      return from.day() ? Optional.of(new Moment(from.local().plusDays(1), from.zone(), true)) : Optional.empty();
    }
    try {
      String value = duration.value().strip();
      if (value.matches("P[0-9]{1,5}[DW]")) {
        return Optional.of(new Moment(from.local().plus(Period.parse(value)), from.zone(), from.day()));
      }
      LocalDateTime end = LocalDateTime.ofInstant(from.instant().plus(Duration.parse(value)), from.zone());
      return Optional.of(new Moment(end, from.zone(), false));
    } catch (DateTimeException | ArithmeticException _) {
      return Optional.empty();
    }
  }

  /** How an event is repeated. */
  private record Rule(Period every, int count, Optional<Instant> until) {
    static final Rule ONCE = new Rule(Period.ZERO, 1, Optional.empty());
  }

  private static Optional<Rule> rule(Property property) {
    Map<String, String> parts = new HashMap<>();
    for (String part : property.value().strip().split(";", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals).toUpperCase(Locale.ROOT), part.substring(equals + 1).toUpperCase(Locale.ROOT));
      }
    }
    parts.remove("WKST");
    String frequency = String.valueOf(parts.remove("FREQ"));
    String interval = parts.getOrDefault("INTERVAL", "1");
    String count = parts.getOrDefault("COUNT", String.valueOf(MOST_REPEATS));
    String until = parts.get("UNTIL");
    parts.keySet().removeAll(List.of("INTERVAL", "COUNT", "UNTIL"));
    if (!parts.isEmpty() || !interval.matches("[1-9][0-9]{0,3}") || !count.matches("[1-9][0-9]{0,8}")) {
      return Optional.empty();
    }
    int every = Integer.parseInt(interval);
    Optional<Period> period =
        switch (frequency) {
          case "DAILY" -> Optional.of(Period.ofDays(every));
          case "WEEKLY" -> Optional.of(Period.ofWeeks(every));
          case "MONTHLY" -> Optional.of(Period.ofMonths(every));
          case "YEARLY" -> Optional.of(Period.ofYears(every));
          default -> Optional.empty();
        };
    try {
      Optional<Instant> last =
          Optional.ofNullable(until)
              .map(
                  text ->
                      text.length() == 8
                          ? LocalDate.parse(text, DAY).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC).minusSeconds(1)
                          : LocalDateTime.parse(text.replace("Z", ""), TIME).toInstant(ZoneOffset.UTC));
      return period.map(one -> new Rule(one, Math.min(MOST_REPEATS, Integer.parseInt(count)), last));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> mail(@Nullable Property property) {
    return Optional.ofNullable(property)
        .map(Property::value)
        .filter(value -> value.regionMatches(true, 0, "mailto:", 0, 7))
        .map(value -> value.substring(7).strip());
  }

  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        char next = text.charAt(++i);
        plain.append(next == 'n' || next == 'N' ? '\n' : next);
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private void wrong(int line, String message) {
    if (diagnostics.size() < MOST_TOLD) {
      diagnostics.add(Diagnostic.warning("calendar.event", Location.of(file, line, 1), message, ""));
    }
  }
}
