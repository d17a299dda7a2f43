package roadbed.store.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import roadbed.inventory.EstateStore.FieldChange;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/**
 * The values in which two documents differ, by JSON pointer; an added or removed value has an empty text on
 * its other side. Bounded: a document that changed all over is told by its first changes.
 */
final class DocumentDifference {
  private static final int MAX_CHANGES = 200;
  private static final int MAX_TEXT = 2_000;

  private final List<FieldChange> changes = new ArrayList<>();

  private DocumentDifference() {}

  static List<FieldChange> between(Value.Fields before, Value.Fields after) {
    DocumentDifference difference = new DocumentDifference();
    difference.compare("", before, after);
    return difference.changes;
  }

  private void compare(String pointer, @Nullable Value before, @Nullable Value after) {
    if (changes.size() >= MAX_CHANGES) {
      return;
    }
    if (before instanceof Value.Fields old && after instanceof Value.Fields now) {
      TreeSet<String> names = new TreeSet<>(old.values().keySet());
      names.addAll(now.values().keySet());
      for (String name : names) {
        compare(pointer + "/" + escaped(name), old.values().get(name), now.values().get(name));
      }
    } else if (before instanceof Value.Items old && after instanceof Value.Items now) {
      for (int i = 0; i < Math.max(old.values().size(), now.values().size()); i++) {
        compare(pointer + "/" + i, item(old, i), item(now, i));
      }
    } else {
      String was = text(before);
      String is = text(after);
      if (!was.equals(is)) {
        changes.add(new FieldChange(pointer, cut(was), cut(is)));
      }
    }
  }

  private static @Nullable Value item(Value.Items items, int index) {
    return index < items.values().size() ? items.values().get(index) : null;
  }

  private static String text(@Nullable Value value) {
    return value == null ? "" : Storable.json(value);
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : Storable.text(text.substring(0, MAX_TEXT)) + "…";
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  /** Changes as JSON, for a column. */
  static String json(List<FieldChange> changes) {
    return Storable.json(
        new Value.Items(
            changes.stream()
                .<Value>map(
                    change ->
                        new Value.Fields(
                            Map.of(
                                "pointer", Value.of(change.pointer()),
                                "before", Value.of(change.before()),
                                "after", Value.of(change.after()))))
                .toList()));
  }

  /** Changes from a column. */
  static List<FieldChange> parse(String json) {
    if (!(ValueJson.parse(json) instanceof Value.Items items)) {
      return List.of();
    }
    List<FieldChange> changes = new ArrayList<>();
    for (Value item : items.values()) {
      if (item instanceof Value.Fields fields) {
        changes.add(
            new FieldChange(
                fields.text("pointer").orElse(""),
                fields.text("before").orElse(""),
                fields.text("after").orElse("")));
      }
    }
    return changes;
  }
}
