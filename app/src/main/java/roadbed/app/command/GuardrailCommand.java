package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import roadbed.assess.policy.Guardrail;
import roadbed.assess.policy.Guardrails;
import roadbed.model.Diagnostic;

/** {@code roadbed guardrail}: lists the guardrails, shows one with its rule, and runs their own tests. */
final class GuardrailCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Guardrails: Rego rules with their metadata.");
    CommandSpec list = CommandSpec.create().name("list");
    list.usageMessage().description("List the guardrails.");
    list.addOption(policies());
    spec.addSubcommand("list", list);
    CommandSpec show = CommandSpec.create().name("show");
    show.usageMessage().description("Show a guardrail: why, what to do, and the rule itself.");
    show.addPositional(
        PositionalParamSpec.builder().index("0").paramLabel("ID").type(String.class).description("The guardrail.").build());
    show.addOption(policies());
    spec.addSubcommand("show", show);
    return spec;
  }

  private static OptionSpec policies() {
    return OptionSpec.builder("--policies")
        .type(List.class)
        .auxiliaryTypes(Path.class)
        .paramLabel("DIR")
        .description("Also the guardrails (*.rego) in this folder; may be repeated.")
        .build();
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    ParseResult action = words.subcommand();
    if (action == null) {
      throw new UsageException("say list or show (see roadbed guardrail --help)");
    }
    Guardrails guardrails = Guardrails.load(action.matchedOptionValue("--policies", List.<Path>of()));
    for (Diagnostic diagnostic : guardrails.diagnostics()) {
      terminal.err().println(diagnostic);
    }
    return action.commandSpec().name().equals("list")
        ? list(guardrails, terminal)
        : show(guardrails, action.matchedPositionalValue(0, ""), terminal);
  }

  private static int list(Guardrails guardrails, Terminal terminal) {
    List<List<String>> rows = new ArrayList<>();
    for (Guardrail guardrail : guardrails.all()) {
      rows.add(List.of(guardrail.id(), guardrail.severity().id(), guardrail.provider(), guardrail.title()));
    }
    terminal.out().print(TextTable.render(List.of("id", "severity", "provider", "title"), rows, terminal.width()));
    return ExitCode.CLEAN;
  }

  private static int show(Guardrails guardrails, String id, Terminal terminal) {
    Guardrail guardrail =
        guardrails
            .find(id)
            .orElseThrow(
                () -> new UsageException("there is no guardrail " + id + " (see roadbed guardrail list)"));
    terminal.out().println(guardrail.title() + "  (" + guardrail.id() + ", " + guardrail.severity().id() + ")");
    terminal.out().println();
    terminal.out().println("Why        " + guardrail.rationale());
    terminal.out().println("Fix        " + guardrail.remediation());
    terminal.out().println("Kinds      " + String.join(", ", guardrail.kinds()));
    terminal.out().println("Controls   " + String.join(", ", guardrail.controls()));
    terminal.out().println();
    terminal.out().println(guardrail.sources().strip());
    return ExitCode.CLEAN;
  }
}
