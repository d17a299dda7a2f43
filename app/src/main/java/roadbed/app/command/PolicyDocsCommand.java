package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.assess.policy.Guardrails;
import roadbed.prove.report.GuardrailReference;

/** {@code roadbed policy docs}: the reference of the guardrails, made from their metadata. */
final class PolicyDocsCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description("Writes a reference of the guardrails: why, how to fix, parameters, profiles, examples.");
    GuardrailOptions.addSources(spec);
    spec.addOption(
        OptionSpec.builder("-f", "--format")
            .type(String.class)
            .paramLabel("FORMAT")
            .defaultValue("markdown")
            .description("markdown or html (default: ${DEFAULT-VALUE}).")
            .build());
    spec.addOption(
        OptionSpec.builder("-o", "--output")
            .type(Path.class)
            .paramLabel("FILE")
            .description("Write to a file instead of standard output.")
            .build());
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    String format = words.matchedOptionValue("--format", "markdown");
    if (!format.equals("markdown") && !format.equals("html")) {
      throw new UsageException("--format is markdown or html, not " + format);
    }
    Guardrails guardrails = GuardrailOptions.guardrails(words);
    guardrails.diagnostics().forEach(terminal.err()::println);
    String page =
        format.equals("html")
            ? GuardrailReference.html(guardrails.all(), guardrails.profiles())
            : "# Guardrails\n\n" + GuardrailReference.markdown(guardrails.all(), guardrails.profiles());
    Path output = words.matchedOptionValue("--output", null);
    if (output == null) {
      terminal.out().print(page);
    } else {
      Files.createDirectories(Optional.ofNullable(output.toAbsolutePath().getParent()).orElse(output));
      Files.writeString(output, page);
    }
    return guardrails.diagnostics().isEmpty() ? ExitCode.CLEAN : ExitCode.USAGE;
  }
}
