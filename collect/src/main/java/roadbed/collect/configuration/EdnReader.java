package roadbed.collect.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roadbed.model.Value;

/**
 * Reads EDN (github.com/edn-format/edn) as a document of texts: keywords keep their colon, numbers and truth values are
 * texts too, because rules that are written for EDN expect that. Lists and vectors are lists; a set is a list of its
 * members, in the order in which they stand; a tag is passed over.
 */
final class EdnReader {
  private static final int DEEPEST = 200;

  private final String text;
  private int at;
  private int depth;

  EdnReader(String text) {
    this.text = text;
  }

  Value read() throws ConfigurationException {
    Value value = value();
    skip();
    if (at < text.length()) {
      throw problem("one value is expected, and something stands behind it");
    }
    return value;
  }

  private ConfigurationException problem(String what) {
    return new ConfigurationException(1 + (int) text.substring(0, Math.min(at, text.length())).chars().filter(c -> c == '\n').count(), what);
  }

  /** Skips blanks, commas, comments and values that are discarded. */
  private void skip() throws ConfigurationException {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c) || c == ',') {
        at++;
      } else if (c == ';') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (text.startsWith("#_", at)) {
        at += 2;
        value();
      } else {
        return;
      }
    }
  }

  private Value value() throws ConfigurationException {
    skip();
    if (at >= text.length()) {
      throw problem("a value is expected, and the text ends");
    }
    if (++depth > DEEPEST) {
      throw problem("nested too deeply");
    }
    try {
      return one();
    } finally {
      depth--;
    }
  }

  private Value one() throws ConfigurationException {
    char c = text.charAt(at);
    return switch (c) {
      case '{' -> {
        at++;
        yield map();
      }
      case '[', '(' -> {
        at++;
        yield new Value.Items(items(c == '[' ? ']' : ')'));
      }
      case '"' -> {
        at++;
        yield new Value.Text(quoted());
      }
      case '#' -> tagged();
      case ']', ')', '}' -> throw problem("\"" + c + "\" closes nothing");
      default -> new Value.Text(word());
    };
  }

  /** A set, or a tag with its value. */
  private Value tagged() throws ConfigurationException {
    if (text.startsWith("#{", at)) {
      at += 2;
      return new Value.Items(items('}'));
    }
    at++;
    word();
    return value();
  }

  private Value map() throws ConfigurationException {
    List<Value> items = items('}');
    if (items.size() % 2 != 0) {
      throw problem("a map has a value for each key");
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i += 2) {
      String key = items.get(i) instanceof Value.Text name ? name.value() : items.get(i).toString();
      fields.put(key, items.get(i + 1));
    }
    return new Value.Fields(fields);
  }

  private List<Value> items(char end) throws ConfigurationException {
    List<Value> items = new ArrayList<>();
    while (true) {
      skip();
      if (at >= text.length()) {
        throw problem("\"" + end + "\" is missing");
      }
      if (text.charAt(at) == end) {
        at++;
        return items;
      }
      items.add(value());
    }
  }

  private String quoted() throws ConfigurationException {
    StringBuilder words = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return words.toString();
      }
      if (c == '\\' && at < text.length()) {
        char escaped = text.charAt(at++);
        words.append(
            switch (escaped) {
              case 'n' -> '\n';
              case 't' -> '\t';
              case 'r' -> '\r';
              default -> escaped;
            });
      } else {
        words.append(c);
      }
    }
    throw problem("a text without an end");
  }

  private String word() throws ConfigurationException {
    int start = at;
    if (text.charAt(at) == '\\') {
      at++;
    }
    while (at < text.length() && !Character.isWhitespace(text.charAt(at)) && "{}[]();,\"".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (start == at) {
      throw problem("a value is expected here");
    }
    return text.substring(start, at);
  }
}
