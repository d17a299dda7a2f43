package roadbed.spark;

import java.util.Optional;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;

/** A tag's value in the tags of a line: an object, or a list of objects with a key and a value, or no JSON at all. */
final class TagText {
  private TagText() {}

  /** The value of the tag of exactly that name; empty where there is none. */
  static String of(String tags, String key) {
    if (tags.isEmpty()) {
      return "";
    }
    try {
      return switch (ValueJson.parse(tags)) {
        case Value.Fields fields -> fields.get(key).map(TagText::text).orElse("");
        case Value.Items items ->
            items.values().stream()
                .filter(
                    item -> item instanceof Value.Fields fields && fields.text("key").equals(Optional.of(key)))
                .findFirst()
                .flatMap(item -> ((Value.Fields) item).get("value"))
                .map(TagText::text)
                .orElse("");
        case Value.Text _,
            Value.Whole _,
            Value.Decimal _,
            Value.Bool _,
            Value.Null _,
            Value.Unknown _,
            Value.Secret _ -> "";
      };
    } catch (JacksonException _) {
      return "";
    }
  }

  private static String text(Value value) {
    return switch (value) {
      case Value.Text text -> text.value();
      case Value.Whole whole -> Long.toString(whole.value());
      case Value.Decimal decimal -> decimal.value().toPlainString();
      case Value.Bool bool -> Boolean.toString(bool.value());
      case Value.Items _, Value.Fields _ -> ValueJson.text(value);
      case Value.Null _, Value.Unknown _, Value.Secret _ -> "";
    };
  }
}
