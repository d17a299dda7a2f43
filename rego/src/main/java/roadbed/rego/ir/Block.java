package roadbed.rego.ir;

import java.util.List;

/** Steps in order; the first that is undefined ends the block. */
public final class Block {
  private final Step[] steps;

  Block(List<Step> steps) {
    this.steps = steps.toArray(Step[]::new);
  }

  public int size() {
    return steps.length;
  }

  public Step step(int i) {
    return steps[i];
  }

  @Override
  public String toString() {
    return List.of(steps).toString();
  }
}
