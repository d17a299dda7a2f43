package roadbed.app.command;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.config.Folders;
import roadbed.app.cost.BacklogFile;
import roadbed.app.cost.WastePatches;
import roadbed.app.cost.WasteRun;
import roadbed.assess.cost.backlog.Backlog;
import roadbed.assess.cost.backlog.BacklogStore;
import roadbed.assess.cost.backlog.Opportunity;
import roadbed.assess.cost.waste.Estimate;
import roadbed.assess.cost.waste.Measured;
import roadbed.assess.cost.waste.MonthlyCost;
import roadbed.assess.cost.waste.WasteFinding;
import roadbed.assess.cost.waste.WasteKind;
import roadbed.assess.cost.waste.WasteLimits;
import roadbed.assess.cost.waste.WasteReport;
import roadbed.model.CsvText;
import roadbed.model.Diagnostic;
import roadbed.model.Money;
import roadbed.model.ValueJson;
import roadbed.prove.report.WasteMarkdown;

/** {@code roadbed cost optimise}: what is paid for and not needed, and the change that saves it. */
final class CostOptimiseCommand implements Command {
  private static final List<String> FORMATS = List.of("text", "json", "csv", "markdown");
  private static final int SHOWN = 60;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Finds what is paid for and not needed: unattached, idle, oversized, of an old generation, stored or logged for"
                + " ever, running at night. Each finding says what it saves in a month and how that was computed, its risk,"
                + " effort and confidence, and the change. What cannot be judged is counted with the reason.",
            "",
            "Exit codes: 0 nothing found, 1 there are findings, 2 wrong use or nothing readable, 3 internal error.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("PATH")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .description(
                "Code, states, plans, inventories and bills; roadbed.yaml for owners and environments. Without a bill the"
                    + " imported lines are asked.")
            .build());
    spec.addOption(ScanCommand.paths("--utilisation", "Exports of CloudWatch, Azure Monitor, Google Monitoring or Prometheus; may be repeated."));
    spec.addOption(
        ScanCommand.paths("--prices", "Price lists for what no bill knows; may be repeated (default: a small sample)."));
    spec.addOption(
        OptionSpec.builder("-f", "--format")
            .type(String.class)
            .paramLabel("FORMAT")
            .defaultValue("text")
            .description("text, json, csv or markdown (default: ${DEFAULT-VALUE}).")
            .build());
    spec.addOption(
        OptionSpec.builder("-o", "--output")
            .type(Path.class)
            .paramLabel("FILE")
            .description("Write the result to a file instead of standard output.")
            .build());
    spec.addOption(
        OptionSpec.builder("--patch-dir")
            .type(Path.class)
            .paramLabel("FOLDER")
            .description("Write the changes of Terraform code as patches, a file for each finding. Nothing is applied.")
            .build());
    spec.addOption(Options.text("--least", "AMOUNT", "Leave out findings that are known to save less in a month."));
    spec.addOption(Options.text("--kind", "KINDS", "Only these kinds, separated by commas."));
    spec.addOption(Options.text("--owner", "NAME", "Only what this owner has."));
    spec.addOption(Options.text("--hours", "HOURS", "Hours of a week that what is not production must run (default: 50)."));
    spec.addOption(Options.text("--headroom", "CPU,MEMORY", "Percent that a new size may be used to at the 95th percentile (default: 70,80)."));
    spec.addOption(Options.text("--add", "IDS", "Put these findings into the backlog, separated by commas, or all of which the saving is known."));
    spec.addOption(
        OptionSpec.builder("--backlog")
            .type(Path.class)
            .paramLabel("FILE")
            .description("The backlog's file (default: in the user's state folder).")
            .build());
    RemoteServer.addTo(spec, "The server whose backlog --add adds to (default: ROADBED_SERVER; else the file).");
    spec.addOption(OptionSpec.builder("-v", "--verbose").description("Say why, how it was computed, and the change.").build());
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    String format = words.matchedOptionValue("--format", "text");
    if (!FORMATS.contains(format)) {
      throw new UsageException("--format is one of " + String.join(", ", FORMATS) + ", not " + format);
    }
    Predicate<WasteFinding> wanted = wanted(words);
    WasteRun.Request request =
        new WasteRun.Request(
            words.matchedPositionalValue(0, List.<Path>of()),
            words.matchedOptionValue("--prices", List.of()),
            words.matchedOptionValue("--utilisation", List.of()),
            limits(words));
    ScanCommand.mustExist(request.paths());
    ScanCommand.mustExist(request.prices());
    ScanCommand.mustExist(request.utilisation());
    Folders folders = Folders.ofProcess();
    WasteRun.Found found;
    try (ProgressLine progress = ProgressLine.on(terminal)) {
      found = new WasteRun(folders, Clock.systemUTC()).run(request, progress);
    }
    found.diagnostics().stream()
        .filter(one -> one.level() == Diagnostic.Level.ERROR)
        .limit(20)
        .forEach(one -> terminal.err().println(one));
    WasteReport report = found.report().only(wanted);
    if (report.resources() == 0 && report.findings().isEmpty()) {
      terminal.err().println("roadbed: there is nothing here to look at: name code, states, inventories or bills");
      return ExitCode.USAGE;
    }
    Path patches = words.matchedOptionValue("--patch-dir", null);
    Map<String, String> files = patches == null ? Map.of() : patch(report, found, patches, terminal);
    write(report, files, format, words, terminal);
    add(report, words, folders, terminal);
    return report.findings().isEmpty() ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  private static Predicate<WasteFinding> wanted(ParseResult words) {
    List<WasteKind> kinds = new ArrayList<>();
    for (String word : words.matchedOptionValue("--kind", "").split(",", -1)) {
      if (!word.isBlank()) {
        kinds.add(
            WasteKind.ofId(word.strip())
                .orElseThrow(
                    () ->
                        new UsageException(
                            "--kind is any of "
                                + String.join(", ", java.util.Arrays.stream(WasteKind.values()).map(WasteKind::id).toList())
                                + ", not " + word.strip())));
      }
    }
    Optional<String> owner = Optional.ofNullable(words.<String>matchedOptionValue("--owner", null));
    return finding ->
        (kinds.isEmpty() || kinds.contains(finding.kind()))
            && owner.map(finding.subject().owner()::equals).orElse(true);
  }

  private static WasteLimits limits(ParseResult words) {
    WasteLimits limits = WasteLimits.STANDARD;
    if (words.hasMatchedOption("--least")) {
      limits = limits.withLeast(number(words, "--least"));
    }
    if (words.hasMatchedOption("--hours")) {
      BigDecimal hours = number(words, "--hours");
      if (hours.signum() <= 0 || hours.compareTo(BigDecimal.valueOf(WasteLimits.WEEK)) > 0 || hours.stripTrailingZeros().scale() > 0) {
        throw new UsageException("--hours is a whole number from 1 to 168");
      }
      limits = limits.withWorkingHours(hours.intValueExact());
    }
    if (words.hasMatchedOption("--headroom")) {
      String text = words.matchedOptionValue("--headroom", "");
      if (!text.matches("[0-9]{1,3},[0-9]{1,3}")) {
        throw new UsageException("--headroom is two percentages such as 70,80");
      }
      int comma = text.indexOf(',');
      try {
        limits = limits.withTargets(Integer.parseInt(text.substring(0, comma)), Integer.parseInt(text.substring(comma + 1)));
      } catch (IllegalArgumentException _) {
        throw new UsageException("--headroom is two percentages from 1 to 100 such as 70,80");
      }
    }
    return limits;
  }

  private static BigDecimal number(ParseResult words, String option) {
    String text = words.matchedOptionValue(option, "");
    if (text.length() > 40 || !text.matches("[0-9]+(\\.[0-9]+)?")) {
      throw new UsageException(option + " is a number such as 10.50");
    }
    return new BigDecimal(text);
  }

  /** Writes what patches can be made; says how many findings are left to a person. */
  private static Map<String, String> patch(WasteReport report, WasteRun.Found found, Path folder, Terminal terminal)
      throws IOException {
    Files.createDirectories(folder);
    WastePatches patches = new WastePatches(found.snapshot());
    Map<String, String> files = new LinkedHashMap<>();
    Map<String, Integer> left = new LinkedHashMap<>();
    for (WasteFinding finding : report.findings()) {
      switch (patches.of(finding)) {
        case WastePatches.Patched.Made made -> {
          String name = finding.id() + ".patch";
          Files.writeString(folder.resolve(name), made.patch(), StandardCharsets.UTF_8);
          files.put(finding.id(), name);
        }
        case WastePatches.Patched.Left(String why) -> left.merge(why, 1, Integer::sum);
      }
    }
    terminal.err().println(files.size() + " patches in " + folder + (left.isEmpty() ? "" : "; left to a person:"));
    left.forEach((why, count) -> terminal.err().println("  " + count + ": " + why));
    return files;
  }

  private static void write(
      WasteReport report, Map<String, String> patches, String format, ParseResult words, Terminal terminal) throws IOException {
    String text =
        switch (format) {
          case "json" -> ValueJson.text(report.document()) + "\n";
          case "csv" -> csv(report, patches);
          case "markdown" -> WasteMarkdown.render(report);
          default -> text(report, patches, words.hasMatchedOption("--verbose"), terminal.width());
        };
    Path output = words.matchedOptionValue("--output", null);
    if (output == null) {
      terminal.out().print(text);
    } else {
      Path parent = output.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.writeString(output, text, StandardCharsets.UTF_8);
    }
  }

  private static String csv(WasteReport report, Map<String, String> patches) {
    CsvText csv =
        new CsvText()
            .row(
                List.of(
                    "id", "kind", "rule", "title", "resource", "address", "type", "provider", "account", "region", "owner",
                    "environment", "cost", "cost_basis", "saving", "certainty", "counted", "currency", "how", "overlap", "risk",
                    "effort", "confidence", "evidence", "why", "patch"));
    for (WasteFinding one : report.findings()) {
      Optional<Money> saving =
          switch (one.saving()) {
            case Estimate.Known known -> Optional.of(known.monthly());
            case Estimate.AtMost most -> Optional.of(most.monthly());
            case Estimate.Unknown _ -> Optional.empty();
          };
      String certainty =
          switch (one.saving()) {
            case Estimate.Known _ -> "known";
            case Estimate.AtMost _ -> "at-most";
            case Estimate.Unknown _ -> "unknown";
          };
      csv.row(
          List.of(
              one.id(),
              one.kind().id(),
              one.rule(),
              one.title(),
              one.subject().id(),
              one.subject().address(),
              one.subject().type(),
              one.subject().provider().id(),
              one.subject().account(),
              one.subject().region(),
              one.subject().owner(),
              one.subject().environment(),
              one.cost().map(cost -> plain(cost.money())).orElse(""),
              one.cost().map(MonthlyCost::basis).map(MonthlyCost.Basis::id).orElse(""),
              saving.map(CostOptimiseCommand::plain).orElse(""),
              certainty,
              one.counted().map(CostOptimiseCommand::plain).orElse(""),
              saving.map(Money::currency).orElse(""),
              one.saving().how(),
              one.overlap(),
              one.risk().toString(),
              one.effort().toString(),
              one.confidence().toString(),
              String.join("; ", one.evidence().stream().map(Measured::toString).toList()),
              one.why(),
              patches.getOrDefault(one.id(), "")));
    }
    return csv.toString();
  }

  private static String plain(Money money) {
    return roadbed.assess.cost.allocation.Amounts.shortest(money.amount()).toPlainString();
  }

  private static String text(WasteReport report, Map<String, String> patches, boolean verbose, int width) {
    StringBuilder text = new StringBuilder();
    WasteReport.Total total = report.total();
    text.append(total.counted().isEmpty() ? "No saving is known: " : WasteMarkdown.sums(total.counted()) + " a month can be saved: ").append(total.findings()).append(total.findings() == 1 ? " finding" : " findings");
    text.append(total.unknown() > 0 ? ", " + total.unknown() + " of them with a saving that is not known and not counted\n" : "\n");
    if (!report.findings().isEmpty()) {
      text.append('\n').append(totals("kind", report.byKind(), width)).append('\n').append(totals("owner", report.byOwner(), width)).append('\n');
    }
    int shown = verbose ? report.findings().size() : Math.min(SHOWN, report.findings().size());
    if (verbose) {
      report.findings().forEach(one -> details(one, patches, text));
    } else if (shown > 0) {
      List<List<String>> rows = new ArrayList<>();
      for (WasteFinding one : report.findings().subList(0, shown)) {
        rows.add(
            List.of(
                one.id(),
                WasteMarkdown.saving(one),
                one.title(),
                one.risk().level().id(),
                one.effort().level().id(),
                one.confidence().level().id(),
                one.subject().owner()));
      }
      text.append(TextTable.render(List.of("id", "saves a month", "what", "risk", "effort", "confidence", "owner"), rows, width));
      if (report.findings().size() > shown) {
        text.append("and ").append(report.findings().size() - shown).append(" more (--verbose lists all)\n");
      }
    }
    if (!report.notEvaluated().isEmpty()) {
      text.append("\nnot evaluated: ").append(report.notEvaluated().size()).append(" of ")
          .append(report.notEvaluated().size() + report.judged()).append(" judgements\n");
      report.missing().forEach(
          (rule, reasons) -> reasons.forEach((why, count) -> text.append("  ").append(rule).append(": ").append(why).append(" (").append(count).append(")\n")));
    }
    text.append("\nmoney: ").append(String.join("; ", report.sources())).append('\n');
    return text.toString();
  }

  private static String totals(String name, Map<String, WasteReport.Total> totals, int width) {
    List<List<String>> rows = new ArrayList<>();
    totals.forEach(
        (key, total) ->
            rows.add(
                List.of(key.isEmpty() ? "(nobody)" : key, Integer.toString(total.findings()), WasteMarkdown.sums(total.counted()))));
    return TextTable.render(List.of(name, "findings", "saves a month"), rows, width);
  }

  private static void details(WasteFinding one, Map<String, String> patches, StringBuilder text) {
    text.append(one.id()).append("  ").append(one.title()).append('\n');
    line(text, "resource", one.subject().address() + (one.subject().location().file().isEmpty() ? "" : "  " + one.subject().location()));
    line(text, "saves", WasteMarkdown.saving(one) + " a month; " + one.saving().how());
    if (!one.overlap().isEmpty()) {
      line(text, "overlap", one.overlap());
    }
    line(text, "why", one.why());
    one.evidence().forEach(measured -> line(text, "measured", measured.toString()));
    line(text, "risk", one.risk().toString());
    line(text, "effort", one.effort().toString());
    line(text, "confidence", one.confidence().toString());
    if (patches.containsKey(one.id())) {
      line(text, "patch", patches.getOrDefault(one.id(), ""));
    } else if (!one.remedy().snippet().isBlank()) {
      one.remedy().snippet().lines().forEach(written -> line(text, "terraform", written));
    }
    one.remedy().commands().forEach(command -> line(text, "command", command));
    text.append('\n');
  }

  private static void line(StringBuilder text, String name, String words) {
    text.append("  ").append(name).append(" ".repeat(Math.max(1, 11 - name.length()))).append(words).append('\n');
  }

  private static void add(WasteReport report, ParseResult words, Folders folders, Terminal terminal) throws IOException {
    String ids = words.matchedOptionValue("--add", "");
    if (ids.isBlank()) {
      return;
    }
    LocalDate today = LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneOffset.UTC);
    List<Opportunity.Idea> ideas = new ArrayList<>();
    if (ids.strip().equals("all")) {
      ideas.addAll(report.ideas(today));
    } else {
      for (String id : ids.split(",", -1)) {
        WasteFinding finding =
            report.finding(id.strip()).orElseThrow(() -> new UsageException("there is no finding " + id.strip() + " in this report"));
        ideas.add(
            WasteReport.idea(finding, today)
                .orElseThrow(() -> new UsageException("what " + id.strip() + " saves is not known: add it with roadbed cost backlog add")));
      }
    }
    Path named = words.matchedOptionValue("--backlog", null);
    Optional<RemoteServer> server = named == null ? RemoteServer.named(words, folders) : Optional.empty();
    BacklogStore backlog =
        server.isPresent() ? new RemoteBacklog(server.get()) : new BacklogFile(named == null ? folders.backlog() : named);
    for (Opportunity.Idea idea : ideas) {
      try {
        backlog.take(new Backlog.Event.Found(idea), System.getProperty("user.name", "unknown"), Clock.systemUTC().instant());
        terminal
            .err()
            .println(idea.id() + " is in the backlog: " + idea.promised().setScale(2, RoundingMode.HALF_EVEN) + " " + idea.currency() + " a month");
      } catch (Backlog.Refused refused) {
        terminal.err().println(refused.getMessage());
      }
    }
  }
}
