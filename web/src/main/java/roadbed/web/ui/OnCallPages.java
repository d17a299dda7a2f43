package roadbed.web.ui;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.model.AllocationJson;
import roadbed.model.Value;
import roadbed.model.calendar.CalendarEvent;
import roadbed.model.calendar.CalendarText;
import roadbed.operate.oncall.Duty;
import roadbed.operate.oncall.DutyCalendar;
import roadbed.operate.oncall.Fairness;
import roadbed.operate.oncall.OnCallBook;
import roadbed.operate.oncall.OnCallDesk;
import roadbed.operate.oncall.OnCallEntry;
import roadbed.operate.oncall.OnCallPlan;
import roadbed.operate.oncall.OnCallStore;
import roadbed.operate.oncall.Schedule;
import roadbed.operate.oncall.Span;
import roadbed.operate.oncall.Swap;
import roadbed.operate.oncall.WrittenTime;
import roadbed.web.OnCallParts;
import roadbed.web.WebParts;
import roadbed.web.http.Problem;
import roadbed.web.http.Replies;
import roadbed.web.http.Visit;

/** Who is on call, overrides, swaps, the documents behind them, and calendars that programs fetch by a secret. */
final class OnCallPages {
  private static final MediaType CALENDAR = new MediaType("text", "calendar", StandardCharsets.UTF_8);
  private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Locale.ENGLISH);
  private static final Duration AHEAD = Duration.ofDays(28);
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final int FAIRNESS_DAYS = 91;
  private static final int LONGEST_TEXT = 2_000;
  private static final int LONGEST_DOCUMENT = 1 << 20;
  private static final int MOST_TOLD = 20;

  private final Screen screen;
  private final WebParts parts;
  private final OnCallDesk desk;
  private final SecureRandom random = new SecureRandom();

  OnCallPages(Screen screen, WebParts parts) {
    this.screen = screen;
    this.parts = parts;
    this.desk = parts.onCall().desk(parts.clock(), parts.evidence());
  }

  /** A schedule at this moment. */
  record Now(String id, String name, String person, String until, String note, boolean gap) {}

  /** Something with a time, as a line of text. */
  record Line(String id, String text, String note) {}

  /** A person's share, in hours. */
  record Share(String person, String onCall, String outside, String night, String weekend, String holiday, int duties, String run) {}

  record View(
      List<Now> now,
      Map<String, String> schedules,
      String schedule,
      OnCallCalendar calendar,
      boolean month,
      LocalDate day,
      String zone,
      List<String> zones,
      List<String> people,
      List<String> gaps,
      List<String> doubles,
      List<Share> shares,
      String spread,
      List<Line> overrides,
      List<Line> swaps,
      List<Line> answered,
      List<Line> feeds,
      List<String> problems,
      String secret) {}

  ServerResponse show(Visit visit) {
    return show(visit, "");
  }

  private ServerResponse show(Visit visit, String secret) {
    OnCallBook book = desk.book();
    OnCallPlan plan = book.plan();
    Map<String, Schedule> schedules = plan.schedules();
    Instant now = parts.clock().instant();
    String chosen = visit.text("schedule");
    if (!chosen.isEmpty() && !schedules.containsKey(chosen)) {
      throw Problem.notFound("There is no schedule " + chosen + ".");
    }
    Schedule schedule =
        schedules.isEmpty()
            ? new Schedule("", "", ZoneId.of("UTC"), List.of(), List.of(), Map.of())
            : schedules.getOrDefault(chosen, schedules.values().iterator().next());
    ZoneId zone = zone(visit).orElse(schedule.zone());
    LocalDate day = visit.day("day").orElse(now.atZone(zone).toLocalDate());
    boolean month = !visit.text("view").equals("week");
    Span ahead = new Span(now, now.plus(AHEAD));
    Map<String, List<Duty>> duties = plan.duties(ahead);
    Span quarter = new Span(now, now.plus(Duration.ofDays(FAIRNESS_DAYS)));
    Fairness fairness = Fairness.of(plan, quarter, Fairness.DAILY_REST);
    Fairness.Spread spread = fairness.spread(Fairness.Share::outsideWork);
    Map<String, String> names = new LinkedHashMap<>();
    schedules.values().forEach(one -> names.put(one.id(), one.name()));
    TreeSet<String> zones = new TreeSet<>(List.of("UTC", zone.getId()));
    schedules.values().forEach(one -> zones.add(one.zone().getId()));
    plan.people().values().forEach(one -> zones.add(one.zone().getId()));
    Set<String> people = OnCallDesk.people(plan);
    List<String> problems = new ArrayList<>();
    book.problems().forEach(
        (name, all) -> all.forEach(one -> problems.add(name + "#" + one.pointer() + ": " + one.message())));
    View view =
        new View(
            now(plan, now, zone),
            names,
            schedule.id(),
            OnCallCalendar.of(plan, schedule, day, month, zone, now),
            month,
            day,
            zone.getId(),
            List.copyOf(zones),
            List.copyOf(people),
            gaps(schedules, duties, ahead, zone),
            doubles(duties, zone),
            fairness.shares().stream().map(OnCallPages::share).toList(),
            hours(spread.least()) + " to " + hours(spread.most()) + ", on average " + hours(spread.mean()),
            overrides(book, now, zone),
            swaps(book, zone, true),
            swaps(book, zone, false),
            feeds(book),
            problems.stream().limit(MOST_TOLD).toList(),
            secret);
    return screen.show(visit, "oncall", "On call", "reliability", view);
  }

  private static Optional<ZoneId> zone(Visit visit) {
    return WrittenTime.zone(visit.text("zone"));
  }

  private static List<Now> now(OnCallPlan plan, Instant now, ZoneId zone) {
    List<Now> rows = new ArrayList<>();
    for (Schedule schedule : plan.schedules().values()) {
      Optional<Duty> duty = schedule.dutyAround(now);
      rows.add(
          new Now(
              schedule.id(),
              schedule.name(),
              duty.map(one -> plan.person(one.person()).name()).orElse("nobody"),
              duty.map(one -> shown(one.span().until(), zone)).orElse(""),
              duty.map(OnCallPages::note).orElse("a gap"),
              duty.isEmpty()));
    }
    return rows;
  }

  private static String note(Duty duty) {
    return switch (duty.reason()) {
      case Duty.Turn turn -> turn.layer();
      case Duty.Overridden override -> "override by " + override.by();
      case Duty.StandIn standIn -> "for " + standIn.absent();
    };
  }

  private static String shown(Instant at, ZoneId zone) {
    return SHOWN.format(at.atZone(zone));
  }

  private static String shown(Span span, ZoneId zone) {
    return shown(span.from(), zone) + " to " + shown(span.until(), zone);
  }

  private static List<String> gaps(Map<String, Schedule> schedules, Map<String, List<Duty>> duties, Span ahead, ZoneId zone) {
    List<String> gaps = new ArrayList<>();
    schedules.forEach(
        (id, schedule) ->
            Schedule.gaps(ahead, duties.getOrDefault(id, List.of()))
                .forEach(gap -> gaps.add(schedule.name() + ": " + shown(gap, zone))));
    return gaps;
  }

  private static List<String> doubles(Map<String, List<Duty>> duties, ZoneId zone) {
    return OnCallPlan.doubleBookings(duties).stream()
        .map(one -> one.person() + ", by " + one.first() + " and " + one.second() + ": " + shown(one.span(), zone))
        .limit(200)
        .toList();
  }

  private static Share share(Fairness.Share one) {
    return new Share(
        one.person(), hours(one.onCall()), hours(one.outsideWork()), hours(one.night()), hours(one.weekend()), hours(one.holiday()),
        one.duties(), hours(one.longestWithoutRest()));
  }

  private static String hours(Duration duration) {
    return Format.count(duration.toHours()) + " h";
  }

  private static List<Line> overrides(OnCallBook book, Instant now, ZoneId zone) {
    List<Line> lines = new ArrayList<>();
    book.overrides().forEach(
        (one, by) -> {
          if (one.span().until().isAfter(now)) {
            lines.add(new Line(one.id(), one.schedule() + ": " + one.person() + ", " + shown(one.span(), zone), "by " + by));
          }
        });
    return lines;
  }

  private static List<Line> swaps(OnCallBook book, ZoneId zone, boolean open) {
    List<Line> lines = new ArrayList<>();
    for (Swap swap : book.swaps()) {
      Swap.Asked asked = swap.asked();
      String text = asked.schedule() + ": " + asked.to() + " for " + asked.from() + ", " + shown(asked.given(), zone);
      String exchange =
          asked.taken().isEmpty() ? "" : "in exchange for " + String.join(", ", asked.taken().stream().map(one -> shown(one, zone)).toList());
      switch (swap) {
        case Swap.Requested _ -> {
          if (open) {
            lines.add(new Line(asked.id(), text, exchange + (asked.reason().isEmpty() ? "" : " " + asked.reason())));
          }
        }
        case Swap.Accepted it -> addAnswered(lines, open, asked, text, "accepted by " + it.by());
        case Swap.Declined it -> addAnswered(lines, open, asked, text, "declined by " + it.by());
        case Swap.Withdrawn it -> addAnswered(lines, open, asked, text, "withdrawn by " + it.by());
      }
    }
    return open ? lines : lines.reversed().stream().limit(MOST_TOLD).toList();
  }

  private static void addAnswered(List<Line> lines, boolean open, Swap.Asked asked, String text, String answer) {
    if (!open) {
      lines.add(new Line(asked.id(), text, answer));
    }
  }

  private static List<Line> feeds(OnCallBook book) {
    return book.feeds().stream()
        .map(feed -> new Line(feed.id(), feed.schedule().orElse("all schedules"), feed.person().orElse("everybody")))
        .toList();
  }

  ServerResponse override(Visit visit) {
    Schedule schedule = schedule(desk.book().plan(), visit.text("schedule"));
    Span span = span(visit, schedule, "from", "until");
    return answered(visit, desk.override(visit.caller().actor(), schedule.id(), span, person(visit, "person")));
  }

  ServerResponse undo(Visit visit) {
    return answered(visit, desk.undo(visit.caller().actor(), bounded(visit, "id")));
  }

  ServerResponse ask(Visit visit) {
    Schedule schedule = schedule(desk.book().plan(), visit.text("schedule"));
    List<Span> taken =
        visit.text("from2").isEmpty() && visit.text("until2").isEmpty() ? List.of() : List.of(span(visit, schedule, "from2", "until2"));
    return answered(
        visit,
        desk.ask(
            visit.caller().actor(),
            visit.text("behalf").equals("yes"),
            schedule.id(),
            person(visit, "giver"),
            person(visit, "taker"),
            span(visit, schedule, "from", "until"),
            taken,
            bounded(visit, "reason")));
  }

  ServerResponse answer(Visit visit) {
    OnCallEntry.Answer answer =
        switch (visit.text("answer")) {
          case "accept" -> OnCallEntry.Answer.ACCEPTED;
          case "decline" -> OnCallEntry.Answer.DECLINED;
          case "withdraw" -> OnCallEntry.Answer.WITHDRAWN;
          default -> throw Problem.badParameter("answer", "is accept, decline or withdraw");
        };
    return answered(visit, desk.answer(visit.caller().actor(), visit.text("behalf").equals("yes"), bounded(visit, "id"), answer));
  }

  private static ServerResponse answered(Visit visit, OnCallDesk.Outcome outcome) {
    return switch (outcome) {
      case OnCallDesk.Outcome.Done _ -> back(visit);
      case OnCallDesk.Outcome.Gone gone -> throw Problem.of(HttpStatus.CONFLICT, "Decided already", gone.why() + " Reload the page.");
      case OnCallDesk.Outcome.NotTheirs it -> throw Problem.of(HttpStatus.FORBIDDEN, "Somebody else decides that", it.why());
      case OnCallDesk.Outcome.Refused refused ->
          throw Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "Not done", String.join("; ", refused.why()));
    };
  }

  ServerResponse document(Visit visit) {
    String text = visit.verbatim("document");
    String name = bounded(visit, "name");
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw Problem.badParameter("name", "letters, digits, dots and dashes, at most 100");
    }
    if (text.length() > LONGEST_DOCUMENT) {
      throw Problem.badParameter("document", "at most " + LONGEST_DOCUMENT + " characters");
    }
    OnCallParts.Read read = parts.onCall().reader().read(text);
    refuse(read.problems());
    if (read.documents().size() != 1) {
      refuse(List.of("one document of kind OnCall is expected here, not " + read.documents().size()));
    }
    Value document = read.documents().getFirst();
    OnCallStore store = parts.onCall().store();
    List<AllocationJson.Problem> problems = OnCallBook.problemsWith(store.documents(), name, document);
    refuse(problems.stream().limit(MOST_TOLD).map(one -> one.pointer() + ": " + one.message()).toList());
    store.save(new OnCallStore.Kept(name, document, visit.caller().actor(), parts.clock().instant()));
    parts.evidence().append("on-call", visit.caller().actor(), Value.Fields.of("name", Value.of(name), "document", document));
    return Replies.seeOther("/oncall");
  }

  /** The secret is shown in the answer, and never again. */
  ServerResponse makeFeed(Visit visit) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Optional<String> schedule = Optional.of(visit.text("schedule")).filter(text -> !text.isEmpty());
    schedule.ifPresent(id -> schedule(desk.book().plan(), id));
    Optional<String> person = Optional.of(bounded(visit, "person")).filter(text -> !text.isEmpty());
    return desk.feed(visit.caller().actor(), hash(secret), schedule, person) instanceof OnCallDesk.Outcome.Done
        ? show(visit, secret)
        : back(visit);
  }

  /** A calendar for whoever knows its secret; nothing else is asked of them. */
  ServerResponse feed(Visit visit) {
    String secret = visit.request().pathVariable("secret").replace(".ics", "");
    String hash = hash(secret);
    OnCallBook book = desk.book();
    OnCallEntry.FeedMade feed =
        book.feeds().stream()
            .filter(one -> MessageDigest.isEqual(one.hash().getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII)))
            .findFirst()
            .orElseThrow(() -> Problem.notFound("There is no such calendar."));
    Instant now = parts.clock().instant();
    List<CalendarEvent> events = new ArrayList<>();
    for (Schedule schedule : book.plan().schedules().values()) {
      if (feed.schedule().filter(one -> !one.equals(schedule.id())).isEmpty()) {
        LocalDate first = now.atZone(schedule.zone()).toLocalDate().withDayOfMonth(1);
        Span span =
            new Span(
                first.minusMonths(1).atStartOfDay(schedule.zone()).toInstant(), first.plusMonths(6).atStartOfDay(schedule.zone()).toInstant());
        events.addAll(DutyCalendar.events(book.plan(), schedule, span, feed.person()));
      }
    }
    return Replies.text(CALENDAR, CalendarText.of(feed.person().orElse("Everybody") + " on call", events, now));
  }

  private static String hash(String secret) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void refuse(List<String> why) {
    if (!why.isEmpty()) {
      throw Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "Not done", String.join("; ", why));
    }
  }

  private static Schedule schedule(OnCallPlan plan, String id) {
    Schedule schedule = plan.schedules().get(id);
    if (schedule == null) {
      throw Problem.notFound("There is no schedule " + id + ".");
    }
    return schedule;
  }

  private static Span span(Visit visit, Schedule schedule, String first, String last) {
    ZoneId zone = zone(visit).orElse(schedule.zone());
    Optional<Instant> from = WrittenTime.instant(visit.text(first), zone, false);
    Optional<Instant> until = WrittenTime.instant(visit.text(last), zone, true);
    if (from.isEmpty() || until.isEmpty() || !from.get().isBefore(until.get())) {
      throw Problem.badParameter(last, "a time after the first one is expected here");
    }
    if (Duration.between(from.get(), until.get()).compareTo(LONGEST) > 0) {
      throw Problem.badParameter(last, "at most a year after the first one");
    }
    return new Span(from.get(), until.get());
  }

  private static String person(Visit visit, String name) {
    String person = bounded(visit, name);
    if (person.isEmpty()) {
      throw Problem.badParameter(name, "a person is expected here");
    }
    return person;
  }

  private static String bounded(Visit visit, String name) {
    String text = visit.text(name);
    if (text.length() > LONGEST_TEXT) {
      throw Problem.badParameter(name, "at most " + LONGEST_TEXT + " characters");
    }
    return text;
  }

  private static ServerResponse back(Visit visit) {
    return Replies.seeOther(
        Link.to("/oncall").with("schedule", visit.text("schedule")).with("zone", visit.text("zone")).toString());
  }
}
