package roadbed.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.config.Folders;

/** The options by which a command that reads files is told how to call them, and where evidence of it goes. */
final class SourceOptions {
  private SourceOptions() {}

  /** The name of what is read. */
  static void addName(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("--source")
            .type(String.class)
            .paramLabel("NAME")
            .description("Name of what is read (default: the paths as given).")
            .build());
  }

  /** Where evidence goes. */
  static void addEvidence(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("--evidence")
            .type(Path.class)
            .paramLabel("DIR")
            .description("Folder of the evidence log (default: the user's state folder).")
            .build());
    spec.addOption(ScanCommand.flag("--no-evidence", "Write no evidence."));
  }

  /** The name that was given; else the paths. */
  static String name(ParseResult words, List<Path> paths) {
    String name = words.matchedOptionValue("--source", "");
    return name.isEmpty() ? ScanCommand.sourceName(paths) : name;
  }

  /** The folder of the evidence log; empty where none is to be written. */
  static Optional<Path> evidence(ParseResult words, Folders folders) {
    if (words.hasMatchedOption("--no-evidence")) {
      return Optional.empty();
    }
    Path named = words.matchedOptionValue("--evidence", null);
    return Optional.of(named == null ? folders.evidence() : named);
  }
}
