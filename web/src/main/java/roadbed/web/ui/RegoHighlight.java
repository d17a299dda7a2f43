package roadbed.web.ui;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rule text as HTML with its comments, strings, keywords and numbers marked. */
final class RegoHighlight {
  private static final Pattern TOKENS =
      Pattern.compile(
          "(?<comment>#[^\\n]*)"
              + "|(?<string>\"(?:\\\\.|[^\"\\\\\\n])*+\"|`[^`]*+`)"
              + "|(?<keyword>\\b(?:package|import|default|not|some|every|in|if|contains|else|with|as|true|false|null)\\b)"
              + "|(?<number>\\b\\d+(?:\\.\\d+)?\\b)");

  private RegoHighlight() {}

  static String html(String rule) {
    StringBuilder html = new StringBuilder(rule.length() * 2);
    Matcher token = TOKENS.matcher(rule);
    int done = 0;
    while (token.find()) {
      escape(html, rule, done, token.start());
      String kind =
          token.group("comment") != null
              ? "comment"
              : token.group("string") != null
                  ? "string"
                  : token.group("keyword") != null ? "keyword" : "number";
      html.append("<span class=\"code-").append(kind).append("\">");
      escape(html, rule, token.start(), token.end());
      html.append("</span>");
      done = token.end();
    }
    escape(html, rule, done, rule.length());
    return html.toString();
  }

  private static void escape(StringBuilder html, String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '&' -> html.append("&amp;");
        case '"' -> html.append("&quot;");
        default -> html.append(c);
      }
    }
  }
}
