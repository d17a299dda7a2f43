package roadbed.collect;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import roadbed.model.Diagnostic;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * What a JSON document says of itself at its top: the keys with their scalars, in whatever order they come;
 * what is nested is passed over without being kept, and stands as an empty object or list. Of a document that
 * is a list, the same of its first item.
 *
 * @param list whether the document is a list
 * @param keys the keys that were seen
 * @param whole whether all keys were seen; if not, the look ended because it had seen enough, went as far as
 *     it may, or met a problem
 * @param problem what is wrong with the text, where something is
 */
record JsonLook(
    boolean list, Map<String, Value> keys, boolean whole, Optional<Diagnostic> problem) {
  private static final int MOST_KEYS = 10_000;
  private static final int LONGEST_TEXT = 1_000;

  /**
   * Looks until enough is seen.
   *
   * @param enough told whether the document is a list and the keys seen so far
   * @throws IOException where the bytes cannot be read
   */
  static JsonLook at(SourceFile file, long limit, BiPredicate<Boolean, Map<String, Value>> enough)
      throws IOException {
    Map<String, Value> keys = new HashMap<>();
    boolean list = false;
    try (Far in = new Far(new BufferedInputStream(file.open(), 1 << 16), limit);
        JsonParser parser = ValueJson.factory().createParser(ObjectReadContext.empty(), in)) {
      try {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_ARRAY) {
          list = true;
          first = parser.nextToken();
        }
        if (first != JsonToken.START_OBJECT) {
          return new JsonLook(list, keys, true, Optional.empty());
        }
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
          JsonToken token = parser.nextToken();
          keys.put(name, standIn(parser, token));
          if (keys.size() >= MOST_KEYS || enough.test(list, keys)) {
            return new JsonLook(list, keys, false, Optional.empty());
          }
          parser.skipChildren();
        }
        return new JsonLook(list, keys, true, Optional.empty());
      } catch (JacksonException e) {
        return new JsonLook(
            list,
            keys,
            false,
            in.ended ? Optional.empty() : Optional.of(JsonProblem.of(e, parser, file.name())));
      }
    }
  }

  Set<String> names() {
    return new LinkedHashSet<>(keys.keySet());
  }

  String text(String key) {
    return keys.get(key) instanceof Value.Text text ? text.value() : "";
  }

  private static Value standIn(JsonParser parser, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> Value.Fields.EMPTY;
      case START_ARRAY -> Value.Items.EMPTY;
      case VALUE_STRING -> {
        String text = parser.getString();
        yield Value.of(text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text);
      }
      case VALUE_NUMBER_INT,
          VALUE_NUMBER_FLOAT,
          VALUE_TRUE,
          VALUE_FALSE,
          VALUE_NULL,
          END_ARRAY,
          END_OBJECT,
          PROPERTY_NAME,
          NOT_AVAILABLE,
          VALUE_EMBEDDED_OBJECT ->
          ValueJson.read(parser);
    };
  }

  /** Ends where the look may go no further. */
  private static final class Far extends FilterInputStream {
    private long left;
    private boolean ended;

    Far(InputStream in, long limit) {
      super(in);
      this.left = limit;
    }

    @Override
    public int read() throws IOException {
      if (left <= 0) {
        ended = true;
        return -1;
      }
      left--;
      return super.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left <= 0) {
        ended = true;
        return -1;
      }
      int read = super.read(buffer, offset, (int) Math.min(length, left));
      left -= Math.max(0, read);
      return read;
    }
  }
}
