package roadbed.testkit;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An Alertmanager of the machine that sends everything to one webhook, within a second or two. A test that uses it is
 * skipped, and says so, where {@code prometheus-alertmanager} (0.25 or later) is not installed.
 */
public final class RealAlertmanager implements AutoCloseable {
  private final LocalProgram server;

  private RealAlertmanager(LocalProgram server) {
    this.server = server;
  }

  /**
   * Starts it.
   *
   * @param folder an empty folder for its files
   * @param webhook where it sends, what is over too
   * @param token that it shows there
   */
  public static RealAlertmanager start(Path folder, URI webhook, String token) throws IOException, InterruptedException {
    LocalProgram.assumeInstalled("prometheus-alertmanager", "prometheus-alertmanager");
    String configuration =
        """
        route: {receiver: roadbed, group_by: [alertname], group_wait: 0s, group_interval: 1s, repeat_interval: 1h}
        receivers:
          - name: roadbed
            webhook_configs:
              - {url: "%s", send_resolved: true, http_config: {authorization: {credentials: "%s"}}}
        """
            .formatted(webhook, token);
    int port = LocalProgram.freePort();
    return new RealAlertmanager(
        LocalProgram.serve(
            folder.resolve("alertmanager.log"),
            port,
            List.of(
                "prometheus-alertmanager",
                "--config.file=" + Files.writeString(folder.resolve("alertmanager.yml"), configuration),
                "--storage.path=" + folder.resolve("notifications"),
                "--cluster.listen-address=",
                "--web.listen-address=127.0.0.1:" + port)));
  }

  /** Where it answers. */
  public URI address() {
    return server.address();
  }

  @Override
  public void close() {
    server.close();
  }
}
