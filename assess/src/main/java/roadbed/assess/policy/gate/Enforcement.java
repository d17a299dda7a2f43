package roadbed.assess.policy.gate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import roadbed.assess.policy.Guardrail;
import roadbed.assess.policy.GuardrailTerms;
import roadbed.inventory.ResourceSelection;
import roadbed.model.GateRules;
import roadbed.model.Verdict;

/** Says what is done about findings, by a gate's rules at a moment. */
public final class Enforcement {
  private final GateRules rules;
  private final Instant now;
  private final Map<String, Guardrail> guardrails = new HashMap<>();
  private final Map<String, Predicate<String>> patterns = new HashMap<>();

  /**
   * The rules at a moment.
   *
   * @param guardrails those that judge, for what rules ask of them
   */
  public Enforcement(GateRules rules, List<Guardrail> guardrails, Instant now) {
    this.rules = rules;
    this.now = now;
    guardrails.forEach(guardrail -> this.guardrails.put(guardrail.id(), guardrail));
  }

  /** What is done about what a change does. */
  public List<GateItem> act(List<ChangeComparison.Compared> compared) {
    List<GateItem> items = new ArrayList<>(compared.size());
    for (ChangeComparison.Compared one : compared) {
      items.add(act(one.movement(), one.finding(), one.fingerprint()));
    }
    return items;
  }

  /** What is done about one finding. */
  public GateItem act(Movement movement, GateFinding finding, String fingerprint) {
    if (movement == Movement.FIXED) {
      return new GateItem(movement, GateRules.Level.INFORM, "", finding, fingerprint);
    }
    if (finding.outcome() == Verdict.Outcome.EXCEPTED) {
      return new GateItem(movement, GateRules.Level.INFORM, "an exception gives leave", finding, fingerprint);
    }
    Optional<GateRules.Rule> rule = rules.rules().stream().filter(one -> speaksOf(one, finding)).findFirst();
    Optional<GateRules.Level> own = rule.isPresent() ? Optional.empty() : own(finding);
    GateRules.Level level = rule.map(GateRules.Rule::level).or(() -> own).orElse(rules.level(finding.severity()));
    String why =
        rule.map(GateRules.Rule::reason).filter(reason -> !reason.isBlank())
            .orElse(
                rule.isPresent()
                    ? "by rule " + (rules.rules().indexOf(rule.get()) + 1) + " of the gate"
                    : own.map(_ -> "the guardrail is set to " + level.id()).orElse(""));
    return bounded(movement, finding, fingerprint, level, why);
  }

  /** What a guardrail itself is set to do, where that is not what its severity stands for anyway. */
  private Optional<GateRules.Level> own(GateFinding finding) {
    return Optional.ofNullable(guardrails.get(finding.guardrail()))
        .filter(guardrail -> !guardrail.terms().equals(GuardrailTerms.NONE))
        .filter(guardrail -> guardrail.terms().enforcement() != GateRules.DEFAULT.level(guardrail.severity()))
        .map(guardrail -> guardrail.terms().enforcement());
  }

  /** The level as far as what is not known, and what was there before, may go. */
  private GateItem bounded(
      Movement movement, GateFinding finding, String fingerprint, GateRules.Level wanted, String reason) {
    GateRules.Level level = wanted;
    String why = reason;
    if (finding.outcome() == Verdict.Outcome.NOT_EVALUATED && level.compareTo(rules.notEvaluated()) > 0) {
      level = rules.notEvaluated();
      why = "it could not be evaluated";
    }
    if (movement == Movement.UNCHANGED && level.compareTo(rules.unchanged()) > 0) {
      level = rules.unchanged();
      why = "it was there before";
    }
    return new GateItem(movement, level, why, finding, fingerprint);
  }

  private boolean speaksOf(GateRules.Rule rule, GateFinding finding) {
    Guardrail guardrail = guardrails.get(finding.guardrail());
    return rule.from().filter(now::isBefore).isEmpty()
        && rule.until().filter(end -> !now.isBefore(end)).isEmpty()
        && any(rule.guardrails(), finding.guardrail())
        && (rule.severities().isEmpty() || rule.severities().contains(finding.severity()))
        && anyOf(rule.controls(), guardrail == null ? List.of() : guardrail.controls())
        && anyOf(rule.profiles(), guardrail == null ? List.of() : guardrail.terms().profiles())
        && any(rule.teams(), finding.owner())
        && any(rule.environments(), finding.environment())
        && any(rule.accounts(), finding.account())
        && any(rule.addresses(), finding.address())
        && any(rule.files(), finding.location().file())
        && isWithin(rule, finding);
  }

  private boolean any(List<String> wanted, String text) {
    return wanted.isEmpty() || wanted.stream().anyMatch(one -> pattern(one).test(text));
  }

  private boolean anyOf(List<String> wanted, List<String> texts) {
    return wanted.isEmpty() || texts.stream().anyMatch(text -> any(wanted, text));
  }

  private Predicate<String> pattern(String glob) {
    return patterns.computeIfAbsent(glob, ResourceSelection::pattern);
  }

  /** A team is in or out with all that it owns; who is in stays in when the share grows. */
  private static boolean isWithin(GateRules.Rule rule, GateFinding finding) {
    if (rule.percentage() == 100) {
      return true;
    }
    String whom = finding.owner().isEmpty() ? finding.localAddress() : finding.owner();
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(whom.getBytes(StandardCharsets.UTF_8));
      int share = ((((digest[0] & 0xff) << 8) | (digest[1] & 0xff)) * 100) >>> 16;
      return share < rule.percentage();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
