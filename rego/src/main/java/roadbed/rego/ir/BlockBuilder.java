package roadbed.rego.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A block in the making; a loop may be its last step, and is built once its own block is complete. */
final class BlockBuilder {
  private final List<Step> steps = new ArrayList<>();
  private @Nullable Function<Block, Step> loop;
  private @Nullable BlockBuilder inner;

  void add(Step step) {
    steps.add(step);
  }

  /** Ends this block with a loop, and gives the loop's own block. */
  BlockBuilder open(Function<Block, Step> lastLoop) {
    BlockBuilder body = new BlockBuilder();
    loop = lastLoop;
    inner = body;
    return body;
  }

  Block build() {
    Function<Block, Step> last = loop;
    BlockBuilder body = inner;
    if (last != null && body != null) {
      steps.add(last.apply(body.build()));
    }
    return new Block(steps);
  }
}
