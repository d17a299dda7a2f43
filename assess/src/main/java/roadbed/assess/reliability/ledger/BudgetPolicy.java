package roadbed.assess.reliability.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of deployments while a service's error budget runs out, by tier: below one share of it they slow down, below
 * another they stop.
 *
 * @param tiers rules by tier, as objectives name it ({@code 1} and {@code tier-1} are the same)
 * @param others the rule of every other tier, and of services without one
 */
public record BudgetPolicy(Map<String, Rule> tiers, Rule others) {
  /** The most important services slow down at a quarter and stop at nothing; others slow down at nothing. */
  public static final BudgetPolicy USUAL =
      new BudgetPolicy(
          Map.of(
              "1", new Rule(new BigDecimal("0.25"), Optional.of(BigDecimal.ZERO)),
              "2", new Rule(new BigDecimal("0.1"), Optional.of(BigDecimal.ZERO))),
          new Rule(BigDecimal.ZERO, Optional.empty()));

  public BudgetPolicy {
    tiers = Map.copyOf(tiers);
  }

  /**
   * What one tier does.
   *
   * @param slowDown with this share of the budget left, or less, only what lowers risk is deployed without a second look
   * @param freeze with this share left, or less, nothing is deployed but what restores the service; empty for never
   */
  public record Rule(BigDecimal slowDown, Optional<BigDecimal> freeze) {
    public Rule {
      if (freeze.isPresent() && freeze.get().compareTo(slowDown) > 0) {
        throw new IllegalArgumentException("deployments slow down before they stop");
      }
    }
  }

  /** What a service may deploy, with the reasons. */
  public sealed interface Verdict {
    List<String> reasons();

    /** There is budget left. */
    record Free(List<String> reasons) implements Verdict {
      public Free {
        reasons = List.copyOf(reasons);
      }
    }

    /** Little is left: a second look at what raises risk. */
    record SlowDown(List<String> reasons) implements Verdict {
      public SlowDown {
        reasons = List.copyOf(reasons);
      }
    }

    /** Nothing is left: only what restores the service. */
    record Freeze(List<String> reasons) implements Verdict {
      public Freeze {
        reasons = List.copyOf(reasons);
      }
    }

    /** It has no objective, or too little is known of them. Whoever asks decides what that means. */
    record Unknown(List<String> reasons) implements Verdict {
      public Unknown {
        reasons = List.copyOf(reasons);
      }
    }
  }

  /**
   * What a service may deploy by its objectives; the strictest of them counts.
   *
   * @param all standings of any services
   */
  public Verdict standing(String service, Collection<Standing> all) {
    List<String> stop = new ArrayList<>();
    List<String> slow = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    List<String> free = new ArrayList<>();
    for (Standing standing : all) {
      if (!standing.slo().service().equals(service)) {
        continue;
      }
      Rule rule = rule(standing.slo().tier());
      String name = standing.slo().name();
      // Where nothing may be bad and something was, all of it is gone.
      Optional<BigDecimal> left =
          standing.left().or(() -> standing.valid().signum() > 0 ? Optional.of(BigDecimal.ONE.negate()) : Optional.empty());
      if (left.isEmpty()) {
        unknown.add(name + ": nothing was counted");
        continue;
      }
      String words = name + ": " + percent(left.get()) + " of its error budget is left";
      if (rule.freeze().isPresent() && left.get().compareTo(rule.freeze().get()) <= 0) {
        stop.add(words);
      } else if (left.get().compareTo(rule.slowDown()) <= 0) {
        slow.add(words);
      } else if (standing.outcome() == Standing.Outcome.UNKNOWN) {
        unknown.add(name + ": too little of its time was measured");
      } else {
        free.add(words);
      }
    }
    return !stop.isEmpty()
        ? new Verdict.Freeze(stop)
        : !slow.isEmpty()
            ? new Verdict.SlowDown(slow)
            : !unknown.isEmpty()
                ? new Verdict.Unknown(unknown)
                : free.isEmpty()
                    ? new Verdict.Unknown(List.of(service + " has no objective"))
                    : new Verdict.Free(free);
  }

  private Rule rule(Optional<String> tier) {
    return tier.map(name -> name.startsWith("tier-") ? name.substring("tier-".length()) : name)
        .map(tiers::get)
        .orElse(others);
  }

  private static String percent(BigDecimal share) {
    return share.movePointRight(2).setScale(1, RoundingMode.FLOOR).toPlainString() + "%";
  }
}
