package roadbed.collect.oncall;

import java.util.Optional;
import roadbed.model.Value;

/** Exports of other schedulers, recognised by what is in them. */
public final class OnCallExports {
  private OnCallExports() {}

  /** Makes a document of kind {@code OnCall}; empty where the export is none that is known. */
  public static Optional<ImportedOnCall> read(Value export) {
    if (!(export instanceof Value.Fields document)) {
      return Optional.empty();
    }
    if (PagerDutySchedules.recognises(document)) {
      return Optional.of(PagerDutySchedules.read(document));
    }
    if (GrafanaSchedules.recognises(document)) {
      return Optional.of(GrafanaSchedules.read(document));
    }
    return OpsgenieSchedules.recognises(document) ? Optional.of(OpsgenieSchedules.read(document)) : Optional.empty();
  }
}
