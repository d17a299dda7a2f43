package roadbed.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A Prometheus server of the machine with samples of a test's own, on a free port. A test that uses it is skipped, and
 * says so, where {@code prometheus} and {@code promtool} (2.42 or later) are not installed.
 */
public final class RealPrometheus implements AutoCloseable {
  private static final int STARTS_WITHIN_SECONDS = 30;

  private final Process server;
  private final URI address;

  private RealPrometheus(Process server, URI address) {
    this.server = server;
    this.address = address;
  }

  /**
   * Starts it.
   *
   * @param folder an empty folder for its files
   * @param openMetrics samples with times in OpenMetrics' text format, without the closing line
   */
  public static RealPrometheus start(Path folder, String openMetrics) throws IOException, InterruptedException {
    for (String program : List.of("prometheus", "promtool")) {
      Assumptions.assumeTrue(
          installed(program), program + " is not installed (Debian: apt-get install prometheus); this test is skipped");
    }
    Path samples = Files.writeString(folder.resolve("samples.txt"), openMetrics.stripTrailing() + "\n# EOF\n");
    Path data = folder.resolve("data");
    Path configuration = Files.writeString(folder.resolve("prometheus.yml"), "global: {}\n");
    Process filling =
        run(
            folder.resolve("filling.log"),
            "promtool", "tsdb", "create-blocks-from", "openmetrics", samples.toString(), data.toString());
    if (!filling.waitFor(STARTS_WITHIN_SECONDS, TimeUnit.SECONDS) || filling.exitValue() != 0) {
      throw new IOException(Files.readString(folder.resolve("filling.log")));
    }
    int port = freePort();
    Process server =
        run(
            folder.resolve("server.log"),
            "prometheus",
            "--config.file=" + configuration,
            "--storage.tsdb.path=" + data,
            "--storage.tsdb.retention.time=50y",
            "--web.listen-address=127.0.0.1:" + port);
    RealPrometheus started = new RealPrometheus(server, URI.create("http://127.0.0.1:" + port));
    for (int i = 0; i < STARTS_WITHIN_SECONDS * 20; i++) {
      if (!server.isAlive()) {
        throw new IOException(Files.readString(folder.resolve("server.log")));
      }
      if (Files.readString(folder.resolve("server.log")).contains("Server is ready") && answers(port)) {
        return started;
      }
      Thread.sleep(50);
    }
    started.close();
    throw new IOException("the server does not start: " + Files.readString(folder.resolve("server.log")));
  }

  /** Its address, without {@code /api/v1}. */
  public URI address() {
    return address;
  }

  @Override
  public void close() throws IOException {
    server.destroyForcibly();
    try {
      server.waitFor(STARTS_WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Process run(Path log, String... words) throws IOException {
    return new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  private static boolean installed(String program) {
    String path = System.getenv("PATH");
    for (String folder : (path == null ? "" : path).split(java.io.File.pathSeparator, -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException _) {
      return false;
    }
  }
}
