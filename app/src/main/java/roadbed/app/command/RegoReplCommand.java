package roadbed.app.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code roadbed rego repl}: evaluates what is typed, line by line. */
final class RegoReplCommand implements Command {
  private static final int ERROR = 1;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Evaluates queries and takes rules, line by line, from a terminal or from piped text. Type help for the"
                + " commands; a line that is not complete is continued on the next, and an empty one ends it.");
    RegoOptions.addSources(spec);
    spec.addOption(RegoOptions.text("FILE", "The input: JSON or YAML.", "-i", "--input"));
    RegoOptions.addFormat(spec, "pretty, json");
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    String format = RegoOptions.format(words, "pretty", java.util.List.of("pretty", "json"));
    RegoPolicies policies = RegoPolicies.load(words, true);
    roadbed.rego.value.Value input = RegoEvalCommand.input(words, terminal, policies.errors());
    if (!policies.errors().isEmpty()) {
      terminal.err().println(RegoText.summary(policies.errors()));
      return ERROR;
    }
    RegoSession session =
        new RegoSession(terminal.out(), policies.modules(), policies.loaded().data(), input, RegoOptions.dialect(words));
    if (format.equals("json")) {
      session.say("json");
    }
    BufferedReader in = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
    boolean prompts = terminal.interactive();
    prompt(session, terminal, prompts);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (!session.say(line)) {
        return ExitCode.CLEAN;
      }
      prompt(session, terminal, prompts);
    }
    session.end();
    return ExitCode.CLEAN;
  }

  private static void prompt(RegoSession session, Terminal terminal, boolean prompts) {
    terminal.out().flush();
    if (prompts) {
      terminal.out().print(session.isContinued() ? "| " : "> ");
      terminal.out().flush();
    }
  }
}
