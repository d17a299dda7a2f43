package roadbed.assess.resilience;

import java.time.LocalDate;
import java.util.List;
import roadbed.model.resilience.QuotaReading;

/** What is kept of assessments. Implemented by {@code store}. */
public interface ResilienceStore {

  /** Keeps what was known on a day; the last word on a day counts. */
  void record(LocalDate day, ResilienceAssessment assessment);

  /** Keeps readings of quotas that say when they were taken, each moment of a quota once. */
  void keep(List<QuotaReading> readings);

  /** The readings since a day, as they were kept. */
  List<QuotaReading> history(LocalDate since);
}
