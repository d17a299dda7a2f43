package roadbed.app.notify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.operate.notify.Notice;
import roadbed.operate.notify.Words;

/** A message as an Adaptive Card, in the envelope that a workflow of Microsoft Teams takes. */
final class TeamsCard {
  /** A post of more than about 28 KB is refused; its own wrapping counts. */
  private static final int MOST_BYTES = 20_000;

  private static final int LONGEST_TEXT = 6_000;

  private TeamsCard() {}

  /** The message. */
  static String of(Words words) {
    int most = LONGEST_TEXT;
    while (true) {
      String text = ValueJson.text(envelope(card(words, most)));
      if (text.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES || most < 100) {
        return text;
      }
      most /= 2;
    }
  }

  private static Value envelope(Value card) {
    Map<String, Value> attachment = new LinkedHashMap<>();
    attachment.put("contentType", Value.of("application/vnd.microsoft.card.adaptive"));
    attachment.put("contentUrl", Value.Null.INSTANCE);
    attachment.put("content", card);
    return Value.Fields.of("type", Value.of("message"), "attachments", new Value.Items(List.of(new Value.Fields(attachment))));
  }

  private static Value card(Words words, int most) {
    List<Value> body = new ArrayList<>();
    body.add(text(Notice.cut(words.subject(), 300), true, color(words)));
    if (!words.text().isEmpty()) {
      body.add(text(plain(Notice.cut(words.text(), most)), false, "default"));
    }
    if (!words.facts().isEmpty()) {
      List<Value> facts = new ArrayList<>();
      words.facts().forEach((name, value) ->
          facts.add(Value.Fields.of("title", Value.of(plain(name)), "value", Value.of(plain(Notice.cut(value, Math.min(300, most)))))));
      body.add(Value.Fields.of("type", Value.of("FactSet"), "facts", new Value.Items(facts)));
    }
    List<Value> actions = new ArrayList<>();
    words.answer().ifPresent(link -> actions.add(action("I look into it", link.toString())));
    words.link().ifPresent(link -> actions.add(action("Open", link.toString())));
    Map<String, Value> card = new LinkedHashMap<>();
    card.put("$schema", Value.of("http://adaptivecards.io/schemas/adaptive-card.json"));
    card.put("type", Value.of("AdaptiveCard"));
    card.put("version", Value.of("1.4"));
    card.put("msteams", new Value.Fields(Map.of("width", Value.of("Full"))));
    card.put("body", new Value.Items(body));
    if (!actions.isEmpty()) {
      card.put("actions", new Value.Items(actions));
    }
    return new Value.Fields(card);
  }

  private static Value text(String text, boolean heading, String color) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("type", Value.of("TextBlock"));
    fields.put("text", Value.of(heading ? plain(text) : text));
    fields.put("wrap", Value.of(true));
    if (heading) {
      fields.put("size", Value.of("Large"));
      fields.put("weight", Value.of("Bolder"));
      fields.put("color", Value.of(color));
    }
    return new Value.Fields(fields);
  }

  private static Value action(String title, String url) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("type", Value.of("Action.OpenUrl"));
    fields.put("title", Value.of(title));
    fields.put("url", Value.of(url));
    return new Value.Fields(fields);
  }

  private static String color(Words words) {
    return switch (words.notice().kind()) {
      case PAGE, PAGE_UNANSWERED -> "Attention";
      case INCIDENT_DECLARED, INCIDENT_GRADED, INCIDENT_REOPENED -> words.notice().importance() <= 2 ? "Attention" : "Warning";
      case INCIDENT_RESTORED, INCIDENT_CLOSED -> "Good";
      case BUDGET_ALERT, COST_ANOMALY, TARGET_FAILING -> "Warning";
      case STATUS_UPDATE, CHANGE, TEST -> "Default";
    };
  }

  /** Text as it is meant where a subset of Markdown is read: links and emphasis of others mean nothing here. */
  static String plain(String text) {
    return text.replaceAll("([\\\\\\[\\]*_`~])", "\\\\$1").replace("\n", "\n\n");
  }
}
