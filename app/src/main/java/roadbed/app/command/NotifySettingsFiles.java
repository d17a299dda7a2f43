package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.notify.NotificationFiles;
import roadbed.operate.notify.NotifySettings;

/**
 * What the commands for messages share.
 *
 * @param settings what the documents say
 * @param wrong whether something in them is wrong, which was told
 */
record NotifySettingsFiles(NotifySettings settings, boolean wrong) {

  static CommandSpec spec(String... description) {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description(description);
    spec.addPositional(ScanCommand.paths("Files or folders with documents of kind Notifications."));
    return spec;
  }

  static OptionSpec.Builder option(String name, String label) {
    return OptionSpec.builder(name).type(String.class).paramLabel(label);
  }

  /** Reads the documents, and tells what is wrong with them. */
  static NotifySettingsFiles read(ParseResult words, Terminal terminal) throws IOException {
    List<Path> paths = words.matchedPositionalValue(0, List.of());
    ScanCommand.mustExist(paths);
    NotificationFiles files = NotificationFiles.read(paths);
    files.diagnostics().forEach(diagnostic -> terminal.err().println(diagnostic.level().id() + " " + diagnostic));
    if (files.documents() == 0 && files.diagnostics().isEmpty()) {
      throw new Command.UsageException("no document of kind Notifications was found (see docs/reference/notifications.md)");
    }
    return new NotifySettingsFiles(files.settings(), !files.diagnostics().isEmpty());
  }
}
