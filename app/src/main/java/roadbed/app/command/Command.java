package roadbed.app.command;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** A command of the program. */
interface Command {

  /** Its options, parameters and help. */
  CommandSpec spec();

  /**
   * Does it.
   *
   * @return the exit code
   * @throws UsageException where the words are right and their values are not
   */
  int run(ParseResult words, Terminal terminal) throws IOException;

  /** A command line that cannot be carried out as it stands. Its message says what to change. */
  final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String advice;

    UsageException(String advice) {
      super(advice);
      this.advice = advice;
    }

    String advice() {
      return advice;
    }
  }
}
