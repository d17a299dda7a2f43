package roadbed.operate.incident;

import java.util.Optional;

/** What becomes of an alert. Each says why in words that a person reads at night. */
public sealed interface Decision {
  String reason();

  /**
   * A condition that is already part of an open incident changed.
   *
   * @param incident whose
   */
  record Update(String incident, String reason) implements Decision {}

  /**
   * It becomes part of an open incident.
   *
   * @param incident which
   */
  record Join(String incident, String reason) implements Decision {}

  /**
   * It opens an incident.
   *
   * @param severity by the matrix
   * @param service that suffers
   */
  record Open(IncidentSeverity severity, Optional<String> service, String reason) implements Decision {}

  /** It is kept and opens nothing. */
  record Hold(String reason) implements Decision {}
}
