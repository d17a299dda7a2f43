package roadbed.rego.eval;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.Value;

/** An object of rules in the making: values and sets at paths. */
final class Extent {
  private final Map<Value, Object> members = new LinkedHashMap<>();

  /** Puts a value at a path. */
  void put(List<Value> path, Value value, @Nullable Location at) {
    Extent into = inner(path, at);
    Value key = path.getLast();
    Object before = into.members.putIfAbsent(key, value);
    if (before != null && !(before instanceof Value known && known.equals(value))) {
      throw conflict(at);
    }
  }

  /** Adds a member to the set at a path. */
  void add(List<Value> path, Value member, @Nullable Location at) {
    Extent into = inner(path, at);
    Object set = into.members.computeIfAbsent(path.getLast(), _ -> SetValue.builder());
    if (!(set instanceof SetValue.Builder builder)) {
      throw conflict(at);
    }
    builder.add(member);
  }

  private Extent inner(List<Value> path, @Nullable Location at) {
    Extent into = this;
    for (int i = 0; i < path.size() - 1; i++) {
      Object next = into.members.computeIfAbsent(path.get(i), _ -> new Extent());
      if (!(next instanceof Extent below)) {
        throw conflict(at);
      }
      into = below;
    }
    return into;
  }

  static EvaluationException conflict(@Nullable Location at) {
    return new EvaluationException(new RegoError(RegoError.CONFLICT, "object keys must be unique", at));
  }

  ObjectValue build() {
    ObjectValue.Builder out = ObjectValue.builder(members.size());
    members.forEach(
        (key, made) ->
            out.put(
                key,
                switch (made) {
                  case Extent inner -> inner.build();
                  case SetValue.Builder set -> set.build();
                  default -> (Value) made;
                }));
    return out.build();
  }
}
