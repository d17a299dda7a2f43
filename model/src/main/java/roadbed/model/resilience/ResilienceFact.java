package roadbed.model.resilience;

import roadbed.model.Location;

/** One thing that a document or a system told about resilience. */
public sealed interface ResilienceFact
    permits BackupRun, BackupSchedule, RestoreRun, ResiliencePolicy, QuotaReading, VersionCycle, DrillRecord {

  /** Where it stands. */
  Location location();
}
