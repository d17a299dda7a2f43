package roadbed.rego.conformance;

/** How a case ended. */
public sealed interface CaseResult {
  /** The case's note. */
  String name();

  /** Its line in the file, from 1. */
  int line();

  /** As wanted. */
  record Passed(String name, int line) implements CaseResult {}

  /** Not as wanted. */
  record Failed(String name, int line, String reason) implements CaseResult {}

  /** Not run. */
  record Skipped(String name, int line, String reason) implements CaseResult {}
}
