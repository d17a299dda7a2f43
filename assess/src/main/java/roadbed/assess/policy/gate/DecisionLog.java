package roadbed.assess.policy.gate;

import java.util.List;

/** What gates decided, oldest first, and what people said of it. */
public record DecisionLog(List<GateDecision> decisions, List<GateDecision.Feedback> feedback) {
  /** Nothing was decided. */
  public static final DecisionLog EMPTY = new DecisionLog(List.of(), List.of());

  public DecisionLog {
    decisions = List.copyOf(decisions);
    feedback = List.copyOf(feedback);
  }
}
