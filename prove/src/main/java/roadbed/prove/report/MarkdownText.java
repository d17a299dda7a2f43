package roadbed.prove.report;

/** Text from inputs, which may hold anything, as Markdown in which it is only text. */
final class MarkdownText {
  private MarkdownText() {}

  /** Text that must not become markup. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char c : text.strip().replaceAll("\\s+", " ").toCharArray()) {
      switch (c) {
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '&' -> escaped.append("&amp;");
        case '\\', '`', '*', '_', '[', ']', '|', '#', '!', '~', '@' -> escaped.append('\\').append(c);
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  static String code(String text) {
    return "`" + text.replace("`", "'").replace("|", "\\|").replaceAll("\\s+", " ") + "`";
  }

  /** A block of code whose fence is longer than any in it. */
  static String fenced(String language, String text) {
    String fence = "```";
    while (text.contains(fence)) {
      fence += "`";
    }
    return fence + language + "\n" + text + (text.endsWith("\n") ? "" : "\n") + fence + "\n\n";
  }
}
