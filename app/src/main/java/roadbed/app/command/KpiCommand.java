package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.config.Folders;
import roadbed.app.scan.Scan;
import roadbed.prove.kpi.FactTables;
import roadbed.prove.kpi.Kpi;
import roadbed.prove.kpi.KpiCatalogue;
import roadbed.prove.kpi.KpiMeasurement;
import roadbed.prove.kpi.KpiMeter;
import roadbed.prove.report.Format;

/** {@code roadbed kpi list} and {@code roadbed kpi explain}: what is measured, and the rows behind a number. */
final class KpiCommand implements Command {
  private static final int ROWS = 50;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("KPIs: SQL over the documented tables, each with the rows that it counts.");
    CommandSpec list = CommandSpec.create().name("list");
    list.usageMessage().description("List the KPIs that are known.");
    list.addOption(kpiFolder());
    spec.addSubcommand("list", list);
    CommandSpec explain = CommandSpec.create().name("explain");
    explain
        .usageMessage()
        .description("Show a KPI's definition and, over the files given, its value and the rows that it counts.");
    explain.addPositional(
        PositionalParamSpec.builder().index("0").paramLabel("ID").type(String.class).description("The KPI.").build());
    explain.addPositional(
        PositionalParamSpec.builder()
            .index("1..*")
            .paramLabel("PATH")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .description("Files and folders to measure it over; without any, only the definition is shown.")
            .build());
    explain.addOption(
        OptionSpec.builder("--rows")
            .type(Integer.class)
            .paramLabel("N")
            .defaultValue(Integer.toString(ROWS))
            .description("Rows to show at most (default: ${DEFAULT-VALUE}).")
            .build());
    ScanCommand.addScanOptions(explain);
    spec.addSubcommand("explain", explain);
    return spec;
  }

  private static OptionSpec kpiFolder() {
    return OptionSpec.builder("--kpi-folder")
        .type(List.class)
        .auxiliaryTypes(Path.class)
        .paramLabel("DIR")
        .description("Also the KPIs (*.yaml) in this folder; may be repeated.")
        .build();
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    ParseResult action = words.subcommand();
    if (action == null) {
      throw new UsageException("say list or explain (see roadbed kpi --help)");
    }
    KpiCatalogue catalogue =
        KpiCatalogue.load(action.matchedOptionValue("--kpi-folder", List.<Path>of()));
    catalogue.diagnostics().forEach(diagnostic -> terminal.err().println(diagnostic));
    return action.commandSpec().name().equals("list")
        ? list(catalogue, terminal)
        : explain(action, catalogue, terminal);
  }

  private static int list(KpiCatalogue catalogue, Terminal terminal) {
    List<List<String>> rows = new ArrayList<>();
    catalogue.kpis().forEach(kpi -> rows.add(List.of(kpi.id(), kpi.pillar(), kpi.title(), kpi.targetText())));
    terminal.out().print(TextTable.render(List.of("id", "pillar", "title", "target"), rows, terminal.width()));
    return ExitCode.CLEAN;
  }

  private static int explain(ParseResult words, KpiCatalogue catalogue, Terminal terminal)
      throws IOException {
    String id = words.matchedPositionalValue(0, "");
    Kpi kpi =
        catalogue
            .find(id)
            .orElseThrow(() -> new UsageException("there is no KPI " + id + " (see roadbed kpi list)"));
    StringBuilder text = new StringBuilder();
    line(text, kpi.title(), kpi.id());
    line(text, "Definition", kpi.definition());
    line(text, "Pillar", kpi.pillar());
    line(text, "Unit", kpi.unit());
    line(text, "Target", kpi.targetText());
    line(text, "Period", kpi.periodDays() == 0 ? "the state of the day" : kpi.periodDays() + " days");
    List<Path> paths = words.matchedPositionalValue(1, List.of());
    if (paths.isEmpty()) {
      text.append("\nSQL\n").append(kpi.sql().stripIndent().strip()).append('\n');
      text.append("\nName files or folders to see its value and the rows.\n");
      terminal.out().print(text);
      return ExitCode.CLEAN;
    }
    int limit = words.matchedOptionValue("--rows", ROWS);
    Folders folders = Folders.ofProcess();
    Scan scan = new Scan(folders, Clock.systemUTC(), "roadbed " + Roadbed.VERSION);
    KpiMeter.Explanation explanation;
    try (ProgressLine progress = ProgressLine.on(terminal)) {
      explanation = scan.explain(ScanCommand.request(words, paths, folders), kpi, limit, progress);
    }
    explanation.diagnostics().forEach(diagnostic -> terminal.err().println(diagnostic));
    KpiMeasurement measured = explanation.measurement();
    line(text, "Value", Format.kpi(kpi.unit(), measured) + ratio(measured));
    if (!measured.note().isEmpty()) {
      line(text, "Note", measured.note());
    }
    line(text, "As of", explanation.periodStart() + " to " + measured.day());
    FactTables.Table rows = explanation.rows();
    text.append('\n');
    if (rows.rows().isEmpty()) {
      text.append("No rows.\n");
    } else {
      List<List<String>> cells =
          rows.rows().stream()
              .map(row -> row.stream().map(cell -> cell == null ? "" : cell.toString()).toList())
              .toList();
      text.append(TextTable.render(rows.columns(), cells, terminal.width()));
      text.append(explanation.counted()).append(" of ").append(rows.rows().size()).append(" rows counted");
      text.append(rows.truncated() ? "; there are more (--rows)" : "").append('\n');
    }
    terminal.out().print(text);
    return ExitCode.CLEAN;
  }

  private static String ratio(KpiMeasurement measured) {
    return measured.numerator().isPresent() && measured.denominator().isPresent()
        ? "  (" + Format.kpi("rate", measured.numerator().getAsDouble())
            + " of "
            + Format.kpi("rate", measured.denominator().getAsDouble())
            + ")"
        : "";
  }

  private static void line(StringBuilder text, String label, String value) {
    text.append(String.format("%-12s", label)).append(' ').append(value.strip()).append('\n');
  }
}
