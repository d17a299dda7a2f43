package roadbed.app.scan;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import roadbed.assess.policy.GuardrailChoice;

/**
 * What to scan and how.
 *
 * @param source name of what is scanned
 * @param paths files and folders
 * @param guardrails the guardrails to judge by
 * @param kpiFolders folders with KPIs of one's own
 * @param kpis whether to measure KPIs
 * @param asOf the day that KPIs speak of; today where it is empty
 * @param evidence folder of the evidence log; empty to write none
 */
public record ScanRequest(
    String source,
    List<Path> paths,
    GuardrailChoice guardrails,
    List<Path> kpiFolders,
    Kpis kpis,
    Optional<LocalDate> asOf,
    Optional<Path> evidence) {
  public ScanRequest {
    paths = List.copyOf(paths);
    kpiFolders = List.copyOf(kpiFolders);
  }

  /** Whether to measure KPIs. */
  public enum Kpis {
    /** Where the scan brings facts beyond resources: billing, incidents, a catalog, estate facts. */
    AUTO,
    ALWAYS,
    NEVER
  }
}
