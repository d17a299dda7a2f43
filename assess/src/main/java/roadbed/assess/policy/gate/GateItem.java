package roadbed.assess.policy.gate;

import java.util.Comparator;
import roadbed.model.GateRules;

/**
 * A finding, what the change does to it, and what the gate does about it.
 *
 * @param movement what the change does
 * @param level what the gate does
 * @param why why it does so, in words
 * @param finding the finding, as it is after the change; for what is fixed, as it was before
 * @param fingerprint identifies it from run to run, whatever lines and modules move
 */
public record GateItem(
    Movement movement, GateRules.Level level, String why, GateFinding finding, String fingerprint) {

  /** What stops a change before the rest, and what is severe before what is not. */
  public static final Comparator<GateItem> WORST_FIRST =
      Comparator.comparing(GateItem::level)
          .thenComparing((GateItem item) -> item.finding().severity())
          .reversed();

  /** Whether it stops the change. */
  public boolean blocks() {
    return level == GateRules.Level.BLOCK && movement != Movement.FIXED;
  }
}
