package roadbed.operate.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Who is told when, as a function of a policy and of who is on call. A level whose targets reach nobody is not waited for:
 * the next one is told at once.
 */
public final class Escalation {
  private Escalation() {}

  /**
   * A step of an escalation.
   *
   * @param at when
   * @param round from 1
   * @param level from 1
   * @param target whom the policy names
   * @param person who that is; empty where nobody is on call then, so that nobody is told
   */
  public record Step(Instant at, int round, int level, EscalationPolicy.Target target, Optional<String> person) {}

  /**
   * All steps from the begin until an acknowledgement, or until the policy is exhausted.
   *
   * @param acknowledged when somebody did; steps at that instant and later do not happen
   * @param onCall who is on call by a schedule's identifier at an instant
   */
  public static List<Step> steps(
      EscalationPolicy policy,
      Instant begun,
      Optional<Instant> acknowledged,
      BiFunction<String, Instant, Optional<String>> onCall) {
    List<Step> steps = new ArrayList<>();
    Instant at = begun;
    for (int round = 0; round <= policy.repeats(); round++) {
      for (int level = 0; level < policy.levels().size(); level++) {
        if (acknowledged.isPresent() && !at.isBefore(acknowledged.get())) {
          return steps;
        }
        boolean reached = false;
        for (EscalationPolicy.Target target : policy.levels().get(level).targets()) {
          Optional<String> person = person(target, at, onCall);
          reached |= person.isPresent();
          steps.add(new Step(at, round + 1, level + 1, target, person));
        }
        at = reached ? at.plus(policy.levels().get(level).delay()) : at;
      }
    }
    return steps;
  }

  private static Optional<String> person(
      EscalationPolicy.Target target, Instant at, BiFunction<String, Instant, Optional<String>> onCall) {
    return switch (target) {
      case EscalationPolicy.OnePerson one -> Optional.of(one.person());
      case EscalationPolicy.OnSchedule schedule -> onCall.apply(schedule.schedule(), at);
    };
  }
}
