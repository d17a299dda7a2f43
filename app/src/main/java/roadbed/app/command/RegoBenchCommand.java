package roadbed.app.command;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.command.RegoText.Fields;
import roadbed.rego.Policy;
import roadbed.rego.Query;
import roadbed.rego.QueryException;
import roadbed.rego.QueryResult;
import roadbed.rego.eval.Limits;
import roadbed.rego.value.Value;

/** {@code roadbed rego bench}: measures how long a query takes. */
final class RegoBenchCommand implements Command {
  private static final int ERROR = 1;
  private static final int UNDEFINED = 1;
  private static final Duration EACH = Duration.ofSeconds(1);

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Evaluates a query again and again on one thread, warm, and says how long one evaluation takes, how much"
                + " it allocates, and how much processor time the whole process spends on it, garbage collection and"
                + " compilation included.");
    spec.addPositional(
        PositionalParamSpec.builder().paramLabel("QUERY").index("0").type(String.class).description("The query.").build());
    RegoOptions.addSources(spec);
    spec.addOption(RegoOptions.text("FILE", "The input: JSON or YAML.", "-i", "--input"));
    spec.addOption(RegoOptions.flag("Read the input from standard input.", "-I", "--stdin-input"));
    spec.addOption(RegoOptions.text("NAME", "The package that the query stands in.", "--package"));
    spec.addOption(RegoOptions.texts("PATH", "What the query imports; may be repeated.", "--import"));
    RegoOptions.addFormat(spec, "pretty, json, gobench");
    spec.addOption(RegoOptions.text("N", "Measure N times.", "--count"));
    spec.addOption(RegoOptions.text("TIME", "How long each measurement takes (default: 1s).", "--benchtime"));
    spec.addOption(RegoOptions.flag("Also say how much is allocated (always on).", "--benchmem"));
    spec.addOption(RegoOptions.flag("Exit with 1 where the result is undefined.", "--fail"));
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    String format = RegoOptions.format(words, "pretty", List.of("pretty", "json", "gobench"));
    RegoPolicies policies = RegoPolicies.load(words, false);
    RegoQuery query =
        RegoQuery.of(
            words.matchedPositionalValue(0, ""),
            words.matchedOptionValue("--package", ""),
            RegoOptions.list(words, "--import"),
            RegoOptions.dialect(words),
            policies.errors());
    Value input = RegoEvalCommand.input(words, terminal, policies.errors());
    if (!policies.errors().isEmpty()) {
      terminal.err().println(RegoText.summary(policies.errors()));
      return ERROR;
    }
    Policy policy = policies.policy().withLimits(Limits.STANDARD.withTime(Duration.ofHours(1)));
    Query compiled;
    try {
      compiled = policy.query(query.statements(), query.file());
    } catch (QueryException e) {
      terminal.err().println(RegoText.summary(e.errors()));
      return ERROR;
    }
    QueryResult result = compiled.evaluate(input);
    if (result.ended()) {
      terminal.err().println(RegoText.summary(result.errors()));
      return ERROR;
    }
    if (result.rows().isEmpty() && words.hasMatchedOption("--fail")) {
      return UNDEFINED;
    }
    for (int i = 0; i < RegoOptions.number(words, "--count", 1); i++) {
      terminal.out().print(text(measured(words, compiled, input), format));
    }
    return ExitCode.CLEAN;
  }

  private static BenchmarkLoop.Result measured(ParseResult words, Query query, @Nullable Value input) {
    return BenchmarkLoop.run(RegoOptions.duration(words, "--benchtime").orElse(EACH), () -> query.evaluate(input));
  }

  private static String text(BenchmarkLoop.Result result, String format) {
    if (format.equals("gobench")) {
      return "BenchmarkRegoEval\t%8d\t%10d ns/op\t%8d B/op\t%10d cpu-ns/op\n"
          .formatted(result.runs(), result.nanos(), result.bytes(), result.cpuNanos());
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("samples", String.valueOf(result.runs())));
    rows.add(List.of("ns/op", String.valueOf(result.nanos())));
    rows.add(List.of("cpu-ns/op", String.valueOf(result.cpuNanos())));
    rows.add(List.of("B/op", String.valueOf(result.bytes())));
    Fields histogram = new Fields();
    for (double part : new double[] {0.5, 0.75, 0.9, 0.95, 0.99, 0.999}) {
      String name = "p" + Double.toString(part * 100).replaceFirst("\\.0$", "");
      histogram.putNumber(name, result.percentile(part));
      rows.add(List.of("histogram_ns_" + name, String.valueOf(result.percentile(part))));
    }
    histogram.putNumber("min", result.samples().getFirst());
    histogram.putNumber("max", result.samples().getLast());
    rows.add(List.of("histogram_ns_min", String.valueOf(result.samples().getFirst())));
    rows.add(List.of("histogram_ns_max", String.valueOf(result.samples().getLast())));
    if (format.equals("pretty")) {
      return RegoText.table(List.of(), rows);
    }
    return RegoText.json(
            new Fields()
                .putNumber("N", result.runs())
                .putNumber("T", result.nanos() * result.runs())
                .putNumber("ns_per_op", result.nanos())
                .putNumber("cpu_ns_per_op", result.cpuNanos())
                .putNumber("bytes_per_op", result.bytes())
                .put("histogram_ns", histogram))
        + "\n";
  }
}
