package roadbed.rego.value;

/** A value, or the text of one, is larger than anything needs. */
public final class ValueTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ValueTooLargeException(String problem) {
    super(problem, null, false, false);
  }
}
