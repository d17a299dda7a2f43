package roadbed.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.testkit.RealPrometheus;

/** Allocation of a small bill, from files to sums. */
class CostAllocateCommandTest {
  @TempDir Path folder;
  private Path bill;
  private Path rules;

  @BeforeEach
  void billAndRules() throws IOException {
    bill =
        Files.writeString(
            folder.resolve("bill.csv"),
            """
            ProviderName,SubAccountId,SubAccountName,ServiceName,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,BillingPeriodStart,BillingPeriodEnd,BillingCurrency,BilledCost,EffectiveCost,ListCost,ContractedCost,Tags,ResourceId,ResourceName
            AWS,111,main,EC2,Usage,2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,USD,60,60,60,60,"{""team"":""Pay ""}",i-1,pay-web
            AWS,111,main,EC2,Usage,2026-01-03T00:00:00Z,2026-01-04T00:00:00Z,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,USD,20,20,20,20,"{""Team"":""search""}",i-2,web
            AWS,111,main,VPC,Usage,2026-01-03T00:00:00Z,2026-01-04T00:00:00Z,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,USD,8.01,8.01,8.01,8.01,,,
            AWS,222,lab,EC2,Usage,2026-02-03T00:00:00Z,2026-02-04T00:00:00Z,2026-02-01T00:00:00Z,2026-03-01T00:00:00Z,USD,5,5,5,5,,i-3,shop-prod-1
            AWS,222,lab,EC2,Usage,2026-01-03T00:00:00Z,2026-01-04T00:00:00Z,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,USD,7,7,7,7,,i-3,shop-prod-1
            """);
    rules = rules("rules.yaml", "from: 2026-02-01");
  }

  private Path rules(String name, String span) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        """
        apiVersion: roadbed.dev/v1
        kind: Allocation
        tags:
          team: {from: [team], values: {payments: [pay]}}
        rules:
          - {name: net, when: {service: VPC}, pool: network}
          - {name: team, owner: "${tag.team}"}
          - {name: named, when: {name: "^(?P<team>[a-z]+)-prod-"}, owner: "${match.team}", %s}
        splits:
          - {name: network out, pool: network, by: proportional}
        """
            .formatted(span));
  }

  @Test
  void rulesSplitsAndEffectiveDates() {
    Cli cli = Cli.run("cost", "allocate", bill.toString(), "--rules", rules.toString(), "--csv");
    assertThat(cli.code()).isZero();
    assertThat(cli.out().lines())
        .containsExactly(
            "currency,by,billed,effective,list,contracted,trail",
            "USD,(unallocated),7,7,7,7,",
            "USD,payments,66.0075,66.0075,66.0075,66.0075,",
            "USD,search,22.0025,22.0025,22.0025,22.0025,",
            "USD,shop,5,5,5,5,");
    assertThat(Cli.run("cost", "allocate", bill.toString(), "--rules", rules.toString(), "--steps").out())
        .contains("after rules: 100.01 USD effective", "after network out: 100.01 USD effective", "step network out");
  }

  @Test
  void aPreviewSaysWhatMoves() throws IOException {
    Path toCome = rules("new.yaml", "from: 2026-01-01");
    Cli cli =
        Cli.run("cost", "allocate", bill.toString(), "--rules", rules.toString(), "--preview", toCome.toString(), "--csv");
    assertThat(cli.out().lines())
        .containsExactly("currency,from,by rule,to,by rule,effective", "USD,(unallocated),,shop,named,7");
    assertThat(
            Cli.run("cost", "allocate", bill.toString(), "--rules", rules.toString(), "--preview", toCome.toString()).out())
        .contains("shop", "12", "payments");
  }

  @Test
  void wrongRulesAllocateNothing() throws IOException {
    Path wrong = Files.writeString(folder.resolve("w.yaml"), "apiVersion: roadbed.dev/v1\nkind: Allocation\nrules: [{owner: x}]\n");
    Cli cli = Cli.run("cost", "allocate", bill.toString(), "--rules", wrong.toString());
    assertThat(cli.code()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("w.yaml:3", "name is missing");
  }

  private Path byRequests() throws IOException {
    return Files.writeString(
        folder.resolve("requests.yaml"),
        """
        apiVersion: roadbed.dev/v1
        kind: Allocation
        rules:
          - {name: net, when: {service: VPC}, pool: network}
        splits:
          - {name: by requests, pool: network, by: telemetry, metric: requests}
        telemetry:
          requests: {query: "sum by (service) (increase(http_requests_total[1d]))", owner: service, owners: {"pay*": payments}}
        standard: false
        """);
  }

  @Test
  void aPoolIsSplitByWhatASavedAnswerOfPrometheusMeasured() throws IOException {
    Path answers = Files.createDirectory(folder.resolve("answers"));
    Files.writeString(
        answers.resolve("requests.json"),
        """
        {"status": "success", "data": {"resultType": "matrix", "result": [
          {"metric": {"service": "payment-api"}, "values": [[1767312000, "300"], [1767398400, "300"]]},
          {"metric": {"service": "search"}, "values": [[1767312000, "200"]]}]}}
        """);
    Cli cli =
        Cli.run(
            "cost", "allocate", bill.toString(), "--rules", byRequests().toString(), "--telemetry", answers.toString(), "--csv");
    assertThat(cli.err()).isEmpty();
    assertThat(cli.out()).contains("USD,payments,6.0075,6.0075", "USD,search,2.0025,2.0025");
  }

  @Test
  void aPoolIsSplitByWhatALiveServerMeasures() throws IOException, InterruptedException {
    StringBuilder samples = new StringBuilder("# TYPE http_requests counter\n");
    for (String[] one : new String[][] {{"payment-api", "3"}, {"search", "1"}}) {
      for (long i = 0; i <= 2_880; i++) {
        samples.append("http_requests_total{service=\"").append(one[0]).append("\"} ").append(i * Long.parseLong(one[1])).append(' ').append(1_767_225_600 + 60 * i).append('\n');
      }
    }
    Path data = Files.createDirectory(folder.resolve("prometheus"));
    try (RealPrometheus prometheus = RealPrometheus.start(data, samples.toString())) {
      Cli cli =
          Cli.run(
              "cost", "allocate", bill.toString(), "--rules", byRequests().toString(), "--prometheus",
              prometheus.address().toString(), "--from", "2026-01-01", "--to", "2026-01-31", "--csv");
      assertThat(cli.err()).isEmpty();
      assertThat(cli.out()).contains("USD,payments,6.0075,6.0075", "USD,search,2.0025,2.0025");
    }
  }

  @Test
  void telemetryThatNoRuleAsksForIsRefused() throws IOException {
    Cli cli = Cli.run("cost", "allocate", bill.toString(), "--rules", rules.toString(), "--telemetry", folder.toString());
    assertThat(cli.code()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("the rules have no telemetry");
  }
}
