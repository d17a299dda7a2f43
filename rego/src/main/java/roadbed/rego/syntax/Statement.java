package roadbed.rego.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One literal of a body. */
public sealed interface Statement {
  Location at();

  /** The {@code with} modifiers, in order. */
  List<With> with();

  /** A term that must hold, or with {@code not} must not. */
  record Expression(Location at, boolean negated, Term term, List<With> with) implements Statement {
    public Expression {
      with = List.copyOf(with);
    }
  }

  /** {@code not { body }}, or any {@code not} under {@code import future.keywords.not}: the whole body is negated. */
  record Negation(Location at, List<Statement> body, List<With> with) implements Statement {
    public Negation {
      body = List.copyOf(body);
      with = List.copyOf(with);
    }
  }

  /** {@code some x, y}. */
  record SomeVars(Location at, List<Term.Var> vars) implements Statement {
    public SomeVars {
      vars = List.copyOf(vars);
    }

    @Override
    public List<With> with() {
      return List.of();
    }
  }

  /** {@code some k, v in domain}. */
  record SomeIn(Location at, @Nullable Term key, Term value, Term domain, List<With> with) implements Statement {
    public SomeIn {
      with = List.copyOf(with);
    }
  }

  /** {@code every k, v in domain { body }}. */
  record Every(
      Location at, Term.@Nullable Var key, Term.Var value, Term domain, List<Statement> body, List<With> with)
      implements Statement {
    public Every {
      body = List.copyOf(body);
      with = List.copyOf(with);
    }
  }

  /** {@code with target as value}. */
  record With(Location at, Term target, Term value) {}
}
