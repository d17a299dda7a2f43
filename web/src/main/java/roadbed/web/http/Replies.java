package roadbed.web.http;

import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** The answers that endpoints give. */
public final class Replies {
  private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

  private Replies() {}

  /** A page. */
  public static ServerResponse html(HttpStatus status, String html) {
    return bytes(status, HTML, html.getBytes(StandardCharsets.UTF_8));
  }

  /** A JSON document. */
  public static ServerResponse json(HttpStatus status, Value value) {
    return bytes(
        status,
        MediaType.APPLICATION_JSON,
        ValueJson.text(value).getBytes(StandardCharsets.UTF_8));
  }

  /** Any text. */
  public static ServerResponse text(MediaType type, String text) {
    return bytes(HttpStatus.OK, type, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a browser on, after a form. */
  public static ServerResponse seeOther(String path) {
    return ServerResponse.seeOther(URI.create(path)).build();
  }

  private static ServerResponse bytes(HttpStatus status, MediaType type, byte[] body) {
    return ServerResponse.status(status)
        .contentType(type)
        .header("Cache-Control", "no-store")
        .build(
            (_, response) -> {
              response.setContentLength(body.length);
              response.getOutputStream().write(body);
              return null;
            });
  }

  /** Writes a body piece by piece. */
  @FunctionalInterface
  public interface Body {
    /** Writes everything; the stream is closed by the caller. */
    void write(OutputStream out) throws java.io.IOException;
  }

  /** A download that is written while it is made. */
  public static ServerResponse download(MediaType type, String fileName, Body body) {
    return ServerResponse.ok()
        .contentType(type)
        .header("Cache-Control", "no-store")
        .header("Content-Disposition", "attachment; filename=\"" + fileName + "\"")
        .build(
            (_, response) -> {
              body.write(response.getOutputStream());
              return null;
            });
  }

  /** A problem document (RFC 9457). */
  static ServerResponse problem(Problem problem, String instance, String requestId) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("type", Value.of("about:blank"));
    fields.put("title", Value.of(problem.title()));
    fields.put("status", Value.of(problem.status().value()));
    fields.put("detail", Value.of(problem.message()));
    fields.put("instance", Value.of(instance));
    fields.put("request_id", Value.of(requestId));
    if (!problem.details().isEmpty()) {
      List<Value> errors =
          problem.details().stream()
              .map(
                  detail -> {
                    Map<String, Value> error = new LinkedHashMap<>();
                    error.put("pointer", Value.of(detail.pointer()));
                    error.put("detail", Value.of(detail.message()));
                    return (Value) new Value.Fields(error);
                  })
              .toList();
      fields.put("errors", new Value.Items(errors));
    }
    byte[] body = ValueJson.text(new Value.Fields(fields)).getBytes(StandardCharsets.UTF_8);
    return bytes(problem.status(), MediaType.APPLICATION_PROBLEM_JSON, body);
  }
}
