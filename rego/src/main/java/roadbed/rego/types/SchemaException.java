package roadbed.rego.types;

/** A JSON schema that says nothing sensible about types. */
public final class SchemaException extends Exception {
  SchemaException(String message) {
    super(message, null, false, false);
  }
}
