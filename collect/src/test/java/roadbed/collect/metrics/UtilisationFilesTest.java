package roadbed.collect.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.model.ResourceId;
import roadbed.model.Utilisation;
import roadbed.model.Utilisation.Metric;

/** What the monitoring systems of the clouds export, in one unit; and what cannot be told is said. */
class UtilisationFilesTest {
  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private UtilisationFiles.Read read() throws IOException {
    return UtilisationFiles.read(List.of(folder));
  }

  /** {@code name metric statistic interval first..last}. */
  private static List<String> told(UtilisationFiles.Read read) {
    return read.series().stream()
        .map(
            one ->
                one.subject().name() + " " + one.metric().id() + " " + one.statistic() + " " + one.interval() + " "
                    + one.samples().value(0) + ".." + one.samples().value(one.size() - 1))
        .sorted()
        .toList();
  }

  private static String said(UtilisationFiles.Read read) {
    return String.join("\n", read.diagnostics().stream().map(Object::toString).toList());
  }

  private static final String METRIC_DATA =
      """
      {"MetricDataResults": [
        {"Id": "cpu", "Label": "CPUUtilization", "StatusCode": "Complete",
         "Timestamps": ["2026-01-01T00:10:00+00:00", "2026-01-01T00:05:00+00:00", "2026-01-01T00:00:00+00:00"],
         "Values": [3.0, 2.0, 1.0]},
        {"Id": "net", "Label": "NetworkIn", "StatusCode": "PartialData",
         "Timestamps": ["2026-01-01T00:00:00Z"], "Values": [30000]}], "Messages": []}
      """;

  private static final String METRIC_DATA_REQUEST =
      """
      [{"Id": "cpu", "MetricStat": {"Metric": {"Namespace": "AWS/EC2", "MetricName": "CPUUtilization",
          "Dimensions": [{"Name": "InstanceId", "Value": "i-0123456789abcdef0"}]}, "Period": 300, "Stat": "p95"}},
       {"Id": "net", "MetricStat": {"Metric": {"Namespace": "AWS/EC2", "MetricName": "NetworkIn",
          "Dimensions": [{"Name": "InstanceId", "Value": "i-0123456789abcdef0"}]}, "Period": 300, "Stat": "Sum"}}]
      """;

  @Test
  void anAnswerOfGetMetricDataIsJoinedWithItsRequest() throws IOException {
    write("web.json", METRIC_DATA);
    write("web.request.json", METRIC_DATA_REQUEST);
    UtilisationFiles.Read read = read();
    assertThat(told(read))
        .containsExactly(
            "i-0123456789abcdef0 cpu p95 PT5M 1.0..3.0", "i-0123456789abcdef0 network_in average PT5M 100.0..100.0");
    assertThat(said(read)).contains("the result net is incomplete: PartialData");
    assertThat(read.series().getFirst().subject().names(new ResourceId("arn:aws:ec2:eu-central-1:1:instance/i-0123456789abcdef0")))
        .isTrue();
  }

  @Test
  void ofTwoRequestsWithOneIdTheOneNamedAlikeHolds() throws IOException {
    write("web.json", METRIC_DATA);
    write("web.request.json", METRIC_DATA_REQUEST);
    write("api.request.json", METRIC_DATA_REQUEST.replace("i-0123456789abcdef0", "i-0fffffffffffffff0"));
    assertThat(told(read())).allMatch(line -> line.startsWith("i-0123456789abcdef0"));
    Files.move(folder.resolve("web.json"), folder.resolve("x.json"));
    UtilisationFiles.Read read = read();
    assertThat(read.series()).isEmpty();
    assertThat(said(read)).contains("several requests in the folder ask for cpu");
  }

  @Test
  void withoutARequestTheLabelTells() throws IOException {
    write(
        "a.json",
        METRIC_DATA
            .replace("\"Label\": \"CPUUtilization\"", "\"Label\": \"i-0123456789abcdef0 CPUUtilization Maximum 300\"")
            .replace("\"Label\": \"NetworkIn\"", "\"Label\": \"shop-db DatabaseConnections\""));
    UtilisationFiles.Read read = read();
    assertThat(told(read)).containsExactly("i-0123456789abcdef0 cpu maximum PT5M 1.0..3.0");
    assertThat(said(read)).contains("a single value does not say for how long it stands: DatabaseConnections of shop-db");
  }

