package roadbed.rego.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.Value;

/** Terms that are values as they stand: JSON with sets, and any value as a key. */
public final class GroundTerm {
  private GroundTerm() {}

  /** The value of a term; null where it holds a variable, a reference, a call or a comprehension. */
  public static @Nullable Value value(Term term) {
    return switch (term) {
      case Term.Scalar scalar -> scalar.value();
      case Term.Array array -> {
        List<Value> items = values(array.items());
        yield items == null ? null : ArrayValue.of(items);
      }
      case Term.Set set -> {
        List<Value> items = values(set.items());
        yield items == null ? null : SetValue.of(items);
      }
      case Term.Obj object -> {
        ObjectValue.Builder builder = ObjectValue.builder(object.members().size());
        for (Term.Member member : object.members()) {
          Value key = value(member.key());
          Value value = value(member.value());
          if (key == null || value == null) {
            yield null;
          }
          builder.put(key, value);
        }
        yield builder.build();
      }
      case Term.Var _,
          Term.Ref _,
          Term.Call _,
          Term.Infix _,
          Term.ArrayComprehension _,
          Term.SetComprehension _,
          Term.ObjectComprehension _,
          Term.Template _ -> null;
    };
  }

  private static @Nullable List<Value> values(List<Term> terms) {
    List<Value> values = new ArrayList<>(terms.size());
    for (Term term : terms) {
      Value value = value(term);
      if (value == null) {
        return null;
      }
      values.add(value);
    }
    return values;
  }
}
