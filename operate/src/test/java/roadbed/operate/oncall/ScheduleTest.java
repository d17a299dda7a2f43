package roadbed.operate.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Set<DayOfWeek> WORKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
  private static final Span FIRST_WEEK = span("2026-03-02T00:00", "2026-03-09T00:00");

  private static Instant at(String local) {
    return WallClock.instant(LocalDateTime.parse(local), BERLIN);
  }

  private static Span span(String from, String until) {
    return new Span(at(from), at(until));
  }

  private static Rotation daily(String start) {
    return new Rotation(BERLIN, LocalDateTime.parse(start), Rotation.Unit.DAILY, 1);
  }

  private static Layer layer(String name, Rotation rotation, List<Restriction> restrictions, String... members) {
    return new Layer(name, rotation, List.of(members), restrictions, Layer.Turns.OF_ACTIVE_SHIFTS, Optional.empty());
  }

  private static Schedule schedule(Layer... layers) {
    return new Schedule("s", "Platform", BERLIN, List.of(layers), List.of(), Map.of());
  }

  private static List<String> people(Schedule schedule, String... times) {
    return List.of(times).stream()
        .map(time -> schedule.duty(at(time)).map(Duty::person).orElse("nobody"))
        .toList();
  }

  @Test
  void turnsGoRoundInTheOrderOfTheMembers() {
    Schedule schedule = schedule(layer("primary", daily("2026-03-02T09:00"), List.of(), "ann", "bob"));

    assertThat(people(schedule, "2026-03-02T09:00", "2026-03-03T08:59", "2026-03-03T09:00", "2026-03-04T09:00"))
        .containsExactly("ann", "ann", "bob", "ann");
  }

  @Test
  void nobodyIsOnCallBeforeALayerBegins() {
    Schedule schedule = schedule(layer("primary", daily("2026-03-02T09:00"), List.of(), "ann"));

    assertThat(schedule.duty(at("2026-03-02T08:59"))).isEmpty();
    assertThat(schedule.gaps(FIRST_WEEK)).containsExactly(span("2026-03-02T00:00", "2026-03-02T09:00"));
  }

  @Test
  void aShiftThatRestrictionsLeaveEmptyIsNobodysTurn() {
    Restriction office = new Restriction(WORKDAYS, LocalTime.of(9, 0), LocalTime.of(17, 0));
    Layer counted = layer("office", daily("2026-03-02T00:00"), List.of(office), "ann", "bob", "cem");
    Layer all =
        new Layer("office", counted.rotation(), counted.members(), List.of(office), Layer.Turns.OF_ALL_SHIFTS, Optional.empty());

    String[] times = {"2026-03-06T10:00", "2026-03-07T10:00", "2026-03-09T10:00"};
    assertThat(people(schedule(counted), times)).containsExactly("bob", "nobody", "cem");
    assertThat(people(schedule(all), times)).containsExactly("bob", "nobody", "bob");
  }

  @Test
  void theLaterLayerWinsAndTheEarlierShowsThroughItsGaps() {
    Restriction weekend =
        new Restriction(EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
    Schedule schedule =
        schedule(
            layer("weekdays", daily("2026-03-02T00:00"), List.of(), "ann"),
            layer("weekend", daily("2026-03-02T00:00"), List.of(weekend), "bob"));

    assertThat(schedule.duties(FIRST_WEEK))
        .extracting(Duty::person, Duty::span)
        .containsExactly(
            tuple("ann", span("2026-03-02T00:00", "2026-03-07T00:00")),
            tuple("bob", span("2026-03-07T00:00", "2026-03-09T00:00")));
  }

  @Test
  void anOverrideWinsOverEveryLayerAndOfTwoTheOneMadeLast() {
    Layer layer = layer("primary", daily("2026-03-02T00:00"), List.of(), "ann");
    Schedule schedule =
        new Schedule(
            "s",
            "Platform",
            BERLIN,
            List.of(layer),
            List.of(
                new Schedule.Replacement(span("2026-03-03T00:00", "2026-03-04T00:00"), "bob", "ann"),
                new Schedule.Replacement(span("2026-03-03T12:00", "2026-03-04T12:00"), "cem", "lead")),
            Map.of());

    assertThat(people(schedule, "2026-03-03T11:59", "2026-03-03T12:00", "2026-03-04T11:59", "2026-03-04T12:00"))
        .containsExactly("bob", "cem", "cem", "ann");
    assertThat(schedule.duty(at("2026-03-03T12:00")).orElseThrow().reason()).isEqualTo(new Duty.Overridden("lead"));
  }

  @Test
  void theNextWhoIsThereStandsInForSomebodyAwayAndLaterTurnsStay() {
    Layer layer = layer("primary", daily("2026-03-02T00:00"), List.of(), "ann", "bob", "cem");
    Schedule schedule =
        new Schedule(
            "s",
            "Platform",
            BERLIN,
            List.of(layer),
            List.of(),
            Map.of(
                "ann", List.of(span("2026-03-02T00:00", "2026-03-02T12:00")),
                "bob", List.of(span("2026-03-01T00:00", "2026-03-02T06:00"))));

    assertThat(people(schedule, "2026-03-02T00:00", "2026-03-02T06:00", "2026-03-02T12:00", "2026-03-03T00:00"))
        .containsExactly("cem", "bob", "ann", "bob");
    assertThat(schedule.duty(at("2026-03-02T06:00")).orElseThrow().reason())
        .isEqualTo(new Duty.StandIn("primary", "ann"));
  }

  @Test
  void whereEverybodyIsAwayNobodyIsOnCall() {
    Layer layer = layer("primary", daily("2026-03-02T00:00"), List.of(), "ann");
    Schedule schedule =
        new Schedule("s", "Platform", BERLIN, List.of(layer), List.of(), Map.of("ann", List.of(FIRST_WEEK)));

    assertThat(schedule.gaps(FIRST_WEEK)).containsExactly(FIRST_WEEK);
  }

  @Test
  void aHandoverKeepsItsTimeByTheClockAcrossASummertimeDay() {
    Rotation rotation = daily("2026-03-28T09:00");

    assertThat(rotation.shift(at("2026-03-28T10:00")).length()).isEqualTo(Duration.ofHours(23));
    assertThat(rotation.begin(2)).isEqualTo(at("2026-03-30T09:00"));
  }

  @Test
  void dutiesOfRandomSchedulesNeverOverlapAndFillAllThatALayerServes() {
    Random random = new Random(20261121);
    for (int round = 0; round < 200; round++) {
      List<Layer> layers = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        layers.add(randomLayer(random, i));
      }
      Span asked = new Span(at("2026-03-20T00:00"), at("2026-03-20T00:00").plus(Duration.ofHours(1 + random.nextInt(800))));
      Schedule schedule = new Schedule("s", "s", BERLIN, layers, List.of(), Map.of());

      List<Duty> duties = schedule.duties(asked);
      for (int i = 1; i < duties.size(); i++) {
        assertThat(duties.get(i).span().from()).isAfterOrEqualTo(duties.get(i - 1).span().until());
      }
      List<Span> served = new ArrayList<>();
      layers.forEach(layer -> layer.turns(asked).forEach(turn -> served.add(turn.span())));
      assertThat(Span.union(duties.stream().map(Duty::span).toList())).isEqualTo(Span.union(served));
      duties.forEach(
          duty -> assertThat(schedule.duty(duty.span().from()).map(Duty::person)).contains(duty.person()));
    }
  }

  private static Layer randomLayer(Random random, int name) {
    Rotation.Unit unit = Rotation.Unit.values()[random.nextInt(4)];
    Rotation rotation =
        new Rotation(BERLIN, LocalDateTime.parse("2026-02-27T02:30").plusHours(random.nextInt(99)), unit, 1 + random.nextInt(3));
    List<Restriction> restrictions = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
      for (DayOfWeek day : DayOfWeek.values()) {
        if (random.nextBoolean()) {
          days.add(day);
        }
      }
      restrictions.add(new Restriction(days, LocalTime.of(random.nextInt(24), 30), LocalTime.of(random.nextInt(24), 0)));
    }
    return new Layer(
        "layer " + name, rotation, List.of("ann", "bob", "cem"), restrictions, Layer.Turns.values()[random.nextInt(2)], Optional.empty());
  }
}
