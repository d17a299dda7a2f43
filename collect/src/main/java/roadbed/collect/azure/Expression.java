package roadbed.collect.azure;

import java.util.List;
import roadbed.model.Value;

/** A parsed expression of a template. */
sealed interface Expression {

  /** A text or a whole number. */
  record Literal(Value value) implements Expression {}

  /** A call; the name is as written, for a user's function with its namespace: {@code contoso.uniqueName}. */
  record Call(String name, List<Expression> arguments) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** A property or item of something: {@code target.name} or {@code target[key]}. */
  record Access(Expression target, Expression key) implements Expression {}
}
