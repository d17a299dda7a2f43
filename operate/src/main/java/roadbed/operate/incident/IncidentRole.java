package roadbed.operate.incident;

/** What somebody does in an incident. */
public enum IncidentRole {
  /** Decides; one at a time. */
  COMMANDER,
  /** Speaks to those outside; one at a time. */
  COMMUNICATIONS,
  /** Writes down what happens; one at a time. */
  SCRIBE,
  /** Knows the thing; any number. */
  EXPERT;

  /** Whether only one has it at a time. */
  public boolean single() {
    return this != EXPERT;
  }
}
