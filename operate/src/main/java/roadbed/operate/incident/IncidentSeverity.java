package roadbed.operate.incident;

import java.util.Arrays;
import java.util.Optional;

/** How bad an incident is, worst first. */
public enum IncidentSeverity {
  SEV1(1),
  SEV2(2),
  SEV3(3),
  SEV4(4),
  SEV5(5);

  private final int number;

  IncidentSeverity(int number) {
    this.number = number;
  }

  /** 1 (worst) to 5. */
  public int number() {
    return number;
  }

  /** The severity of a number. */
  public static Optional<IncidentSeverity> of(int number) {
    return Arrays.stream(values()).filter(severity -> severity.number == number).findFirst();
  }
}
