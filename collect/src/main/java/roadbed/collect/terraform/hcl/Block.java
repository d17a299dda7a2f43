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

  /** Whether it stands for a number of blocks that is worked out. */
  public boolean isDynamic() {
    return type.equals("dynamic") && !labels.isEmpty();
  }

  /** The type of what it makes: its own, or for a dynamic one what it says. */
  public String makes() {
    return isDynamic() ? labels.getFirst() : type;
  }
}
