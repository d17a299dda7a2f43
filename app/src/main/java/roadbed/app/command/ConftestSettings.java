package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ParseResult;
import roadbed.collect.configuration.ConfigurationException;
import roadbed.collect.configuration.ConfigurationText;
import roadbed.model.Value;

/** What a file in Conftest's form says of options; what stands on the command line counts more. */
final class ConftestSettings {
  /** The option that names the file. */
  static final String OPTION = "--config-file";

  private static final Path USUAL = Path.of("conftest.toml");
  private static final long MAX_BYTES = 1L << 20;

  private final ParseResult words;
  private final Map<String, Value> written;

  private ConftestSettings(ParseResult words, Map<String, Value> written) {
    this.words = words;
    this.written = written;
  }

  /** The settings of the named file, else of {@code conftest.toml} in this folder, where there is one. */
  static ConftestSettings of(ParseResult words) throws IOException {
    Path file = words.matchedOptionValue(OPTION, Files.isRegularFile(USUAL) ? USUAL : null);
    if (file == null) {
      return new ConftestSettings(words, Map.of());
    }
    if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
      throw new Command.UsageException(file + " is no file of settings");
    }
    try {
      return new ConftestSettings(
          words, ConfigurationText.toml(Files.readString(file)) instanceof Value.Fields fields ? fields.values() : Map.of());
    } catch (ConfigurationException e) {
      throw new Command.UsageException(file + ":" + e.line() + ": " + e.problem());
    }
  }

  boolean has(String option) {
    return words.hasMatchedOption(option)
        || (written.get(option.substring(2)) instanceof Value.Bool said && said.value());
  }

  String text(String option, String otherwise) {
    String byFile = written.get(option.substring(2)) instanceof Value.Text text ? text.value() : otherwise;
    return words.matchedOptionValue(option, byFile);
  }

  List<String> texts(String option, List<String> otherwise) {
    List<String> byFile = otherwise;
    if (written.get(option.substring(2)) instanceof Value.Text text) {
      byFile = List.of(text.value());
    } else if (written.get(option.substring(2)) instanceof Value.Items items) {
      byFile =
          items.values().stream().filter(Value.Text.class::isInstance).map(item -> ((Value.Text) item).value()).toList();
    }
    return words.matchedOptionValue(option, byFile);
  }
}
