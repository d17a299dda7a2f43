package roadbed.assess.cost.allocation;

import java.util.List;

/**
 * A part of a charge and whose it is, with the whole way that it went.
 *
 * @param charge the charge that it is a part of
 * @param owner who bears it; empty where nobody does, or it is still shared
 * @param pool the pool that it is still in; empty where it is in none
 * @param steps the names of the steps that gave it here, in their order; empty where a rule did
 * @param amounts how much of the charge
 */
public record Allocated(Charge charge, String owner, String pool, List<String> steps, Amounts amounts) {
  public Allocated {
    steps = List.copyOf(steps);
  }

  /** {@code split} where a step gave it to its owner, else what the rule went by. */
  public String basis() {
    return steps.isEmpty() || owner.isEmpty() ? charge.placement().basis() : "split";
  }

  /** The rule and the steps, for a person. */
  public String trail() {
    String rule = charge.placement().rule().isEmpty() ? "no rule" : charge.placement().rule();
    return steps.isEmpty() ? rule : rule + " > " + String.join(" > ", steps);
  }
}
