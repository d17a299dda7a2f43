package roadbed.app.notify;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A web server that keeps what it gets and answers as a test says. */
public final class StubReceiver implements AutoCloseable {
  private final HttpServer server;
  private final List<Got> got = new CopyOnWriteArrayList<>();
  private final Deque<Answer> answers = new ArrayDeque<>();

  /** A request. */
  public record Got(String path, Map<String, String> headers, String body) {}

  /**
   * An answer.
   *
   * @param slow milliseconds before it comes
   */
  record Answer(int status, String body, Map<String, String> headers, long slow) {}

  public StubReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          Map<String, String> headers = new LinkedHashMap<>();
          exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
          got.add(new Got(exchange.getRequestURI().getPath(), headers, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
          Answer answer = next();
          try {
            Thread.sleep(answer.slow());
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
          byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  private synchronized Answer next() {
    return answers.isEmpty() ? new Answer(200, "ok", Map.of(), 0) : answers.poll();
  }

  /** What it answers next, after what was said before; 200 when nothing is left. */
  public synchronized StubReceiver then(int status, String body, String... headers) {
    answers.add(new Answer(status, body, headers.length == 0 ? Map.of() : Map.of(headers[0], headers[1]), 0));
    return this;
  }

  /** It answers next so slowly. */
  public synchronized StubReceiver thenSlowly(long millis) {
    answers.add(new Answer(200, "ok", Map.of(), millis));
    return this;
  }

  public String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  public List<Got> got() {
    return List.copyOf(got);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
