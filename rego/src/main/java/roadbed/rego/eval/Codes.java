package roadbed.rego.eval;

import org.jspecify.annotations.Nullable;
import roadbed.rego.ir.TreeNode;

/** What is compiled of a program; grows while the program runs. Safe to use from many threads. */
public abstract class Codes {
  /** Where a place's code is: of a set or an object of rules, the entry of its first definition. */
  public record Unit(Code code, int entry) {}

  private final @Nullable Unit[] units;

  protected Codes(int places) {
    units = new Unit[places];
  }

  /** The code of a place, or null as long as it is interpreted. */
  final @Nullable Unit unit(TreeNode node) {
    Unit unit = units[node.index()];
    return unit == null ? missing(node) : unit;
  }

  /** Whether a place has code. */
  protected final boolean has(TreeNode node) {
    return units[node.index()] != null;
  }

  /** Another thread may see this later; a unit is immutable, so it sees it whole. */
  protected final void put(TreeNode node, Unit unit) {
    units[node.index()] = unit;
  }

  /** A place that has no code yet is about to run; whoever counts, counts here. Null for the interpreter. */
  protected abstract @Nullable Unit missing(TreeNode node);
}
