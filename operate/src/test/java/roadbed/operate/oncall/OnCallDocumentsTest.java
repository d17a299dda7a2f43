package roadbed.operate.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import roadbed.model.AllocationJson;
import roadbed.model.Value;
import roadbed.model.ValueJson;

class OnCallDocumentsTest {
  private static final String HEAD = "{\"apiVersion\":\"roadbed.dev/v1\",\"kind\":\"OnCall\",";
  private static final String WEEKLY =
      """
      "schedules":[{"id":"s","zone":"Europe/Berlin","layers":[
        {"name":"l","rotation":{"every":"week","start":"2026-01-05T09:00"},"members":["ann","bob"]}]}]""";

  private static OnCallDocuments.Read read(String... bodies) {
    return OnCallDocuments.read(
        List.of(bodies).stream().map(body -> (Value) ValueJson.parse(HEAD + body + "}")).toList());
  }

  private static List<String> pointers(OnCallDocuments.Read read) {
    return read.problems().stream().flatMap(List::stream).map(AllocationJson.Problem::pointer).distinct().toList();
  }

  private static String person(OnCallPlan plan, String at) {
    return plan.duty("s", Instant.parse(at)).map(Duty::person).orElse("nobody");
  }

  @Test
  void aScheduleIsReadWithItsLayersAndStartsByTheClockOfItsZone() {
    OnCallDocuments.Read read = read(WEEKLY);

    assertThat(read.wrong()).isFalse();
    assertThat(person(read.plan(), "2026-01-05T07:59:59Z")).isEqualTo("nobody");
    assertThat(person(read.plan(), "2026-01-05T08:00:00Z")).isEqualTo("ann");
    assertThat(person(read.plan(), "2026-01-12T08:00:00Z")).isEqualTo("bob");
  }

  @Test
  void documentsReferToOneAnotherInAnyOrder() {
    OnCallDocuments.Read read =
        read(
            "\"overrides\":[{\"schedule\":\"s\",\"person\":\"cem\",\"from\":\"2026-01-06T00:00\",\"until\":\"2026-01-07T00:00\",\"by\":\"ann\"}]",
            WEEKLY);

    assertThat(read.wrong()).isFalse();
    assertThat(person(read.plan(), "2026-01-05T22:59:00Z")).isEqualTo("ann");
    assertThat(person(read.plan(), "2026-01-05T23:00:00Z")).isEqualTo("cem");
    assertThat(person(read.plan(), "2026-01-06T23:00:00Z")).isEqualTo("ann");
  }

  @Test
  void daysOfAnAbsenceAreWholeDaysOfThePersonsOwnClock() {
    OnCallDocuments.Read read =
        read(
            WEEKLY
                + """
                ,"people":[{"id":"ann","zone":"Asia/Tokyo"}],
                "absences":[{"person":"ann","from":"2026-01-07","until":"2026-01-08"}]""");

    assertThat(person(read.plan(), "2026-01-06T14:59:00Z")).isEqualTo("ann");
    assertThat(person(read.plan(), "2026-01-06T15:00:00Z")).isEqualTo("bob");
    assertThat(person(read.plan(), "2026-01-08T15:00:00Z")).isEqualTo("ann");
  }

  @Test
  void holidaysTakeThoseOffCallWhoAreAwayOnThem() {
    String calendar =
        ",\"holidays\":[{\"id\":\"de\",\"days\":[{\"date\":\"2026-01-06\",\"name\":\"Epiphany\"}]}],\"people\":[{\"id\":\"ann\",\"zone\":\"Europe/Berlin\",\"holidays\":[\"de\"],\"awayOnHolidays\":";

    assertThat(person(read(WEEKLY + calendar + "true}]").plan(), "2026-01-06T12:00:00Z")).isEqualTo("bob");
    assertThat(person(read(WEEKLY + calendar + "false}]").plan(), "2026-01-06T12:00:00Z")).isEqualTo("ann");
  }

  @Test
  void aWrongLayerLeavesTheWholeScheduleOutAndIsToldByItsPlace() {
    OnCallDocuments.Read read =
        read(WEEKLY.replace("\"week\"", "\"fortnight\"").replace("Berlin", "Berln"));

    assertThat(read.plan().schedules()).isEmpty();
    assertThat(pointers(read)).containsExactly("/schedules/0/zone", "/schedules/0/layers/0/rotation/every");
  }

