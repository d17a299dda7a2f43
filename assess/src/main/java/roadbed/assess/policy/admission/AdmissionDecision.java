package roadbed.assess.policy.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import roadbed.model.Severity;

/**
 * What is decided about a request.
 *
 * @param findings what rules found, worst first
 * @param asked how many rules had something to say
 */
public record AdmissionDecision(List<Finding> findings, int asked) {
  /** Nothing speaks against it. */
  public static final AdmissionDecision CLEAN = new AdmissionDecision(List.of(), 0);

  public AdmissionDecision {
    findings = List.copyOf(findings);
  }

  /** What a finding leads to. */
  public enum Weight {
    /** The request is refused. */
    DENY,
    /** Whoever sends it is told. */
    WARN,
    /** It is written down. */
    AUDIT,
    /** An exception covers it. */
    EXCEPTED
  }

  /**
   * What a rule found.
   *
   * @param rule its id
   * @param decided whether it found a violation, and not that it cannot decide
   * @param messages what is wrong, or why it could not be decided
   * @param remedy what to do; may be empty
   * @param exception the exception that covers it; empty where none does
   */
  public record Finding(
      String rule,
      Severity severity,
      Weight weight,
      boolean decided,
      List<String> messages,
      String remedy,
      String exception) {
    public Finding {
      messages = List.copyOf(messages);
    }
  }

  /** Whether the request may pass. */
  public boolean allowed() {
    return findings.stream().noneMatch(finding -> finding.weight() == Weight.DENY);
  }

  /** What the sender of a refused request reads: which rules, what is wrong, and what to do. */
  public String message() {
    List<Finding> denials = of(Weight.DENY);
    return "refused by "
        + (denials.size() == 1 ? "1 rule" : denials.size() + " rules")
        + denials.stream().map(AdmissionDecision::line).collect(Collectors.joining());
  }

  private static String line(Finding finding) {
    StringBuilder line = new StringBuilder("\n- ").append(finding.rule()).append(" (").append(finding.severity().id()).append("): ");
    line.append(finding.decided() ? "" : "cannot be decided: ").append(String.join("; ", finding.messages()));
    return finding.remedy().isEmpty() ? line.toString() : line.append(". Fix: ").append(finding.remedy()).toString();
  }

  /** What the sender of an admitted request is told. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (Finding finding : of(Weight.WARN)) {
      for (String message : finding.messages()) {
        warnings.add(finding.rule() + ": " + (finding.decided() ? "" : "not decided: ") + message);
      }
    }
    return warnings;
  }

  /** The findings of one weight. */
  public List<Finding> of(Weight weight) {
    return findings.stream().filter(finding -> finding.weight() == weight).toList();
  }
}
