package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.config.Folders;
import roadbed.app.cost.BilledEstate;
import roadbed.assess.cost.change.UsageHistory;
import roadbed.collect.Progress;
import roadbed.model.AllocationRules.Span;
import roadbed.model.Diagnostic;

/** The options that take assumed use from the bill: what was used in its last full months. */
final class HistoryOptions {
  private static final int MOST_ROWS = 500_000;

  private HistoryOptions() {}

  static void add(CommandSpec spec) {
    spec.addOption(
        ScanCommand.flag(
            "--history", "Assume what is paid by use from the last full months of the imported bill; each figure says so."));
    spec.addOption(
        OptionSpec.builder("--history-from")
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .paramLabel("PATH")
            .description("The same from these billing files; may be repeated.")
            .build());
  }

  /** The history that the words ask for; what could not be read is said on the terminal. */
  static Optional<UsageHistory> history(ParseResult words, Terminal terminal) throws IOException {
    List<Path> files = words.matchedOptionValue("--history-from", List.of());
    if (files.isEmpty() && !words.hasMatchedOption("--history")) {
      return Optional.empty();
    }
    ScanCommand.mustExist(files);
    LocalDate today = LocalDate.now(Clock.systemUTC());
    try (BilledEstate estate = BilledEstate.open(Folders.ofProcess(), Clock.systemUTC(), files, Progress.NONE)) {
      estate.diagnostics().stream()
          .filter(one -> one.level() == Diagnostic.Level.ERROR)
          .limit(20)
          .forEach(one -> terminal.err().println(one));
      UsageHistory history = new UsageHistory(estate.billing().use(Span.ALWAYS, MOST_ROWS), today);
      if (history.months().isEmpty()) {
        terminal.err().println("note: the bill has no full month, so nothing is assumed from it");
      }
      return Optional.of(history);
    }
  }
}
