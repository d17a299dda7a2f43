package roadbed.app.command;

/** What the exit codes mean, the same for every command. */
final class ExitCode {
  /** Done, and nothing to complain of. */
  static final int CLEAN = 0;

  /** Done, and there are findings at or above the threshold, failed cases or broken evidence. */
  static final int FINDINGS = 1;

  /** Wrong use, or nothing that could be read. */
  static final int USAGE = 2;

  /** An error of the program or its surroundings. */
  static final int INTERNAL = 3;

  private ExitCode() {}
}
