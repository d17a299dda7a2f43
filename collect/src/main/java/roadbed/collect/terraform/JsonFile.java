package roadbed.collect.terraform;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import roadbed.collect.CollectionSink;
import roadbed.collect.SourceFile;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/**
 * A JSON file that is streamed, with its faults told by place. What a fault says never quotes the document: it
 * may hold secrets.
 */
final class JsonFile {
  private static final int BUFFER = 1 << 16;

  private final SourceFile file;
  private final CollectionSink sink;

  JsonFile(SourceFile file, CollectionSink sink) {
    this.file = file;
    this.sink = sink;
  }

  /** What is done with a parser that stands before the first token. */
  @FunctionalInterface
  interface Reading {
    void read(JsonParser parser) throws IOException;
  }

  /**
   * Streams the file once.
   *
   * @param kept says what is kept of a document that breaks off, for the message, for example
   *     {@code "the 3 resources before it are kept"}
   * @return whether the document was well-formed to where the reading went
   * @throws IOException where the bytes cannot be read
   */
  boolean stream(Reading reading, java.util.function.Supplier<String> kept) throws IOException {
    try (InputStream in = new BufferedInputStream(file.open(), BUFFER);
        JsonParser parser = ValueJson.factory().createParser(ObjectReadContext.empty(), in)) {
      try {
        reading.read(parser);
        return true;
      } catch (JacksonIOException fault) {
        if (fault.getCause() instanceof java.io.CharConversionException) {
          malformed("json.encoding", here(parser), "the text is not valid UTF-8 here", kept.get());
          return false;
        }
        throw fault.getCause();
      } catch (UnexpectedEndOfInputException fault) {
        report(fault, "json.truncated", "the document ends here in the middle", kept.get());
        return false;
      } catch (StreamConstraintsException fault) {
        report(
            fault,
            "json.bounds",
            "the document goes beyond what is read: " + ValueJson.MAX_DEPTH + " levels, "
                + ValueJson.MAX_TEXT_LENGTH + " characters in one text, "
                + ValueJson.MAX_NUMBER_LENGTH + " digits in one number",
            kept.get());
        return false;
      } catch (JacksonException fault) {
        String message = String.valueOf(fault.getOriginalMessage());
        boolean encoding = message.contains("UTF-8");
        boolean truncated = message.contains("end-of-input") || message.contains("end of input");
        report(
            fault,
            encoding ? "json.encoding" : truncated ? "json.truncated" : "json.malformed",
            encoding
                ? "the text is not valid UTF-8 here"
                : truncated ? "the document ends here in the middle" : "the document is not well-formed JSON here",
            kept.get());
        return false;
      }
    }
  }

  private void report(JacksonException fault, String code, String message, String kept) {
    TokenStreamLocation place = fault.getLocation();
    Location location =
        place == null
            ? Location.of(file.name())
            : Location.of(file.name(), Math.max(0, place.getLineNr()), Math.max(0, place.getColumnNr()));
    malformed(code, location, message, kept);
  }

  private void malformed(String code, Location location, String message, String kept) {
    sink.diagnostic(
        Diagnostic.error(
            code, location, message + "; " + kept, "write the file again, and see that it was copied whole"));
  }

  /** The place of the token at which the parser stands. */
  Location here(JsonParser parser) {
    TokenStreamLocation place = parser.currentTokenLocation();
    return Location.of(file.name(), Math.max(0, place.getLineNr()), Math.max(0, place.getColumnNr()));
  }

  /** The place of the token at which the parser stands, with its JSON pointer. */
  Location here(JsonParser parser, String pointer) {
    TokenStreamLocation place = parser.currentTokenLocation();
    return new Location(
        file.name(), Math.max(0, place.getLineNr()), Math.max(0, place.getColumnNr()), Optional.of(pointer));
  }

  /** The whole file. */
  Location whole() {
    return Location.of(file.name());
  }

  /** The sink that the file is read into. */
  CollectionSink sink() {
    return sink;
  }

  /**
   * Whether the parser stands at a token of the kind; if not, says so (unless it is null, which Terraform
   * writes for "none") and skips the value.
   */
  boolean expect(JsonParser parser, JsonToken token, String pointer) {
    if (parser.currentToken() == token) {
      return true;
    }
    if (parser.currentToken() != JsonToken.VALUE_NULL) {
      String expected = token == JsonToken.START_ARRAY ? "an array" : "an object";
      sink.diagnostic(
          Diagnostic.error(
              "terraform.type",
              here(parser, pointer),
              expected + " is expected here; this part is skipped",
              "write the file again with Terraform"));
      parser.skipChildren();
    }
    return false;
  }

  /** The text at which the parser stands, or empty text for anything else, which is skipped. */
  static String text(JsonParser parser) {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return parser.getString();
    }
    parser.skipChildren();
    return "";
  }
}
