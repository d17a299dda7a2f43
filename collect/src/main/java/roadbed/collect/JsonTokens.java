package roadbed.collect;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;
import roadbed.model.Location;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;

/** A JSON file token by token: opened, closed, and what is wrong with it told where it stands. */
public final class JsonTokens {
  private static final int BUFFER = 1 << 16;

  private JsonTokens() {}

  /**
   * Reads a file. What was read before a problem stays read.
   *
   * @param sink told of what is wrong with the text
   * @param tokens reads the parser's tokens, from the first on
   * @throws IOException where the bytes cannot be read, which is not the text's fault
   */
  public static void read(SourceFile file, CollectionSink sink, Consumer<JsonParser> tokens) throws IOException {
    try (InputStream in = new BufferedInputStream(file.open(), BUFFER);
        JsonParser parser = ValueJson.factory().createParser(ObjectReadContext.empty(), in)) {
      try {
        tokens.accept(parser);
      } catch (JacksonException e) {
        sink.diagnostic(JsonProblem.of(e, parser, file.name()));
      }
    }
  }

  /** Where the parser's token stands; the pointer of the document itself is empty. */
  public static Location here(JsonParser parser, String file, String pointer) {
    TokenStreamLocation at = parser.currentTokenLocation();
    return new Location(
        file, at.getLineNr(), at.getColumnNr(), pointer.isEmpty() ? Optional.empty() : Optional.of(pointer));
  }
}
