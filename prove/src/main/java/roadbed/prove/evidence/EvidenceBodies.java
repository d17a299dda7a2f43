package roadbed.prove.evidence;

import java.util.List;
import java.util.Map;
import roadbed.assess.policy.Judgement;
import roadbed.inventory.Snapshot;
import roadbed.model.Collection;
import roadbed.model.Value;
import roadbed.prove.kpi.KpiCatalogue;
import roadbed.prove.kpi.KpiMeter;

/** The bodies of the log's entries: parameters, population, policy digest and counts. */
public final class EvidenceBodies {
  private EvidenceBodies() {}

  /** What was read, from where, and what estate it gave. */
  public static Value.Fields scan(
      List<Collection> collections, Snapshot snapshot, Map<String, String> parameters) {
    return landsNext();
  }

  /** What was judged by which guardrails, and the counts. */
  public static Value.Fields verdicts(
      Judgement judgement, Snapshot snapshot, Map<String, String> parameters) {
    return landsNext();
  }

  /** What was measured by which definitions, and the values. */
  public static Value.Fields kpiRun(
      KpiCatalogue catalogue, KpiMeter.KpiRun run, Map<String, String> parameters) {
    return landsNext();
  }

  @SuppressWarnings("TypeParameterUnusedInFormals")
  private static <T> T landsNext() {
    throw new UnsupportedOperationException("lands next");
  }
}
