package roadbed.rego.builtin;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Utf8;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** One exchange with a server, redirections and further attempts included. */
final class HttpExchange {
  private static final int MAX_BODY = 32_000_000;
  private static final int MAX_REDIRECTIONS = 10;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final double PAUSE_GROWS = 1.6;

  static {
    // A policy may name the host that it means; without this the JDK's client refuses such a header.
    if (System.getProperty("jdk.httpclient.allowRestrictedHeaders") == null) {
      System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    }
  }

  /** The network failed; says how, as Go's client does. */
  static final class Failure extends Exception {
    private static final long serialVersionUID = 1;
    private final boolean timedOut;

    Failure(String problem, boolean timedOut) {
      super(problem, null, false, false);
      this.timedOut = timedOut;
    }

    boolean timedOut() {
      return timedOut;
    }

    String problem() {
      return String.valueOf(getMessage());
    }
  }

  private final CallContext context;
  private final ObjectValue request;
  private final Map<String, String> headers;
  private final Duration timeout;
  private final boolean redirects;

  HttpExchange(CallContext context, ObjectValue request, Map<String, String> further) {
    this.context = context;
    this.request = request;
    this.headers = new LinkedHashMap<>(HttpRequests.headers(request));
    this.headers.putAll(further);
    Duration wanted = HttpRequests.timeout(request);
    Duration left = context.remaining();
    this.timeout = wanted.compareTo(left) < 0 && wanted.isPositive() ? wanted : left;
    this.redirects = HttpRequests.flag(request, "enable_redirect");
  }

  /** Sends the request, and again where it fails as often as it asks to. */
  HttpAnswer answer(int attempts) throws Failure {
    double pause = FIRST_PAUSE.toNanos();
    for (int attempt = 0; ; attempt++) {
      try {
        return redirected();
      } catch (Failure failure) {
        if (attempt >= attempts) {
          throw failure;
        }
      }
      Duration next = Duration.ofNanos(Math.min((long) pause, Math.max(0, context.remaining().toNanos())));
      try {
        Thread.sleep(next);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      context.checkNow();
      pause *= PAUSE_GROWS;
    }
  }

  private HttpAnswer redirected() throws Failure {
    String method = HttpRequests.text(request, "method").toUpperCase(Locale.ROOT);
    String url = HttpRequests.text(request, "url");
    byte[] body = body();
    for (int step = 0; ; step++) {
      HttpAnswer answer = once(method, url, body);
      String location = answer.header("location");
      if (!redirects || location.isEmpty() || !List.of(301, 302, 303, 307, 308).contains(answer.status())) {
        return answer;
      }
      if (step == MAX_REDIRECTIONS) {
        throw new Failure(operation(method, url) + "stopped after 10 redirects", false);
      }
      url = URI.create(url).resolve(location).toString();
      Network.demand(context, Uris.parse(url).host());
      if (answer.status() < 304 && !method.equals("HEAD")) {
        method = "GET";
        body = new byte[0];
      }
    }
  }

  private byte[] body() {
    Value body = request.get("body");
    if (request.get("raw_body") != null) {
      return Utf8.encode(HttpRequests.text(request, "raw_body"));
    }
    return body == null ? new byte[0] : Utf8.encode(Values.toJson(body));
  }

  private static String operation(String method, String url) {
    String name = method.isEmpty() ? "Get" : method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT);
    return name + " " + Values.quote(url) + ": ";
  }

  private HttpAnswer once(String method, String url, byte[] body) throws Failure {
    URI address = URI.create(url);
    if (!List.of("http", "https").contains(String.valueOf(address.getScheme()))) {
      String scheme = address.getScheme() == null ? "" : address.getScheme();
      throw new Failure(operation(method, url) + "unsupported protocol scheme " + Values.quote(scheme), false);
    }
    HttpRequest.Builder builder = HttpRequest.newBuilder(address).timeout(timeout).version(HttpClient.Version.HTTP_1_1);
    builder.method(
        method.isEmpty() ? "GET" : method,
        body.length == 0 ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(builder::setHeader);
    HttpClient.Builder clients =
        HttpClient.newBuilder().connectTimeout(timeout).followRedirects(HttpClient.Redirect.NEVER);
    if ("https".equals(address.getScheme())) {
      HttpTrust trust = new HttpTrust(request);
      clients.sslContext(trust.context(trust.serverName(headers.getOrDefault("Host", ""))));
    }
    HttpClient client = clients.build();
    try {
      CompletableFuture<HttpResponse<byte[]>> sent =
          client.sendAsync(
              builder.build(),
              HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MAX_BODY));
      HttpResponse<byte[]> response = sent.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      Map<String, List<String>> answered = new LinkedHashMap<>();
      response.headers().map().forEach((name, values) -> answered.put(Strings.lower(name), List.copyOf(values)));
      return new HttpAnswer(response.statusCode(), answered, Utf8.decode(response.body()));
    } catch (TimeoutException _) {
      throw timedOut(method, url);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof HttpTimeoutException) {
        throw timedOut(method, url);
      }
      throw new Failure(operation(method, url) + problem(address, cause), false);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      context.checkNow();
      throw new Failure(operation(method, url) + "context canceled", false);
    } finally {
      client.shutdownNow();
    }
  }

  private static Failure timedOut(String method, String url) {
    return new Failure(
        operation(method, url) + "context deadline exceeded (Client.Timeout exceeded while awaiting headers)", true);
  }

  private static String problem(URI address, @Nullable Throwable cause) {
    int port = address.getPort() < 0 ? "https".equals(address.getScheme()) ? 443 : 80 : address.getPort();
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof UnresolvedAddressException) {
        return "dial tcp: lookup " + address.getHost() + ": no such host";
      }
      if (at instanceof ConnectException) {
        String ip = address.getHost() + ":" + port;
        boolean unresolved = at.getCause() instanceof ConnectException inner && inner.getCause() != null;
        if (!unresolved) {
          return "dial tcp " + ip + ": connect: connection refused";
        }
      }
      if (at instanceof SSLHandshakeException) {
        return "tls: failed to verify certificate: x509: " + at.getMessage();
      }
      if (at instanceof SSLException) {
        return "tls: " + at.getMessage();
      }
    }
    if (cause instanceof IOException && String.valueOf(cause.getMessage()).contains("limit")) {
      return "response of more than " + MAX_BODY + " bytes";
    }
    return cause == null ? "EOF" : String.valueOf(cause.getMessage());
  }

  /** What an answer looks like to the policy that asked. */
  static Value shown(HttpAnswer answer, ObjectValue request) {
    return answer.toValue(
        HttpRequests.flag(request, "force_json_decode"), HttpRequests.flag(request, "force_yaml_decode"));
  }

  /** The same request without what its answer does not depend on. */
  static ObjectValue key(ObjectValue request) {
    ObjectValue.Builder key = request.toBuilder().put("cache_ignored_headers", BooleanValue.FALSE);
    if (request.get("cache_ignored_headers") instanceof ArrayValue ignored
        && request.get("headers") instanceof ObjectValue headers) {
      ObjectValue.Builder kept = ObjectValue.builder(headers.size());
      for (int i = 0; i < headers.size(); i++) {
        if (ignored.stream().noneMatch(headers.keyAt(i)::equals)) {
          kept.put(headers.keyAt(i), headers.valueAt(i));
        }
      }
      key.put(StringValue.of("headers"), kept.build());
    }
    return key.build();
  }
}
