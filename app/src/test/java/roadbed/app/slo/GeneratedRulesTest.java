package roadbed.app.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import roadbed.app.slo.Promtool.Question;
import roadbed.app.slo.Promtool.Series;
import roadbed.assess.reliability.slo.BurnCatalogue;
import roadbed.assess.reliability.slo.RuleFile;
import roadbed.assess.reliability.slo.RuleOptions;
import roadbed.assess.reliability.slo.RuleText;
import roadbed.assess.reliability.slo.SloRules;
import roadbed.collect.SloFiles;
import roadbed.model.Diagnostic;
import roadbed.testkit.SharedData;

/** Rules of every kind of objective, as Prometheus' own tool sees them. */
class GeneratedRulesTest {
  private static final String GOOD = "http_requests_total{code=\"200\"}";
  private static final String BAD = "http_requests_total{code=\"500\"}";
  private static final String RATIO =
      """
          indicator:
            metadata: {name: good-requests}
            spec:
              ratioMetric:
                counter: true
                bad: {metricSource: {type: Prometheus, spec: {query: 'http_requests_total{code="500"}'}}}
                total: {metricSource: {type: Prometheus, spec: {query: http_requests_total}}}
      """;

  @TempDir Path folder;

  private static String slo(String name, String indicator, String method, String objectives, String window, String more) {
    return """
    ---
    apiVersion: openslo/v1
    kind: SLO
    metadata: {name: %s, labels: {part-of: shop, team: [a, b]}}
    spec:
      description: "100%% of it, \\"quoted\\""
      service: shop
    %s  budgetingMethod: %s
      timeWindow: [%s]
      objectives: [%s]
    %s"""
        .formatted(name, indicator.indent(-2), method, window, objectives, more);
  }

  private SloRules.Generated made(String text, RuleOptions.Set set) throws IOException {
    Path file = Files.writeString(folder.resolve("slo.yaml"), text);
    SloFiles.Read read = SloFiles.read(List.of(file), SloFiles.DEFAULT_PERIOD);
    assertThat(read.diagnostics()).isEmpty();
    RuleOptions options = new RuleOptions(set, true, true, Map.of("cluster", "no"), new BurnCatalogue(List.of()), "test", 5);
    return SloRules.generate(read.objectives(), options);
  }

  private static String plain(SloRules.Generated generated) {
    StringBuilder text = new StringBuilder();
    List<RuleFile> files = generated.files();
    RuleFile all =
        new RuleFile("all", Optional.empty(), files.stream().flatMap(file -> file.groups().stream()).toList());
    return text.append(RuleText.of(all, List.of("made by a test"))).toString();
  }

  private static String everything() {
    String month = "{duration: 1M, calendar: {startTime: 2026-01-01 00:00:00, timeZone: America/New_York}}";
    return slo("occurrences", RATIO, "Occurrences", "{target: 0.99999}", "{duration: 90d, isRolling: true}", "")
        + slo("many", RATIO, "Occurrences", "{target: 0.99}, {targetPercent: 99.95}", month, "")
        + slo("slices", RATIO, "Timeslices", "{target: 0.99, timeSliceTarget: 0.9, timeSliceWindow: 10m}", month, "")
        + slo("ratio-slices", RATIO, "RatioTimeslices", "{target: 0.99, timeSliceWindow: 1m}", "{duration: 1d, isRolling: true}", "")
        + slo(
            "threshold",
            """
                indicator:
                  metadata: {name: p99}
                  spec:
                    thresholdMetric:
                      metricSource: {spec: {query: 'histogram_quantile(0.99, sum by (le) (rate(x_bucket[{{.window}}])))'}}
            """,
            "Occurrences",
            "{op: lt, value: 0.25, target: 0.9}",
            "{duration: 6h, isRolling: true}",
            "")
        + slo(
            "policy",
            RATIO.replace("bad:", "good:").replace("500", "200"),
            "Occurrences",
            "{target: 0.9}",
            "{duration: 2w, isRolling: true}",
            """
              alertPolicies:
                - kind: AlertPolicy
                  metadata: {name: wake}
                  spec:
                    alertWhenNoData: true
                    conditions:
                      - kind: AlertCondition
                        metadata: {name: c}
                        spec:
                          severity: page
                          condition: {kind: burnrate, op: gte, threshold: 2.5, lookbackWindow: 3h, alertAfter: 10m}
                    notificationTargets:
                      - {kind: AlertNotificationTarget, metadata: {name: t}, spec: {target: email}}
            """)
        + slo(
            "composite",
            "",
            "Occurrences",
            "{target: 0.9, compositeWeight: 3, indicator: " + part("a") + "}, {target: 0.98, indicator: " + part("b") + "}",
            "{duration: 28d, isRolling: true}",
            "");
  }

  private static String part(String metric) {
    return "{metadata: {name: " + metric + "}, spec: {ratioMetric: {bad: {metricSource: {spec: {query: 'sum(rate(" + metric
        + "_bad[5m]))'}}}, total: {metricSource: {spec: {query: 'sum(rate(" + metric + "_all[5m]))'}}}}}}";
  }

  @ParameterizedTest
  @EnumSource(RuleOptions.Set.class)
  void rulesOfEveryKindOfObjectivePassTheCheck(RuleOptions.Set set) throws IOException, InterruptedException {
    SloRules.Generated generated = made(everything(), set);
    assertThat(generated.diagnostics()).noneMatch(diagnostic -> diagnostic.level() == Diagnostic.Level.ERROR);
    assertThat(generated.objectives()).isEqualTo(10);
    Promtool.Answer answer = Promtool.in(folder).check(plain(generated));
    assertThat(answer.ok()).as(answer.text()).isTrue();
    assertThat(answer.text()).contains("SUCCESS");
  }

