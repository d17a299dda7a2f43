package roadbed.rego.types;

import java.util.ArrayList;
import java.util.List;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.UnknownValue;
import roadbed.rego.value.Value;

/** The types of values that are written out in a policy; an empty collection may be of anything. */
final class TypeOfValue {
  /** Items and members beyond which a large literal is not looked through: its type is that of its first ones. */
  private static final int ENOUGH = 200;

  private TypeOfValue() {}

  static Type of(Value value) {
    return switch (value) {
      case NullValue _ -> Type.Scalar.NULL;
      case BooleanValue _ -> Type.Scalar.BOOLEAN;
      case NumberValue _ -> Type.Scalar.NUMBER;
      case StringValue _ -> Type.Scalar.STRING;
      case UnknownValue _ -> Type.AnyOf.ANYTHING;
      case ArrayValue array -> {
        if (array.size() == 0 || array.size() > ENOUGH) {
          yield new Type.ArrayOf(List.of(), Type.AnyOf.ANYTHING);
        }
        List<Type> items = new ArrayList<>(array.size());
        array.forEach(item -> items.add(of(item)));
        yield new Type.ArrayOf(items, null);
      }
      case SetValue set -> {
        if (set.size() == 0 || set.size() > ENOUGH) {
          yield new Type.SetOf(Type.AnyOf.ANYTHING);
        }
        Type of = Type.Unbound.TYPE;
        for (int i = 0; i < set.size(); i++) {
          of = Type.or(of, of(set.at(i)));
        }
        yield new Type.SetOf(of);
      }
      case ObjectValue object -> {
        if (object.size() == 0 || object.size() > ENOUGH) {
          yield Type.ObjectOf.ANYTHING;
        }
        List<Type.Member> members = new ArrayList<>(object.size());
        for (int i = 0; i < object.size(); i++) {
          members.add(new Type.Member(object.keyAt(i), of(object.valueAt(i))));
        }
        yield new Type.ObjectOf(members, null, null);
      }
    };
  }
}
