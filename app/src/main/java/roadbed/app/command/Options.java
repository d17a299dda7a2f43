package roadbed.app.command;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/** The plain kinds of options that most commands have. */
final class Options {

  private Options() {}

  /** An option with a text that is null where it is not said. */
  static OptionSpec text(String name, String label, String description) {
    return OptionSpec.builder(name).type(String.class).paramLabel(label).description(description).build();
  }

  /** An option with a day, as 2026-01-31. */
  static OptionSpec day(String name, String description) {
    return OptionSpec.builder(name).type(LocalDate.class).paramLabel("DAY").description(description).build();
  }

  /** An option with the path of one file. */
  static OptionSpec file(String name, String description) {
    return OptionSpec.builder(name).type(Path.class).paramLabel("FILE").description(description).build();
  }

  /** An option with several texts: it may be repeated, and one value may hold several with commas between them. */
  static OptionSpec texts(String name, String label, String description) {
    return list(name, label, description).splitRegex(",").build();
  }

  /** An option that may be repeated, each time with one text, commas and all. */
  static OptionSpec repeated(String name, String label, String description) {
    return list(name, label, description).build();
  }

  private static OptionSpec.Builder list(String name, String label, String description) {
    return OptionSpec.builder(name).type(List.class).auxiliaryTypes(String.class).paramLabel(label).description(description);
  }
}
