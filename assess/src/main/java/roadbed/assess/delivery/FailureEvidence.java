package roadbed.assess.delivery;

import java.util.Locale;

/**
 * Something that speaks for a deployment having failed.
 *
 * @param confidence how strongly, from 0 to 1
 * @param reference the incident, deployment or commit
 * @param words for a person
 */
public record FailureEvidence(Kind kind, double confidence, String reference, String words) {

  /** What it is. */
  public enum Kind {
    INCIDENT_CAUSE,
    ROLLBACK,
    REVERT,
    HOTFIX,
    INCIDENT_SOON,
    INCIDENT_LATE;

    /** The identifier in documents, for example {@code incident-cause}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    double confidence() {
      return switch (this) {
        case INCIDENT_CAUSE -> 0.95;
        case ROLLBACK -> 0.9;
        case REVERT -> 0.85;
        case HOTFIX -> 0.6;
        case INCIDENT_SOON -> 0.7;
        case INCIDENT_LATE -> 0.4;
      };
    }
  }

  static FailureEvidence of(Kind kind, String reference, String words) {
    return new FailureEvidence(kind, kind.confidence(), reference, words);
  }
}
