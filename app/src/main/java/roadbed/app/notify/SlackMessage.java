package roadbed.app.notify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roadbed.model.Value;
import roadbed.operate.notify.Notice;
import roadbed.operate.notify.Words;

/** A message as Slack takes it: blocks, and a plain text for notifications. */
final class SlackMessage {
  private static final int LONGEST_HEADER = 150;
  private static final int LONGEST_SECTION = 2_900;
  private static final int LONGEST_FIELD = 1_900;
  private static final int MOST_FIELDS = 10;

  private SlackMessage() {}

  /** The message, without the channel. */
  static Map<String, Value> of(Words words) {
    List<Value> blocks = new ArrayList<>();
    blocks.add(block("header", "text", plain(Notice.cut(words.subject(), LONGEST_HEADER))));
    if (!words.text().isEmpty()) {
      blocks.add(block("section", "text", marked(escaped(words.text(), LONGEST_SECTION))));
    }
    if (!words.facts().isEmpty()) {
      List<Value> fields = new ArrayList<>();
      words.facts().forEach((name, value) -> {
        if (fields.size() < MOST_FIELDS) {
          fields.add(marked("*" + escaped(name, 100) + "*\n" + escaped(value, LONGEST_FIELD)));
        }
      });
      blocks.add(block("section", "fields", new Value.Items(fields)));
    }
    List<Value> buttons = new ArrayList<>();
    words.answer().ifPresent(link -> buttons.add(button("I look into it", link.toString(), true)));
    words.link().ifPresent(link -> buttons.add(button("Open", link.toString(), false)));
    if (!buttons.isEmpty()) {
      blocks.add(block("actions", "elements", new Value.Items(buttons)));
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("text", Value.of(escaped(words.subject(), LONGEST_SECTION)));
    fields.put("blocks", new Value.Items(blocks));
    return fields;
  }

  private static Value block(String type, String name, Value value) {
    return Value.Fields.of("type", Value.of(type), name, value);
  }

  private static Value plain(String text) {
    return Value.Fields.of("type", Value.of("plain_text"), "text", Value.of(text));
  }

  private static Value marked(String text) {
    return Value.Fields.of("type", Value.of("mrkdwn"), "text", Value.of(text));
  }

  private static Value button(String text, String url, boolean primary) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("type", Value.of("button"));
    fields.put("text", plain(text));
    fields.put("url", Value.of(url));
    if (primary) {
      fields.put("style", Value.of("primary"));
    }
    return new Value.Fields(fields);
  }

  /** Three characters mean something in Slack's markup, wherever they come from: nobody is mentioned by a title. */
  static String escaped(String text, int most) {
    String cut = Notice.cut(text, Math.max(10, most * 3 / 4));
    return Notice.cut(cut.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"), most);
  }
}
