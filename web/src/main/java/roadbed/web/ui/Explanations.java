package roadbed.web.ui;

import java.util.List;
import java.util.Optional;
import roadbed.assess.policy.DecisionTree;
import roadbed.model.ResourceId;

/** Explains verdicts over what was collected last. */
public interface Explanations {

  /**
   * Why a guardrail says of a resource what it says.
   *
   * @return empty where the resource is gone, or the guardrail does not judge it
   */
  Optional<DecisionTree> of(String guardrail, ResourceId resource);

  /** A verdict to explain. */
  record Asked(String guardrail, ResourceId resource) {}

  /**
   * Explains several at once; each for itself is as {@link #of} answers.
   *
   * @return as many answers as there are questions, in their order
   */
  List<Optional<DecisionTree>> all(List<Asked> asked);
}
