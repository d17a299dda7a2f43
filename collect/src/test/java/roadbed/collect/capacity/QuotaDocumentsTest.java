package roadbed.collect.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import roadbed.model.resilience.QuotaReading;
import roadbed.model.resilience.VersionCycle;

/** Quotas as the programs of clouds print them, and calendars of versions. */
class QuotaDocumentsTest {
  private static List<String> lines(String text) {
    return QuotaDocuments.read(text, "q").readings().stream()
        .map(one -> one.key() + " " + one.used().map(BigDecimal::toPlainString).orElse("?") + "/" + one.limit().map(BigDecimal::toPlainString).orElse("?"))
        .toList();
  }

  @Test
  void limitsOfAwsAloneSayNothingOfUse() {
    assertThat(
            lines(
                """
                {"Quotas": [{"ServiceCode": "vpc", "QuotaArn": "arn:aws:servicequotas:eu-west-1:123456789012:vpc/L-F678F1CE", "QuotaCode": "L-F678F1CE",
                  "QuotaName": "VPCs per Region", "Value": 5.0, "Unit": "None"}]}
                """))
        .containsExactly("aws/123456789012/eu-west-1/vpc/VPCs per Region ?/5.0");
  }

  @Test
  void theCheckOfServiceLimitsHasBoth() {
    assertThat(
            lines(
                """
                {"result": {"checkId": "x", "timestamp": "2026-03-01T00:00:00Z", "flaggedResources": [
                  {"region": "us-east-1", "metadata": ["us-east-1", "EC2", "Elastic IPs", "5", "4", "Yellow"]},
                  {"region": "us-east-1", "metadata": ["us-east-1", "EC2", "unlimited", "n/a", "4", "Green"]}]}}
                """))
        .containsExactly("aws//us-east-1/EC2/Elastic IPs 4/5");
  }

  @Test
  void azureListsWithAndWithoutAWrapper() {
    String one =
        "{\"currentValue\": \"42\", \"limit\": \"100\", \"localName\": \"Total Regional vCPUs\", \"id\": \"/subscriptions/s1/providers/Microsoft.Compute/locations/WestEurope/usages/cores\", \"name\": {\"value\": \"cores\"}, \"unit\": \"Count\"}";
    assertThat(lines("[" + one + "]")).containsExactly("azure/s1/westeurope/Microsoft.Compute/Total Regional vCPUs 42/100");
    assertThat(lines("{\"value\": [" + one + "]}")).isEqualTo(lines("[" + one + "]"));
  }

  @Test
  void regionsAndProjectsOfGoogle() {
    assertThat(
            lines(
                """
                {"kind": "compute#region", "name": "europe-west1", "selfLink": "https://www.googleapis.com/compute/v1/projects/shop/regions/europe-west1",
                 "quotas": [{"limit": 24.0, "metric": "CPUS", "usage": 3.0}]}
                """))
        .containsExactly("gcp/shop/europe-west1/compute/CPUS 3.0/24.0");
  }

  @Test
  void aTableWithDaysIsAHistory() {
    List<QuotaReading> readings =
        QuotaDocuments.read("at,provider,service,quota,limit,usage\n2026-03-01,aws,ec2,vCPU,100,40\n2026-03-02,aws,ec2,vCPU,100,lots\n", "q.csv").readings();
    assertThat(readings).extracting(one -> one.at().orElseThrow().toString()).containsExactly("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z");
    assertThat(readings.getLast().used()).isEmpty();
  }

  @Test
  void bothVersionsOfThePublicCalendarAreRead() {
    List<VersionCycle> first =
        EndOfLifeDates.read("[{\"cycle\": \"16\", \"releaseDate\": \"2023-09-14\", \"eol\": \"2028-11-09\", \"latest\": \"16.4\"}, {\"cycle\": \"9\", \"eol\": true}]", "a/postgresql.json");
    assertThat(first).extracting(VersionCycle::product).containsOnly("postgresql");
    assertThat(first.getFirst().endOfLife()).contains(LocalDate.of(2028, 11, 9));
    assertThat(first.getLast().hasEnded(LocalDate.of(2026, 1, 1))).contains(true);
    List<VersionCycle> second =
        EndOfLifeDates.read(
            "{\"schema_version\": \"1.2.0\", \"result\": {\"name\": \"postgresql\", \"releases\": [{\"name\": \"16\", \"isEol\": false, \"eolFrom\": \"2028-11-09\", \"latest\": {\"name\": \"16.4\"}}]}}",
            "x.json");
    assertThat(second).extracting(VersionCycle::cycle, VersionCycle::latest).containsExactly(org.assertj.core.groups.Tuple.tuple("16", Optional.of("16.4")));
  }
}
