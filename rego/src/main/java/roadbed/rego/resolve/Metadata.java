package roadbed.rego.resolve;

import roadbed.rego.syntax.Module;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Value;

/** What {@code rego.metadata.rule()} and {@code rego.metadata.chain()} are in one rule; made when asked for. */
sealed interface Metadata {
  Value rule();

  Value chain();

  /** In a query there is no rule. */
  record None() implements Metadata {
    @Override
    public Value rule() {
      return ObjectValue.EMPTY;
    }

    @Override
    public Value chain() {
      return ArrayValue.EMPTY;
    }
  }

  /** In the rule of this number in a module. */
  record OfRule(Annotations annotations, Module module, int index) implements Metadata {
    @Override
    public Value rule() {
      return annotations.nearest(module, index);
    }

    @Override
    public Value chain() {
      return annotations.chain(module, index);
    }
  }
}
