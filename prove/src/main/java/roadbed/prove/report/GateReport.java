package roadbed.prove.report;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.assess.policy.ExceptionStanding;
import roadbed.assess.policy.Guardrail;
import roadbed.assess.policy.gate.GateDecision;
import roadbed.assess.policy.gate.GateItem;
import roadbed.assess.policy.gate.Movement;
import roadbed.model.Diagnostic;
import roadbed.model.GateRules;
import roadbed.model.Verdict;

/**
 * Everything that the gate has to say of a change.
 *
 * @param program name and version of the program that made it
 * @param decision the decision
 * @param items all findings with what the change does to them
 * @param against what the change was compared with, in words
 * @param resources how many resources were judged
 * @param guardrails the guardrails that judged
 * @param exceptions how the exceptions fare
 * @param newExceptions ids of exceptions that the change itself brings
 * @param diagnostics what could not be read or decided
 * @param sources the lines of the files that findings stand in
 * @param fixes what would mend a finding, as a unified difference, by its fingerprint
 * @param evidence the log entry of this decision, where it was written
 */
public record GateReport(
    String program,
    GateDecision decision,
    List<GateItem> items,
    String against,
    int resources,
    List<Guardrail> guardrails,
    List<ExceptionStanding> exceptions,
    List<String> newExceptions,
    List<Diagnostic> diagnostics,
    SourceLines sources,
    Map<String, String> fixes,
    Optional<EstateReport.EvidenceReference> evidence) {
  public GateReport {
    items = List.copyOf(items);
    guardrails = List.copyOf(guardrails);
    exceptions = List.copyOf(exceptions);
    newExceptions = List.copyOf(newExceptions);
    diagnostics = List.copyOf(diagnostics);
    fixes = Map.copyOf(fixes);
  }

  /** Items of one movement, those that block first, then the most severe. */
  public List<GateItem> items(Movement movement) {
    return items.stream().filter(item -> item.movement() == movement).sorted(WORST_FIRST).toList();
  }

  /** What the change brings or makes worse and is not excepted, those that block first. */
  public List<GateItem> brought() {
    return items.stream()
        .filter(item -> item.movement() == Movement.NEW || item.movement() == Movement.WORSENED)
        .filter(item -> item.finding().outcome() != Verdict.Outcome.EXCEPTED)
        .sorted(WORST_FIRST)
        .toList();
  }

  /** What the change does not bring and blocks all the same, because the gate's rules say so. */
  public List<GateItem> standing() {
    return items.stream()
        .filter(item -> item.movement() == Movement.UNCHANGED && item.level() != GateRules.Level.INFORM)
        .sorted(WORST_FIRST)
        .toList();
  }

  /** What an exception gives leave to. */
  public List<GateItem> excepted() {
    return items.stream()
        .filter(item -> item.finding().outcome() == Verdict.Outcome.EXCEPTED && item.movement() != Movement.FIXED)
        .sorted(WORST_FIRST)
        .toList();
  }

  /** How many items block. */
  public long blocking() {
    return items.stream().filter(GateItem::blocks).count();
  }

  /** The guardrails by id. */
  public Map<String, Guardrail> byId() {
    Map<String, Guardrail> byId = new HashMap<>();
    guardrails.forEach(guardrail -> byId.put(guardrail.id(), guardrail));
    return byId;
  }

  /** How many diagnostics are errors. */
  public long errors() {
    return diagnostics.stream().filter(diagnostic -> diagnostic.level() == Diagnostic.Level.ERROR).count();
  }

  /** How long it took. */
  public Duration took() {
    return decision.took();
  }

  private static final Comparator<GateItem> WORST_FIRST =
      Comparator.comparing(GateItem::level, Comparator.reverseOrder())
          .thenComparing(item -> item.finding().severity(), Comparator.reverseOrder())
          .thenComparing(item -> item.finding().guardrail())
          .thenComparing(item -> item.finding().location().file())
          .thenComparingInt(item -> item.finding().location().line())
          .thenComparing(item -> item.finding().address());
}
