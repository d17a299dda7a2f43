package roadbed.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Emissions of a small bill, by coefficients of a made-up publication with round figures. */
class CostCarbonCommandTest {
  private static final String COEFFICIENTS =
      """
      apiVersion: roadbed.dev/v1
      kind: CarbonCoefficients
      source: {title: Made-up survey, url: "https://example.org/survey", date: 2024-01-31}
      energy:
        - name: machines of two processors
          when: {provider: AWS, description: "*m5.large*", unit: [Hrs, Hours]}
          vcpus: 2
          watts: {idle: 1, full: 4}
          utilisation: 50
          embodied: 0.002
        - {name: disks, when: {unit: GB-Mo}, kwh: 0.001, low: 0.0005, high: 0.002}
      pue:
        - {provider: AWS, value: 1.2}
      grid:
        - {provider: AWS, region: eu-*, kg: 0.5, low: 0.4, high: 0.6, source: {title: Made-up grid, date: 2025-06-30}}
      """;

  @TempDir Path folder;
  private Path bill;
  private Path coefficients;

  @BeforeEach
  void billAndCoefficients() throws IOException {
    bill =
        Files.writeString(
            folder.resolve("bill.csv"),
            """
            ProviderName,SubAccountId,ServiceName,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,BillingCurrency,BilledCost,EffectiveCost,ListCost,ContractedCost,ResourceId,ChargeDescription,ConsumedQuantity,ConsumedUnit,RegionId
            AWS,1,EC2,Usage,2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,USD,9,9,9,9,i-0123456789abcdef0,Linux m5.large,1000,Hrs,eu-central-1
            AWS,1,EBS,Usage,2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,USD,1,1,1,1,vol-1,gp3,1000,GB-Mo,eu-central-1
            AWS,1,EBS,Usage,2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,USD,1,1,1,1,vol-2,gp3,1000,GB-Mo,us-east-1
            AWS,1,SQS,Usage,2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,USD,5,5,5,5,q,Requests,7,Requests,eu-central-1
            AWS,1,Support,Purchase,2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,USD,5,5,5,5,,Support,,,
            """);
    coefficients = Files.writeString(folder.resolve("coefficients.yaml"), COEFFICIENTS);
  }

  /**
   * A machine hour of two processors at half takes 2 x (1 + 0.5 x 3) W = 5 Wh: 1,000 hours are 5 kWh, x 1.2 x 0.5 = 3 kg,
   * and 2 kg embodied. A thousand GB months are 1 kWh, so 0.6 kg.
   */
  @Test
  void everyFigureFollowsTheFormulaAndNamesItsSources() {
    Cli cli = Cli.run("cost", "carbon", bill.toString(), "--coefficients", coefficients.toString(), "--csv");
    assertThat(cli.code()).isZero();
    assertThat(cli.out().lines())
        .containsExactly(
            "by,kWh,kg CO2e,low,high,embodied,sources",
            "EC2,5.000,5.000,2.960,7.760,2.000,[1] [2]",
            "EBS,1.000,0.600,0.240,1.440,0.000,[1] [2]");
    assertThat(Cli.run("cost", "carbon", bill.toString(), "--coefficients", coefficients.toString()).out())
        .contains(
            "estimated: 5.600 kg CO2e, between 3.200 and 9.200",
            "[1] Made-up survey, 2024-01-31, https://example.org/survey",
            "[2] Made-up grid, 2025-06-30");
  }

  @Test
  void whatHasNoCoefficientIsCountedAndNotTakenForNothing() {
    Cli cli = Cli.run("cost", "carbon", bill.toString(), "--coefficients", coefficients.toString(), "--csv");
    assertThat(cli.err())
        .contains(
            "2 of 4 rows of use are estimated",
            "not estimated: 1 rows of SQS in Requests, 5.00 USD: no energy of this unit",
            "not estimated: 1 rows of EBS in GB-Mo, 1.00 USD: no grid for AWS us-east-1");
  }

  /** At a tenth of its power the machine takes 2.6 Wh an hour: 2.6 kWh, 1.56 kg and 2 kg embodied. */
  @Test
  void measuredUseTakesThePlaceOfTheAssumption() throws IOException {
    Path used =
        Files.writeString(
            folder.resolve("i-0123456789abcdef0.json"),
            """
            {"Label": "CPUUtilization", "Datapoints": [
              {"Timestamp": "2026-01-01T00:00:00Z", "Average": 5.0, "Unit": "Percent"},
              {"Timestamp": "2026-01-02T00:00:00Z", "Average": 15.0, "Unit": "Percent"},
              {"Timestamp": "2026-02-02T00:00:00Z", "Average": 95.0, "Unit": "Percent"}]}
            """);
    Cli cli =
        Cli.run(
            "cost", "carbon", bill.toString(), "--coefficients", coefficients.toString(), "--utilisation", used.toString(),
            "--json");
    assertThat(cli.out())
        .contains(
            "\"kwh\":2.6,\"kg_co2e\":3.56,\"low\":3.248,\"high\":3.872,\"embodied\":2",
            "2 vCPUs at 10.0% as measured, PUE 1.2, 0.5 kg/kWh",
            "\"sources\":[1,2]",
            "\"why\":\"no energy of this unit\",\"rows\":1");
  }

  @Test
  void aCoefficientWithoutASourceIsRefused() throws IOException {
    Files.writeString(coefficients, COEFFICIENTS.replaceFirst("source: .*\n", "").replace("value: 1.2", "value: 0.9"));
    Cli cli = Cli.run("cost", "carbon", bill.toString(), "--coefficients", coefficients.toString());
    assertThat(cli.code()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err())
        .contains("coefficients.yaml:4", "the source is missing", "holds no coefficients that can be used")
        .contains("a data centre takes no less than its computers");
    assertThat(cli.out()).isEmpty();
  }
}
