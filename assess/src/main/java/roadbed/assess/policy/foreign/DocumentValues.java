package roadbed.assess.policy.foreign;

import java.util.ArrayList;
import java.util.List;
import roadbed.model.Value;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.UnknownValue;

/** Documents of resources as values of the language; what is not known stays unknown. */
public final class DocumentValues {
  private static final StringValue CONCEALED = StringValue.of("(secret)");

  private DocumentValues() {}

  /** The same document. */
  public static roadbed.rego.value.Value of(Value value) {
    return switch (value) {
      case Value.Text text -> StringValue.of(text.value());
      case Value.Whole whole -> NumberValue.of(whole.value());
      case Value.Decimal decimal -> NumberValue.of(decimal.value());
      case Value.Bool bool -> BooleanValue.of(bool.value());
      case Value.Null _ -> NullValue.NULL;
      case Value.Unknown unknown -> new UnknownValue(unknown.reason());
      case Value.Secret _ -> CONCEALED;
      case Value.Items items -> {
        List<roadbed.rego.value.Value> values = new ArrayList<>(items.values().size());
        items.values().forEach(item -> values.add(of(item)));
        yield ArrayValue.of(values);
      }
      case Value.Fields fields -> {
        ObjectValue.Builder object = ObjectValue.builder(fields.values().size());
        fields.values().forEach((name, inner) -> object.put(name, of(inner)));
        yield object.build();
      }
    };
  }
}
