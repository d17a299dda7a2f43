package roadbed.collect.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import roadbed.model.AllocationJson;
import roadbed.model.Value;
import roadbed.model.ValueJson;

class OnCallExportsTest {

  private static ImportedOnCall read(String json) {
    return OnCallExports.read(ValueJson.parse(json)).orElseThrow();
  }

  private static String layers(ImportedOnCall imported) {
    Value.Items schedules = (Value.Items) imported.document().get("schedules").orElseThrow();
    return ValueJson.text(((Value.Fields) schedules.values().getFirst()).get("layers").orElseThrow());
  }

  private static List<String> unmapped(ImportedOnCall imported) {
    return imported.unmapped().stream().map(AllocationJson.Problem::pointer).toList();
  }

  private static String pagerDuty(String layers) {
    return "{\"schedule\":{\"id\":\"P1\",\"name\":\"Ops\",\"time_zone\":\"America/New_York\",\"schedule_layers\":[" + layers + "]}}";
  }

  private static String layer(String name, long turn, String restrictions) {
    return "{\"name\":\"" + name + "\",\"start\":\"2026-01-06T00:00:00-05:00\",\"rotation_virtual_start\":\"2026-01-05T09:00:00-05:00\","
        + "\"rotation_turn_length_seconds\":" + turn + ",\"users\":[{\"user\":{\"summary\":\"Ann\"}}],\"restrictions\":[" + restrictions + "]}";
  }

  @Test
  void layersOfPagerDutyTurnRoundSinceTheFirstWinsThere() {
    ImportedOnCall imported = read(pagerDuty(layer("high", 604_800, "") + "," + layer("low", 172_800, "")));

    assertThat(layers(imported))
        .isEqualTo(
            "[{\"name\":\"low (1)\",\"rotation\":{\"every\":\"day\",\"length\":2,\"start\":\"2026-01-05T09:00\"},\"members\":[\"Ann\"],"
                + "\"from\":\"2026-01-06T05:00:00Z\"},{\"name\":\"high (2)\",\"rotation\":{\"every\":\"week\",\"length\":1,"
                + "\"start\":\"2026-01-05T09:00\"},\"members\":[\"Ann\"],\"from\":\"2026-01-06T05:00:00Z\"}]");
    assertThat(imported.unmapped()).isEmpty();
  }

  @Test
  void aRestrictionOverAWeekendIsCutIntoItsDays() {
    String weekend =
        "{\"type\":\"weekly_restriction\",\"start_day_of_week\":5,\"start_time_of_day\":\"17:00:00\",\"duration_seconds\":226800}";

    assertThat(layers(read(pagerDuty(layer("w", 86_400, weekend)))))
        .contains(
            "\"restrictions\":[{\"days\":[\"friday\"],\"from\":\"17:00\",\"until\":\"17:00\"},{\"days\":[\"saturday\"],\"from\":\"17:00\","
                + "\"until\":\"17:00\"},{\"days\":[\"sunday\"],\"from\":\"17:00\",\"until\":\"08:00\"}],\"turns\":\"all\"");
  }

  @Test
  void aLayerWhoseTurnsAreNoHoursIsLeftOutAndTold() {
    ImportedOnCall imported = read(pagerDuty(layer("odd", 5_400, "") + "," + layer("low", 86_400, "")));

    assertThat(layers(imported)).contains("low").doesNotContain("odd");
    assertThat(unmapped(imported))
        .contains("/schedule/schedule_layers/0/rotation_turn_length_seconds", "/schedule/schedule_layers/0", "/schedule");
  }

  @Test
  void escalationPoliciesOfPagerDutyKeepTheirLevels() {
    ImportedOnCall imported =
        read(
            """
            {"escalation_policies":[{"id":"E","name":"Default","num_loops":2,"escalation_rules":[
              {"escalation_delay_in_minutes":30,"targets":[{"id":"P1","type":"schedule_reference"},{"id":"U","summary":"Ann","type":"user_reference"}]}]}]}""");

    assertThat(ValueJson.text(imported.document().get("escalations").orElseThrow()))
        .isEqualTo(
            "[{\"id\":\"E\",\"name\":\"Default\",\"repeats\":2,\"levels\":[{\"delay\":\"30m\",\"targets\":[{\"schedule\":\"P1\"},{\"person\":\"Ann\"}]}]}]");
  }

  @Test
  void aRotationOfOpsgenieWithAPlaceForNobodyIsLeftOut() {
    ImportedOnCall imported =
        read(
            """
            {"data":{"id":"d","name":"Ops","timezone":"Europe/Istanbul","rotations":[
              {"name":"day","type":"daily","startDate":"2026-02-06T05:00:00Z","participants":[{"type":"user","username":"a@x.org"}],
               "timeRestriction":{"type":"time-of-day","restriction":{"startHour":20,"startMin":30,"endHour":8,"endMin":0}}},
              {"name":"none","type":"weekly","startDate":"2026-02-06T05:00:00Z","participants":[{"type":"none"}]}]}}""");

    assertThat(layers(imported))
        .isEqualTo(
            "[{\"name\":\"day (1)\",\"rotation\":{\"every\":\"day\",\"length\":1,\"start\":\"2026-02-06T08:00\"},\"members\":[\"a@x.org\"],"
                + "\"restrictions\":[{\"from\":\"20:30\",\"until\":\"08:00\"}],\"turns\":\"all\"}]");
    assertThat(unmapped(imported)).containsExactly("/data/rotations/1/participants/0");
  }

  @Test
  void shiftsOfGrafanaBeginWithTheirFirstUserAndItsWeek() {
    ImportedOnCall imported =
        read(
            """
            {"results":[{"id":"A","name":"week","type":"rolling_users","level":1,"start":"2026-01-07T09:00:00","duration":28800,
              "frequency":"weekly","week_start":"MO","by_day":["MO","WE"],"rolling_users":[["u1"],["u2"]],"start_rotation_from_user_index":1},
             {"id":"B","type":"rolling_users","level":0,"start":"2026-01-05T09:00:00","duration":86400,"frequency":"daily","rolling_users":[["u1","u2"]]}]}""");

    assertThat(layers(imported))
        .contains("\"start\":\"2026-01-05T09:00\"", "\"members\":[\"u2\",\"u1\"]", "\"days\":[\"monday\",\"wednesday\"]", "\"from\":\"2026-01-07T09:00:00Z\"");
    assertThat(unmapped(imported)).containsExactly("/results/1/rolling_users/0", "/results/1");
  }

  @Test
  void whatIsNoExportIsNotTakenForOne() {
    assertThat(OnCallExports.read(ValueJson.parse("{\"data\":[1,{\"name\":\"x\"}]}"))).isEqualTo(Optional.empty());
    assertThat(OnCallExports.read(ValueJson.parse("[]"))).isEmpty();
  }
}
