package roadbed.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks a server of decisions over connections that stay open, as fast as it answers: {@code RegoServerLoad PORT
 * CONNECTIONS SECONDS PATH BODY}. Prints requests per second and the times of answers. It speaks plain HTTP over sockets,
 * so that most of the processor is the server's.
 */
public final class RegoServerLoad {
  private RegoServerLoad() {}

  /** Runs. */
  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[0]);
    int connections = Integer.parseInt(args[1]);
    Duration time = Duration.ofSeconds(Long.parseLong(args[2]));
    byte[] body = args[4].getBytes(StandardCharsets.UTF_8);
    byte[] request =
        ("POST " + args[3] + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length + "\r\n\r\n" + args[4])
            .getBytes(StandardCharsets.UTF_8);
    // A part of the time to warm up, the rest to measure.
    measure(port, connections, time.dividedBy(2), request);
    long from = System.nanoTime();
    long[] nanos = measure(port, connections, time, request);
    double seconds = (System.nanoTime() - from) / 1e9;
    Arrays.sort(nanos);
    System.out.printf(
        "| %d | %,.0f | %.2f | %.2f | %.2f |%n",
        connections, nanos.length / seconds, at(nanos, 0.5), at(nanos, 0.99), at(nanos, 0.999));
  }

  private static double at(long[] sorted, double part) {
    return sorted[(int) Math.min(sorted.length - 1, sorted.length * part)] / 1e6;
  }

  private static long[] measure(int port, int connections, Duration time, byte[] request) throws Exception {
    List<Future<long[]>> all = new ArrayList<>();
    long end = System.nanoTime() + time.toNanos();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      for (int i = 0; i < connections; i++) {
        all.add(threads.submit(() -> ask(port, end, request)));
      }
    }
    List<long[]> measured = new ArrayList<>();
    for (Future<long[]> one : all) {
      measured.add(one.get());
    }
    return measured.stream().flatMapToLong(Arrays::stream).toArray();
  }

  private static long[] ask(int port, long end, byte[] request) throws IOException {
    long[] nanos = new long[1 << 16];
    int asked = 0;
    try (Socket socket = new Socket()) {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      OutputStream out = new BufferedOutputStream(socket.getOutputStream());
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (long now = System.nanoTime(); now < end; ) {
        out.write(request);
        out.flush();
        answer(in);
        long after = System.nanoTime();
        if (asked == nanos.length) {
          nanos = Arrays.copyOf(nanos, asked * 2);
        }
        nanos[asked++] = after - now;
        now = after;
      }
    }
    return Arrays.copyOf(nanos, asked);
  }

  private static void answer(InputStream in) throws IOException {
    String status = line(in);
    if (!status.contains(" 200")) {
      throw new IOException("not answered: " + status);
    }
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.regionMatches(true, 0, "Content-length:", 0, 15)) {
        length = Integer.parseInt(header.substring(15).strip());
      }
    }
    in.skipNBytes(length);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the server hung up");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
