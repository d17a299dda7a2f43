package roadbed.testkit;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A program of the machine that answers over HTTP on a free port until it is closed. */
final class LocalProgram implements AutoCloseable {
  private static final int STARTS_WITHIN_SECONDS = 30;
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

  private final Process process;
  private final URI address;

  private LocalProgram(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** Skips the test, and says so, where a program is not installed. */
  static void assumeInstalled(String debianPackage, String... programs) {
    for (String program : programs) {
      Assumptions.assumeTrue(
          installed(program),
          "SKIPPED: " + program + " is not installed (Debian: apt-get install " + debianPackage + ")");
    }
  }

  private static boolean installed(String program) {
    String path = System.getenv("PATH");
    for (String folder : (path == null ? "" : path).split(File.pathSeparator, -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  /** A port that nobody listens on just now. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Runs a program to its end; what it says is in the failure where it does not succeed. */
  static void run(Path log, String... words) throws IOException, InterruptedException {
    Process process = begin(log, List.of(words));
    if (!process.waitFor(STARTS_WITHIN_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(Files.readString(log));
    }
  }

  /** Starts a program that answers at {@code /-/ready} when it is. */
  static LocalProgram serve(Path log, int port, List<String> words) throws IOException, InterruptedException {
    LocalProgram started = new LocalProgram(begin(log, words), URI.create("http://127.0.0.1:" + port));
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; i < STARTS_WITHIN_SECONDS * 20; i++) {
        if (!started.process.isAlive()) {
          throw new IOException(Files.readString(log));
        }
        if (started.isReady(client)) {
          return started;
        }
        Thread.sleep(50);
      }
    }
    started.close();
    throw new IOException(words.getFirst() + " does not start: " + Files.readString(log));
  }

  private static Process begin(Path log, List<String> words) throws IOException {
    return new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  private boolean isReady(HttpClient client) throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(address.resolve("/-/ready")).timeout(ANSWERS_WITHIN).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      return false;
    }
  }

  /** Where it answers. */
  URI address() {
    return address;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(STARTS_WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