  @Test
  void rulesOfTheSharedSpecificationsPassTheCheck() throws IOException, InterruptedException {
    Path sloth = SharedData.at("sloth");
    for (String name : List.of("in-base.yaml", "in-base-k8s.yaml", "in-multifile.yaml", "in-multifile-k8s.yaml", "in-openslo.yaml")) {
      for (RuleOptions.Set set : RuleOptions.Set.values()) {
        Promtool.Answer answer = Promtool.in(folder).check(plain(made(Files.readString(sloth.resolve(name)), set)));
        assertThat(answer.ok()).as(name + " " + set + ": " + answer.text()).isTrue();
      }
    }
  }

  @Test
  void timeSlicesCountSlicesWhateverTheirTraffic() throws IOException, InterruptedException {
    String text = slo("slices", RATIO, "Timeslices", "{target: 0.9, timeSliceTarget: 0.9, timeSliceWindow: 10m}", "{duration: 1d, isRolling: true}", "");
    // 50 busy clean minutes, then 10 quiet failing ones: a sixth of the slices, and hardly any event.
    Promtool.Answer answer =
        Promtool.in(folder)
            .play(
                plain(made(text, RuleOptions.Set.STANDARD)),
                10,
                List.of(new Series(GOOD, "0+1000x50 50000x10"), new Series(BAD, "0x50 1+1x9")),
                List.of(
                    Question.isOne("count(slo:sli_error:slice10m == 1)", "60m"),
                    Question.isOne("count(slo:sli_error:slice10m == 0)", "40m"),
                    Question.isOne("count(slo:sli_error:ratio_rate1d > 0.1 < 0.25)", "60m")));
    assertThat(answer.ok()).as(answer.text()).isTrue();
  }

  @Test
  void aRatioOfSlicesIsTheMeanOfTheirRatios() throws IOException, InterruptedException {
    String text = slo("slices", RATIO, "RatioTimeslices", "{target: 0.9, timeSliceWindow: 10m}", "{duration: 1d, isRolling: true}", "");
    Promtool.Answer answer =
        Promtool.in(folder)
            .play(
                plain(made(text, RuleOptions.Set.STANDARD)),
                10,
                List.of(new Series(GOOD, "0+50x60"), new Series(BAD, "0+50x60")),
                List.of(Question.isOne("count(slo:sli_error:ratio_rate1d > 0.499 < 0.501)", "60m")));
    assertThat(answer.ok()).as(answer.text()).isTrue();
  }

  @Test
  void aCompositeIsTheMeanOfItsPartsByWeight() throws IOException, InterruptedException {
    String objectives = "{target: 0.9, compositeWeight: 3, indicator: " + part("a") + "}, {target: 0.98, indicator: " + part("b") + "}";
    String text = slo("composite", "", "Occurrences", objectives, "{duration: 28d, isRolling: true}", "");
    Promtool.Answer answer =
        Promtool.in(folder)
            .play(
                plain(made(text, RuleOptions.Set.STANDARD)),
                List.of(
                    new Series("a_bad", "0+1x60"), new Series("a_all", "0+10x60"),
                    new Series("b_bad", "0+5x60"), new Series("b_all", "0+10x60")),
                // (3 * 0.1 + 1 * 0.5) / 4
                List.of(Question.isOne("count(slo:sli_error:ratio_rate5m{sloth_slo=\"composite\"} > 0.199 < 0.201)", "60m")));
    assertThat(answer.ok()).as(answer.text()).isTrue();
  }

  @Test
  void whatCannotBeAskedFromPrometheusIsToldAndTheRestHasRules() throws IOException {
    String elsewhere = slo("elsewhere", RATIO.replace("Prometheus", "Datadog"), "Occurrences", "{target: 0.9}", "{duration: 1d, isRolling: true}", "");
    String broken = slo("broken", RATIO.replace("{code=\"500\"}", "{code=500}"), "Occurrences", "{target: 0.9}", "{duration: 1d, isRolling: true}", "");
    String sound = slo("sound", RATIO, "Occurrences", "{target: 0.9}", "{duration: 1d, isRolling: true}", "");
    SloRules.Generated generated = made(elsewhere + broken + sound, RuleOptions.Set.STANDARD);
    assertThat(generated.objectives()).isEqualTo(1);
    assertThat(generated.diagnostics()).extracting(Diagnostic::code).contains("slo.source", "slo.query");
    assertThat(generated.diagnostics()).allMatch(diagnostic -> diagnostic.location().line() > 0);
  }

  @Test
  void everyPeriodHasRulesThatPass() throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    for (Duration period : List.of(Duration.ofHours(1), Duration.ofHours(7), Duration.ofDays(3), Duration.ofDays(7), Duration.ofDays(10), Duration.ofDays(365))) {
      text.append(slo("h" + period.toHours(), RATIO, "Occurrences", "{target: 0.95}", "{duration: " + period.toHours() + "h, isRolling: true}", ""));
    }
    Promtool.Answer answer = Promtool.in(folder).check(plain(made(text.toString(), RuleOptions.Set.BOTH)));
    assertThat(answer.ok()).as(answer.text()).isTrue();
  }
}
