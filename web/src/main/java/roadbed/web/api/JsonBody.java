package roadbed.web.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.web.http.Problem;
import roadbed.web.http.Visit;
import tools.jackson.core.JacksonException;

/** The body of a request: text of a bounded length, or the JSON document that it is. */
final class JsonBody {
  private JsonBody() {}

  /** The text. */
  static String text(Visit visit, int mostBytes) throws IOException {
    byte[] bytes = visit.request().servletRequest().getInputStream().readNBytes(mostBytes + 1);
    if (bytes.length > mostBytes) {
      throw Problem.of(
          HttpStatus.CONTENT_TOO_LARGE, "Too large", "The body is larger than " + mostBytes + " bytes.");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw Problem.of(HttpStatus.BAD_REQUEST, "Not text", "The body is not UTF-8.");
    }
  }

  /** The JSON document. */
  static Value.Fields object(Visit visit, int mostBytes) throws IOException {
    try {
      if (ValueJson.parse(text(visit, mostBytes)) instanceof Value.Fields fields) {
        return fields;
      }
    } catch (JacksonException e) {
      throw Problem.of(
          HttpStatus.BAD_REQUEST, "Not JSON", "The body is not JSON: " + e.getOriginalMessage());
    }
    throw Problem.of(HttpStatus.BAD_REQUEST, "Not an object", "The body is not a JSON object.");
  }
}
