package roadbed.rego.eval;

import org.jspecify.annotations.Nullable;
import roadbed.rego.ir.Operand;
import roadbed.rego.ir.Plan;
import roadbed.rego.value.Value;

/** The places of one running definition, and what it has found. */
final class Frame {
  final Value[] slots;
  final Object[] objects;
  final Plan plan;

  /** Whether the definition is a function's. */
  final boolean function;

  /** What it sees at this moment. */
  Scope scope;

  /** The value of a complete rule or function, once one is found. */
  @Nullable Value result;

  /** Where members, entries or solutions go. */
  final @Nullable Object sink;

  Frame(Plan plan, Scope scope, boolean function, @Nullable Object sink) {
    this.plan = plan;
    this.scope = scope;
    this.function = function;
    this.slots = new Value[plan.slots()];
    this.objects = new Object[plan.objects()];
    this.sink = sink;
  }

  Value get(Operand operand) {
    return operand instanceof Operand.Slot slot ? slots[slot.index()] : ((Operand.Const) operand).value();
  }
}
