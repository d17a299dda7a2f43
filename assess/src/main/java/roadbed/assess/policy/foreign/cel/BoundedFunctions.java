package roadbed.assess.policy.foreign.cel;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import dev.cel.runtime.CelStandardFunctions.StandardFunction.Overload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import roadbed.re2.BoundedPattern;

/**
 * The functions of the language that could grow without an end, with a bound: patterns in their size, texts and lists in
 * their length. They take the place of the library's own.
 */
final class BoundedFunctions {
  private static final int MOST_CHARACTERS = 1_000_000;
  private static final int MOST_ITEMS = 100_000;
  private static final int MOST_PATTERN = 10_000;
  private static final int MOST_REMEMBERED = 500;
  private static final Set<?> REPLACED =
      Set.of(
          Overload.StringMatchers.MATCHES,
          Overload.StringMatchers.MATCHES_STRING,
          Overload.Arithmetic.ADD_STRING,
          Overload.Arithmetic.ADD_LIST);

  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  private BoundedFunctions() {}

  /** The library's functions without those that have a place here. */
  static CelStandardFunctions others() {
    return CelStandardFunctions.newBuilder()
        .filterFunctions(
            (function, overload) ->
                !((function == StandardFunction.MATCHES || function == StandardFunction.ADD) && REPLACED.contains(overload)))
        .build();
  }

  /** Those that have. */
  static List<CelFunctionBinding> bindings() {
    return List.of(
        CelFunctionBinding.from("matches", String.class, String.class, BoundedFunctions::matches),
        CelFunctionBinding.from("matches_string", String.class, String.class, BoundedFunctions::matches),
        CelFunctionBinding.from("add_string", String.class, String.class, BoundedFunctions::joined),
        CelFunctionBinding.from("add_list", Collection.class, Collection.class, BoundedFunctions::joined));
  }

  /** A pattern, compiled; the same ones come many times. */
  static Pattern pattern(String text) throws CelEvaluationException {
    Pattern known = PATTERNS.get(text);
    if (known != null) {
      return known;
    }
    if (text.length() > MOST_PATTERN) {
      throw FunctionTable.failed("a regular expression of more than " + MOST_PATTERN + " characters");
    }
    try {
      Pattern compiled = BoundedPattern.compile(text);
      if (PATTERNS.size() >= MOST_REMEMBERED) {
        PATTERNS.clear();
      }
      PATTERNS.put(text, compiled);
      return compiled;
    } catch (PatternSyntaxException e) {
      throw FunctionTable.failed("not a regular expression: " + e.getMessage());
    }
  }

  private static Object matches(String text, String regex) throws CelEvaluationException {
    return pattern(regex).matcher(text).find();
  }

  private static Object joined(String one, String other) throws CelEvaluationException {
    if ((long) one.length() + other.length() > MOST_CHARACTERS) {
      throw FunctionTable.failed("a text of more than " + MOST_CHARACTERS + " characters");
    }
    return one + other;
  }

  private static Object joined(Collection<?> some, Collection<?> more) throws CelEvaluationException {
    if ((long) some.size() + more.size() > MOST_ITEMS) {
      throw FunctionTable.failed("a list of more than " + MOST_ITEMS + " items");
    }
    List<Object> all = new ArrayList<>(some.size() + more.size());
    all.addAll(some);
    all.addAll(more);
    return all;
  }
}
