package roadbed.app.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The program {@code roadbed} and the table of its commands. */
public final class Roadbed {
  /** The program's version. */
  public static final String VERSION = "0.1.0";

  private final Map<String, Supplier<Command>> commands = new LinkedHashMap<>();
  private final Terminal terminal;

  Roadbed(Terminal terminal) {
    this.terminal = terminal;
    commands.put("scan", ScanCommand::new);
    commands.put("drift", DriftCommand::new);
    commands.put("gate", GateCommand::new);
    commands.put("fix", FixCommand::new);
    commands.put("explain", ExplainCommand::new);
    commands.put("cost", CostCommand::new);
    commands.put("slo", SloCommand::new);
    commands.put("incident", IncidentCommand::new);
    commands.put("change", ChangeCommand::new);
    commands.put("oncall", OnCallCommand::new);
    commands.put("notify", NotifyCommand::new);
    commands.put("delivery", DeliveryCommand::new);
    commands.put("resilience", ResilienceCommand::new);
    commands.put("kpi", KpiCommand::new);
    commands.put("guardrail", GuardrailCommand::new);
    commands.put("policy", PolicyCommand::new);
    commands.put("evidence", EvidenceCommand::new);
    commands.put("demo", DemoCommand::new);
    commands.put("serve", ServeCommand::new);
    commands.put("admission", AdmissionCommand::new);
    commands.put("push", PushCommand::new);
    commands.put("rego", RegoCommand::new);
    commands.put("conformance", ConformanceCommand::new);
  }

  /** Runs one command line in this process and returns its exit code. */
  public static int run(String... arguments) {
    Terminal terminal = Terminal.ofProcess();
    int code = new Roadbed(terminal).execute(arguments);
    terminal.out().flush();
    terminal.err().flush();
    return code;
  }

  int execute(String... arguments) {
    CommandSpec root = CommandSpec.create().name("roadbed");
    root.usageMessage()
        .description(
            "The control plane that a cloud engineering organisation runs itself on.",
            "",
            "Start with @|bold roadbed scan DIR|@ on a folder of Terraform plans, states, Kubernetes"
                + " manifests and billing files, or with @|bold roadbed demo|@.")
        .abbreviateSynopsis(true);
    root.addOption(help());
    root.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Print the version and exit.")
            .build());
    root.version("roadbed " + VERSION);
    Map<String, Command> built = new LinkedHashMap<>();
    boolean known = arguments.length > 0 && commands.containsKey(arguments[0]);
    commands.forEach(
        (name, supplier) -> {
          // Only the command that is asked for is built; the whole list is wanted for help and for typos.
          if (!known || arguments[0].equals(name)) {
            Command command = supplier.get();
            built.put(name, command);
            CommandSpec spec = command.spec().name(name);
            spec.usageMessage().width(UsageMessageSpec.DEFAULT_USAGE_WIDTH + 20);
            addHelp(spec);
            root.addSubcommand(name, new CommandLine(spec));
          }
        });
    CommandLine line = new CommandLine(root);
    line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(terminal.colour() ? Ansi.ON : Ansi.OFF));
    line.setExecutionStrategy(words -> dispatch(words, built));
    line.setParameterExceptionHandler((problem, _) -> wrongUse(problem));
    line.setExecutionExceptionHandler((problem, _, _) -> failed(problem));
    return line.execute(arguments);
  }

  private static void addHelp(CommandSpec spec) {
    spec.addOption(help());
    spec.subcommands().values().forEach(sub -> addHelp(sub.getCommandSpec()));
  }

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .description("Show this help and exit.")
        .build();
  }

  private int dispatch(ParseResult words, Map<String, Command> built) throws CommandLine.ExecutionException {
    Integer helped = CommandLine.executeHelpRequest(words);
    if (helped != null) {
      return helped;
    }
    ParseResult chosen = words.subcommand();
    if (chosen == null) {
      words.commandSpec().commandLine().usage(terminal.out());
      return ExitCode.USAGE;
    }
    Command command = built.get(chosen.commandSpec().name());
    if (command == null) {
      throw new IllegalStateException("no command " + chosen.commandSpec().name());
    }
    try {
      return command.run(chosen, terminal);
    } catch (Command.UsageException problem) {
      return say(ExitCode.USAGE, problem.advice());
    } catch (Exception problem) {
      return failed(problem);
    }
  }

  private int wrongUse(ParameterException problem) {
    String name = problem.getCommandLine().getCommandSpec().qualifiedName();
    return say(ExitCode.USAGE, problem.getMessage() + " (see " + name + " --help)");
  }

  private int failed(Exception problem) {
    if (System.getenv("ROADBED_DEBUG") != null) {
      problem.printStackTrace(terminal.err());
    }
    String what = problem.getMessage() == null ? problem.getClass().getName() : problem.getMessage();
    return say(ExitCode.INTERNAL, what + " (set ROADBED_DEBUG=1 to see where)");
  }

  private int say(int code, String message) {
    terminal.err().println("roadbed: " + message);
    return code;
  }
}
