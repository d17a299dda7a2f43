package roadbed.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Prometheus server of the machine with samples of a test's own, on a free port. A test that uses it is skipped, and
 * says so, where {@code prometheus} and {@code promtool} (2.42 or later) are not installed.
 */
public final class RealPrometheus implements AutoCloseable {
  private final LocalProgram server;
  private final HttpClient client = HttpClient.newHttpClient();

  private RealPrometheus(LocalProgram server) {
    this.server = server;
  }

  /**
   * Starts one that knows samples of some time and does nothing by itself.
   *
   * @param folder an empty folder for its files
   * @param openMetrics samples with times in OpenMetrics' text format, without the closing line
   */
  public static RealPrometheus start(Path folder, String openMetrics) throws IOException, InterruptedException {
    LocalProgram.assumeInstalled("prometheus", "prometheus", "promtool");
    Path samples = Files.writeString(folder.resolve("samples.txt"), openMetrics.stripTrailing() + "\n# EOF\n");
    LocalProgram.run(
        folder.resolve("filling.log"),
        "promtool", "tsdb", "create-blocks-from", "openmetrics", samples.toString(), folder.resolve("data").toString());
    return started(folder, "global: {}\n", List.of());
  }

  /**
   * Starts one that takes samples in by remote write, also late ones, evaluates rules every second and tells an Alertmanager
   * every second of what fires.
   *
   * @param folder an empty folder for its files
   * @param rules a file of rules
   */
  public static RealPrometheus live(Path folder, Path rules, RealAlertmanager alertmanager) throws IOException, InterruptedException {
    LocalProgram.assumeInstalled("prometheus", "prometheus");
    String configuration =
        """
        global: {evaluation_interval: 1s}
        storage: {tsdb: {out_of_order_time_window: 30d}}
        rule_files: ["%s"]
        alerting: {alertmanagers: [{static_configs: [{targets: ["%s"]}]}]}
        """
            .formatted(rules.toAbsolutePath(), alertmanager.address().getAuthority());
    return started(folder, configuration, List.of("--web.enable-remote-write-receiver", "--rules.alert.resend-delay=1s"));
  }

  private static RealPrometheus started(Path folder, String configuration, List<String> more) throws IOException, InterruptedException {
    int port = LocalProgram.freePort();
    List<String> words =
        new ArrayList<>(
            List.of(
                "prometheus",
                "--config.file=" + Files.writeString(folder.resolve("prometheus.yml"), configuration),
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--storage.tsdb.retention.time=50y",
                "--web.listen-address=127.0.0.1:" + port));
    words.addAll(more);
    return new RealPrometheus(LocalProgram.serve(folder.resolve("server.log"), port, words));
  }

  /** Its address, without {@code /api/v1}. */
  public URI address() {
    return server.address();
  }

  /** Writes samples as another Prometheus would send them. */
  public void write(List<RemoteWrite.Series> series) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(address().resolve("/api/v1/write"))
                .header("Content-Type", "application/x-protobuf")
                .header("Content-Encoding", "snappy")
                .header("X-Prometheus-Remote-Write-Version", "0.1.0")
                .POST(HttpRequest.BodyPublishers.ofByteArray(RemoteWrite.request(series)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(answer.statusCode() + ": " + answer.body());
    }
  }

  /** What it answers to a query about now, as it says it. */
  public String query(String promQl) throws IOException, InterruptedException {
    return get("/api/v1/query?query=" + URLEncoder.encode(promQl, StandardCharsets.UTF_8));
  }

  /** Its rules with how they did, as it says it. */
  public String rules() throws IOException, InterruptedException {
    return get("/api/v1/rules");
  }

  private String get(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(address().resolve(path)).build(), HttpResponse.BodyHandlers.ofString()).body();
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
