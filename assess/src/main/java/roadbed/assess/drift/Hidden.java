package roadbed.assess.drift;

import java.util.LinkedHashMap;
import java.util.Map;
import roadbed.model.Value;

/** Puts a word in the place of every secret inside of a value that is shown. */
final class Hidden {
  private Hidden() {}

  static Value in(Value value) {
    return switch (value) {
      case Value.Secret _ -> Value.of("(secret)");
      case Value.Unknown unknown -> Value.of("(" + unknown.reason() + ")");
      case Value.Fields fields -> {
        Map<String, Value> hidden = new LinkedHashMap<>();
        fields.values().forEach((name, inner) -> hidden.put(name, in(inner)));
        yield new Value.Fields(hidden);
      }
      case Value.Items items -> new Value.Items(items.values().stream().map(Hidden::in).toList());
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _ -> value;
    };
  }
}
