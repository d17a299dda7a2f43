package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.config.Folders;
import roadbed.model.ValueJson;
import roadbed.prove.evidence.EvidenceEntry;
import roadbed.prove.evidence.EvidenceLog;
import roadbed.prove.evidence.FileEvidenceStore;
import roadbed.prove.evidence.Verification;

/** {@code roadbed evidence}: shows and proves the log of what scans found. */
final class EvidenceCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("The append-only log of what was scanned, judged and measured.");
    CommandSpec verify = CommandSpec.create().name("verify");
    verify
        .usageMessage()
        .description(
            "Recompute every hash from the entries and compare with what is stored and signed.",
            "",
            "Exit codes: 0 intact, 1 something was changed, 2 there is no log.");
    verify.addOption(log());
    verify.addOption(
        OptionSpec.builder("--checkpoint")
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .paramLabel("FILE")
            .description("A checkpoint kept elsewhere that the log must be consistent with; may be repeated.")
            .build());
    spec.addSubcommand("verify", verify);
    CommandSpec list = CommandSpec.create().name("list");
    list.usageMessage().description("List the entries, newest last.");
    list.addOption(log());
    list.addOption(
        OptionSpec.builder("--last")
            .type(Integer.class)
            .paramLabel("N")
            .defaultValue("20")
            .description("Entries to list (default: ${DEFAULT-VALUE}).")
            .build());
    spec.addSubcommand("list", list);
    CommandSpec checkpoint = CommandSpec.create().name("checkpoint");
    checkpoint
        .usageMessage()
        .description("Print the newest signed checkpoint, to be kept elsewhere, and the key that verifies it.");
    checkpoint.addOption(log());
    spec.addSubcommand("checkpoint", checkpoint);
    return spec;
  }

  private static OptionSpec log() {
    return OptionSpec.builder("--log")
        .type(Path.class)
        .paramLabel("DIR")
        .description("Folder of the log (default: the user's state folder).")
        .build();
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    ParseResult action = words.subcommand();
    if (action == null) {
      throw new UsageException("say verify, list or checkpoint (see roadbed evidence --help)");
    }
    Folders folders = Folders.ofProcess();
    Path folder = action.matchedOptionValue("--log", folders.evidence());
    if (!Files.isDirectory(folder)) {
      throw new UsageException("there is no evidence log at " + folder + "; a scan makes one");
    }
    EvidenceLog log = EvidenceLog.open(new FileEvidenceStore(folder), folders.keys(), Clock.systemUTC());
    return switch (action.commandSpec().name()) {
      case "verify" -> verify(action, log, terminal);
      case "list" -> list(action, log, terminal);
      default -> checkpoint(log, terminal);
    };
  }

  private static int verify(ParseResult words, EvidenceLog log, Terminal terminal)
      throws IOException {
    List<String> kept = new ArrayList<>();
    for (Path file : words.matchedOptionValue("--checkpoint", List.<Path>of())) {
      kept.add(Files.readString(file));
    }
    Verification verification = log.verify(kept);
    verification.problems().forEach(problem -> terminal.out().println(problem));
    verification.notes().forEach(note -> terminal.out().println("note: " + note));
    terminal
        .out()
        .println(
            verification.entries()
                + " entries, root "
                + verification.root()
                + (verification.intact() ? ": intact" : ": " + verification.problems().size() + " problems"));
    return verification.intact() ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  private static int list(ParseResult words, EvidenceLog log, Terminal terminal) {
    int last = words.matchedOptionValue("--last", 20);
    List<List<String>> rows = new ArrayList<>();
    for (EvidenceEntry entry : log.entries(Math.max(0, log.size() - last), last)) {
      rows.add(
          List.of(
              Long.toString(entry.index()),
              entry.at().toString(),
              entry.type(),
              entry.actor(),
              ValueJson.text(entry.body())));
    }
    terminal
        .out()
        .print(TextTable.render(List.of("entry", "at", "type", "actor", "body"), rows, terminal.width()));
    return ExitCode.CLEAN;
  }

  private static int checkpoint(EvidenceLog log, Terminal terminal) {
    terminal.out().print(log.checkpoint().orElse(""));
    log.publicKey().ifPresent(key -> terminal.err().println("verified by " + key));
    return ExitCode.CLEAN;
  }
}
