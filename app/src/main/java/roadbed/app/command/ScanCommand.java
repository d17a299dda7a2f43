package roadbed.app.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code roadbed scan}. */
final class ScanCommand implements Command {
  @Override
  public CommandSpec spec() {
    return CommandSpec.create();
  }

  @Override
  public int run(ParseResult words, Terminal terminal) {
    return ExitCode.CLEAN;
  }
}
