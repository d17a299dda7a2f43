package roadbed.model;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;

/** An exception as a document of its own, in the form that it has in a collection. */
public final class ExceptionJson {
  private ExceptionJson() {}

  /** The exception's JSON text. */
  public static String text(ExceptionGrant grant) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator generator = ValueJson.generator(bytes)) {
      new CollectionWriter(generator).document(grant);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /**
   * The exception that a document is.
   *
   * @throws CollectionJson.Malformed where it is none; says what is wrong
   */
  public static ExceptionGrant read(String document, Value value) {
    return CollectionReader.grant(new DecodedFields(document, "", value));
  }
}
