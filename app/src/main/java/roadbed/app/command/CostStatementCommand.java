package roadbed.app.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.config.Folders;
import roadbed.app.cost.BilledEstate;
import roadbed.app.cost.ClosedMonths;
import roadbed.app.cost.MonthClosing;
import roadbed.assess.cost.allocation.Allocation;
import roadbed.assess.cost.allocation.Classifier;
import roadbed.assess.cost.allocation.Splitting;
import roadbed.assess.cost.statement.ClosedMonth;
import roadbed.assess.cost.statement.ClosedMonthJson;
import roadbed.assess.cost.statement.Position;
import roadbed.assess.cost.statement.Statement;
import roadbed.assess.cost.statement.Statements;
import roadbed.model.AllocationRules.Span;
import roadbed.model.CsvText;
import roadbed.model.Value;
import roadbed.prove.evidence.EvidenceLog;
import roadbed.prove.evidence.FileEvidenceStore;
import roadbed.prove.report.statement.StatementCsv;
import roadbed.prove.report.statement.StatementHtml;
import roadbed.prove.report.statement.StatementPdf;

/** {@code roadbed cost statement}: what each owner bears in a month, and the closing of months. */
final class CostStatementCommand implements Command {
  private static final List<String> FORMATS = List.of("terminal", "csv", "html", "pdf");

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Statements of what each owner bears in a month, with the rule and the steps of each line. A month that is"
                + " closed never changes: what later turns out otherwise is an adjustment in the month that is open.",
            "",
            "Exit codes: 0 done, 2 wrong use, 3 internal error.");
    CostAllocateCommand.addSources(spec);
    RateOptions.add(spec);
    spec.addOption(
        OptionSpec.builder("--month")
            .type(String.class)
            .paramLabel("MONTH")
            .required(true)
            .description("The month, for example 2026-01.")
            .build());
    spec.addOption(
        OptionSpec.builder("--owner").type(String.class).paramLabel("NAME").description("Only this owner's.").build());
    spec.addOption(
        OptionSpec.builder("--cost")
            .type(String.class)
            .paramLabel("COST")
            .defaultValue("effective")
            .description("effective or billed (default: ${DEFAULT-VALUE}).")
            .build());
    spec.addOption(
        OptionSpec.builder("-f", "--format")
            .type(String.class)
            .paramLabel("FORMAT")
            .defaultValue("terminal")
            .description(String.join(", ", FORMATS) + " (default: ${DEFAULT-VALUE}).")
            .build());
    spec.addOption(
        OptionSpec.builder("-o", "--output")
            .type(Path.class)
            .paramLabel("FILE")
            .description("Write to a file instead of standard output.")
            .build());
    spec.addOption(ScanCommand.flag("--chargeback", "Call them chargeback, not showback."));
    spec.addOption(ScanCommand.flag("--close", "Close the month: its statements are kept as they are now."));
    spec.addOption(
        OptionSpec.builder("--closed")
            .type(Path.class)
            .paramLabel("DIR")
            .description("Folder of closed months (default: in the user's state folder).")
            .build());
    RemoteServer.addTo(
        spec, "The server whose statements these are, and where --close closes (default: ROADBED_SERVER; else here).");
    spec.addOption(
        OptionSpec.builder("--evidence")
            .type(Path.class)
            .paramLabel("DIR")
            .description("Folder of the evidence log, in which the closing of a month is noted (default: the user's).")
            .build());
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    YearMonth month = month(words.matchedOptionValue("--month", ""));
    String format = words.matchedOptionValue("--format", "terminal");
    if (!FORMATS.contains(format)) {
      throw new UsageException("--format is one of " + String.join(", ", FORMATS) + ", not " + format);
    }
    if (words.hasMatchedOption("--from") || words.hasMatchedOption("--to")) {
      throw new UsageException("a statement is of a whole --month; leave out --from and --to");
    }
    Statements.Cost cost =
        switch (words.matchedOptionValue("--cost", "effective")) {
          case "effective" -> Statements.Cost.EFFECTIVE;
          case "billed" -> Statements.Cost.BILLED;
          default -> throw new UsageException("--cost is effective or billed");
        };
    Folders folders = Folders.ofProcess();
    boolean close = words.hasMatchedOption("--close");
    Optional<RemoteServer> server =
        words.hasMatchedOption("--closed") ? Optional.empty() : RemoteServer.named(words, folders);
    if (server.isPresent()) {
      if (RateOptions.currency(words).isPresent()) {
        throw new UsageException("a server's statements are in the currencies of its bills; leave out --currency");
      }
      shown(remote(server.get(), month, cost, close), month, format, words, terminal);
      return ExitCode.CLEAN;
    }
    Path kept = words.matchedOptionValue("--closed", null);
    ClosedMonths months = new ClosedMonths(kept == null ? folders.statements() : kept);
    boolean turned = RateOptions.currency(words).isPresent();
    if (close && turned) {
      throw new UsageException("a month is closed in the currencies of its bills; leave out --currency");
    }
    // What was closed is in the currencies of the bills: what is turned is the month as it is today.
    Optional<ClosedMonth> closed = turned ? Optional.empty() : months.of(month, cost.id());
    if (close && closed.isPresent()) {
      throw new UsageException(month + " was closed by " + closed.get().by() + " at " + closed.get().at() + "; it stays as it is");
    }
    Map<Position, java.math.BigDecimal> positions;
    if (closed.isPresent()) {
      positions = closed.get().positions();
    } else {
      List<ClosedMonth> all = turned ? List.of() : months.all(cost.id());
      if (close && all.stream().anyMatch(one -> one.month().isAfter(month))) {
        throw new UsageException("a later month is closed already; months are closed in their order");
      }
      positions = Statements.positions(allocation(words, terminal, month), month, cost, all);
      if (close) {
        ClosedMonth now =
            Statements.close(month, cost, positions, Clock.systemUTC().instant(), System.getProperty("user.name", "unknown"));
        keep(now, months, words, folders);
      }
    }
    shown(new Positions(positions, close || closed.isPresent()), month, format, words, terminal);
    return ExitCode.CLEAN;
  }

  /** All positions of a month, and whether they stay as they are. */
  private record Positions(Map<Position, java.math.BigDecimal> amounts, boolean closed) {}

  /** The month as a server has it, closed there where that is asked. */
  private static Positions remote(RemoteServer server, YearMonth month, Statements.Cost cost, boolean close) {
    Value.Fields ask = Value.Fields.of("month", Value.of(month.toString()), "cost", Value.of(cost.id()));
    RemoteServer.Sent sent =
        close
            ? server.send("/api/v1/cost/closed-months", ask)
            : server.get("/api/v1/cost/statements?month=" + month + "&cost=" + cost.id());
    return switch (sent) {
      case RemoteServer.Failed failed -> throw new UsageException(failed.why());
      case RemoteServer.Accepted accepted -> {
        ClosedMonth read =
            ClosedMonthJson.read(accepted.answer())
                .orElseThrow(() -> new UsageException(server.url() + " did not answer with a month of statements"));
        boolean closed = accepted.answer().get("closed").equals(Optional.of(Value.of(true)));
        yield new Positions(read.positions(), closed);
      }
    };
  }

  private static void shown(
      Positions positions, YearMonth month, String format, ParseResult words, Terminal terminal) throws IOException {
    List<Statement> statements = Statements.of(month, positions.amounts(), positions.closed());
    String owner = words.matchedOptionValue("--owner", null);
    if (owner != null) {
      statements = statements.stream().filter(one -> one.owner().equals(owner)).toList();
    }
    write(statements, words.hasMatchedOption("--chargeback") ? "Chargeback" : "Showback", format, words, terminal);
  }

  private static Allocation allocation(ParseResult words, Terminal terminal, YearMonth month) throws IOException {
    try (BilledEstate estate = CostAllocateCommand.open(words, terminal)) {
      CostAllocateCommand.Inputs inputs = CostAllocateCommand.inputs(words, estate, terminal);
      return Splitting.run(
          inputs.rules(),
          RateOptions.charges(
              grain ->
                  estate
                      .billing()
                      .charges(
                          new Classifier(inputs.rules(), estate.snapshot()),
                          new Span(Optional.empty(), Optional.of(month.atEndOfMonth())),
                          grain),
              inputs.grain(),
              words,
              terminal),
          inputs.measures());
    }
  }

  /** Keeps the month, and notes in the evidence log that it was closed, by whom and as what. */
  private static void keep(ClosedMonth month, ClosedMonths months, ParseResult words, Folders folders)
      throws IOException {
    Path folder = words.matchedOptionValue("--evidence", null);
    EvidenceLog evidence =
        EvidenceLog.open(
            new FileEvidenceStore(folder == null ? folders.evidence() : folder), folders.keys(), Clock.systemUTC());
    if (!MonthClosing.close(month, months, evidence)) {
      throw new UsageException(month.month() + " was closed a moment ago by somebody else");
    }
  }

  private static YearMonth month(String text) {
    try {
      return YearMonth.parse(text);
    } catch (DateTimeException _) {
      throw new UsageException("--month is a month such as 2026-01, not " + text);
    }
  }

  private static void write(
      List<Statement> statements, String kind, String format, ParseResult words, Terminal terminal) throws IOException {
    Path output = words.matchedOptionValue("--output", null);
    if (output == null) {
      write(statements, kind, format, terminal.out(), terminal.width());
      return;
    }
    Path parent = output.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(output))) {
      write(statements, kind, format, file, terminal.width());
    }
  }

  private static void write(List<Statement> statements, String kind, String format, OutputStream out, int width)
      throws IOException {
    String text =
        switch (format) {
          case "csv" -> {
            CsvText csv = new CsvText().row(StatementCsv.HEADER);
            StatementCsv.rows(statements).forEach(csv::row);
            yield csv.toString();
          }
          case "html" -> StatementHtml.render(statements, kind);
          case "pdf" -> "";
          default -> terminal(statements, kind, width);
        };
    if (format.equals("pdf")) {
      // The library of PDF tells of its fonts on standard output, where the result may go, and keeps a list of them.
      System.setProperty("org.apache.commons.logging.LogFactory", "org.apache.commons.logging.impl.LogFactoryImpl");
      System.setProperty("org.apache.commons.logging.Log", "org.apache.commons.logging.impl.NoOpLog");
      Path cache = Folders.ofProcess().cache();
      Files.createDirectories(cache);
      System.setProperty("pdfbox.fontcache", cache.toString());
      StatementPdf.write(statements, kind, out);
    } else {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String terminal(List<Statement> statements, String kind, int width) {
    StringBuilder text = new StringBuilder();
    for (Statement statement : statements) {
      text.append(kind).append(' ').append(statement.month()).append(": ");
      text.append(statement.owner().isEmpty() ? "(not allocated)" : statement.owner()).append(", ");
      text.append(statement.total().toPlainString()).append(' ').append(statement.currency());
      text.append(statement.closed() ? " (closed)\n" : "\n");
      List<List<String>> rows = new ArrayList<>();
      for (Statement.Line line : statement.lines()) {
        rows.add(
            List.of(
                line.position().of() + (line.adjusts(statement.month()) ? " adj." : ""),
                line.position().service(),
                line.position().account(),
                line.position().trail(),
                line.shown().toPlainString()));
      }
      text.append(TextTable.render(List.of("of", "service", "account", "by", "amount"), rows, width)).append('\n');
    }
    return statements.isEmpty() ? "There is no cost in this month.\n" : text.toString();
  }
}
