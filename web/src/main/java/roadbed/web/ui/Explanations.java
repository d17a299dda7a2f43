package roadbed.web.ui;

import java.util.Optional;
import roadbed.assess.policy.DecisionTree;
import roadbed.model.ResourceId;

/** Explains verdicts over what was collected last. */
@FunctionalInterface
public interface Explanations {

  /**
   * Why a guardrail says of a resource what it says.
   *
   * @return empty where the resource is gone, or the guardrail does not judge it
   */
  Optional<DecisionTree> of(String guardrail, ResourceId resource);
}
