package roadbed.web.http;

import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.web.access.Permission;

/**
 * One row of the table of endpoints.
 *
 * @param method what is asked
 * @param path path pattern, variables as {@code {name}}
 * @param permission what the caller needs
 * @param face whom it speaks to
 * @param summary one line
 * @param parameters path and query parameters
 * @param answer name of the schema of its answer, for an API endpoint; otherwise empty
 * @param handler what it does
 */
public record Endpoint(
    HttpMethod method,
    String path,
    Permission permission,
    Face face,
    String summary,
    List<Parameter> parameters,
    String answer,
    Handler handler) {
  public Endpoint {
    parameters = List.copyOf(parameters);
  }

  /** Whom an endpoint speaks to, which decides how it says that something went wrong. */
  public enum Face {
    /** Programs: JSON, problem+json. */
    API,
    /** People: HTML, a redirect to the login. */
    PAGE
  }

  /**
   * A parameter.
   *
   * @param type {@code string}, {@code integer}, {@code date} or {@code array} of strings
   */
  public record Parameter(String name, String type, boolean required, String description) {}

  /** What an endpoint does. */
  @FunctionalInterface
  public interface Handler {
    /** Answers a visit. */
    ServerResponse handle(Visit visit) throws Exception;
  }

  /** A page. */
  public static Endpoint page(String path, Permission permission, String summary, Handler handler) {
    return new Endpoint(
        HttpMethod.GET, path, permission, Face.PAGE, summary, List.of(), "", handler);
  }

  /** A form's target. */
  public static Endpoint form(String path, Permission permission, String summary, Handler handler) {
    return new Endpoint(
        HttpMethod.POST, path, permission, Face.PAGE, summary, List.of(), "", handler);
  }

  /** An API endpoint that reads. */
  public static Endpoint api(
      String path, String summary, String answer, List<Parameter> parameters, Handler handler) {
    return new Endpoint(
        HttpMethod.GET, path, Permission.READ, Face.API, summary, parameters, answer, handler);
  }
}
