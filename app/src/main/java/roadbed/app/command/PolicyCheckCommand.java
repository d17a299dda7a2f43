package roadbed.app.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.assess.policy.foreign.conftest.CheckResult;
import roadbed.assess.policy.foreign.conftest.Conftest;
import roadbed.assess.policy.foreign.conftest.TrivyCheck;
import roadbed.collect.configuration.ConfigurationFormat;
import roadbed.model.Diagnostic;
import roadbed.rego.bundle.Loaded;
import roadbed.rego.bundle.Loader;
import roadbed.rego.eval.Limits;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** {@code roadbed policy check}: asks Conftest's rules, and checks with Trivy's metadata, about files. */
final class PolicyCheckCommand implements Command {
  private static final List<String> FORMATS = List.of("stdout", "json", "junit", "github");
  private static final Duration TIME = Duration.ofSeconds(30);

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Asks the rules deny, violation and warn of a namespace about files, as conftest test does. Checks with"
                + " Trivy's metadata are asked about the documents that their selectors name.",
            "",
            "Reads JSON, with comments and one a line too, YAML, TOML, INI, properties, .env, XML, EDN, Dockerfiles,"
                + " .gitignore and .dockerignore, and HCL as it is written, nothing evaluated.",
            "",
            "Exit codes: 0 no failure, 1 a failure, or with --fail-on-warn a warning (then 2 for failures), or"
                + " something that could not be decided, 2 wrong use, or policies or files that cannot be read.");
    spec.addPositional(ScanCommand.paths("Files and folders; - for standard input."));
    spec.addOption(texts("DIR", "Folder, file or bundle with policies; may be repeated (default: policy).", "-p", "--policy"));
    spec.addOption(texts("NAME", "Namespace to ask; may be repeated (default: main).", "-n", "--namespace"));
    spec.addOption(RegoOptions.flag("Ask all namespaces.", "--all-namespaces"));
    spec.addOption(texts("PATH", "Data for the rules; may be repeated (default: data, if there is one).", "-d", "--data"));
    spec.addOption(RegoOptions.flag("Ask about all files at once, as a list of path and contents.", "--combine"));
    spec.addOption(RegoOptions.text("FORMAT", "Read the files as this, whatever their names.", "--parser"));
    spec.addOption(RegoOptions.text("REGEX", "Pass over files of folders whose path matches.", "--ignore"));
    spec.addOption(RegoOptions.text("VERSION", "v0 or v1 (default: what each file can be read as).", "--rego-version"));
    spec.addOption(RegoOptions.flag("Warnings end with exit code 1, failures with 2.", "--fail-on-warn"));
    spec.addOption(RegoOptions.flag("End with exit code 0 whatever was found.", "--no-fail"));
    spec.addOption(RegoOptions.flag("Do not print what exceptions took away.", "--suppress-exceptions"));
    spec.addOption(RegoOptions.text("FORMAT", "stdout, json, junit or github (default: stdout).", "-o", "--output"));
    spec.addOption(
        OptionSpec.builder("-c", ConftestSettings.OPTION)
            .type(Path.class)
            .paramLabel("FILE")
            .description("What is not said here, in Conftest's form (default: conftest.toml, if there is one).")
            .build());
    return spec;
  }

  private static OptionSpec texts(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .splitRegex(",")
        .paramLabel(label)
        .description(description)
        .build();
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    ConftestSettings settings = ConftestSettings.of(words);
    String format = settings.text("--output", "stdout");
    if (!FORMATS.contains(format)) {
      throw new UsageException("--output is one of " + String.join(", ", FORMATS) + ", not " + format);
    }
    List<Diagnostic> problems = new ArrayList<>();
    Conftest policies = policies(settings, problems);
    List<PolicyInput> inputs = inputs(words, settings, problems);
    problems.addAll(policies.diagnostics());
    policies.suspects().forEach(terminal.err()::println);
    if (!problems.isEmpty()) {
      problems.forEach(terminal.err()::println);
      return ExitCode.USAGE;
    }
    List<TrivyCheck> checks = policies.trivyChecks();
    Collection<String> namespaces =
        settings.has("--all-namespaces") ? policies.namespaces() : settings.texts("--namespace", List.of("main"));
    List<CheckResult> results = new ArrayList<>();
    Limits limits = Limits.STANDARD.withTime(TIME);
    for (String namespace : namespaces) {
      if (checks.stream().anyMatch(check -> check.namespace().equals(namespace))) {
        continue;
      }
      if (settings.has("--combine")) {
        results.add(policies.check("Combined", List.of(combined(inputs)), namespace, limits));
      } else {
        inputs.forEach(input -> results.add(policies.check(input.file(), input.apart(), namespace, limits)));
      }
    }
    for (TrivyCheck check : checks) {
      for (PolicyInput input : inputs) {
        List<Value> about =
            input.forTrivy().stream().filter(document -> check.isAbout(input.trivyKind(document))).toList();
        if (!about.isEmpty()) {
          results.add(policies.check(input.file(), about, check.namespace(), limits));
        }
      }
    }
    print(results, format, settings.has("--suppress-exceptions"), terminal.out());
    return exitCode(settings, results);
  }

  private static Conftest policies(ConftestSettings settings, List<Diagnostic> problems) {
    List<String> folders = settings.texts("--policy", List.of("policy"));
    for (String folder : folders) {
      if (!Files.exists(Path.of(folder))) {
        throw new UsageException(folder + " does not exist (say where the policies are with --policy)");
      }
    }
    List<String> data =
        settings.texts("--data", Files.isDirectory(Path.of("data")) ? List.of("data") : List.of());
    Conftest.Version version =
        switch (settings.text("--rego-version", "auto").toLowerCase(java.util.Locale.ROOT)) {
          case "auto" -> Conftest.Version.AUTO;
          case "v0" -> Conftest.Version.V0;
          case "v1" -> Conftest.Version.V1;
          default -> throw new UsageException("--rego-version is v0 or v1");
        };
    Loader loader = Loader.of(version == Conftest.Version.V0 ? Dialect.V0 : Dialect.V1);
    List<String> bundles = folders.stream().filter(PolicyCheckCommand::isBundle).toList();
    Loaded rules = loader.all(folders.stream().filter(folder -> !isBundle(folder)).toList(), bundles);
    Loaded documents = bundles.isEmpty() ? loader.files(data) : loader.all(data, bundles);
    rules.problems().stream().filter(error -> about(error, ".rego", ".tar.gz")).forEach(error -> problems.add(diagnostic(error)));
    documents.problems().forEach(error -> problems.add(diagnostic(error)));
    return Conftest.of(rules.sources(), documents.data(), version, PolicyBuiltins.beside(rules.sources()));
  }

  /** A bundle brings its own data, and says so: an archive, or a folder with a manifest. */
  private static boolean isBundle(String path) {
    return path.endsWith(".tar.gz") || Files.exists(Path.of(path).resolve(".manifest"));
  }

  private static boolean about(RegoError error, String... endings) {
    var at = error.at();
    return at != null && List.of(endings).stream().anyMatch(at.file()::endsWith);
  }

  private static Diagnostic diagnostic(RegoError error) {
    var at = error.at();
    return Diagnostic.error(
        "policy." + error.code(),
        at == null ? roadbed.model.Location.of("policy") : roadbed.model.Location.of(at.file(), at.line(), at.column()),
        error.message(),
        "");
  }

  private static List<PolicyInput> inputs(ParseResult words, ConftestSettings settings, List<Diagnostic> problems)
      throws IOException {
    String named = settings.text("--parser", "");
    Optional<ConfigurationFormat> format = ConfigurationFormat.named(named);
    if (!named.isEmpty() && format.isEmpty()) {
      throw new UsageException("--parser is " + ConfigurationFormat.names() + ", not " + named);
    }
    Optional<Pattern> ignored;
    try {
      String regex = settings.text("--ignore", "");
      ignored = regex.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(regex));
    } catch (PatternSyntaxException e) {
      throw new UsageException("--ignore is no regular expression: " + e.getMessage());
    }
    List<Path> paths = words.matchedPositionalValue(0, List.of());
    ScanCommand.mustExist(paths.stream().filter(path -> !path.toString().equals("-")).toList());
    List<PolicyInput> inputs = new ArrayList<>();
    for (Path file : PolicyInput.files(paths, ignored, format)) {
      PolicyInput.read(file, format, problems).ifPresent(inputs::add);
    }
    if (inputs.isEmpty() && problems.isEmpty()) {
      throw new UsageException("there are no files here to check");
    }
    return inputs;
  }

  private static Value combined(List<PolicyInput> inputs) {
    List<Value> all = new ArrayList<>();
    for (PolicyInput input : inputs.stream().sorted(Comparator.comparing(PolicyInput::file)).toList()) {
      for (Value document : input.apart()) {
        all.add(Values.ofJava(Map.of("path", input.file(), "contents", document)));
      }
    }
    return ArrayValue.of(all);
  }

  private static int exitCode(ConftestSettings settings, List<CheckResult> results) {
    boolean failed = results.stream().anyMatch(result -> !result.failures().isEmpty() || !result.undecided().isEmpty());
    boolean warned = results.stream().anyMatch(result -> !result.warnings().isEmpty());
    if (settings.has("--no-fail")) {
      return ExitCode.CLEAN;
    }
    if (settings.has("--fail-on-warn")) {
      return failed ? 2 : warned ? 1 : 0;
    }
    return failed ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  private static void print(List<CheckResult> results, String format, boolean suppress, PrintStream out) {
    switch (format) {
      case "json" -> out.println(RegoText.json(json(results)));
      case "junit" -> junit(results, out);
      case "github" -> github(results, out);
      default -> text(results, suppress, out);
    }
  }

  private static void text(List<CheckResult> results, boolean suppress, PrintStream out) {
    for (CheckResult result : results) {
      result.warnings().forEach(one -> line("WARN", result, one, out));
      result.failures().forEach(one -> line("FAIL", result, one, out));
      result.undecided().forEach(one -> line("UNDECIDED", result, one, out));
      if (!suppress) {
        result.exceptions().forEach(one -> line("EXCP", result, one, out));
      }
    }
    int tests = results.stream().mapToInt(CheckResult::tests).sum();
    int undecided = count(results, CheckResult::undecided);
    out.println();
    out.println(
        many(tests, "test")
            + ", "
            + results.stream().mapToInt(CheckResult::successes).sum()
            + " passed, "
            + many(count(results, CheckResult::warnings), "warning")
            + ", "
            + many(count(results, CheckResult::failures), "failure")
            + ", "
            + many(count(results, CheckResult::exceptions), "exception")
            + (undecided == 0 ? "" : ", " + undecided + " undecided"));
  }

  private static String many(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static int count(
      List<CheckResult> results, java.util.function.Function<CheckResult, List<CheckResult.Message>> which) {
    return results.stream().mapToInt(result -> which.apply(result).size()).sum();
  }

  private static void line(String word, CheckResult result, CheckResult.Message message, PrintStream out) {
    out.println(
        word + " - " + shown(result.document()) + " - " + result.namespace() + " - " + message.text());
  }

  private static String shown(String document) {
    return document.equals("-") ? "" : document;
  }

  private static List<Object> json(List<CheckResult> results) {
    List<Object> all = new ArrayList<>();
    for (CheckResult result : results) {
      RegoText.Fields fields =
          new RegoText.Fields()
              .putText("filename", shown(result.document()))
              .putText("namespace", result.namespace())
              .putNumber("successes", result.successes());
      messages(fields, "warnings", result.warnings());
      messages(fields, "failures", result.failures());
      messages(fields, "exceptions", result.exceptions());
      messages(fields, "undecided", result.undecided());
      all.add(fields);
    }
    return all;
  }

  private static void messages(RegoText.Fields fields, String name, List<CheckResult.Message> messages) {
    if (!messages.isEmpty()) {
      List<Object> all = new ArrayList<>();
      for (CheckResult.Message message : messages) {
        RegoText.Fields one = new RegoText.Fields().putText("msg", message.text());
        if (!message.metadata().isEmpty()) {
          one.put("metadata", message.metadata());
        }
        all.add(one);
      }
      fields.put(name, all);
    }
  }

  private static void github(List<CheckResult> results, PrintStream out) {
    for (CheckResult result : results) {
      result.failures().forEach(one -> annotation("error", result, one, out));
      result.undecided().forEach(one -> annotation("error", result, one, out));
      result.warnings().forEach(one -> annotation("warning", result, one, out));
      result.exceptions().forEach(one -> annotation("notice", result, one, out));
    }
    text(results, false, out);
  }

  private static void annotation(String level, CheckResult result, CheckResult.Message message, PrintStream out) {
    String text = message.text().replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    out.println("::" + level + " file=" + shown(result.document()) + "::" + text);
  }

  private static void junit(List<CheckResult> results, PrintStream out) {
    Map<String, List<String>> cases = new LinkedHashMap<>();
    int failures = 0;
    int skipped = 0;
    for (CheckResult result : results) {
      List<String> lines =
          cases.computeIfAbsent("%s - %s".formatted(shown(result.document()), result.namespace()), _ -> new ArrayList<>());
      for (int i = 0; i < result.successes(); i++) {
        lines.add("    <testcase name=\"passed\"/>");
      }
      List<CheckResult.Message> bad = new ArrayList<>(result.failures());
      bad.addAll(result.warnings());
      bad.addAll(result.undecided());
      bad.forEach(
          one -> lines.add(
              "    <testcase name=\"%s\"><failure message=\"%s\"/></testcase>"
                  .formatted(one.rule(), RegoTestReport.escaped(one.text()))));
      result.exceptions().forEach(one -> lines.add("    <testcase name=\"" + one.rule() + "\"><skipped/></testcase>"));
      failures += bad.size();
      skipped += result.exceptions().size();
    }
    out.println("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    out.println(
        "<testsuites tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\">"
            .formatted(results.stream().mapToInt(CheckResult::tests).sum(), failures, skipped));
    cases.forEach(
        (name, lines) -> {
          out.println("  <testsuite name=\"" + RegoTestReport.escaped(name) + "\">");
          lines.forEach(out::println);
          out.println("  </testsuite>");
        });
    out.println("</testsuites>");
  }
}
