package roadbed.rego.format;

/** The dialect that a formatted file is written in. */
public enum Target {
  /** That from before OPA 1.0; keywords that were imported are used. */
  V0,
  /** Both: {@code import rego.v1} stands in the file, and everything is written as it asks. */
  V0_AND_V1,
  /** That since OPA 1.0. */
  V1
}
