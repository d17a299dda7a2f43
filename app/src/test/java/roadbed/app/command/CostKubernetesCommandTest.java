package roadbed.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.testkit.RealPrometheus;

/** The cost of a small cluster, from an answer of Prometheus, a table, a price sheet and a bill. */
class CostKubernetesCommandTest {
  @TempDir Path folder;
  private Path metrics;

  @BeforeEach
  void metrics() throws IOException {
    metrics = Files.createDirectory(folder.resolve("metrics"));
    Files.writeString(
        metrics.resolve("kube_node_status_capacity.json"),
        """
        {"status": "success", "data": {"resultType": "matrix", "result": [
          {"metric": {"node": "n1", "resource": "cpu"}, "values": [[1767225600, "4"], [1767229200, "4"]]},
          {"metric": {"node": "n1", "resource": "memory"}, "values": [[1767225600, "8589934592"], [1767229200, "8589934592"]]},
          {"metric": {"node": "n2", "resource": "cpu"}, "values": [[1767225600, "NaN"]]}]}}
        """);
    Files.writeString(
        metrics.resolve("more.csv"),
        """
        time,metric,namespace,pod,container,node,resource,value,provider_id
        2026-01-01T00:00:00Z,kube_pod_container_resource_requests,shop,web,c,n1,cpu,1,
        2026-01-01T01:00:00Z,kube_pod_container_resource_requests,shop,web,c,n1,cpu,1,
        2026-01-01T00:00:00Z,kube_pod_container_resource_requests,kube-system,dns,c,n1,cpu,1,
        2026-01-01T01:00:00Z,kube_pod_container_resource_requests,kube-system,dns,c,n1,cpu,1,
        2026-01-01T00:00:00Z,kube_node_info,,,,n1,,1,aws:///eu-central-1a/i-0a
        2026-01-01T00:00:00Z,kube_pod_labels,shop,web,,,,many,
        """);
  }

  private Path prices(String node) throws IOException {
    return Files.writeString(
        folder.resolve("prices.csv"), "kind,name,price\ncurrency,EUR\ncore,,0.03\ngib,,0.01\n" + node + "ssd,x,1\n");
  }

  @Test
  void sharesLeaveTheTotalAsItIs() throws IOException {
    Path prices = prices("node,n1,0.40\n");
    Cli apart = Cli.run("cost", "kubernetes", metrics.toString(), "--prices", prices.toString(), "--csv");
    assertThat(apart.err()).contains("more.csv:7: the line is left out", "prices.csv:6");
    assertThat(apart.out().lines().map(line -> line.split(",", 2)[0] + " " + line.substring(line.lastIndexOf(',') + 1)))
        .containsExactly("name total", "__idle__ 0.56", "kube-system 0.12", "shop 0.12");
    Cli shared =
        Cli.run(
            "cost", "kubernetes", metrics.toString(), "--prices", prices.toString(), "--shared", "kube-system", "--share",
            "weighted", "--idle", "even", "--csv");
    assertThat(shared.out()).contains("shop,0.12,0,0,0,0,0,0.28,0.4,0.8");
  }

  @Test
  void aNodeCostsWhatTheBillSays() throws IOException {
    Path bill =
        Files.writeString(
            folder.resolve("bill.csv"),
            "ProviderName,SubAccountId,ServiceName,ChargeCategory,ChargePeriodStart,BillingCurrency,BilledCost,EffectiveCost,"
                + "ListCost,ContractedCost,ResourceId\n"
                + "AWS,1,EC2,Usage,2026-01-01T00:00:00Z,EUR,9.6,9.6,1,1,arn:aws:ec2:eu-central-1:1:instance/i-0a\n"
                + "AWS,1,EC2,Usage,2026-01-02T00:00:00Z,EUR,50,50,1,1,arn:aws:ec2:eu-central-1:1:instance/i-0a\n");
    Cli cli =
        Cli.run(
            "cost", "kubernetes", metrics.toString(), "--prices", prices("").toString(), "--billing", bill.toString(), "--by",
            "workload");
    assertThat(cli.out()).contains("shop Pod/web", "0.1200", "nodes, volumes and traffic: 0.8000 EUR");
  }

  @Test
  void aLiveServerIsAskedForWholeDays() throws IOException, InterruptedException {
    StringBuilder samples = new StringBuilder();
    String[][] series = {
      {"kube_node_status_capacity", "node=\"n1\",resource=\"cpu\"", "4"},
      {"kube_node_status_capacity", "node=\"n1\",resource=\"memory\"", "8589934592"},
      {"kube_pod_container_resource_requests", "namespace=\"shop\",pod=\"web-1\",container=\"c\",node=\"n1\",resource=\"cpu\"", "2"},
      {"kube_pod_owner", "namespace=\"shop\",pod=\"web-1\",owner_kind=\"ReplicaSet\",owner_name=\"web\"", "1"},
      {"kube_replicaset_owner", "namespace=\"shop\",replicaset=\"web\",owner_kind=\"Deployment\",owner_name=\"web\"", "1"},
    };
    for (int i = 0; i < series.length; i++) {
      if (i == 0 || !series[i][0].equals(series[i - 1][0])) {
        samples.append("# TYPE ").append(series[i][0]).append(" gauge\n");
      }
      for (long second = 1_767_225_600; second <= 1_767_312_000; second += 60) {
        samples.append(series[i][0]).append('{').append(series[i][1]).append("} ").append(series[i][2]).append(' ').append(second).append('\n');
      }
    }
    Path data = Files.createDirectory(folder.resolve("prometheus"));
    try (RealPrometheus prometheus = RealPrometheus.start(data, samples.toString())) {
      Cli cli =
          Cli.run(
              "cost", "kubernetes", "--prometheus", prometheus.address().toString(), "--from", "2026-01-01", "--to", "2026-01-01",
              "--prices", prices("node,n1,0.40\n").toString(), "--by", "workload", "--csv");
      assertThat(cli.err()).contains("prices.csv:6");
      // 24 hours at 0.40; of four cores at 0.06 and eight GiB at 0.02 an hour two cores are asked for.
      assertThat(cli.out().lines().map(line -> line.split(",", 2)[0] + " " + line.substring(line.lastIndexOf(',') + 1)))
          .containsExactly("name total", "__idle__ 6.72", "shop Deployment/web 2.88");
    }
  }

  @Test
  void aServerThatIsNotThereIsSaidAndNothingIsCounted() {
    Cli cli = Cli.run("cost", "kubernetes", "--prometheus", "http://127.0.0.1:9", "--prometheus-timeout", "2");
    assertThat(cli.code()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("http://127.0.0.1:9: the server is out of reach", "there are no series here");
    assertThat(Cli.run("cost", "kubernetes").err()).contains("name files with metrics, or a server");
    assertThat(Cli.run("cost", "kubernetes", "--prometheus", "http://u:p@h").err()).contains("no user and no password");
  }
}
