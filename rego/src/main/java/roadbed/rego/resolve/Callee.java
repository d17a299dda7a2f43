package roadbed.rego.resolve;

import roadbed.rego.builtin.Builtin;

/** What a call calls. */
public sealed interface Callee {
  int arity();

  String name();

  /** A function of the language. */
  record Native(Builtin builtin) implements Callee {
    @Override
    public int arity() {
      return builtin.arity();
    }

    @Override
    public String name() {
      return builtin.name();
    }
  }

  /** A function of the policy. */
  record Defined(RuleNode node) implements Callee {
    @Override
    public int arity() {
      return node.arity();
    }

    @Override
    public String name() {
      return node.pathText();
    }
  }
}
