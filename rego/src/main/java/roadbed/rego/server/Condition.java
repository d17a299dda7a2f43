package roadbed.rego.server;

import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** What rows of a table must fulfil: a tree as UCAST has it. */
sealed interface Condition {
  /** All of them. */
  record And(List<Condition> parts) implements Condition {
    public And {
      parts = List.copyOf(parts);
    }
  }

  /** One of them. */
  record Or(List<Condition> parts) implements Condition {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  /** Not this one. */
  record Not(Condition part) implements Condition {}

  /**
   * A column against a value, or against another column.
   *
   * @param operator {@code eq}, {@code ne}, {@code lt}, {@code lte}, {@code gt}, {@code gte}, {@code in}, {@code
   *     startswith}, {@code endswith}, {@code contains}
   * @param other the other column; null where it is a value
   */
  record Field(String operator, String column, Value value, @Nullable String other) implements Condition {}

  /** As UCAST writes it. */
  static Value ucast(Condition condition) {
    return switch (condition) {
      case And and -> compound("and", and.parts());
      case Or or -> compound("or", or.parts());
      case Not not -> compound("not", List.of(not.part()));
      case Field field ->
          ObjectValue.builder(4)
              .put("type", StringValue.of("field"))
              .put("operator", StringValue.of(field.operator()))
              .put("field", StringValue.of(field.column()))
              .put(
                  "value",
                  field.other() == null
                      ? field.value()
                      : ObjectValue.of("field", StringValue.of(field.other())))
              .build();
    };
  }

  private static Value compound(String operator, List<Condition> parts) {
    return ObjectValue.builder(3)
        .put("type", StringValue.of("compound"))
        .put("operator", StringValue.of(operator))
        .put("value", ArrayValue.of(parts.stream().map(Condition::ucast).toList()))
        .build();
  }

  /** That a column is not null. */
  static Condition exists(String column) {
    return new Field("ne", column, NullValue.NULL, null);
  }
}
