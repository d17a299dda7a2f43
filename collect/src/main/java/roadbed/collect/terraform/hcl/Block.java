package roadbed.collect.terraform.hcl;

import java.util.List;
import roadbed.model.Location;

/**
 * A block as it is written.
 *
 * @param type its type, for example {@code resource}
 * @param location where its type stands
 * @param from where its text begins in a file of native syntax, in characters from 0
 * @param to where that text ends, behind the brace; not beyond {@code from} where it is not told
 */
public record Block(String type, List<String> labels, Body body, Location location, int from, int to) {
  public Block {
    labels = List.copyOf(labels);
  }

  /** A block whose text is not told. */
  public Block(String type, List<String> labels, Body body, Location location) {
    this(type, labels, body, location, 0, 0);
  }
}
