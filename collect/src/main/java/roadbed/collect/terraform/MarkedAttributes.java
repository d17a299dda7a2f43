package roadbed.collect.terraform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roadbed.model.Value;

/**
 * Joins a document of attributes with the two parallel documents of marks that Terraform writes beside it: what
 * is known only after apply, and what is sensitive. A mark is {@code true} for a whole value, or an object or
 * array with marks inside.
 */
final class MarkedAttributes {
  private static final int MOST_SHARED_TEXTS = 1 << 14;
  private static final int LONGEST_SHARED_TEXT = 64;

  private final Value.Text[] shared = new Value.Text[MOST_SHARED_TEXTS];

  /** The value with unknown and sensitive parts replaced; unknown wins, as there is nothing to hide yet. */
  Value join(Value value, Value unknown, Value sensitive) {
    if (isMarked(unknown)) {
      return Value.Unknown.AFTER_APPLY;
    }
    if (isMarked(sensitive)) {
      return value instanceof Value.Null ? value : Value.Secret.INSTANCE;
    }
    return switch (value) {
      case Value.Fields fields -> joinFields(fields, unknown, sensitive);
      case Value.Items items -> joinItems(items, unknown, sensitive);
      case Value.Text text -> share(text);
      case Value.Null _ when hasMark(unknown) -> joinAbsent(unknown);
      case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ ->
          value;
    };
  }

  private Value joinAbsent(Value unknown) {
    return switch (unknown) {
      case Value.Fields _ -> joinFields(Value.Fields.EMPTY, unknown, Value.Null.INSTANCE);
      case Value.Items _ -> joinItems(Value.Items.EMPTY, unknown, Value.Null.INSTANCE);
      case Value.Text _,
          Value.Whole _,
          Value.Decimal _,
          Value.Bool _,
          Value.Null _,
          Value.Unknown _,
          Value.Secret _ ->
          Value.Null.INSTANCE;
    };
  }

  private Value joinFields(Value.Fields fields, Value unknown, Value sensitive) {
    Map<String, Value> joined = new LinkedHashMap<>(Math.max(4, fields.values().size() * 4 / 3 + 1));
    fields
        .values()
        .forEach((name, value) -> joined.put(name, join(value, field(unknown, name), field(sensitive, name))));
    if (unknown instanceof Value.Fields marks) {
      marks
          .values()
          .forEach(
              (name, mark) -> {
                if (!joined.containsKey(name) && hasMark(mark)) {
                  joined.put(name, join(Value.Null.INSTANCE, mark, Value.Null.INSTANCE));
                }
              });
    }
    return new Value.Fields(joined);
  }

  private Value joinItems(Value.Items items, Value unknown, Value sensitive) {
    int known = items.values().size();
    int marked = unknown instanceof Value.Items marks ? marks.values().size() : 0;
    if (known == 0 && marked == 0) {
      return Value.Items.EMPTY;
    }
    List<Value> joined = new ArrayList<>(Math.max(known, marked));
    for (int i = 0; i < Math.max(known, marked); i++) {
      Value value = i < known ? items.values().get(i) : Value.Null.INSTANCE;
      joined.add(join(value, item(unknown, i), item(sensitive, i)));
    }
    return new Value.Items(joined);
  }

  private static boolean isMarked(Value mark) {
    return mark instanceof Value.Bool bool && bool.value();
  }

  private static boolean hasMark(Value mark) {
    return switch (mark) {
      case Value.Bool bool -> bool.value();
      case Value.Fields fields -> fields.values().values().stream().anyMatch(MarkedAttributes::hasMark);
      case Value.Items items -> items.values().stream().anyMatch(MarkedAttributes::hasMark);
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Null _, Value.Unknown _, Value.Secret _ -> false;
    };
  }

  private static Value field(Value marks, String name) {
    return marks instanceof Value.Fields fields
        ? fields.values().getOrDefault(name, Value.Null.INSTANCE)
        : Value.Null.INSTANCE;
  }

  private static Value item(Value marks, int index) {
    return marks instanceof Value.Items items && index < items.values().size()
        ? items.values().get(index)
        : Value.Null.INSTANCE;
  }

  /** Estates repeat their texts (regions, names, tags) many thousand times: keep each short one once. */
  private Value.Text share(Value.Text text) {
    if (text.value().length() > LONGEST_SHARED_TEXT) {
      return text;
    }
    int slot = (text.value().hashCode() * 0x9E3779B9) >>> 18;
    Value.Text other = shared[slot];
    if (other != null && other.value().equals(text.value())) {
      return other;
    }
    shared[slot] = text;
    return text;
  }
}
