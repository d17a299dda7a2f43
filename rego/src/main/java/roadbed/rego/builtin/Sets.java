package roadbed.rego.builtin;

import org.jspecify.annotations.Nullable;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.Value;

/** Intersection, union and difference of sets. */
final class Sets {
  private Sets() {}

  static @Nullable Body body(String name) {
    return switch (name) {
      case "and" -> (_, args) -> both(Operands.set(args, 1), Operands.set(args, 2));
      case "or" -> (_, args) -> either(Operands.set(args, 1), Operands.set(args, 2));
      case "set_diff" -> (_, args) -> difference(Operands.set(args, 1), Operands.set(args, 2));
      case "intersection" -> (_, args) -> intersection(args);
      case "union" -> (_, args) -> union(args);
      default -> null;
    };
  }

  static SetValue difference(SetValue left, SetValue right) {
    SetValue.Builder rest = SetValue.builder(left.size());
    for (Value element : left) {
      if (!right.contains(element)) {
        rest.add(element);
      }
    }
    return rest.build();
  }

  private static SetValue both(SetValue left, SetValue right) {
    SetValue.Builder common = SetValue.builder(Math.min(left.size(), right.size()));
    for (Value element : left) {
      if (right.contains(element)) {
        common.add(element);
      }
    }
    return common.build();
  }

  private static SetValue either(SetValue left, SetValue right) {
    SetValue.Builder all = left.toBuilder();
    right.forEach(all::add);
    return all.build();
  }

  private static Value intersection(Value[] args) {
    SetValue sets = Operands.set(args, 1);
    SetValue result = SetValue.EMPTY;
    for (int i = 0; i < sets.size(); i++) {
      SetValue set = inner(sets, i);
      result = i == 0 ? set : both(result, set);
    }
    return result;
  }

  private static Value union(Value[] args) {
    SetValue sets = Operands.set(args, 1);
    SetValue.Builder all = SetValue.builder();
    for (int i = 0; i < sets.size(); i++) {
      inner(sets, i).forEach(all::add);
    }
    return all.build();
  }

  private static SetValue inner(SetValue sets, int i) {
    if (sets.at(i) instanceof SetValue set) {
      return set;
    }
    throw Operands.wrongElement(1, sets, sets.at(i), "set");
  }
}
