package roadbed.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.model.Utilisation.Metric;
import roadbed.model.Utilisation.Statistic;
import roadbed.model.Utilisation.Subject;

class UtilisationTest {
  private static Utilisation of(double... values) {
    long[] seconds = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      seconds[i] = 300L * i;
    }
    return new Utilisation(
        new Subject(Provider.AWS, "ec2", "i-0a", "", ""),
        Metric.CPU,
        Statistic.AVERAGE,
        Metric.CPU.unit(),
        Duration.ofMinutes(5),
        new MetricSeries("CPUUtilization", Map.of(), seconds, values),
        "CloudWatch");
  }

  @Test
  void valuesAreSummedUpByNearestRank() {
    Utilisation cpu = of(4, 1, 3, 2, 100);
    assertThat(cpu.mean()).hasValue(22);
    assertThat(cpu.largest()).hasValue(100);
    assertThat(cpu.smallest()).hasValue(1);
    assertThat(cpu.percentile(50)).hasValue(3);
    assertThat(cpu.percentile(80)).hasValue(4);
    assertThat(cpu.percentile(81)).hasValue(100);
    assertThat(cpu.measured()).isEqualTo(Duration.ofMinutes(25));
    assertThat(cpu.from()).contains(Instant.EPOCH);
    assertThat(cpu.until()).contains(Instant.ofEpochSecond(1500));
  }

  @Test
  void whatWasNotMeasuredHasNoSummary() {
    assertThat(of().mean()).isEmpty();
    assertThat(of().percentile(95)).isEmpty();
    assertThat(of().from()).isEmpty();
    assertThat(of().measured()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "ec2, i-0a, '', '', arn:aws:ec2:eu-central-1:1:instance/i-0a, true",
    "ec2, i-0a, '', '', i-0a, true",
    "ec2, i-0a, '', '', arn:aws:ec2:eu-central-1:1:instance/ai-0a, false",
    "ec2, i-0a, 2, '', arn:aws:ec2:eu-central-1:1:instance/i-0a, false",
    "ec2, i-0a, 1, us-east-1, arn:aws:ec2:eu-central-1:1:instance/i-0a, false",
    "rds, shop, '', '', arn:aws:rds:eu-central-1:1:db:shop, true",
    "rds, shop, '', '', arn:aws:s3:::shop, false",
    "s3, shop, 1, eu-central-1, arn:aws:s3:::shop, true",
    "elasticloadbalancing, app/web/0f, '', '', arn:aws:elasticloadbalancing:eu-central-1:1:loadbalancer/app/web/0f, true",
    "'', /subscriptions/S/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/V, '', '',"
        + " /subscriptions/s/resourcegroups/g/providers/microsoft.compute/virtualmachines/v, true",
  })
  void aSubjectKnowsItsResource(
      String service, String name, String account, String region, String id, boolean same) {
    assertThat(new Subject(Provider.AWS, service, name, account, region).names(new ResourceId(id))).isEqualTo(same);
  }

  @Test
  void statisticsAreWrittenAsPeopleWriteThem() {
    assertThat(Statistic.AVERAGE).hasToString("average");
    assertThat(Statistic.percentile(95)).hasToString("p95");
    assertThat(Statistic.percentile(99.9)).hasToString("p99.9");
    assertThatThrownBy(() -> Statistic.percentile(100)).isInstanceOf(IllegalArgumentException.class);
  }
}
