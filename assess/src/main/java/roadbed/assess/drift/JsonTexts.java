package roadbed.assess.drift;

import java.util.Optional;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** Texts that are JSON documents, as policies and definitions of containers are. */
final class JsonTexts {
  private static final int LONGEST = 1 << 20;

  private JsonTexts() {}

  /** The document, where the text is an object or an array. */
  static Optional<Value> parse(String text) {
    String stripped = text.strip();
    boolean looks =
        (stripped.startsWith("{") && stripped.endsWith("}")) || (stripped.startsWith("[") && stripped.endsWith("]"));
    if (!looks || text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      return Optional.of(ValueJson.parse(stripped));
    } catch (RuntimeException _) {
      // It only looked like JSON: then it is compared as the text that it is.
      return Optional.empty();
    }
  }
}