  @Test
  void aResultThatNobodyNamesIsLeftOutAndSaid() throws IOException {
    write("a.json", METRIC_DATA);
    UtilisationFiles.Read read = read();
    assertThat(read.series()).isEmpty();
    assertThat(said(read))
        .contains("a.json: the result cpu (CPUUtilization) is left out: which resource it is of is not known", "keep the request");
  }

  @Test
  void getMetricStatisticsIsOfTheResourceThatItsFileIsCalledAfter() throws IOException {
    write(
        "i-0123456789abcdef0.json",
        """
        {"Label": "CPUUtilization", "Datapoints": [
          {"Timestamp": "2026-01-01T01:00:00+01:00", "Average": 10.0, "Maximum": 50.0, "Unit": "Percent",
           "ExtendedStatistics": {"p99": 40.0}},
          {"Timestamp": "2026-01-01T01:00:00Z", "Average": 20.0, "Maximum": 60.0, "Unit": "Percent"}]}
        """);
    write(
        "shop.FreeStorageSpace.json",
        """
        {"Label": "FreeStorageSpace", "Datapoints": [
          {"Timestamp": "2026-01-01T00:00:00Z", "Minimum": 2.0, "Unit": "Megabytes"},
          {"Timestamp": "2026-01-01T01:00:00Z", "Minimum": 1.0, "Unit": "Megabytes"}]}
        """);
    write(
        "vol-0123456789abcdef0.json",
        """
        {"Label": "VolumeReadOps", "Datapoints": [
          {"Timestamp": "2026-01-01T00:00:00Z", "Average": 2.0, "Unit": "Count"}]}
        """);
    UtilisationFiles.Read read = read();
    assertThat(told(read))
        .containsExactly(
            "i-0123456789abcdef0 cpu average PT1H 10.0..20.0",
            "i-0123456789abcdef0 cpu maximum PT1H 50.0..60.0",
            "shop disk_available minimum PT1H 2000000.0..1000000.0");
    assertThat(said(read))
        .contains("a single value does not say for how long it stands: CPUUtilization", "VolumeReadOps is left out: its sum is needed");
  }

  @Test
  void theRequestOfGetMetricStatisticsTellsThePeriodOfASingleValue() throws IOException {
    write("nat.json", "{\"Label\": \"BytesOutToDestination\", \"Datapoints\": [{\"Timestamp\": \"2026-01-01T00:00:00Z\", \"Sum\": 86400, \"Unit\": \"Bytes\"}]}");
    write(
        "nat.input.json",
        """
        {"Namespace": "AWS/NATGateway", "MetricName": "BytesOutToDestination", "Period": 86400, "Statistics": ["Sum"],
         "Dimensions": [{"Name": "NatGatewayId", "Value": "nat-0123456789abcdef0"}]}
        """);
    assertThat(told(read())).containsExactly("nat-0123456789abcdef0 network_out average PT24H 1.0..1.0");
  }

