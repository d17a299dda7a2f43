package roadbed.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.assess.policy.GuardrailChoice;
import roadbed.assess.policy.Guardrails;
import roadbed.assess.policy.Profile;

/** The options by which a command is told which guardrails judge, and with which parameters. */
final class GuardrailOptions {
  private GuardrailOptions() {}

  /** All of them. */
  static void addTo(CommandSpec spec) {
    addSources(spec);
    spec.addOption(
        OptionSpec.builder("--only")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .splitRegex(",")
            .paramLabel("ID")
            .description("Judge by these guardrails only; comma-separated or repeated.")
            .build());
  }

  /** Where guardrails, parameters and profiles come from. */
  static void addSources(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("--policies")
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .paramLabel("DIR")
            .description("Judge also by the guardrails (*.rego) in this folder; may be repeated.")
            .build());
    spec.addOption(
        OptionSpec.builder("--parameters")
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .paramLabel("FILE")
            .description(
                "Set parameters, enforcement and profiles as this file says, which has the form of the"
                    + " guardrails.yaml of a folder of policies; may be repeated.")
            .build());
    spec.addOption(
        OptionSpec.builder("--profile")
            .type(String.class)
            .paramLabel("NAME")
            .description(
                "Judge by the guardrails of this profile: baseline, strict, cis, prod, or one of yours"
                    + " (default: every guardrail).")
            .build());
  }

  static List<Path> policies(ParseResult words) {
    return words.matchedOptionValue("--policies", List.of());
  }

  static List<Path> parameters(ParseResult words) {
    List<Path> files = words.matchedOptionValue("--parameters", List.of());
    ScanCommand.mustExist(files);
    return files;
  }

  /** Those named; none where the command has no such option. */
  private static Set<String> only(ParseResult words) {
    return Set.copyOf(words.matchedOptionValue("--only", List.<String>of()));
  }

  /** The profile; a name that no profile has is wrong use, for nothing at all would be judged. */
  static Optional<String> profile(ParseResult words) {
    Optional<String> name = Optional.ofNullable(words.matchedOptionValue("--profile", (String) null));
    if (name.isPresent()) {
      List<Profile> profiles = Guardrails.load(policies(words), parameters(words)).profiles();
      if (profiles.stream().noneMatch(profile -> profile.name().equals(name.get()))) {
        throw new Command.UsageException(
            "there is no profile "
                + name.get()
                + ": there are "
                + profiles.stream().map(Profile::name).collect(Collectors.joining(", ")));
      }
    }
    return name;
  }

  /** All that a command line says of them. */
  static GuardrailChoice choice(ParseResult words) {
    return new GuardrailChoice(policies(words), parameters(words), profile(words), only(words));
  }

  /** The guardrails that a command line asks for. */
  static Guardrails guardrails(ParseResult words) {
    return choice(words).load();
  }
}
