package roadbed.operate.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FairnessTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Span WEEK = span("2026-03-02T00:00", "2026-03-09T00:00");

  private static Span span(String from, String until) {
    return new Span(
        WallClock.instant(LocalDateTime.parse(from), BERLIN), WallClock.instant(LocalDateTime.parse(until), BERLIN));
  }

  private static Schedule schedule(String id, Schedule.Replacement... duties) {
    Rotation later = new Rotation(BERLIN, LocalDateTime.parse("2027-01-01T00:00"), Rotation.Unit.DAILY, 1);
    Layer none = new Layer("later", later, List.of("ann", "cho"), List.of(), Layer.Turns.OF_ALL_SHIFTS, Optional.empty());
    return new Schedule(id, id, BERLIN, List.of(none), List.of(duties), Map.of());
  }

  private static OnCallPlan plan(Schedule... schedules) {
    Person ann = new Person("ann", "Ann", BERLIN, Person.OFFICE, List.of("de"), false);
    Person cho = new Person("cho", "Cho", ZoneId.of("Asia/Seoul"), Person.OFFICE, List.of(), false);
    HolidayCalendar holidays = new HolidayCalendar("de", Map.of(LocalDate.of(2026, 3, 4), "Some day"));
    Map<String, Schedule> all = new LinkedHashMap<>();
    List.of(schedules).forEach(one -> all.put(one.id(), one));
    return new OnCallPlan(Map.of("ann", ann, "cho", cho), Map.of("de", holidays), List.of(), all, Map.of());
  }

  private static Schedule.Replacement duty(String person, String from, String until) {
    return new Schedule.Replacement(span(from, until), person, "test");
  }

  private static Fairness.Share share(OnCallPlan plan, String person) {
    return Fairness.of(plan, WEEK, Fairness.DAILY_REST).shares().stream()
        .filter(one -> one.person().equals(person))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void hoursAreSortedByThePersonsOwnClock() {
    // Tuesday 20:00 to Wednesday 12:00 in Berlin, Wednesday being a holiday of Ann's.
    Fairness.Share ann = share(plan(schedule("s", duty("ann", "2026-03-03T20:00", "2026-03-04T12:00"))), "ann");
    assertThat(ann.onCall()).isEqualTo(Duration.ofHours(16));
    assertThat(ann.night()).isEqualTo(Duration.ofHours(8));
    assertThat(ann.holiday()).isEqualTo(Duration.ofHours(12));
    assertThat(ann.outsideWork()).isEqualTo(Duration.ofHours(16));

    // The same in Seoul is Wednesday 04:00 to 20:00.
    Fairness.Share cho = share(plan(schedule("s", duty("cho", "2026-03-03T20:00", "2026-03-04T12:00"))), "cho");
    assertThat(cho.night()).isEqualTo(Duration.ofHours(2));
    assertThat(cho.holiday()).isZero();
    assertThat(cho.outsideWork()).isEqualTo(Duration.ofHours(8));
  }

  @Test
  void aWeekendIsSaturdayAndSunday() {
    Fairness.Share ann = share(plan(schedule("s", duty("ann", "2026-03-06T00:00", "2026-03-09T00:00"))), "ann");
    assertThat(ann.weekend()).isEqualTo(Duration.ofHours(48));
    assertThat(ann.outsideWork()).isEqualTo(Duration.ofHours(64));
  }

  @Test
  void aBreakThatIsTooShortIsNoRest() {
    OnCallPlan plan =
        plan(
            schedule(
                "s",
                duty("ann", "2026-03-02T08:00", "2026-03-02T22:00"),
                duty("ann", "2026-03-03T08:00", "2026-03-03T22:00"),
                duty("ann", "2026-03-04T09:00", "2026-03-04T10:00")));
    assertThat(share(plan, "ann").longestWithoutRest()).isEqualTo(Duration.ofHours(38));
  }

  @Test
  void whoIsOnCallTwiceAtOnceIsOnCallOnceAndTold() {
    OnCallPlan plan =
        plan(
            schedule("a", duty("ann", "2026-03-02T08:00", "2026-03-02T12:00")),
            schedule("b", duty("ann", "2026-03-02T10:00", "2026-03-02T14:00")));
    assertThat(share(plan, "ann").onCall()).isEqualTo(Duration.ofHours(6));
    assertThat(OnCallPlan.doubleBookings(plan.duties(WEEK)))
        .containsExactly(new OnCallPlan.DoubleBooking(span("2026-03-02T10:00", "2026-03-02T12:00"), "ann", "a", "b"));
  }

  @Test
  void membersWithoutDutiesCountForTheSpread() {
    Fairness fairness =
        Fairness.of(plan(schedule("s", duty("ann", "2026-03-07T00:00", "2026-03-07T10:00"))), WEEK, Fairness.DAILY_REST);
    Fairness.Spread spread = fairness.spread(Fairness.Share::onCall);
    assertThat(spread).isEqualTo(new Fairness.Spread(Duration.ZERO, Duration.ofHours(10), Duration.ofHours(5)));
    assertThat(spread.width()).isEqualTo(Duration.ofHours(10));
    assertThat(fairness.uncovered()).containsExactly(Map.entry("s", Duration.ofHours(158)));
  }

  @Test
  void aSwapHoldsOnBothSidesOnceItIsAccepted() {
    Schedule schedule =
        schedule("s", duty("ann", "2026-03-02T08:00", "2026-03-03T08:00"), duty("cho", "2026-03-04T08:00", "2026-03-05T08:00"));
    Span given = span("2026-03-02T10:00", "2026-03-02T18:00");
    Span taken = span("2026-03-04T10:00", "2026-03-04T18:00");
    Instant now = Instant.parse("2026-03-01T00:00:00Z");
    Swap.Requested requested = new Swap.Requested(new Swap.Asked("1", "s", "ann", "cho", given, List.of(taken), "dentist", now));

    assertThat(Swap.objections(requested.asked(), schedule)).isEmpty();
    Schedule after = schedule.with(requested.accept("cho", now).replacements());
    assertThat(after.duty(given.from())).get().extracting(Duty::person).isEqualTo("cho");
    assertThat(after.duty(taken.from())).get().extracting(Duty::person).isEqualTo("ann");
    assertThat(after.duty(given.until())).get().extracting(Duty::person).isEqualTo("ann");
  }

  @Test
  void nobodyGivesAwayWhatIsNotTheirs() {
    Schedule schedule = schedule("s", duty("ann", "2026-03-02T08:00", "2026-03-02T12:00"));
    Instant now = Instant.parse("2026-03-01T00:00:00Z");
    Swap.Asked asked =
        new Swap.Asked("1", "s", "ann", "cho", span("2026-03-02T10:00", "2026-03-02T13:00"), List.of(WEEK), "", now);
    assertThat(Swap.objections(asked, schedule)).hasSize(2);
  }

  @Test
  void aDutyKeepsItsNameInACalendarWhenTheSpanMoves() {
    Schedule schedule = schedule("s", duty("ann", "2026-03-02T08:00", "2026-03-04T08:00"));
    OnCallPlan plan = plan(schedule);
    Span day = span("2026-03-03T00:00", "2026-03-04T00:00");
    assertThat(DutyCalendar.events(plan, schedule, day, Optional.empty()))
        .isEqualTo(DutyCalendar.events(plan, schedule, WEEK, Optional.empty()))
        .singleElement()
        .satisfies(event -> assertThat(event.from()).isEqualTo(Instant.parse("2026-03-02T07:00:00Z")));
    assertThat(DutyCalendar.events(plan, schedule, WEEK, Optional.of("cho"))).isEmpty();
  }
}