  @Test
  void whatIsReferredToAndNotThereIsTold() {
    OnCallDocuments.Read read =
        read(
            """
            "escalations":[{"id":"e","repeats":200,"levels":[{"delay":"soon","targets":[{"schedule":"x"}]}]}],
            "overrides":[{"schedule":"x","person":"p","from":"2026-01-02","until":"2026-01-01"}],
            "people":[{"id":"p","zone":"UTC","holidays":["x"]}], "peple":[]""");

    assertThat(pointers(read))
        .containsExactlyInAnyOrder(
            "/peple",
            "/people/0/holidays",
            "/overrides/0/schedule",
            "/overrides/0/until",
            "/escalations/0/repeats",
            "/escalations/0/levels/0/delay",
            "/escalations/0/levels/0/targets/0/schedule");
  }

  @Test
  void anEscalationGoesThroughItsLevelsAndRepeatsUntilAcknowledged() {
    OnCallPlan plan =
        read(
                WEEKLY
                    + """
                    ,"escalations":[{"id":"e","repeats":1,"levels":[
                      {"delay":"5m","targets":[{"schedule":"s"}]},
                      {"delay":"15m","targets":[{"person":"lead"},{"person":"deputy"}]}]}]""")
            .plan();
    Instant begun = Instant.parse("2026-01-05T10:00:00Z");
    EscalationPolicy policy = plan.policies().get("e");

    assertThat(plan.escalation(policy, begun, Optional.empty()))
        .extracting(step -> Duration.between(begun, step.at()).toMinutes() + " " + step.person().orElse("nobody"))
        .containsExactly("0 ann", "5 lead", "5 deputy", "20 ann", "25 lead", "25 deputy");
    assertThat(plan.escalation(policy, begun, Optional.of(begun.plus(Duration.ofMinutes(5)))))
        .extracting(step -> step.person().orElse("nobody"))
        .containsExactly("ann");
  }

  @Test
  void aLevelThatReachesNobodyIsNotWaitedFor() {
    OnCallPlan plan =
        read(
                WEEKLY
                    + """
                    ,"escalations":[{"id":"e","levels":[{"delay":"30m","targets":[{"schedule":"s"}]},{"delay":"5m","targets":[{"person":"lead"}]}]}]""")
            .plan();
    Instant before = Instant.parse("2026-01-01T00:00:00Z");

    assertThat(plan.escalation(plan.policies().get("e"), before, Optional.empty()))
        .extracting(step -> step.at() + " " + step.person().orElse("nobody"))
        .containsExactly("2026-01-01T00:00:00Z nobody", "2026-01-01T00:00:00Z lead");
  }

  @Test
  void layersOfSeveralZonesFollowTheSunWithoutAGapAcrossClockChanges() {
    OnCallPlan plan =
        read(
                """
                "schedules":[{"id":"s","zone":"UTC","layers":[
                  {"name":"rest","rotation":{"every":"day","start":"2026-01-01T00:00"},"members":["ann"]},
                  {"name":"asia","zone":"Asia/Seoul","rotation":{"every":"day","start":"2026-01-01T00:00"},"members":["cho"],
                   "restrictions":[{"from":"09:00","until":"17:00"}]},
                  {"name":"europe","zone":"Europe/Berlin","rotation":{"every":"day","start":"2026-01-01T00:00"},"members":["bob"],
                   "restrictions":[{"from":"09:00","until":"17:00"}]}]}]""")
            .plan();
    Schedule schedule = plan.schedules().get("s");

    assertThat(person(plan, "2026-03-28T07:59:00Z")).isEqualTo("cho");
    assertThat(person(plan, "2026-03-28T08:00:00Z")).isEqualTo("bob");
    assertThat(person(plan, "2026-03-29T07:00:00Z")).isEqualTo("bob");
    assertThat(person(plan, "2026-03-29T15:00:00Z")).isEqualTo("ann");
    assertThat(schedule.gaps(new Span(Instant.parse("2026-03-27T00:00:00Z"), Instant.parse("2026-03-31T00:00:00Z")))).isEmpty();
  }
}
