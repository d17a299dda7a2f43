package roadbed.model.slo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import roadbed.model.slo.Indicator.Operator;

/**
 * An alert that an objective's policy writes out.
 *
 * @param policy the name of the policy
 * @param severity as written, for example {@code page}
 * @param operator how a burn rate compares that is told of
 * @param threshold a burn rate; 1 spends the whole budget in exactly the window
 * @param lookback the time that the burn rate is taken over
 * @param after how long it must last
 * @param whenNoData whether the absence of data is told of
 * @param whenBreaching whether the condition itself is told of
 * @param targets the names of those who are told
 */
public record BurnCondition(
    String policy,
    String severity,
    Operator operator,
    BigDecimal threshold,
    Duration lookback,
    Duration after,
    boolean whenNoData,
    boolean whenBreaching,
    List<String> targets) {
  public BurnCondition {
    targets = List.copyOf(targets);
  }
}
