package roadbed.web.http;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.function.ServerRequest;
import roadbed.web.access.Access;
import roadbed.web.access.Caller;

/**
 * One request with who makes it.
 *
 * @param request the request
 * @param caller who
 * @param requestId for logs and error messages
 */
public record Visit(ServerRequest request, Caller caller, String requestId) {
  static final int LONGEST_PARAMETER = 2_000;

  /** A query or form parameter, stripped; empty text where it is missing. */
  public String text(String name) {
    String value = request.param(name).orElse("").strip();
    if (value.length() > LONGEST_PARAMETER) {
      throw Problem.badParameter(name, "is longer than " + LONGEST_PARAMETER + " characters");
    }
    return value;
  }

  /** A parameter as it was typed, for passwords. */
  public String verbatim(String name) {
    return request.param(name).orElse("");
  }

  /** All values of a parameter, blank ones left out; at most 50. */
  public List<String> texts(String name) {
    MultiValueMap<String, String> all = request.params();
    return all.getOrDefault(name, List.of()).stream()
        .map(String::strip)
        .filter(value -> !value.isEmpty() && value.length() <= LONGEST_PARAMETER)
        .distinct()
        .limit(50)
        .toList();
  }

  /** A whole number in a range, or the default where the parameter is missing. */
  public int number(String name, int least, int most, int otherwise) {
    String value = text(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw Problem.badParameter(name, "is not a whole number");
    }
    throw Problem.badParameter(name, "is not between " + least + " and " + most);
  }

  /** A day, or empty where the parameter is missing. */
  public Optional<LocalDate> day(String name) {
    String value = text(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      LocalDate day = LocalDate.parse(value);
      if (day.getYear() >= 1970 && day.getYear() <= 2200) {
        return Optional.of(day);
      }
    } catch (DateTimeParseException e) {
      throw Problem.badParameter(name, "is not a date like 2026-11-21");
    }
    throw Problem.badParameter(name, "is not between the years 1970 and 2200");
  }

  /** Whether htmx asks for a part of a page. */
  public boolean partial() {
    return "true".equals(request.headers().firstHeader("HX-Request"))
        && request.headers().firstHeader("HX-History-Restore-Request") == null;
  }

  /** Whether a form token, in a field or a header, belongs to the caller's session. */
  boolean hasFormToken(Access access, Caller.Administrator administrator) {
    String header = request.headers().firstHeader("X-CSRF-Token");
    return access.isFormToken(
        administrator, header != null ? header : request.param("_csrf").orElse(""));
  }
}
