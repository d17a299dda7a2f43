package roadbed.app.server;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import roadbed.operate.notify.Pager;
import roadbed.operate.oncall.Duty;
import roadbed.operate.oncall.Escalation;
import roadbed.operate.oncall.EscalationPolicy;
import roadbed.operate.oncall.OnCallBook;
import roadbed.operate.oncall.OnCallPlan;
import roadbed.operate.oncall.OnCallStore;

/** The steps of escalation policies, by who is on call when they are taken. */
final class PolicyLadder implements Pager.Ladder {
  private final OnCallStore store;

  PolicyLadder(OnCallStore store) {
    this.store = store;
  }

  @Override
  public Optional<Pager.Climb> climb(String policy, Instant begun, Duration hurried) {
    OnCallPlan plan = OnCallBook.of(store.documents(), store.entries()).plan();
    return Optional.ofNullable(plan.policies().get(policy)).map(it -> climb(plan, it, begun, hurried));
  }

  private static Pager.Climb climb(OnCallPlan plan, EscalationPolicy policy, Instant begun, Duration hurried) {
    List<Escalation.Step> steps =
        Escalation.steps(
            policy, begun, Optional.empty(), (schedule, at) -> plan.duty(schedule, at.minus(hurried)).map(Duty::person));
    Instant end = begun;
    for (Escalation.Step step : steps) {
      Duration wait = policy.levels().get(step.level() - 1).delay();
      end = step.person().isPresent() ? step.at().plus(wait) : end.isAfter(step.at()) ? end : step.at();
    }
    return new Pager.Climb(
        steps.stream().map(step -> new Pager.Rung(step.at(), step.round(), step.level(), words(step.target()), step.person())).toList(), end);
  }

  private static String words(EscalationPolicy.Target target) {
    return switch (target) {
      case EscalationPolicy.OnePerson one -> one.person();
      case EscalationPolicy.OnSchedule schedule -> "schedule " + schedule.schedule();
    };
  }
}
