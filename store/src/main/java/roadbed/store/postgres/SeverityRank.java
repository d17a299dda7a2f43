package roadbed.store.postgres;

import roadbed.model.Severity;

/** Severities as the numbers in columns, so that SQL can order by them. */
final class SeverityRank {
  /** The severity's name, as SQL over a column {@code v.severity}. */
  static final String NAME_SQL =
      "case v.severity when 3 then 'critical' when 2 then 'high' when 1 then 'medium' else 'low' end";

  private SeverityRank() {}

  static int of(Severity severity) {
    return switch (severity) {
      case LOW -> 0;
      case MEDIUM -> 1;
      case HIGH -> 2;
      case CRITICAL -> 3;
    };
  }

  static Severity severity(int rank) {
    return switch (rank) {
      case 0 -> Severity.LOW;
      case 1 -> Severity.MEDIUM;
      case 2 -> Severity.HIGH;
      case 3 -> Severity.CRITICAL;
      default -> throw new StoreException("the database holds severity " + rank + ", which there is not");
    };
  }
}
