package roadbed.spark.program;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code roadbed-spark}: allocation, cost questions and guardrails on Apache Spark. */
public final class SparkMain {
  /** Nothing that was asked for is wrong, and it is done. */
  static final int DONE = 0;

  private static final int USAGE = 2;
  private static final int INTERNAL = 3;
  private static final List<SparkCommand> COMMANDS =
      List.of(new AllocateOnSpark(), new ExploreOnSpark(), new GuardrailsOnSpark());

  private SparkMain() {}

  /** Runs a command, and ends with its exit code. */
  public static void main(String[] words) {
    int code =
        run(
            words,
            new PrintStream(System.out, true, StandardCharsets.UTF_8),
            new PrintStream(System.err, true, StandardCharsets.UTF_8));
    // Under spark-submit an exit, even with nothing wrong, would be taken for a crash.
    if (code != DONE) {
      System.exit(code);
    }
  }

  /** Runs a command. */
  static int run(String[] words, PrintStream out, PrintStream err) {
    CommandSpec root = CommandSpec.create().name("roadbed-spark").mixinStandardHelpOptions(true);
    root.usageMessage()
        .description("Allocation, cost questions and guardrails on Apache Spark; the rows are those of roadbed.");
    for (SparkCommand command : COMMANDS) {
      root.addSubcommand(command.name(), command.spec().mixinStandardHelpOptions(true));
    }
    CommandLine line = new CommandLine(root).setOut(new java.io.PrintWriter(out, true, StandardCharsets.UTF_8));
    try {
      ParseResult parsed = line.parseArgs(words);
      if (CommandLine.printHelpIfRequested(parsed)) {
        return DONE;
      }
      if (!parsed.hasSubcommand()) {
        line.usage(err);
        return USAGE;
      }
      ParseResult asked = parsed.subcommand();
      SparkCommand command =
          COMMANDS.stream().filter(one -> one.name().equals(asked.commandSpec().name())).findFirst().orElseThrow();
      return command.run(asked, out, err);
    } catch (CommandLine.ParameterException | IllegalArgumentException e) {
      err.println("roadbed-spark: " + e.getMessage());
      return USAGE;
    } catch (Exception e) {
      err.println("roadbed-spark: " + e.getMessage());
      return INTERNAL;
    }
  }
}
