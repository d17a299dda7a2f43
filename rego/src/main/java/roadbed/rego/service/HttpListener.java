package roadbed.rego.service;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import roadbed.rego.server.Api;
import roadbed.rego.server.Request;
import roadbed.rego.server.Response;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** The JDK's own HTTP server in front of the API; each request has a virtual thread. */
public final class HttpListener implements AutoCloseable {
  private static final int BACKLOG = 1_024;

  private final Api api;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private HttpListener(Api api, HttpServer server) {
    this.api = api;
    this.server = server;
  }

  /**
   * Listens.
   *
   * @param tls where it speaks TLS
   * @param clientCertificates whether clients must show a certificate, whose name is their identity
   */
  public static HttpListener start(
      Api api, InetSocketAddress address, Optional<SSLContext> tls, boolean clientCertificates) throws IOException {
    // The JDK's server reads these once; without the first, small answers wait for an acknowledgement.
    setUnlessSet("sun.net.httpserver.nodelay", "true");
    setUnlessSet("sun.net.httpserver.maxReqTime", "60");
    setUnlessSet("sun.net.httpserver.maxRspTime", "120");
    HttpServer server;
    if (tls.isPresent()) {
      HttpsServer secure = HttpsServer.create(address, BACKLOG);
      secure.setHttpsConfigurator(
          new HttpsConfigurator(tls.get()) {
            @Override
            public void configure(HttpsParameters parameters) {
              SSLParameters ours = getSSLContext().getDefaultSSLParameters();
              ours.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
              ours.setNeedClientAuth(clientCertificates);
              parameters.setSSLParameters(ours);
            }
          });
      server = secure;
    } else {
      server = HttpServer.create(address, BACKLOG);
    }
    HttpListener listener = new HttpListener(api, server);
    server.setExecutor(listener.threads);
    server.createContext("/", listener::answer);
    server.start();
    return listener;
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = body(exchange);
      Response response = body == null ? api.tooLarge() : api.handle(request(exchange, body));
      Headers headers = exchange.getResponseHeaders();
      response.headers().forEach(headers::set);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      byte[] answer = response.body();
      exchange.sendResponseHeaders(response.status(), head || answer.length == 0 ? -1 : answer.length);
      if (!head && answer.length > 0) {
        exchange.getResponseBody().write(answer);
      }
    }
  }

  private byte @Nullable [] body(HttpExchange exchange) throws IOException {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    long most = api.mostBody();
    if (length != null && length.matches("[0-9]{1,18}") && Long.parseLong(length) > most) {
      return null;
    }
    try (InputStream in = exchange.getRequestBody()) {
      byte[] body = in.readNBytes((int) Math.min(most + 1, Integer.MAX_VALUE - 16));
      return body.length > most ? null : body;
    }
  }

  private static Request request(HttpExchange exchange, byte[] body) {
    InetSocketAddress from = exchange.getRemoteAddress();
    String caller = from.getAddress().getHostAddress() + ":" + from.getPort();
    String identity = null;
    Value certificates = ArrayValue.EMPTY;
    if (exchange instanceof HttpsExchange secure) {
      List<X509Certificate> shown = shown(secure);
      if (!shown.isEmpty()) {
        identity = shown.getFirst().getSubjectX500Principal().getName();
        certificates = ArrayValue.of(shown.stream().map(HttpListener::value).toList());
      }
    }
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getRawPath(),
        exchange.getRequestURI().getRawQuery(),
        exchange.getRequestHeaders(),
        body,
        caller,
        identity,
        certificates);
  }

  private static List<X509Certificate> shown(HttpsExchange exchange) {
    List<X509Certificate> shown = new ArrayList<>();
    try {
      for (Certificate certificate : exchange.getSSLSession().getPeerCertificates()) {
        if (certificate instanceof X509Certificate x509) {
          shown.add(x509);
        }
      }
    } catch (SSLPeerUnverifiedException _) {
      // The client showed none, and none was asked for.
      return List.of();
    }
    return shown;
  }

  private static Value value(X509Certificate certificate) {
    return ObjectValue.builder(3)
        .put("Subject", StringValue.of(certificate.getSubjectX500Principal().getName()))
        .put("Issuer", StringValue.of(certificate.getIssuerX500Principal().getName()))
        .put("SerialNumber", StringValue.of(certificate.getSerialNumber().toString()))
        .build();
  }

  /** Takes no more requests, and lets those that run end. */
  public void stop(Duration grace) {
    server.stop((int) grace.toSeconds());
    threads.close();
  }

  @Override
  public void close() {
    stop(Duration.ZERO);
  }
}
