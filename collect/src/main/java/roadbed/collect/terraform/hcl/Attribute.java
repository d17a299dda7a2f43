package roadbed.collect.terraform.hcl;

import roadbed.collect.terraform.expression.Expression;
import roadbed.model.Location;

/**
 * An attribute as it is written.
 *
 * @param value what it is set to
 * @param location where its name stands
 * @param from where the text of its value begins in a file of native syntax, in characters from 0
 * @param to where that text ends; not beyond {@code from} where it is not told
 */
public record Attribute(String name, Expression value, Location location, int from, int to) {

  /** An attribute whose text is not told. */
  public Attribute(String name, Expression value, Location location) {
    this(name, value, location, 0, 0);
  }
}
