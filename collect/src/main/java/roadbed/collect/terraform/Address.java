package roadbed.collect.terraform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An address or reference of Terraform, cut at its dots and indexes: {@code module.a["x"].aws_s3_bucket.b[0].id}
 * is {@code module}, {@code a} with key {@code "x"}, {@code aws_s3_bucket}, {@code b} with key {@code 0},
 * {@code id}.
 *
 * @param parts the parts, in order
 */
record Address(List<Part> parts) {

  /**
   * A name with the index behind it.
   *
   * @param name the name
   * @param key the index as written, with its brackets, for example {@code ["x"]} or {@code [0]}; several
   *     indexes stand behind each other
   */
  record Part(String name, String key) {
    @Override
    public String toString() {
      return name + key;
    }
  }

  Address {
    parts = List.copyOf(parts);
  }

  /** Cuts a text; text that is no address gives parts that mean nothing, but never fails. */
  static Address parse(String text) {
    List<Part> parts = new ArrayList<>(4);
    int at = 0;
    while (at < text.length()) {
      int start = at;
      while (at < text.length() && text.charAt(at) != '.' && text.charAt(at) != '[') {
        at++;
      }
      String name = text.substring(start, at);
      int keyStart = at;
      while (at < text.length() && text.charAt(at) == '[') {
        at = afterBracket(text, at);
      }
      parts.add(new Part(name, text.substring(keyStart, at)));
      if (at < text.length()) {
        at++;
      }
    }
    return new Address(parts);
  }

  private static int afterBracket(String text, int open) {
    boolean quoted = false;
    int at = open + 1;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (quoted && c == '\\') {
        at++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ']' && !quoted) {
        return at + 1;
      }
      at++;
    }
    return text.length();
  }

  /** How many leading parts are module steps: twice the depth of the module. */
  int moduleParts() {
    int at = 0;
    while (at + 1 < parts.size() && parts.get(at).name().equals("module") && parts.get(at).key().isEmpty()) {
      at += 2;
    }
    return at;
  }

  /** The module instance that it is in, for example {@code module.a["x"]}; empty for the root. */
  String module() {
    return join(parts.subList(0, moduleParts()), true);
  }

  /** The names of the module calls that it is in, without their keys. */
  List<String> modulePath() {
    List<String> path = new ArrayList<>();
    for (int i = 1; i < moduleParts(); i += 2) {
      path.add(parts.get(i).name());
    }
    return path;
  }

  /** The address without any index, for example {@code module.a.aws_s3_bucket.b}. */
  String withoutKeys() {
    return join(parts, false);
  }

  /** The key of the last part as written, with brackets; empty where it has none. */
  Optional<String> lastKey() {
    return parts.isEmpty() || parts.getLast().key().isEmpty()
        ? Optional.empty()
        : Optional.of(parts.getLast().key());
  }

  /** The text of some parts. */
  static String join(List<Part> parts, boolean withKeys) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (!text.isEmpty()) {
        text.append('.');
      }
      text.append(part.name());
      if (withKeys) {
        text.append(part.key());
      }
    }
    return text.toString();
  }
}
