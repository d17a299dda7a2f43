package roadbed.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.model.Collection;
import roadbed.model.Diagnostic;
import roadbed.model.ServiceLevelJson;
import roadbed.model.ValueJson;
import roadbed.model.slo.Budgeting;
import roadbed.model.slo.Indicator;
import roadbed.model.slo.ServiceLevelObjective;
import roadbed.model.slo.SloWindow;

class SloFilesTest {
  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata:
        name: availability
        labels: {team: [shop, web], tier: tier-1}
      spec:
        service: shop
        indicator:
          metadata: {name: good-requests}
          spec:
            ratioMetric:
              counter: true
              good: {metricSource: {type: Prometheus, spec: {query: 'http_requests_total{code!~"5.."}'}}}
              total: {metricSource: {type: Prometheus, spec: {query: http_requests_total}}}
        timeWindow:
          - {duration: 28d, isRolling: true}
        budgetingMethod: Occurrences
        objectives:
          - target: 0.9995
      """;

  @TempDir Path folder;

  /** Reads texts as files; whatever is read comes back the same from its JSON. */
  private SloFiles.Read read(String... texts) throws IOException {
    SloFiles.Read read = files(texts);
    for (ServiceLevelObjective slo : read.objectives()) {
      assertThat(ServiceLevelJson.read(ValueJson.parse(ValueJson.text(ServiceLevelJson.of(slo))))).isEqualTo(slo);
    }
    return read;
  }

  private SloFiles.Read files(String... texts) throws IOException {
    for (int i = 0; i < texts.length; i++) {
      Files.writeString(folder.resolve("f" + i + ".yaml"), texts[i]);
    }
    return SloFiles.read(List.of(folder), SloFiles.DEFAULT_PERIOD);
  }

  @Test
  void anObjectiveIsReadExactly() throws IOException {
    SloFiles.Read read = read(SLO);
    assertThat(read.diagnostics()).isEmpty();
    ServiceLevelObjective slo = read.objectives().getFirst();
    assertThat(slo.id()).isEqualTo("shop-availability");
    assertThat(slo.target()).isEqualByComparingTo("0.9995");
    assertThat(slo.budget()).isEqualByComparingTo("0.0005");
    assertThat(slo.owner()).contains("shop,web");
    assertThat(slo.tier()).contains("tier-1");
    assertThat(slo.window()).isEqualTo(new SloWindow.Rolling(Duration.ofDays(28)));
    assertThat(slo.budgeting()).isEqualTo(new Budgeting.Occurrences());
    assertThat(slo.indicator()).isInstanceOf(Indicator.Events.class);
  }

  @Test
  void whatIsReferredToMayStandInAnotherFile() throws IOException {
    SloFiles.Read read =
        read(
            """
            apiVersion: openslo/v1
            kind: SLO
            metadata: {name: latency}
            spec:
              service: shop
              indicatorRef: p99
              budgetingMethod: Timeslices
              objectives:
                - {op: lte, value: 0.4, targetPercent: 99, timeSliceTarget: 0.95, timeSliceWindow: 5}
              timeWindow:
                - duration: 1M
                  calendar: {startTime: 2026-01-01 00:00:00, timeZone: Europe/Berlin}
              alertPolicies:
                - alertPolicyRef: wake
            """,
            """
            apiVersion: openslo/v1
            kind: SLI
            metadata: {name: p99}
            spec:
              thresholdMetric:
                metricSource:
                  metricSourceRef: metrics
                  spec: {query: 'histogram_quantile(0.99, rate(x_bucket[{{.window}}]))'}
            ---
            apiVersion: openslo/v1
            kind: DataSource
            metadata: {name: metrics}
            spec: {type: Prometheus, connectionDetails: {url: "https://example.com"}}
            ---
            apiVersion: openslo/v1
            kind: AlertPolicy
            metadata: {name: wake}
            spec:
              alertWhenNoData: true
              conditions: [{conditionRef: fast}]
              notificationTargets: [{targetRef: on-call}]
            ---
            apiVersion: openslo/v1
            kind: AlertCondition
            metadata: {name: fast}
            spec:
              severity: page
              condition: {kind: burnrate, op: gte, threshold: 14, lookbackWindow: 1h, alertAfter: 5m}
            ---
            apiVersion: openslo/v1
            kind: AlertNotificationTarget
            metadata: {name: on-call}
            spec: {target: email}
            ---
            apiVersion: openslo/v1
            kind: Service
            metadata: {name: shop, labels: {owner: team-a}}
            spec: {description: the shop}
            """);
    assertThat(read.diagnostics()).isEmpty();
    assertThat(read.documents()).isEqualTo(7);
    ServiceLevelObjective slo = read.objectives().getFirst();
    assertThat(slo.owner()).contains("team-a");
    assertThat(slo.window())
        .isEqualTo(
            new SloWindow.Calendar(
                1, SloWindow.CalendarUnit.MONTH, LocalDateTime.of(2026, 1, 1, 0, 0), ZoneId.of("Europe/Berlin")));
    assertThat(slo.budgeting()).isEqualTo(new Budgeting.Timeslices(new BigDecimal("0.95"), Duration.ofMinutes(5)));
    assertThat(slo.indicator())
        .isInstanceOfSatisfying(
            Indicator.Threshold.class,
            threshold -> {
              assertThat(threshold.value().source()).contains("prometheus");
              assertThat(threshold.threshold()).isEqualByComparingTo("0.4");
            });
    assertThat(slo.alerting().page()).isEmpty();
    assertThat(slo.alerting().policies().getFirst().targets()).containsExactly("on-call");
    assertThat(slo.alerting().policies().getFirst().whenNoData()).isTrue();
  }

  @Test
  void aCompositeIsTheMeanOfItsPartsByWeight() throws IOException {
    String own = SLO.replaceAll("(?s)  indicator:.*?  timeWindow", "  timeWindow");
    String objectives =
        """
          objectives:
            - target: 0.9
              compositeWeight: 3
              indicator: &i
                metadata: {name: x}
                spec: {ratioMetric: {counter: true, bad: &m {metricSource: {type: Prometheus, spec: {query: a}}}, total: *m}}
            - target: 0.98
              indicator: *i
        """;
    SloFiles.Read read = read(own.replaceAll("(?s)  objectives:.*", "") + objectives);
    assertThat(read.diagnostics()).isEmpty();
    assertThat(read.objectives()).extracting(ServiceLevelObjective::name)
        .containsExactly("availability-0", "availability-1", "availability");
    assertThat(read.objectives().getLast().target()).isEqualByComparingTo("0.92");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name: availability | name: Availability_1 | 4:9 | up to 63 lower-case letters",
        "service: shop | `` | 8:3 | service is missing",
        "target: 0.9995 | target: 99.95 | 19:15 | for a percentage write targetPercent",
        "target: 0.9995 | `target: 0.9\n      targetPercent: 90` | 20:22 | only one of target or targetPercent",
        "target: 0.9995 | targetPercent: 100 | 19:22 | from 0 up to, not with, 100",
        "target: 0.9995 | displayName: x | 19:7 | one of target or targetPercent is missing",
        "target: 0.9995 | `target: 0.5\n      value: 3` | 20 | value belongs to an indicator with thresholdMetric",
        "target: 0.9995 | `target: 0.5\n      timeSliceTarget: 0.5` | 20 | no meaning with Occurrences",
        "Occurrences | Timeslices | 19:7 | timeSliceTarget is missing",
        "Occurrences | Sometimes | 17:20 | budgetingMethod is Sometimes, which is not known",
        "duration: 28d | duration: 28 days | 16:18 | which is no duration",
        "duration: 28d | duration: 0d | 16:18 | which is no duration",
        "isRolling: true | isRolling: false | 16:7 | a window that is not rolling has a calendar",
        "`, isRolling: true` | `, calendar: {startTime: 2026-02-30 00:00:00, timeZone: UTC}` | 16:45 | no date with a time",
        "`, isRolling: true` | `, calendar: {startTime: 2026-02-03 00:00:00, timeZone: Mars}` | 16:76 | there is no time zone Mars",
        "counter: true | raw: {} | 12 | only one of total or raw",
        "kind: SLO | kind: SLOO | 2:7 | did you mean",
        "openslo/v1 | openslo/v3 | 1:13 | the version openslo/v3 is not known",
        "spec: {query: http_requests_total} | spec: {} | 14 | spec is missing, which says what is asked",
      })
  void whatIsWrongIsSaidAtItsPlace(String right, String wrong, String place, String words) throws IOException {
    String text = SLO.replace(right, wrong.replace("\\n", "\n"));
    assertThat(text).isNotEqualTo(SLO);
    SloFiles.Read read = read(text);
    assertThat(read.objectives()).isEmpty();
    assertThat(read.diagnostics())
        .filteredOn(diagnostic -> diagnostic.level() == Diagnostic.Level.ERROR)
        .extracting(Diagnostic::toString)
        .anySatisfy(said -> assertThat(said).contains("f0.yaml:" + place).contains(words));
  }

  @Test
  void aBrokenDocumentDoesNotTakeTheOthersWithIt() throws IOException {
    SloFiles.Read read = read("apiVersion: openslo/v1\nkind: [\n---\n" + SLO + "---\n" + SLO);
    assertThat(read.objectives()).hasSize(1);
    assertThat(read.diagnostics()).extracting(Diagnostic::code).contains("yaml.malformed", "slo.duplicate");
  }

  @Test
  void slothsTwoFormsSayTheSame() throws IOException {
    String plain =
        """
        version: prometheus/v1
        service: shop
        labels: {tier: "1"}
        slos:
          - name: availability
            objective: 99.9
            sli:
              events:
                error_query: sum(rate(a[{{.window}}]))
                total_query: sum(rate(b[{{ .window }}]))
            alerting:
              name: ShopDown
              page_alert: {labels: {to: me}}
              ticket_alert: {disable: true}
        """;
    String object =
        """
        apiVersion: sloth.slok.dev/v1
        kind: PrometheusServiceLevel
        metadata: {name: levels, namespace: web}
        spec:
          service: other
          labels: {tier: "1"}
          slos:
            - name: availability
              objective: 99.9
              sli:
                events:
                  errorQuery: sum(rate(a[{{.window}}]))
                  totalQuery: sum(rate(b[{{ .window }}]))
              alerting:
                name: ShopDown
                pageAlert: {labels: {to: me}}
                ticketAlert: {disable: true}
        """;
    SloFiles.Read read = read(plain, object);
    assertThat(read.diagnostics()).isEmpty();
    ServiceLevelObjective first = read.objectives().get(0);
    ServiceLevelObjective second = read.objectives().get(1);
    assertThat(first.target()).isEqualByComparingTo("0.999");
    assertThat(first.alerting()).isEqualTo(second.alerting());
    assertThat(first.alerting().ticket()).isEmpty();
    assertThat(first.tier()).isEqualTo(second.tier()).isEqualTo(Optional.of("1"));
    assertThat(second.group().namespace()).contains("web");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "prometheus/v1 | prometheus/v999 | 1:10 | is not known",
        "objective: 99.9 | objective: 100.5 | 5:16 | above 0 and up to 100",
        "[{{.window}}])) #a | [5m])) #a | 8:22 | the query has no {{.window}}",
        "rate(a | rate(b | 8:22 | both queries are the same",
        "name: ShopDown | labels: {a-b: c} | 11:21 | no name that Prometheus takes",
        "name: ShopDown | labels: {} | 11:7 | the alerts have no name",
        "name: availability | name: a | 4:11 | a name has at least two",
      })
  void slothsRulesHold(String right, String wrong, String place, String words) throws IOException {
    String plain =
        """
        version: prometheus/v1
        service: shop
        slos:
          - name: availability
            objective: 99.9
            sli:
              events:
                error_query: sum(rate(a[{{.window}}])) #a
                total_query: sum(rate(b[{{.window}}])) #a
            alerting:
              name: ShopDown
        """;
    SloFiles.Read read = read(plain.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong)));
    assertThat(read.objectives()).isEmpty();
    assertThat(read.diagnostics())
        .extracting(Diagnostic::toString)
        .anySatisfy(said -> assertThat(said).contains("f0.yaml:" + place).contains(words));
  }

  @Test
  void aPluginIsRefusedAndTheOtherObjectivesAreRead() throws IOException {
    SloFiles.Read read =
        read(
            """
            version: prometheus/v1
            service: shop
            slos:
              - name: by-plugin
                objective: 99
                sli: {plugin: {id: somebody/availability, options: {a: b}}}
                alerting: {name: A}
              - name: raw-one
                objective: 99
                sli: {raw: {error_ratio_query: "sum(rate(a[{{.window}}])) / sum(rate(b[{{.window}}]))"}}
                alerting: {name: A}
            """);
    assertThat(read.objectives()).extracting(ServiceLevelObjective::name).containsExactly("raw-one");
    assertThat(read.diagnostics()).extracting(Diagnostic::code).containsExactly("slo.plugin");
  }

  @Test
  void windowsOfAlertsAreRead() throws IOException {
    SloFiles.Read read =
        read(
            """
            apiVersion: sloth.slok.dev/v1
            kind: AlertWindows
            spec:
              sloPeriod: 7d
              page:
                quick: {errorBudgetPercent: 8, shortWindow: 5m, longWindow: 1h}
                slow: {errorBudgetPercent: 12.5, shortWindow: 30m, longWindow: 6h}
              ticket:
                quick: {errorBudgetPercent: 20, shortWindow: 2h, longWindow: 1d}
                slow: {errorBudgetPercent: 42, shortWindow: 6h, longWindow: 3d}
            """);
    assertThat(read.diagnostics()).isEmpty();
    assertThat(read.windows().getFirst().pageQuick().burnRate()).isEqualTo(13.44);
  }

  @Test
  void aScanTakesThemAndSaysWhatIsWrong() throws IOException {
    Files.writeString(folder.resolve("open.yaml"), SLO.replace("0.9995", "1.5"));
    Files.writeString(
        folder.resolve("sloth.yaml"), "version: prometheus/v1\nservice: shop\nslos:\n  - {name: availability}\n");
    Files.writeString(
        folder.resolve("open.json"),
        "{\"apiVersion\": \"openslo/v1\", \"kind\": \"Service\", \"metadata\": {\"name\": \"Shop\"}, \"spec\": {}}");
    Collection scanned =
        new Collector().collect("test", List.of(folder), Instant.EPOCH, (_, _, _) -> {}, Limits.DEFAULT);
    assertThat(scanned.reading().unrecognised()).isEmpty();
    assertThat(scanned.resources()).isEmpty();
    assertThat(scanned.diagnostics())
        .extracting(diagnostic -> Path.of(diagnostic.location().file()).getFileName() + " " + diagnostic.code())
        .contains("open.yaml slo.schema", "sloth.yaml slo.schema", "open.json slo.schema");
  }

  @Test
  void aListOfDocumentsIsReadAsItsDocuments() throws IOException {
    SloFiles.Read read = read("- " + SLO.indent(2).strip() + "\n- " + SLO.replace("name: availability", "name: other").indent(2).strip() + "\n");
    assertThat(read.diagnostics()).isEmpty();
    assertThat(read.objectives()).extracting(ServiceLevelObjective::name).containsExactly("availability", "other");
  }

  /** Every piece of a document replaced by every other kind of thing; the seed is the place. */
  @Test
  void whateverADocumentSaysItIsReadOrRefused() throws IOException {
    List<String> strange = List.of("", "null", "[]", "{}", "[[1]]", "1e99", "-0", "'", "yes", "{a: {b: c}}", "\u00e9");
    String[] lines = SLO.split("\n", -1);
    int refused = 0;
    for (int i = 0; i < lines.length; i++) {
      int colon = lines[i].indexOf(": ");
      for (String other : strange) {
        String[] changed = lines.clone();
        changed[i] = colon < 0 ? "" : lines[i].substring(0, colon + 2) + other;
        refused += read(String.join("\n", changed)).hasErrors() ? 1 : 0;
      }
    }
    assertThat(refused).isGreaterThan(50);
  }
}
