package roadbed.rego.ir;

import roadbed.rego.value.Value;

/** Where a step takes a value from. */
public sealed interface Operand {
  /** A numbered place of the frame. */
  record Slot(int index) implements Operand {}

  /** A constant. */
  record Const(Value value) implements Operand {}
}
