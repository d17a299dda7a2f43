package roadbed.rego.syntax;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong with a policy or its evaluation.
 *
 * @param code OPA's name for the kind of error
 * @param message what is wrong and, where it helps, what to do
 * @param at the place, where there is one
 * @param details lines that show more of it, as what was had and what was wanted
 * @param hint what was probably meant, where something near is known
 */
public record RegoError(
    String code, String message, @Nullable Location at, List<String> details, @Nullable String hint) {
  /** By file, line and column; errors without a place come first. */
  public static final Comparator<RegoError> BY_PLACE =
      Comparator.comparing(
          RegoError::at,
          Comparator.nullsFirst(
              Comparator.comparing(Location::file)
                  .thenComparingInt(Location::line)
                  .thenComparingInt(Location::column)));

  public RegoError {
    details = List.copyOf(details);
  }

  public RegoError(String code, String message, @Nullable Location at) {
    this(code, message, at, List.of(), null);
  }

  /** The same error with what was probably meant. */
  public RegoError hinting(@Nullable String text) {
    return new RegoError(code, message, at, details, text);
  }

  public static final String PARSE = "rego_parse_error";
  public static final String COMPILE = "rego_compile_error";
  public static final String TYPE = "rego_type_error";
  public static final String UNSAFE = "rego_unsafe_var_error";
  public static final String RECURSION = "rego_recursion_error";
  public static final String CONFLICT = "eval_conflict_error";
  public static final String BUILTIN = "eval_builtin_error";
  public static final String EVAL_TYPE = "eval_type_error";
  public static final String CANCEL = "eval_cancel_error";
  public static final String INTERNAL = "eval_internal_error";

  /** A bound that OPA does not have: of memory, of depth, of what builtins make. */
  public static final String LIMIT = "eval_limit_error";

  /** The same error at this place, if it has none yet. */
  public RegoError from(@Nullable Location place) {
    return at == null ? new RegoError(code, message, place, details, hint) : this;
  }

  /** Several errors in one text, as OPA words it. */
  public static String summary(List<RegoError> errors) {
    if (errors.isEmpty()) {
      return "no error(s)";
    }
    if (errors.size() == 1) {
      return "1 error occurred: " + errors.getFirst().opaText();
    }
    return errors.size()
        + " errors occurred:\n"
        + errors.stream().map(RegoError::opaText).collect(Collectors.joining("\n"));
  }

  /** The error as OPA prints it: {@code file:line: code: message}, and the details in lines of their own. */
  public String opaText() {
    String more = details.stream().map(line -> "\n\t" + line).collect(Collectors.joining());
    return (at == null ? "" : at.file() + ":" + at.line() + ": ") + code + ": " + message + more;
  }

  @Override
  public String toString() {
    return (at == null ? "" : at + ": ") + message + " [" + code + "]";
  }
}
