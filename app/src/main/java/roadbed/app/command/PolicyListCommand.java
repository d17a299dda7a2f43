package roadbed.app.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import roadbed.assess.policy.Guardrail;
import roadbed.assess.policy.GuardrailParameter;
import roadbed.assess.policy.Guardrails;
import roadbed.assess.policy.Profile;

/** {@code roadbed policy list}: the guardrails, their parameters, or the profiles. */
final class PolicyListCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Lists guardrails with their profiles, their parameters, or the profiles.");
    GuardrailOptions.addSources(spec);
    spec.addOption(ScanCommand.flag("--with-parameters", "List parameters with the values that count."));
    spec.addOption(ScanCommand.flag("--profiles", "List the profiles."));
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    Guardrails guardrails = GuardrailOptions.guardrails(words);
    guardrails.diagnostics().forEach(terminal.err()::println);
    List<List<String>> rows = new ArrayList<>();
    List<String> heads;
    if (words.hasMatchedOption("--profiles")) {
      heads = List.of("profile", "guardrails", "environments", "what for");
      for (Profile profile : guardrails.profiles()) {
        rows.add(
            List.of(
                profile.name(),
                Integer.toString(profile.guardrails().size()),
                profile.environments().isEmpty() ? "all" : String.join(", ", profile.environments()),
                profile.title()));
      }
    } else if (words.hasMatchedOption("--with-parameters")) {
      heads = List.of("guardrail", "parameter", "type", "value", "meaning");
      for (Guardrail guardrail : guardrails.all()) {
        for (GuardrailParameter parameter : guardrail.terms().parameters()) {
          rows.add(
              List.of(
                  guardrail.id(),
                  parameter.name(),
                  parameter.type().id(),
                  parameter.written() + (parameter.isSet() ? " (set)" : ""),
                  parameter.description()));
        }
      }
    } else {
      heads = List.of("id", "severity", "provider", "enforcement", "profiles", "title");
      for (Guardrail guardrail : guardrails.all()) {
        rows.add(
            List.of(
                guardrail.id(),
                guardrail.severity().id(),
                guardrail.provider(),
                guardrail.terms().enforcement().id(),
                String.join(" ", guardrail.terms().profiles()),
                guardrail.title()));
      }
    }
    terminal.out().print(TextTable.render(heads, rows, terminal.width()));
    return guardrails.diagnostics().isEmpty() ? ExitCode.CLEAN : ExitCode.USAGE;
  }
}
