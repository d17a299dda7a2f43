package roadbed.rego.syntax;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which words are keywords in a file, before its imports add some. */
public enum Dialect {
  /** Rego before OPA 1.0: no {@code if} and {@code contains} needed; newer keywords only by import. */
  V0,
  /** Rego since OPA 1.0. */
  V1;

  private static final List<String> ALWAYS =
      List.of("as", "default", "else", "false", "import", "package", "not", "null", "some", "true", "with");
  static final List<String> FUTURE = List.of("in", "every", "contains", "if");

  Set<String> keywords() {
    Set<String> keywords = new HashSet<>(ALWAYS);
    if (this == V1) {
      keywords.addAll(FUTURE);
    }
    return keywords;
  }
}
