package roadbed.collect.oncall;

import java.util.List;
import roadbed.model.AllocationJson;
import roadbed.model.Value;

/**
 * Schedules of another scheduler.
 *
 * @param from whose they were
 * @param document of kind {@code OnCall}
 * @param unmapped what of the source is not in it, by pointer
 */
public record ImportedOnCall(String from, Value.Fields document, List<AllocationJson.Problem> unmapped) {
  public ImportedOnCall {
    unmapped = List.copyOf(unmapped);
  }
}
