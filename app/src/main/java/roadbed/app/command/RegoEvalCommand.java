package roadbed.app.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.command.RegoText.Fields;
import roadbed.rego.Compilation;
import roadbed.rego.Evaluation;
import roadbed.rego.Policy;
import roadbed.rego.Query;
import roadbed.rego.QueryException;
import roadbed.rego.QueryResult;
import roadbed.rego.Rego;
import roadbed.rego.builtin.CallContext;
import roadbed.rego.bundle.Documents;
import roadbed.rego.bundle.Loaded;
import roadbed.rego.eval.Limits;
import roadbed.rego.partial.PartialResult;
import roadbed.rego.resolve.Schemas;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.trace.Coverage;
import roadbed.rego.trace.Explanation;
import roadbed.rego.trace.Profile;
import roadbed.rego.trace.TraceEvent;
import roadbed.rego.trace.TraceRecorder;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** {@code roadbed rego eval}: evaluates a query. */
final class RegoEvalCommand implements Command {
  private static final int UNDEFINED = 1;
  private static final int ERROR = 2;
  private static final Duration UNLIMITED = Duration.ofDays(1);
  private static final List<String> FORMATS =
      List.of("json", "pretty", "values", "bindings", "raw", "discard", "source");

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Evaluates a query over policies, data and an input, and prints its solutions.",
            "",
            "Exit codes: 0 evaluated; 1 with --fail where the result is undefined, with --fail-defined where it is"
                + " not; 2 for errors.");
    spec.addPositional(
        PositionalParamSpec.builder().paramLabel("QUERY").arity("0..1").type(String.class).description("The query.").build());
    RegoOptions.addSources(spec);
    spec.addOption(RegoOptions.text("FILE", "The input: JSON or YAML.", "-i", "--input"));
    spec.addOption(RegoOptions.flag("Read the input from standard input.", "-I", "--stdin-input"));
    spec.addOption(RegoOptions.flag("Read the query from standard input.", "--stdin"));
    spec.addOption(RegoOptions.text("NAME", "The package that the query stands in.", "--package"));
    spec.addOption(RegoOptions.texts("PATH", "What the query imports; may be repeated.", "--import"));
    RegoOptions.addFormat(spec, String.join(", ", FORMATS) + " (default: json)");
    spec.addOption(RegoOptions.text("MODE", "Show what was evaluated: off, full, notes, fails or debug.", "--explain"));
    spec.addOption(RegoOptions.flag("Show the values of variables in a pretty trace.", "--var-values"));
    spec.addOption(RegoOptions.flag("Exit with 1 where the result is undefined.", "--fail"));
    spec.addOption(RegoOptions.flag("Exit with 1 where the result is defined.", "--fail-defined"));
    spec.addOption(RegoOptions.flag("The first error of a builtin ends the evaluation.", "--strict-builtin-errors"));
    spec.addOption(RegoOptions.flag("Report all errors of builtins.", "--show-builtin-errors"));
    RegoOptions.addSchema(spec);
    spec.addOption(RegoOptions.flag("Unused variables and imports are errors.", "-S", "--strict"));
    spec.addOption(RegoOptions.text("TIME", "Time for the evaluation (default: no bound).", "--timeout"));
    spec.addOption(RegoOptions.flag("Report how long each stage took.", "--metrics", "--instrument"));
    spec.addOption(RegoOptions.flag("Report which statements took longest.", "--profile"));
    spec.addOption(RegoOptions.text("N", "How many statements a profile shows (default: 10).", "--profile-limit"));
    spec.addOption(RegoOptions.flag("Report which lines were covered.", "--coverage"));
    spec.addOption(RegoOptions.flag("Evaluate as far as it goes while the unknowns are not known.", "-p", "--partial"));
    spec.addOption(
        RegoOptions.texts("PATH", "What is not known in a partial evaluation (default: input).", "-u", "--unknowns"));
    spec.addOption(RegoOptions.texts("PATH", "Rules that a partial evaluation keeps as they are.", "--disable-inlining"));
    spec.addOption(RegoOptions.flag("A partial evaluation keeps rules that depend on unknowns.", "--shallow-inlining"));
    spec.addOption(
        RegoOptions.flag("A partial evaluation calls functions such as time.now_ns too.", "--nondeterminstic-builtins"));
    return spec;
  }

  /** What one evaluation is asked for and what comes of it. */
  private static final class Run {
    final Map<String, Long> timers = new TreeMap<>();
    final List<RegoError> errors = new ArrayList<>();
    final TraceRecorder trace = new TraceRecorder();
    final Coverage coverage = new Coverage();
    final Profile profile = new Profile();
    Loaded.@Nullable Parsed parsed;
    @Nullable QueryResult result;
    @Nullable PartialResult partial;

    <T> T timed(String stage, java.util.function.Supplier<T> work) {
      long start = System.nanoTime();
      T made = work.get();
      timers.merge("timer_rego_" + stage + "_ns", System.nanoTime() - start, Long::sum);
      return made;
    }
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    String format = RegoOptions.format(words, "json", FORMATS);
    String text = text(words, terminal);
    if (words.hasMatchedOption("--fail") && words.hasMatchedOption("--fail-defined")) {
      throw new UsageException("specify --fail or --fail-defined but not both");
    }
    boolean partial = words.hasMatchedOption("--partial");
    if (partial && !List.of("pretty", "json", "source").contains(format)) {
      throw new UsageException("invalid output format for partial evaluation");
    }
    if (!partial && format.equals("source")) {
      throw new UsageException("invalid output format for evaluation");
    }
    Explanation explanation =
        Explanation.named(words.matchedOptionValue("--explain", "off"))
            .orElseThrow(() -> new UsageException("--explain is one of off, full, notes, fails, debug"));
    Run run = new Run();
    RegoQuery query =
        run.timed(
            "query_parse",
            () ->
                RegoQuery.of(
                    text,
                    words.matchedOptionValue("--package", ""),
                    RegoOptions.list(words, "--import"),
                    RegoOptions.dialect(words),
                    run.errors));
    evaluate(words, terminal, query, explanation, run);
    print(words, terminal, format, query, explanation, run);
    boolean onlyBuiltins = words.hasMatchedOption("--show-builtin-errors") && run.result != null;
    if (!run.errors.isEmpty() && !onlyBuiltins) {
      return ERROR;
    }
    boolean defined =
        run.partial != null
            ? !run.partial.queries().isEmpty()
            : run.result != null && !run.result.rows().isEmpty();
    boolean failed = defined ? words.hasMatchedOption("--fail-defined") : words.hasMatchedOption("--fail");
    return failed ? UNDEFINED : ExitCode.CLEAN;
  }

  private static String text(ParseResult words, Terminal terminal) throws IOException {
    String text = words.matchedPositionalValue(0, "");
    boolean piped = words.hasMatchedOption("--stdin");
    if (piped == !text.isEmpty()) {
      throw new UsageException(piped ? "specify query argument or --stdin but not both" : "specify query argument or --stdin");
    }
    if (piped && words.hasMatchedOption("--stdin-input")) {
      throw new UsageException("specify --stdin or --stdin-input but not both");
    }
    return piped ? new String(terminal.in().readAllBytes(), StandardCharsets.UTF_8) : text;
  }

  /** The input; null where there is none. */
  static @Nullable Value input(ParseResult words, Terminal terminal, List<RegoError> errors) throws IOException {
    String path = words.matchedOptionValue("--input", "");
    boolean piped = words.hasMatchedOption("--stdin-input");
    if (piped && !path.isEmpty()) {
      throw new UsageException("specify --stdin-input or --input but not both");
    }
    if (!piped && path.isEmpty()) {
      return null;
    }
    if (!piped && !Files.isReadable(Path.of(path))) {
      throw new UsageException("the input cannot be read: " + path);
    }
    byte[] content = piped ? terminal.in().readAllBytes() : Files.readAllBytes(Path.of(path));
    return switch (Documents.input(piped ? "stdin" : path, content)) {
      case Documents.Reading.Read read -> read.value();
      case Documents.Reading.Failed failed -> {
        errors.add(failed.error());
        yield null;
      }
    };
  }

  private static void evaluate(
      ParseResult words, Terminal terminal, RegoQuery query, Explanation explanation, Run run) throws IOException {
    Value input = input(words, terminal, run.errors);
    Loaded loaded =
        run.timed(
            "load_files",
            () -> RegoOptions.loader(words).all(RegoOptions.list(words, "--data"), RegoOptions.list(words, "--bundle")));
    run.errors.addAll(loaded.problems());
    Loaded.Parsed parsed = run.timed("module_parse", loaded::parse);
    run.parsed = parsed;
    run.errors.addAll(parsed.errors());
    Schemas schemas = RegoOptions.schemas(words, run.errors);
    if (!run.errors.isEmpty()) {
      return;
    }
    boolean traced =
        explanation != Explanation.OFF || words.hasMatchedOption("--profile") || words.hasMatchedOption("--coverage");
    Rego.Compiler compiler =
        Rego.compiler()
            .v0(RegoOptions.v0(words))
            .strict(words.hasMatchedOption("--strict"))
            .marks(traced)
            .schemas(schemas)
            .apartFromData(true)
            .data(loaded.data());
    parsed.modules().forEach(compiler::module);
    switch (run.timed("module_compile", compiler::compile)) {
      case Compilation.Failed failed -> run.errors.addAll(failed.errors());
      case Compilation.Compiled compiled -> {
        Policy policy =
            compiled
                .policy()
                .withStrictErrors(words.hasMatchedOption("--strict-builtin-errors"))
                .withLimits(Limits.STANDARD.withTime(RegoOptions.duration(words, "--timeout").orElse(UNLIMITED)))
                .withContext(
                    () -> CallContext.builder().prints(terminal.err()::println).notes(run.trace::note));
        solve(words, query, policy, input, explanation, run);
      }
    }
  }

  private static void solve(
      ParseResult words, RegoQuery query, Policy policy, @Nullable Value input, Explanation explanation, Run run) {
    if (words.hasMatchedOption("--partial")) {
      try {
        PartialResult left =
            run.timed("partial_eval", () -> policy.partial(query.text(), input, RegoPartial.options(words)));
        run.partial = left;
        run.errors.addAll(left.errors());
      } catch (QueryException e) {
        run.errors.addAll(e.errors());
      }
      return;
    }
    Query compiled;
    try {
      compiled = run.timed("query_compile", () -> policy.query(query.statements(), query.file()));
    } catch (QueryException e) {
      run.errors.addAll(e.errors());
      return;
    }
    Evaluation evaluation = policy.on(input);
    if (explanation != Explanation.OFF) {
      evaluation.tracedBy(run.trace);
    } else if (words.hasMatchedOption("--profile")) {
      evaluation.tracedBy(run.profile);
    } else if (words.hasMatchedOption("--coverage")) {
      evaluation.tracedBy(run.coverage);
    }
    QueryResult result = run.timed("query_eval", () -> compiled.in(evaluation));
    run.result = result;
    if (result.ended() || words.hasMatchedOption("--show-builtin-errors")) {
      run.errors.addAll(result.errors());
    }
  }

  private static void print(
      ParseResult words, Terminal terminal, String format, RegoQuery query, Explanation explanation, Run run) {
    QueryResult result = run.result == null ? new QueryResult(List.of(), List.of(), List.of(), false) : run.result;
    if (format.equals("json") || format.equals("discard")) {
      terminal.out().println(RegoText.json(document(words, format, query, explanation, result, run)));
      return;
    }
    if (format.equals("pretty") && explanation != Explanation.OFF) {
      List<TraceEvent> shown = explanation.of(run.trace.events());
      terminal.out().print(Explanation.text(shown, words.hasMatchedOption("--var-values")));
    }
    if (!run.errors.isEmpty()) {
      terminal.err().println(RegoText.summary(run.errors));
    }
    if (run.errors.isEmpty() || words.hasMatchedOption("--show-builtin-errors")) {
      switch (format) {
        case "values" -> result.rows().forEach(row -> terminal.out().println(RegoText.json(new ArrayList<Object>(query.values(row)))));
        case "bindings" -> result.rows().forEach(row -> terminal.out().println(RegoText.json(RegoQuery.bindingsJson(row))));
        case "raw" -> result.rows().forEach(row -> terminal.out().println(raw(query.values(row))));
        case "source" -> terminal.out().print(run.partial == null ? "" : RegoPartial.source(run.partial));
        default ->
            terminal.out().print(run.partial == null ? query.pretty(result) : RegoPartial.pretty(run.partial));
      }
    }
    if (format.equals("pretty")) {
      measurements(words, terminal, run);
    }
  }

  private static String raw(List<Value> values) {
    return String.join(
        " ", values.stream().map(v -> v instanceof StringValue text ? text.value() : Values.toJson(v)).toList());
  }

  private static Fields document(
      ParseResult words, String format, RegoQuery query, Explanation explanation, QueryResult result, Run run) {
    Fields fields = new Fields();
    if (wantsMetrics(words)) {
      Fields metrics = new Fields();
      run.timers.forEach(metrics::putNumber);
      fields.put("metrics", metrics);
    }
    if (run.partial != null) {
      fields.put("partial", run.partial.value());
    }
    if (words.hasMatchedOption("--coverage") && run.parsed != null) {
      fields.put("coverage", RegoCoverageText.json(run.coverage.report(run.parsed.modules())));
    }
    if (!run.errors.isEmpty()) {
      fields.put("errors", RegoText.errors(run.errors));
    }
    if (!result.rows().isEmpty()) {
      fields.put("result", format.equals("discard") ? StringValue.of("discarded") : query.json(result));
    }
    if (explanation != Explanation.OFF) {
      fields.put(
          "explanation",
          new ArrayList<Object>(explanation.of(run.trace.events()).stream().map(RegoEvalCommand::event).toList()));
    }
    if (words.hasMatchedOption("--profile")) {
      List<Object> entries = new ArrayList<>();
      for (Profile.Entry entry : profile(words, run)) {
        entries.add(
            new Fields()
                .putNumber("total_time_ns", entry.nanos())
                .putNumber("num_eval", entry.evaluations())
                .putNumber("num_redo", entry.again())
                .putNumber("num_gen_expr", 1)
                .put("location", RegoText.location(entry.at())));
      }
      fields.put("profile", entries);
    }
    return fields;
  }

  private static boolean wantsMetrics(ParseResult words) {
    return words.hasMatchedOption("--metrics") || words.hasMatchedOption("--profile");
  }

  private static List<Profile.Entry> profile(ParseResult words, Run run) {
    List<Profile.Entry> entries = run.profile.entries();
    return entries.subList(0, Math.min(entries.size(), RegoOptions.number(words, "--profile-limit", 10)));
  }

  private static Fields event(TraceEvent event) {
    Fields locals = new Fields();
    event.variables().forEach(locals::put);
    Fields fields =
        new Fields()
            .putText("Op", event.operation().word())
            .put("Location", RegoText.location(event.at()))
            .put("Locals", locals)
            .putNumber("QueryID", event.query())
            .putNumber("ParentID", event.parent());
    boolean isNote = event.operation() == TraceEvent.Operation.NOTE;
    return fields.putText(isNote ? "Message" : "Node", event.text());
  }

  private static void measurements(ParseResult words, Terminal terminal, Run run) {
    if (wantsMetrics(words)) {
      List<List<String>> rows = new ArrayList<>();
      run.timers.forEach((name, nanos) -> rows.add(List.of(name, String.valueOf(nanos))));
      terminal.out().print(RegoText.table(List.of("Metric", "Value"), rows));
    }
    if (words.hasMatchedOption("--profile")) {
      List<List<String>> rows = new ArrayList<>();
      for (Profile.Entry entry : profile(words, run)) {
        rows.add(
            List.of(
                RegoOptions.duration(entry.nanos()),
                String.valueOf(entry.evaluations()),
                String.valueOf(entry.again()),
                "1",
                RegoText.place(entry.at())));
      }
      terminal.out().print(RegoText.table(List.of("Time", "Num Eval", "Num Redo", "Num Gen Expr", "Location"), rows));
    }
    if (words.hasMatchedOption("--coverage") && run.parsed != null) {
      terminal.out().print(RegoCoverageText.pretty(run.coverage.report(run.parsed.modules())));
    }
  }
}
