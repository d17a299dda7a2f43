package roadbed.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.model.Collection;
import roadbed.model.MeasuredUse;

class MeasurementFilesTest {
  @TempDir Path root;

  private static List<String> said(Collection collection) {
    return collection.uses().stream().map(MeasurementFilesTest::said).sorted().toList();
  }

  private static String said(MeasuredUse use) {
    return use.subject().name() + " " + use.metric().id() + " " + use.statistic() + " " + use.mean() + " over " + use.measured() + " by " + use.source();
  }

  @Test
  void exportsOfMonitoringAreReadInSum() {
    Estate estate =
        new Estate(root)
            .file("own.csv.gz", Estate.gzip("time,resource,metric,value\n2026-11-01T00:00:00Z,i-0a,cpu,10\n2026-11-01T01:00:00Z,i-0a,cpu,20\n".getBytes(StandardCharsets.UTF_8)))
            .file(
                "web.request.json",
                "[{\"Id\":\"m1\",\"MetricStat\":{\"Metric\":{\"Namespace\":\"AWS/EC2\",\"MetricName\":\"CPUUtilization\",\"Dimensions\":[{\"Name\":\"InstanceId\",\"Value\":\"i-0123456789abcdef0\"}]},\"Period\":300,\"Stat\":\"Average\"}}]")
            .file(
                "web.json",
                "{\"MetricDataResults\":[{\"Id\":\"m1\",\"Label\":\"CPUUtilization\",\"Timestamps\":[\"2026-11-01T00:00:00Z\",\"2026-11-01T00:05:00Z\"],\"Values\":[4,6],\"StatusCode\":\"Complete\"}]}")
            .file(
                "vm.json",
                "{\"timespan\":\"x\",\"interval\":\"PT1H\",\"value\":[{\"id\":\"/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/v/providers/Microsoft.Insights/metrics/Percentage CPU\",\"name\":{\"value\":\"Percentage CPU\"},\"unit\":\"Percent\",\"timeseries\":[{\"data\":[{\"timeStamp\":\"2026-11-01T00:00:00Z\",\"average\":7}]}]}]}");
    Collection collection = estate.collect();
    assertThat(said(collection))
        .containsExactly(
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/v cpu average 7.0 over PT1H by Azure Monitor",
            "i-0123456789abcdef0 cpu average 5.0 over PT10M by CloudWatch",
            "i-0a cpu untold 15.0 over PT2H by table");
    assertThat(collection.reading().unrecognisedCount()).isZero();
    assertThat(estate.diagnostics()).isEmpty();
  }

  @Test
  void onlyTheNewestThirtyDaysCount() {
    StringBuilder table = new StringBuilder("time,resource,metric,value\n");
    Instant first = Instant.parse("2026-08-01T00:00:00Z");
    for (int day = 0; day < 90; day++) {
      table.append(first.plusSeconds(86_400L * day)).append(",i-0a,cpu,").append(day < 60 ? 90 : 10).append('\n');
    }
    assertThat(said(new Estate(root).file("own.csv", table.toString()).collect())).containsExactly("i-0a cpu untold 10.0 over PT720H by table");
  }

  @Test
  void whatIsWrongIsSaidWithItsPlaceAndTheRestIsRead() {
    Estate estate = new Estate(root).file("own.csv", "time,resource,metric,value\n2026-11-01T00:00:00Z,i-0a,cpu,much\n2026-11-01T01:00:00Z,i-0a,cpu,20\n2026-11-01T02:00:00Z,i-0a,cpu,20\n");
    assertThat(estate.diagnostics()).singleElement().asString().contains("own.csv:2").contains("the line is left out");
    assertThat(said(estate.collect())).containsExactly("i-0a cpu untold 20.0 over PT2H by table");
  }

  /** An answer of a query of one's own tells of no machine; it is another's file. */
  @Test
  void otherAnswersOfPrometheusAreNotTaken() {
    Estate estate = new Estate(root).file("slo.json", "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{\"__name__\":\"http_requests_total\"},\"value\":[1,\"2\"]}]}}");
    assertThat(estate.collect().uses()).isEmpty();
    assertThat(estate.collect().reading().unrecognisedCount()).isEqualTo(1);
  }
}
