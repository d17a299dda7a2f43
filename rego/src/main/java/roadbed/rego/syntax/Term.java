package roadbed.rego.syntax;

import java.util.List;
import roadbed.rego.value.Value;

/** A term as it is written. */
public sealed interface Term {
  Location at();

  /** A null, boolean, number or string. */
  record Scalar(Location at, Value value) implements Term {}

  /** A name; each {@code _} has a name of its own that begins with {@code $}. */
  record Var(Location at, String name) implements Term {
    public boolean isWildcard() {
      return name.startsWith("$");
    }
  }

  /** A head, mostly a {@link Var}, and what follows in dots and brackets; {@code .a} is the string {@code "a"}. */
  record Ref(Location at, Term head, List<Term> path) implements Term {
    public Ref {
      path = List.copyOf(path);
    }
  }

  /** {@code [a, b]}. */
  record Array(Location at, List<Term> items) implements Term {
    public Array {
      items = List.copyOf(items);
    }
  }

  /** {@code {a, b}} or {@code set()}. */
  record Set(Location at, List<Term> items) implements Term {
    public Set {
      items = List.copyOf(items);
    }
  }

  /** {@code {k: v}}. */
  record Obj(Location at, List<Member> members) implements Term {
    public Obj {
      members = List.copyOf(members);
    }
  }

  /** One member of an object term. */
  record Member(Term key, Term value) {}

  /** A call by name: {@code count(x)}, {@code data.lib.f(x)}; the name is a Var or a Ref. */
  record Call(Location at, Term name, List<Term> args) implements Term {
    public Call {
      args = List.copyOf(args);
    }
  }

  /** An infix operator, under the name of its builtin: {@code plus}, {@code equal}, {@code eq}, {@code assign}. */
  record Infix(Location at, String builtin, List<Term> args) implements Term {
    public Infix {
      args = List.copyOf(args);
    }
  }

  /** {@code [head | body]}. */
  record ArrayComprehension(Location at, Term head, List<Statement> body) implements Term {
    public ArrayComprehension {
      body = List.copyOf(body);
    }
  }

  /** {@code {head | body}}. */
  record SetComprehension(Location at, Term head, List<Statement> body) implements Term {
    public SetComprehension {
      body = List.copyOf(body);
    }
  }

  /** {@code {key: value | body}}. */
  record ObjectComprehension(Location at, Term key, Term value, List<Statement> body) implements Term {
    public ObjectComprehension {
      body = List.copyOf(body);
    }
  }

  /**
   * {@code $"text {expression}"}.
   *
   * @param raw whether it is written between backquotes, with line breaks and without escapes
   */
  record Template(Location at, boolean raw, List<Part> parts) implements Term {
    public Template {
      parts = List.copyOf(parts);
    }
  }

  /** A piece of a template string. */
  sealed interface Part {}

  /** Text between expressions. */
  record Text(String text) implements Part {}

  /** An expression between braces. */
  record Embedded(Statement statement) implements Part {}
}
