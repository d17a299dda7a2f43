package roadbed.assess.cost.allocation;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;

/** Reads the tags of billing lines. */
public final class BillTags {
  private BillTags() {}

  /** Tags by lower-case name, from a JSON object or a list of objects with key and value. */
  public static Map<String, String> parse(String json) {
    Map<String, String> tags = new LinkedHashMap<>();
    if (json.isBlank()) {
      return tags;
    }
    try {
      switch (ValueJson.parse(json)) {
        case Value.Fields fields -> fields.values().forEach((name, value) -> add(name, value, tags));
        case Value.Items items ->
            items.values().stream()
                .filter(Value.Fields.class::isInstance)
                .map(Value.Fields.class::cast)
                .forEach(
                    item ->
                        item.text("key")
                            .or(() -> item.text("Key"))
                            .ifPresent(
                                name ->
                                    item.get("value")
                                        .or(() -> item.get("Value"))
                                        .ifPresent(value -> add(name, value, tags))));
        case Value.Text _,
            Value.Whole _,
            Value.Decimal _,
            Value.Bool _,
            Value.Null _,
            Value.Unknown _,
            Value.Secret _ -> {}
      }
    } catch (JacksonException _) {
      // Tags that are not JSON say nothing; the line's cost counts all the same.
    }
    return tags;
  }

  private static void add(String name, Value value, Map<String, String> tags) {
    String lower = name.toLowerCase(Locale.ROOT);
    String key = lower.startsWith("user:") ? lower.substring("user:".length()) : lower;
    switch (value) {
      case Value.Text text -> tags.putIfAbsent(key, text.value());
      case Value.Whole whole -> tags.putIfAbsent(key, Long.toString(whole.value()));
      case Value.Decimal decimal -> tags.putIfAbsent(key, decimal.value().toPlainString());
      case Value.Bool bool -> tags.putIfAbsent(key, Boolean.toString(bool.value()));
      case Value.Null _, Value.Items _, Value.Fields _, Value.Unknown _, Value.Secret _ -> {}
    }
  }
}
