package roadbed.app.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code roadbed rego version}: says which Rego this is. */
final class RegoVersionCommand implements Command {
  /** The version of the program {@code opa} that policies, commands and the service follow. */
  static final String OPA = "1.19.0";

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Says the version of this program and of the OPA that it follows.");
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) {
    terminal.out().println("Version: " + OPA);
    terminal.out().println("Roadbed Version: " + Roadbed.VERSION);
    terminal.out().println("Java Version: " + Runtime.version());
    terminal
        .out()
        .println("Platform: " + System.getProperty("os.name").toLowerCase(java.util.Locale.ROOT) + "/" + System.getProperty("os.arch"));
    terminal.out().println("Rego Version: v1");
    terminal.out().println("WebAssembly: unavailable");
    return ExitCode.CLEAN;
  }
}