  @Test
  void aMetricStreamIsAnObjectALineAlsoPacked() throws IOException {
    String line =
        "{\"metric_stream_name\":\"all\",\"account_id\":\"1\",\"region\":\"eu-central-1\",\"namespace\":\"AWS/EC2\","
            + "\"metric_name\":\"NAME\",\"dimensions\":{\"InstanceId\":\"i-0a\"},\"timestamp\":TIME,"
            + "\"value\":{\"count\":2.0,\"sum\":SUM,\"max\":40.0,\"min\":10.0,\"p99\":39.0},\"unit\":\"Percent\"}\n";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
      packed.write(
          (line.replace("NAME", "CPUUtilization").replace("TIME", "1767225600000").replace("SUM", "50")
                  + line.replace("NAME", "CPUUtilization").replace("TIME", "1767225660000").replace("SUM", "60")
                  + line.replace("NAME", "NetworkOut").replace("TIME", "1767225600000").replace("SUM", "600")
                  + line.replace("NAME", "CPUUtilization").replace("TIME", "1767225600000").replace("SUM", "50")
                      .replace("{\"InstanceId\":\"i-0a\"}", "{}"))
              .getBytes(StandardCharsets.UTF_8));
    }
    Files.write(folder.resolve("stream.json.gz"), bytes.toByteArray());
    UtilisationFiles.Read read = read();
    assertThat(told(read))
        .containsExactly(
            "i-0a cpu average PT1M 25.0..30.0",
            "i-0a cpu maximum PT1M 40.0..40.0",
            "i-0a cpu minimum PT1M 10.0..10.0",
            "i-0a cpu p99 PT1M 39.0..39.0",
            "i-0a network_out average PT1M 10.0..10.0");
    assertThat(read.series().getFirst().subject().region()).isEqualTo("eu-central-1");
    assertThat(read.diagnostics()).isEmpty();
  }

  @Test
  void azureMonitorTellsTheResourceByItsIdentifier() throws IOException {
    write(
        "vm.json",
        """
        {"cost": 59, "timespan": "2026-01-01T00:00:00Z/2026-01-01T02:00:00Z", "interval": "PT1H",
         "namespace": "Microsoft.Compute/virtualMachines", "resourceregion": "westeurope", "value": [
          {"id": "/subscriptions/s1/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/vm1/providers/Microsoft.Insights/metrics/Percentage CPU",
           "type": "Microsoft.Insights/metrics", "name": {"value": "Percentage CPU", "localizedValue": "Percentage CPU"},
           "unit": "Percent", "errorCode": "Success", "timeseries": [{"metadatavalues": [], "data": [
             {"timeStamp": "2026-01-01T00:00:00Z", "average": 4.0, "maximum": 9.0},
             {"timeStamp": "2026-01-01T01:00:00Z"}]}]},
          {"id": "/subscriptions/s1/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/vm1/providers/microsoft.insights/metrics/Network In Total",
           "name": {"value": "Network In Total"}, "unit": "Bytes", "timeseries": [{"data": [
             {"timeStamp": "2026-01-01T00:00:00Z", "total": 3600}]}]},
          {"id": "/subscriptions/s1/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/vm1/providers/Microsoft.Insights/metrics/Available Memory Percentage",
           "name": {"value": "Available Memory Percentage"}, "unit": "Percent", "timeseries": [{"data": [
             {"timeStamp": "2026-01-01T00:00:00Z", "average": 70.0, "minimum": 20.0}]}]},
          {"id": "x", "name": {"value": "Network Out Total"}, "unit": "Bytes", "errorCode": "Throttled",
           "errorMessage": "later", "timeseries": []}]}
        """);
    UtilisationFiles.Read read = read();
    String vm = "/subscriptions/s1/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/vm1";
    assertThat(told(read))
        .containsExactly(
            vm + " cpu average PT1H 4.0..4.0",
            vm + " cpu maximum PT1H 9.0..9.0",
            vm + " memory average PT1H 30.0..30.0",
            vm + " memory maximum PT1H 80.0..80.0",
            vm + " network_in average PT1H 1.0..1.0");
    assertThat(read.series().getFirst().subject().account()).isEqualTo("s1");
    assertThat(said(read)).contains("Network Out Total could not be read: Throttled later");
  }

  @Test
  void azureMonitorsBatchesNameTheResourceThemselves() throws IOException {
    write(
        "batch.json",
        """
        {"values": [{"starttime": "2026-01-01T00:00:00Z", "interval": "PT5M", "resourceid": "/subscriptions/s1/x/disk1",
          "value": [{"id": "y", "name": {"value": "Composite Disk Read Bytes/sec"}, "unit": "BytesPerSecond",
            "timeseries": [{"data": [{"timeStamp": "2026-01-01T00:00:00Z", "average": 5}]}]}]}]}
        """);
    assertThat(told(read())).containsExactly("/subscriptions/s1/x/disk1 disk_read average PT5M 5.0..5.0");
  }

  @Test
  void googleMonitoringTellsRatiosAndCounters() throws IOException {
    write(
        "google.json",
        """
        {"timeSeries": [
          {"metric": {"type": "compute.googleapis.com/instance/cpu/utilization", "labels": {"instance_name": "web"}},
           "resource": {"type": "gce_instance", "labels": {"project_id": "p", "zone": "europe-west3-a", "instance_id": "42"}},
           "metricKind": "GAUGE", "valueType": "DOUBLE", "points": [
             {"interval": {"startTime": "2026-01-01T00:01:00Z", "endTime": "2026-01-01T00:01:00Z"}, "value": {"doubleValue": 0.5}},
             {"interval": {"startTime": "2026-01-01T00:00:00Z", "endTime": "2026-01-01T00:00:00Z"}, "value": {"doubleValue": 0.25}}]},
          {"metric": {"type": "compute.googleapis.com/instance/network/sent_bytes_count", "labels": {"instance_name": "web"}},
           "resource": {"type": "gce_instance", "labels": {"project_id": "p", "zone": "europe-west3-a", "instance_id": "42"}},
           "metricKind": "DELTA", "valueType": "INT64", "points": [
             {"interval": {"startTime": "2026-01-01T00:00:00Z", "endTime": "2026-01-01T00:01:00Z"}, "value": {"int64Value": "600"}}]},
          {"metric": {"type": "kubernetes.io/container/cpu/core_usage_time"},
           "resource": {"type": "k8s_container", "labels": {"project_id": "p", "location": "x", "namespace_name": "shop", "pod_name": "web-1", "container_name": "c"}},
           "metricKind": "CUMULATIVE", "valueType": "DOUBLE", "points": [
             {"interval": {"startTime": "2026-01-01T00:00:00Z", "endTime": "2026-01-01T00:03:00Z"}, "value": {"doubleValue": 120}},
             {"interval": {"startTime": "2026-01-01T00:00:00Z", "endTime": "2026-01-01T00:02:00Z"}, "value": {"doubleValue": 90}},
             {"interval": {"startTime": "2026-01-01T00:00:00Z", "endTime": "2026-01-01T00:01:00Z"}, "value": {"doubleValue": 60}}]}],
         "nextPageToken": "more"}
        """);
    UtilisationFiles.Read read = read();
    assertThat(told(read))
        .containsExactly(
            "projects/p/zones/europe-west3-a/instances/web cpu untold PT1M 25.0..50.0",
            "projects/p/zones/europe-west3-a/instances/web network_out average PT1M 10.0..10.0",
            "shop/Pod/web-1 cpu_cores average PT1M 0.5..0.5");
    assertThat(said(read)).contains("further page");
  }

  @Test
  void prometheusCountersOfMachinesAndContainersBecomeUse() throws IOException {
    write(
        "node_cpu_seconds_total.json",
        """
        {"status": "success", "data": {"resultType": "matrix", "result": [
          {"metric": {"instance": "10.0.0.1:9100", "cpu": "0", "mode": "idle"}, "values": [[1767225600, "0"], [1767225900, "150"]]},
          {"metric": {"instance": "10.0.0.1:9100", "cpu": "1", "mode": "idle"}, "values": [[1767225600, "0"], [1767225900, "300"]]},
          {"metric": {"instance": "10.0.0.1:9100", "cpu": "0", "mode": "user"}, "values": [[1767225600, "0"], [1767225900, "150"]]}]}}
        """);
    String answer = "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{LABELS},\"values\":[VALUES]}]}}";
    write("total.json", answer.replace("LABELS", "\"__name__\":\"node_memory_MemTotal_bytes\",\"instance\":\"10.0.0.1:9100\"").replace("VALUES", "[1767225600,\"100\"],[1767225900,\"100\"]"));
    write("free.json", answer.replace("LABELS", "\"__name__\":\"node_memory_MemAvailable_bytes\",\"instance\":\"10.0.0.1:9100\"").replace("VALUES", "[1767225600,\"75\"],[1767225900,\"50\"]"));
    write("owner.json", answer.replace("LABELS", "\"__name__\":\"kube_pod_owner\",\"namespace\":\"shop\",\"pod\":\"web-1\",\"owner_kind\":\"ReplicaSet\",\"owner_name\":\"web\"").replace("VALUES", "[1767225600,\"1\"]"));
    write("set.json", answer.replace("LABELS", "\"__name__\":\"kube_replicaset_owner\",\"namespace\":\"shop\",\"replicaset\":\"web\",\"owner_kind\":\"Deployment\",\"owner_name\":\"web\"").replace("VALUES", "[1767225600,\"1\"]"));
    write("used.json", answer.replace("LABELS", "\"__name__\":\"container_cpu_usage_seconds_total\",\"namespace\":\"shop\",\"pod\":\"web-1\",\"container\":\"c\"").replace("VALUES", "[1767225600,\"1000\"],[1767225900,\"1030\"],[1767226200,\"15\"]"));
    UtilisationFiles.Read read = read();
    assertThat(told(read))
        .containsExactly(
            "10.0.0.1 cpu average PT5M 25.0..25.0",
            "10.0.0.1 memory untold PT5M 25.0..50.0",
            "shop/Deployment/web cpu_cores average PT5M 0.1..0.05");
    assertThat(read.diagnostics()).isEmpty();
  }

  @Test
  void aTableOfOnesOwnIsRead() throws IOException {
    write(
        "own.csv",
        """
        time,resource,metric,value,statistic,interval,provider,unit
        2026-01-01T00:00:00Z,i-0a,cpu,12.5,p95,PT1H,aws,
        2026-01-01T00:00:00Z,queue,depth,7,maximum,PT1H,,messages
        yesterday,i-0a,cpu,1,,,,
        2026-01-01T00:00:00Z,i-0a,cpu,1,mode,,,
        """);
    UtilisationFiles.Read read = read();
    assertThat(told(read)).containsExactly("i-0a cpu p95 PT1H 12.5..12.5", "queue other maximum PT1H 7.0..7.0");
    assertThat(read.series().stream().map(Utilisation::unit)).containsExactly("percent", "messages");
    assertThat(said(read)).contains("own.csv:4: the line is left out", "own.csv:5: the line is left out");
  }

  @Test
  void whatIsNoExportIsSaidWithItsPlace() throws IOException {
    write("other.json", "{\"a\": 1}");
    write("broken.json", "{\"MetricDataResults\": [\n  {\"Id\": \"cpu\"");
    write("failed.json", "{\"status\": \"error\", \"errorType\": \"bad_data\", \"error\": \"parse error\"}");
    write("table.csv", "a,b\n1,2\n");
    Files.write(folder.resolve("latin.json"), new byte[] {(byte) 0xff, (byte) 0xfe, 'x'});
    Files.write(folder.resolve("cut.json.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0});
    UtilisationFiles.Read read = read();
    assertThat(read.series()).isEmpty();
    assertThat(said(read))
        .contains(
            "other.json: this is no answer of CloudWatch",
            "broken.json:2: the file is not JSON",
            "failed.json: the query failed: parse error [bad_data]",
            "table.csv:1: a table of utilisation is expected",
            "latin.json: the file is not UTF-8",
            "cut.json.gz: the packed file is damaged");
  }

  /** Random damage (seed 20261121) of good answers never throws, and values stay finite. */
  @Test
  void damagedAnswersAreDiagnosedOrRead() throws IOException {
    Random random = new Random(20261121);
    List<String> good = List.of(METRIC_DATA, METRIC_DATA_REQUEST);
    for (int round = 0; round < 300; round++) {
      char[] text = good.get(round % 2).toCharArray();
      for (int i = 0; i < 1 + random.nextInt(4); i++) {
        text[random.nextInt(text.length)] = "{}[]\",:x0-\u0000".charAt(random.nextInt(11));
      }
      write("a.json", new String(text));
      write("a.request.json", METRIC_DATA_REQUEST);
      for (Utilisation one : read().series()) {
        assertThat(one.interval()).isGreaterThan(Duration.ZERO);
        assertThat(one.largest().orElse(0)).isFinite();
      }
    }
  }

  @Test
  void everyMetricHasAUnitButTheOthers() {
    TreeSet<String> without = new TreeSet<>();
    for (Metric metric : Metric.values()) {
      if (metric.unit().isEmpty()) {
        without.add(metric.id());
      }
      assertThat(Metric.ofId(metric.id())).contains(metric);
    }
    assertThat(without).containsExactly("other");
  }
}
