package roadbed.operate.incident;

import java.util.Optional;

/** How bad an incident is, worst first. */
public enum IncidentSeverity {
  SEV1,
  SEV2,
  SEV3,
  SEV4,
  SEV5;

  /** 1 (worst) to 5. */
  public int number() {
    return ordinal() + 1;
  }

  /** The severity of a number. */
  public static Optional<IncidentSeverity> of(int number) {
    return number >= 1 && number <= values().length ? Optional.of(values()[number - 1]) : Optional.empty();
  }
}
