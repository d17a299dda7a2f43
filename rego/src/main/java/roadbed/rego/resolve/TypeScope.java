package roadbed.rego.resolve;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roadbed.rego.types.Type;

/** The types of the variables of a body, and of the bodies around it. */
final class TypeScope {
  private final @Nullable TypeScope outer;
  private final Map<Variable, Type> types = new HashMap<>();

  TypeScope(@Nullable TypeScope outer) {
    this.outer = outer;
  }

  /** The type of a variable; unbound where nothing said anything of it yet. */
  Type get(Variable variable) {
    for (TypeScope scope = this; scope != null; scope = scope.outer) {
      Type type = scope.types.get(variable);
      if (type != null) {
        return type;
      }
    }
    return Type.Unbound.TYPE;
  }

  boolean knows(Variable variable) {
    return !(get(variable) instanceof Type.Unbound);
  }

  void put(Variable variable, Type type) {
    types.put(variable, type);
  }
}
