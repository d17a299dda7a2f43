package roadbed.web.http;

import java.util.List;
import org.springframework.http.HttpStatus;

/** A request that cannot be answered as it stands: RFC 9457 for programs, a page for people. */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final String message;
  private final HttpStatus status;
  private final String title;
  private final transient List<Detail> details;

  /** One thing that is wrong, at a JSON pointer (empty for the whole), with what to do. */
  public record Detail(String pointer, String message) {}

  public Problem(HttpStatus status, String title, String message, List<Detail> details) {
    super(message, null, false, false);
    this.message = message;
    this.status = status;
    this.title = title;
    this.details = List.copyOf(details);
  }

  /** A problem with one sentence. */
  public static Problem of(HttpStatus status, String title, String message) {
    return new Problem(status, title, message, List.of());
  }

  /** There is no such thing. */
  public static Problem notFound(String message) {
    return of(HttpStatus.NOT_FOUND, "Not found", message);
  }

  /** A parameter does not mean anything. */
  public static Problem badParameter(String name, String message) {
    return new Problem(
        HttpStatus.BAD_REQUEST,
        "Bad parameter",
        name + ": " + message,
        List.of(new Detail("?" + name, message)));
  }

  /** What is wrong and what to do, for whoever sent the request. */
  public String message() {
    return message;
  }

  public HttpStatus status() {
    return status;
  }

  public String title() {
    return title;
  }

  public List<Detail> details() {
    return details;
  }
}
