package roadbed.app.change;

import java.util.List;
import roadbed.assess.change.ProposedChange;
import roadbed.assess.policy.gate.GateDecision;
import roadbed.assess.policy.gate.Movement;
import roadbed.model.GateRules;

/** Decisions of gates as they bear on changes. */
public final class GateVerdicts {
  private GateVerdicts() {}

  /** A decision, with the guardrails that the change fails or fails worse. */
  public static ProposedChange.GateVerdict of(GateDecision decision) {
    List<String> guardrails =
        decision.items().stream()
            .filter(item -> item.level() != GateRules.Level.INFORM)
            .filter(item -> item.movement() == Movement.NEW || item.movement() == Movement.WORSENED || item.blocks())
            .map(item -> item.finding().guardrail())
            .distinct()
            .sorted()
            .toList();
    return new ProposedChange.GateVerdict(decision.id(), decision.outcome().id(), guardrails);
  }
}
