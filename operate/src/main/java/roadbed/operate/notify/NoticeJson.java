package roadbed.operate.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roadbed.model.Value;

/** A notice as a document that a store keeps and a program is sent. */
public final class NoticeJson {
  private NoticeJson() {}

  /** The document. */
  public static Value.Fields of(Notice notice) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("key", Value.of(notice.key()));
    fields.put("kind", Value.of(notice.kind().id()));
    fields.put("subject", Value.of(notice.subject()));
    fields.put("importance", Value.of(notice.importance()));
    notice.service().ifPresent(service -> fields.put("service", Value.of(service)));
    fields.put("owners", Value.ofTexts(notice.owners()));
    notice.circle().ifPresent(circle -> fields.put("audience", Value.of(circle.id())));
    fields.put("title", Value.of(notice.title()));
    fields.put("text", Value.of(notice.text()));
    Map<String, Value> facts = new LinkedHashMap<>();
    notice.facts().forEach((name, value) -> facts.put(name, Value.of(value)));
    fields.put("facts", new Value.Fields(facts));
    notice.path().ifPresent(path -> fields.put("path", Value.of(path)));
    fields.put("visible_to", Value.ofTexts(notice.visibleTo()));
    fields.put("at", Value.of(notice.at().toString()));
    return new Value.Fields(fields);
  }

  /**
   * What a document of ours says.
   *
   * @throws IllegalArgumentException where it is none
   */
  public static Notice read(Value.Fields fields) {
    Map<String, String> facts = new LinkedHashMap<>();
    if (fields.get("facts").orElse(Value.Null.INSTANCE) instanceof Value.Fields all) {
      all.values().keySet().forEach(name -> all.text(name).ifPresent(value -> facts.put(name, value)));
    }
    return new Notice(
        text(fields, "key"),
        NoticeKind.of(text(fields, "kind")).orElseThrow(() -> new IllegalArgumentException("a notice is of no known kind")),
        text(fields, "subject"),
        fields.get("importance").orElse(Value.Null.INSTANCE) instanceof Value.Whole it ? Math.toIntExact(it.value()) : 5,
        fields.text("service"),
        texts(fields, "owners"),
        fields.text("audience").flatMap(Circle::of),
        text(fields, "title"),
        text(fields, "text"),
        facts,
        fields.text("path"),
        texts(fields, "visible_to"),
        Instant.parse(text(fields, "at")));
  }

  private static List<String> texts(Value.Fields fields, String name) {
    List<String> texts = new ArrayList<>();
    if (fields.get(name).orElse(Value.Null.INSTANCE) instanceof Value.Items items) {
      items.values().forEach(one -> {
        if (one instanceof Value.Text text) {
          texts.add(text.value());
        }
      });
    }
    return texts;
  }

  private static String text(Value.Fields fields, String name) {
    return fields.text(name).orElseThrow(() -> new IllegalArgumentException("a notice lacks its " + name));
  }
}
