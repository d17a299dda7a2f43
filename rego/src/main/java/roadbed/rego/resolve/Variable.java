package roadbed.rego.resolve;

import roadbed.rego.syntax.Location;

/** A variable of one rule or query; two variables are the same only if they are the same object. */
public final class Variable {
  private final String name;
  private final Location at;
  private final boolean generated;

  Variable(String name, Location at, boolean generated) {
    this.name = name;
    this.at = at;
    this.generated = generated;
  }

  /** The name as it was written; {@code _} for a wildcard, nothing for a part of an expression. */
  public String name() {
    return name;
  }

  /** Where it was first seen. */
  public Location at() {
    return at;
  }

  /** Whether nobody wrote it: a wildcard, or a name for a part of a larger expression. */
  public boolean generated() {
    return generated;
  }

  /** Whether it stands for a part of a larger expression. */
  boolean isPart() {
    return name.isEmpty();
  }

  @Override
  public String toString() {
    return name.isEmpty() ? "expression" : name;
  }
}
