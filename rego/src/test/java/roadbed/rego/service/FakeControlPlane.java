package roadbed.rego.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;

/** A service that gives bundles out and takes logs and status in, and remembers what it was asked. */
final class FakeControlPlane implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, byte[]> bundles = new ConcurrentHashMap<>();
  final List<String> logs = new CopyOnWriteArrayList<>();
  final List<String> statuses = new CopyOnWriteArrayList<>();
  final List<String> authorizations = new CopyOnWriteArrayList<>();
  final AtomicInteger unchanged = new AtomicInteger();
  final AtomicInteger failures = new AtomicInteger();

  FakeControlPlane() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void publish(String path, byte[] bundle) {
    bundles.put(path, bundle);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      authorizations.add(authorization == null ? "" : authorization);
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      if (failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
        exchange.sendResponseHeaders(503, -1);
      } else if (path.startsWith("/logs")) {
        logs.add(new String(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes(), StandardCharsets.UTF_8));
        exchange.sendResponseHeaders(204, -1);
      } else if (path.startsWith("/status")) {
        statuses.add(new String(body, StandardCharsets.UTF_8));
        exchange.sendResponseHeaders(200, -1);
      } else {
        bundle(exchange, bundles.get(path));
      }
    }
  }

  private void bundle(HttpExchange exchange, byte[] bundle) throws IOException {
    if (bundle == null) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    String tag = "\"" + java.util.Arrays.hashCode(bundle) + "\"";
    if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      unchanged.incrementAndGet();
      exchange.sendResponseHeaders(304, -1);
      return;
    }
    exchange.getResponseHeaders().set("ETag", tag);
    exchange.getResponseHeaders().set("Content-Type", "application/gzip");
    exchange.sendResponseHeaders(200, bundle.length);
    exchange.getResponseBody().write(bundle);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
