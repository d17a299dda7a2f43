package roadbed.spark.program;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.model.Collection;
import roadbed.model.Diagnostic;

/** A command of the program. */
interface SparkCommand {

  /** Its word. */
  String name();

  /** Its options. */
  CommandSpec spec();

  /**
   * Runs it.
   *
   * @return the exit code
   */
  int run(ParseResult words, PrintStream out, PrintStream err) throws IOException;

  /** Where bills are. */
  static OptionSpec billing() {
    return option("--data", "DIR", "The billing folder of roadbed cost import, a path or a URI.").required(true).build();
  }

  /** An option with a text. */
  static OptionSpec.Builder option(String name, String label, String description) {
    return OptionSpec.builder(name).type(String.class).paramLabel(label).description(description);
  }

  /** Files of the estate. */
  static PositionalParamSpec estate() {
    return PositionalParamSpec.builder()
        .paramLabel("PATH")
        .arity("0..*")
        .type(List.class)
        .auxiliaryTypes(Path.class)
        .description("Inventory and roadbed.yaml, as for roadbed scan.")
        .build();
  }

  /** What the files of the estate say. What could not be read is said. */
  static Collection collected(ParseResult words, PrintStream err) {
    List<Path> paths = words.matchedPositionalValue(0, List.<Path>of());
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new IllegalArgumentException(path + " does not exist");
      }
    }
    Collection collection =
        new Collector().collect("spark", paths, Clock.systemUTC().instant(), Progress.NONE, Limits.DEFAULT);
    say(collection.diagnostics(), err);
    return collection;
  }

  /** Says errors, and no more than twenty of them. */
  static void say(List<Diagnostic> diagnostics, PrintStream err) {
    diagnostics.stream()
        .filter(diagnostic -> diagnostic.level() == Diagnostic.Level.ERROR)
        .limit(20)
        .forEach(err::println);
  }

  /** A file's text. */
  static String text(String file, long most) {
    try {
      Path path = Path.of(file);
      if (Files.size(path) > most) {
        throw new IllegalArgumentException(file + " is larger than " + (most >> 20) + " MB");
      }
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
