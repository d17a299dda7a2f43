package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.assess.reliability.slo.BurnCatalogue;
import roadbed.assess.reliability.slo.RuleFile;
import roadbed.assess.reliability.slo.RuleOptions;
import roadbed.assess.reliability.slo.RuleText;
import roadbed.assess.reliability.slo.SloRules;
import roadbed.collect.SloFiles;
import roadbed.model.Diagnostic;

/** {@code roadbed slo generate}: rules of Prometheus for service level objectives. */
final class SloGenerateCommand implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Makes recording and alerting rules of Prometheus from service level objectives: OpenSLO v1 and Sloth. A"
                + " PrometheusServiceLevel becomes a PrometheusRule.",
            "",
            "Without --out the rules are printed. Objectives that cannot have rules are told, and the others have theirs.",
            "",
            "Exit codes: 0 all have rules, 1 some have none, 2 wrong use or no such document, 3 internal error.");
    spec.addPositional(SloValidateCommand.paths());
    spec.addOption(
        option("--rules", "RULES", "standard")
            .description(
                "standard (names and meaning as Sloth has them), event-weighted (counts of events, and alerts when"
                    + " nothing is measured) or both (default: ${DEFAULT-VALUE}).")
            .build());
    spec.addOption(
        OptionSpec.builder("--out")
            .type(Path.class)
            .paramLabel("PATH")
            .description("A file (.yaml or .yml) for all rules, or a folder for a file of each document.")
            .build());
    spec.addOption(
        option("--period", "DURATION", "30d")
            .description("The window of objectives that name none, for example 28d (default: ${DEFAULT-VALUE}).")
            .build());
    spec.addOption(
        option("--form", "FORM", "auto")
            .description(
                "prometheus (files that Prometheus loads), operator (objects PrometheusRule), or auto: as the objectives"
                    + " are written (default: ${DEFAULT-VALUE}).")
            .build());
    spec.addOption(
        OptionSpec.builder("--windows")
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .arity("1")
            .paramLabel("PATH")
            .description("Files or folders with documents AlertWindows: windows and shares of alerts for a period.")
            .build());
    spec.addOption(
        OptionSpec.builder("--label", "-l")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("1")
            .paramLabel("NAME=VALUE")
            .description("A label for everything that is recorded; may be repeated.")
            .build());
    spec.addOption(ScanCommand.flag("--no-alerts", "Make recordings only."));
    spec.addOption(ScanCommand.flag("--no-recordings", "Make alerts only."));
    spec.addOption(leastErrors());
    return spec;
  }

  private static OptionSpec.Builder option(String name, String label, String value) {
    return OptionSpec.builder(name).type(String.class).paramLabel(label).defaultValue(value);
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    List<Path> paths = words.matchedPositionalValue(0, List.of());
    ScanCommand.mustExist(paths);
    String form = words.matchedOptionValue("--form", "auto");
    if (!List.of("auto", "prometheus", "operator").contains(form)) {
      throw new UsageException("--form is auto, prometheus or operator, not " + form);
    }
    List<Path> windows = words.matchedOptionValue("--windows", List.of());
    ScanCommand.mustExist(windows);
    SloFiles.Read own = SloFiles.read(windows, SloFiles.DEFAULT_PERIOD);
    RuleOptions options =
        new RuleOptions(
            set(words.matchedOptionValue("--rules", "standard")),
            !words.hasMatchedOption("--no-alerts"),
            !words.hasMatchedOption("--no-recordings"),
            labels(words.matchedOptionValue("--label", List.of())),
            new BurnCatalogue(own.windows()),
            "roadbed-" + Roadbed.VERSION,
            leastErrors(words));
    SloFiles.Read read = SloFiles.read(paths, period(words.matchedOptionValue("--period", "30d")));
    List<Diagnostic> said = new ArrayList<>(own.diagnostics());
    said.addAll(read.diagnostics());
    SloRules.Generated generated = SloRules.generate(read.objectives(), options);
    said.addAll(generated.diagnostics());
    for (Diagnostic diagnostic : said) {
      terminal.err().println(diagnostic.level().id() + " " + diagnostic);
    }
    List<RuleFile> files = generated.files().stream().map(file -> formed(file, form)).toList();
    write(files, Optional.ofNullable(words.<Path>matchedOptionValue("--out", null)), terminal);
    if (read.documents() == 0) {
      return ExitCode.USAGE;
    }
    return said.stream().anyMatch(diagnostic -> diagnostic.level() == Diagnostic.Level.ERROR)
        ? ExitCode.FINDINGS
        : ExitCode.CLEAN;
  }

  private static void write(List<RuleFile> files, Optional<Path> to, Terminal terminal) throws IOException {
    if (files.isEmpty()) {
      terminal.err().println("no rules were made");
      return;
    }
    if (to.isEmpty()) {
      terminal.out().print(text(files));
      return;
    }
    Path out = to.get();
    String name = String.valueOf(out.getFileName());
    if (!Files.isDirectory(out) && (name.endsWith(".yaml") || name.endsWith(".yml"))) {
      Files.writeString(out, text(files));
      terminal.err().println(out + ": " + count(files) + " rules");
      return;
    }
    Files.createDirectories(out);
    for (RuleFile file : files) {
      Path path = out.resolve(file.name() + ".yaml");
      Files.writeString(path, text(List.of(file)));
      terminal.err().println(path + ": " + count(List.of(file)) + " rules");
    }
  }

  private static RuleFile formed(RuleFile file, String form) {
    return switch (form) {
      case "prometheus" -> new RuleFile(file.name(), Optional.empty(), file.groups());
      case "operator" -> new RuleFile(file.name(), Optional.of(file.object().orElseGet(() -> object(file.name()))), file.groups());
      default -> file;
    };
  }

  private static RuleFile.RuleObject object(String name) {
    String label = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]+", "-").replaceAll("[.-]+$", "");
    return new RuleFile.RuleObject(
        label,
        Optional.empty(),
        new TreeMap<>(Map.of("app.kubernetes.io/component", "SLO", "app.kubernetes.io/managed-by", "roadbed")),
        new TreeMap<>());
  }

  private static long count(List<RuleFile> files) {
    return files.stream().flatMap(file -> file.groups().stream()).mapToLong(group -> group.rules().size()).sum();
  }

  /** Files that Prometheus loads itself become one; objects of a cluster are documents of their own. */
  private static String text(List<RuleFile> files) {
    List<String> comments =
        List.of("Made by roadbed " + Roadbed.VERSION + " (roadbed slo generate). Change the objectives and make it again.");
    List<RuleFile> documents = new ArrayList<>();
    files.stream().filter(file -> file.object().isPresent()).forEach(documents::add);
    List<RuleFile> plain = files.stream().filter(file -> file.object().isEmpty()).toList();
    if (!plain.isEmpty()) {
      documents.addFirst(
          new RuleFile(
              plain.getFirst().name(),
              plain.getFirst().object(),
              plain.stream().flatMap(file -> file.groups().stream()).toList()));
    }
    StringBuilder text = new StringBuilder();
    for (RuleFile document : documents) {
      text.append(text.isEmpty() ? "" : "---\n").append(RuleText.of(document, comments));
    }
    return text.toString();
  }

  private static RuleOptions.Set set(String word) {
    return switch (word) {
      case "standard", "sloth" -> RuleOptions.Set.STANDARD;
      case "event-weighted" -> RuleOptions.Set.EVENT_WEIGHTED;
      case "both" -> RuleOptions.Set.BOTH;
      default -> throw new UsageException("--rules is standard, event-weighted or both, not " + word);
    };
  }

  private static Duration period(String text) {
    return SloFiles.duration(text)
        .orElseThrow(() -> new UsageException("--period is a duration such as 28d, not " + text));
  }

  /** How few bad events event-weighted alerts are silent about. */
  static OptionSpec leastErrors() {
    return OptionSpec.builder("--least-errors")
        .type(Integer.class)
        .paramLabel("N")
        .defaultValue("5")
        .description("Event-weighted alerts tell of no fewer bad events than these (default: ${DEFAULT-VALUE}).")
        .build();
  }

  /** What {@link #leastErrors()} was set to. */
  static int leastErrors(ParseResult words) {
    int number = words.matchedOptionValue("--least-errors", 5);
    if (number < 1) {
      throw new UsageException("--least-errors is at least 1");
    }
    return number;
  }

  private static Map<String, String> labels(List<String> pairs) {
    Map<String, String> labels = new TreeMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals < 1 || !pair.substring(0, equals).matches("[a-zA-Z_][a-zA-Z0-9_]*") || equals == pair.length() - 1) {
        throw new UsageException("--label is NAME=VALUE, not " + pair);
      }
      labels.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return labels;
  }
}
