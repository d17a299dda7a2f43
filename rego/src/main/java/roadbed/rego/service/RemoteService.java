package roadbed.rego.service;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import roadbed.rego.server.Api;

/** Speaks with one service of the configuration. What it throws never holds a secret. */
final class RemoteService {
  private static final int LARGEST = 1 << 30;

  private final ServiceConfiguration.Remote remote;
  private final HttpClient client;

  RemoteService(ServiceConfiguration.Remote remote, HttpClient client) {
    this.remote = remote;
    this.client = client;
  }

  /** One client for all services; it follows redirects, but not from TLS to none. */
  static HttpClient client() {
    return HttpClient.newBuilder()
        .connectTimeout(Duration.ofSeconds(10))
        .followRedirects(HttpClient.Redirect.NORMAL)
        .build();
  }

  /** An answer with its body, which is bounded. */
  @SuppressWarnings("ArrayRecordComponent") // Handed on, never compared or kept.
  record Answer(int status, Map<String, String> headers, byte[] body) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /**
   * Fetches something.
   *
   * @param headers beyond those of the service
   * @param patience how much longer than usual the answer may take
   */
  Answer get(String resource, Map<String, String> headers, Duration patience) throws IOException, InterruptedException {
    return send(request(resource, headers, patience).GET().build());
  }

  /** Sends something. */
  Answer post(String resource, Map<String, String> headers, byte[] body) throws IOException, InterruptedException {
    return send(request(resource, headers, Duration.ZERO).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build());
  }

  private HttpRequest.Builder request(String resource, Map<String, String> headers, Duration patience)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(resource)).timeout(remote.timeout().plus(patience).plusSeconds(20));
    remote.headers().forEach(request::header);
    headers.forEach(request::setHeader);
    request.setHeader("User-Agent", "Open Policy Agent/" + Api.OPA_VERSION + " (roadbed)");
    if (remote.credentials().isPresent()) {
      request.setHeader("Authorization", authorization(remote.credentials().get()));
    }
    return request;
  }

  private URI address(String resource) {
    String base = remote.url().toString();
    return URI.create((base.endsWith("/") ? base : base + "/") + resource.replaceFirst("^/+", ""));
  }

  private static String authorization(ServiceConfiguration.Credentials credentials) throws IOException {
    return switch (credentials) {
      case ServiceConfiguration.Credentials.Bearer bearer -> {
        String token =
            bearer.file().isPresent() ? Files.readString(bearer.file().get()).strip() : bearer.token();
        yield bearer.scheme() + " " + token;
      }
      case ServiceConfiguration.Credentials.Basic basic ->
          "Basic "
              + Base64.getEncoder()
                  .encodeToString((basic.name() + ":" + basic.password()).getBytes(StandardCharsets.UTF_8));
    };
  }

  private Answer send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream in = response.body()) {
      byte[] body = in.readNBytes(LARGEST);
      if (body.length == LARGEST) {
        throw new IOException("the answer of service " + remote.name() + " is too large");
      }
      Map<String, String> headers = new java.util.HashMap<>();
      response.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
      return new Answer(response.statusCode(), headers, body);
    }
  }
}
