package roadbed.collect;

import java.io.CharConversionException;
import java.io.IOException;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/** What is wrong with a JSON text, by place. Never quotes the text: it may hold secrets. */
public final class JsonProblem {
  private JsonProblem() {}

  /**
   * Says what a parser met.
   *
   * @param parser which tells the place where the problem itself does not
   *
   * @throws IOException where the bytes could not be read, which is not the text's fault
   */
  public static Diagnostic of(JacksonException problem, JsonParser parser, String file)
      throws IOException {
    if (problem instanceof JacksonIOException
        && problem.getCause() instanceof IOException io
        && !(io instanceof CharConversionException)) {
      throw io;
    }
    TokenStreamLocation place =
        problem.getLocation() == null ? parser.currentLocation() : problem.getLocation();
    Location location =
        Location.of(file, Math.max(0, place.getLineNr()), Math.max(0, place.getColumnNr()));
    String message = String.valueOf(problem.getOriginalMessage());
    if (problem instanceof UnexpectedEndOfInputException
        || message.contains("end-of-input")
        || message.contains("end of input")) {
      return Diagnostic.error(
          "json.truncated",
          location,
          "the document ends here in the middle; what stood before is kept",
          "write the file again, and see that it was copied whole");
    }
    if (problem instanceof StreamConstraintsException) {
      return Diagnostic.error(
          "json.bounds",
          location,
          "the document goes beyond what is read: "
              + ValueJson.MAX_DEPTH
              + " levels, "
              + ValueJson.MAX_TEXT_LENGTH
              + " characters in one text, "
              + ValueJson.MAX_NUMBER_LENGTH
              + " digits in one number",
          "such a document is hardly meant; leave it out");
    }
    if (message.contains("UTF-8") || problem.getCause() instanceof CharConversionException) {
      return Diagnostic.error(
          "json.encoding", location, "the text is not valid UTF-8 here", "save the file as UTF-8");
    }
    return Diagnostic.error(
        "json.malformed",
        location,
        "the document is not well-formed JSON here; what stood before is kept",
        "write the file again, and see that it was copied whole");
  }
}
