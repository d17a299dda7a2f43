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
    return units[node.index()];
  }

  /** Another thread may see this later; a unit is immutable, so it sees it whole. */
  protected final void put(TreeNode node, Unit unit) {
    units[node.index()] = unit;
  }

  /** The interpreter has run a place, or one of its definitions, in so many steps. */
  protected abstract void ran(TreeNode node, long steps);
}
