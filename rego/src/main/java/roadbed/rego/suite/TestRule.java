package roadbed.rego.suite;

import roadbed.rego.syntax.Location;

/**
 * A rule that tests others.
 *
 * @param packagePath its package, as {@code data.s3_test}
 * @param name its name in the package; a second rule of the same name has {@code #01} after it
 * @param query the path by which it is evaluated
 * @param skipped whether it is not run, for its name begins with {@code todo_test_}
 * @param cases whether each member of its value is a case of its own
 */
public record TestRule(
    Location at, String packagePath, String name, String query, boolean skipped, boolean cases) {
  /** The whole name. */
  public String path() {
    return packagePath + "." + name;
  }
}
