package roadbed.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** Asks a server as a client would, without following redirects and without keeping cookies. */
public final class Http {
  static {
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
  }

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI base;

  public Http(WebServer server) {
    this.base = server.url();
  }

  public HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, HttpRequest.BodyPublishers.noBody(), headers);
  }

  /** Sends a form's fields, URL-encoded already. */
  public HttpResponse<String> post(String path, String body, String... headers) {
    HttpRequest.Builder request = builder(path, headers);
    request.header("Content-Type", "application/x-www-form-urlencoded");
    return send(request.POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  public HttpResponse<String> send(
      String method, String path, HttpRequest.BodyPublisher body, String... headers) {
    return send(builder(path, headers).method(method, body).build());
  }

  /** Sends parts, name to file name and content, as multipart/form-data. */
  public HttpResponse<String> parts(String path, Map<String, byte[]> parts, String... headers) {
    String boundary = "roadbed-test-boundary";
    java.io.ByteArrayOutputStream body = new java.io.ByteArrayOutputStream();
    parts.forEach(
        (name, content) -> {
          String field = name.contains("/") ? name.substring(0, name.indexOf('/')) : name;
          String file = name.contains("/") ? name.substring(name.indexOf('/') + 1) : name;
          body.writeBytes(
              ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + field
                      + "\"; filename=\"" + file + "\"\r\n\r\n")
                  .getBytes(java.nio.charset.StandardCharsets.UTF_8));
          body.writeBytes(content);
          body.writeBytes("\r\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        });
    body.writeBytes(("--" + boundary + "--\r\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    HttpRequest.Builder request = builder(path, headers);
    request.header("Content-Type", "multipart/form-data; boundary=" + boundary);
    return send(request.POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())).build());
  }

  private HttpRequest.Builder builder(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
    for (int i = 0; i + 1 < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request;
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
