package roadbed.app.notify;

import java.util.ArrayList;
import java.util.List;
import roadbed.operate.notify.Words;

/** A message as mail says it. */
final class MailText {
  private MailText() {}

  /** For programs that show text. */
  static String plain(Words words) {
    List<String> parts = new ArrayList<>();
    if (!words.text().isEmpty()) {
      parts.add(words.text());
    }
    if (!words.facts().isEmpty()) {
      List<String> facts = new ArrayList<>();
      words.facts().forEach((name, value) -> facts.add(name + ": " + value));
      parts.add(String.join("\n", facts));
    }
    words.answer().ifPresent(link -> parts.add("I look into it: " + link));
    words.link().ifPresent(link -> parts.add("Open: " + link));
    return String.join("\n\n", parts).replace("\r", "").replace("\n", "\r\n") + "\r\n";
  }

  /** For programs that show HTML. */
  static String html(Words words) {
    StringBuilder html = new StringBuilder("<!DOCTYPE html><html><body style=\"font-family:sans-serif;line-height:1.4\">");
    html.append("<h2 style=\"font-size:1.15em\">").append(escaped(words.subject())).append("</h2>");
    if (!words.text().isEmpty()) {
      html.append("<p style=\"white-space:pre-wrap\">").append(escaped(words.text())).append("</p>");
    }
    if (!words.facts().isEmpty()) {
      html.append("<table cellpadding=\"4\">");
      words.facts().forEach((name, value) ->
          html.append("<tr><th align=\"left\">").append(escaped(name)).append("</th><td>").append(escaped(value)).append("</td></tr>"));
      html.append("</table>");
    }
    words.answer().ifPresent(link -> html.append("<p><a href=\"").append(escaped(link.toString())).append("\"><b>I look into it</b></a></p>"));
    words.link().ifPresent(link -> html.append("<p><a href=\"").append(escaped(link.toString())).append("\">Open</a></p>"));
    return html.append("</body></html>").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }
}
