package roadbed.prove.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.assess.cost.CostOverview;
import roadbed.assess.policy.Guardrail;
import roadbed.assess.policy.Judgement;
import roadbed.inventory.Snapshot;
import roadbed.model.Collection;
import roadbed.model.Diagnostic;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.model.Severity;
import roadbed.model.Verdict;
import roadbed.prove.kpi.Pillars;

/**
 * Everything that one scan has to say.
 *
 * @param program name and version of the program that made it
 * @param source name of what was scanned
 * @param at when
 * @param took how long it took, wall time
 * @param reading how much was looked at
 * @param snapshot the inventory
 * @param judgement the verdicts
 * @param cost the cost, where billing was read
 * @param kpis KPIs with their values; empty where none were measured
 * @param diagnostics what could not be read or decided, of all stages
 * @param evidence the log entry of this scan, where it was written
 */
public record EstateReport(
    String program,
    String source,
    Instant at,
    Duration took,
    Collection.Reading reading,
    Snapshot snapshot,
    Judgement judgement,
    Optional<CostOverview> cost,
    List<Pillars.Standing> kpis,
    List<Diagnostic> diagnostics,
    Optional<EvidenceReference> evidence) {
  public EstateReport {
    kpis = List.copyOf(kpis);
    diagnostics = List.copyOf(diagnostics);
  }

  /**
   * Where the scan stands in the evidence log.
   *
   * @param log the log, as a person would name it
   * @param index index of its last entry
   * @param root root hash of the tree after it, hexadecimal
   */
  public record EvidenceReference(String log, long index, String root) {

    /** An entry, with the root hash as a signed checkpoint has it: in base64, in the third line. */
    public static EvidenceReference of(String log, long index, String checkpoint) {
      List<String> lines = checkpoint.lines().toList();
      String root = lines.size() < 3 ? "" : HexFormat.of().formatHex(Base64.getDecoder().decode(lines.get(2)));
      return new EvidenceReference(log, index, root);
    }
  }

  /** A verdict with its resource and guardrail. */
  public record Finding(Verdict verdict, Resource resource, Guardrail guardrail) {}

  /** The verdicts with one outcome, worst guardrail first, then by guardrail and resource. */
  public List<Finding> findings(Verdict.Outcome outcome) {
    Map<ResourceId, Resource> resources = new HashMap<>();
    snapshot.resources().forEach(resource -> resources.put(resource.id(), resource));
    Map<String, Guardrail> guardrails = new HashMap<>();
    judgement.guardrails().forEach(guardrail -> guardrails.put(guardrail.id(), guardrail));
    return judgement.verdicts().stream()
        .filter(verdict -> verdict.outcome() == outcome)
        .map(verdict -> finding(verdict, resources, guardrails))
        .sorted(
            Comparator.<Finding, Severity>comparing(
                    finding -> finding.verdict().severity(), Comparator.reverseOrder())
                .thenComparing(finding -> finding.verdict().guardrail())
                .thenComparing(finding -> finding.verdict().resource()))
        .toList();
  }

  private static Finding finding(
      Verdict verdict, Map<ResourceId, Resource> resources, Map<String, Guardrail> guardrails) {
    Resource resource = resources.get(verdict.resource());
    Guardrail guardrail = guardrails.get(verdict.guardrail());
    if (resource == null || guardrail == null) {
      throw new IllegalArgumentException("a verdict of another snapshot: " + verdict);
    }
    return new Finding(verdict, resource, guardrail);
  }

  /** How many findings there are of each severity, every severity present. */
  public Map<Severity, Long> failedBySeverity() {
    Map<Severity, Long> counts = new EnumMap<>(Severity.class);
    for (Severity severity : Severity.values()) {
      counts.put(severity, 0L);
    }
    for (Verdict verdict : judgement.verdicts()) {
      if (verdict.outcome() == Verdict.Outcome.FAIL) {
        counts.merge(verdict.severity(), 1L, Long::sum);
      }
    }
    return counts;
  }

  /** How many verdicts have an outcome. */
  public long count(Verdict.Outcome outcome) {
    return judgement.verdicts().stream().filter(verdict -> verdict.outcome() == outcome).count();
  }

  /** How many diagnostics are errors. */
  public long errors() {
    return diagnostics.stream().filter(diagnostic -> diagnostic.level() == Diagnostic.Level.ERROR).count();
  }
}
