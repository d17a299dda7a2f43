package roadbed.app.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import roadbed.prove.report.LineDifference;
import roadbed.rego.format.Formatter;
import roadbed.rego.format.Target;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.Parser;
import roadbed.rego.syntax.RegoError;

/** {@code roadbed rego fmt}: lays Rego files out in one way. */
final class RegoFmtCommand implements Command {
  private static final int ERROR = 2;
  private static final int UNREADABLE = 1;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Lays Rego files out in one way and prints them; without a path, what is piped in. A file with errors is"
                + " reported and left as it is, and the others are done.",
            "",
            "Exit codes: 0 done; 1 text that was piped in does not read; 2 a file does not read, or with --fail one"
                + " would change.");
    spec.addPositional(RegoOptions.paths("0..*", "Files and folders."));
    spec.addOption(RegoOptions.flag("Write files instead of printing them.", "-w", "--write"));
    spec.addOption(RegoOptions.flag("List the files that would change.", "-l", "--list"));
    spec.addOption(RegoOptions.flag("Print what would change.", "-d", "--diff"));
    spec.addOption(RegoOptions.flag("Exit with 2 where a file would change.", "--fail"));
    spec.addOption(RegoOptions.flag("Read the dialect from before OPA 1.0 and write what both read.", "--v0-v1", "--rego-v1"));
    spec.addOption(RegoOptions.flag("Leave out imports that the dialect since OPA 1.0 does not need.", "--drop-v0-imports"));
    spec.addOption(
        RegoOptions.text("WHETHER", "Whether the result is read again to check it (default: true).", "--check-result"));
    RegoOptions.addDialect(spec);
    return spec;
  }

  /** In which dialect files are read and written. */
  private record Dialects(Dialect from, Target to) {}

  private static Dialects dialects(ParseResult words) {
    if (words.hasMatchedOption("--v0-v1")) {
      boolean v1 = words.hasMatchedOption("--v1-compatible");
      return new Dialects(v1 ? Dialect.V1 : Dialect.V0, Target.V0_AND_V1);
    }
    return RegoOptions.v0(words) ? new Dialects(Dialect.V0, Target.V0) : new Dialects(Dialect.V1, Target.V1);
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    List<String> paths = words.matchedPositionalValue(0, List.of());
    if (paths.isEmpty()) {
      String text = new String(terminal.in().readAllBytes(), StandardCharsets.UTF_8);
      List<RegoError> errors = new ArrayList<>();
      String made = made(words, "stdin", text, errors);
      if (!errors.isEmpty()) {
        terminal.err().println(RegoText.summary(errors));
        return UNREADABLE;
      }
      terminal.out().print(made);
      return ExitCode.CLEAN;
    }
    int code = ExitCode.CLEAN;
    for (String path : paths) {
      for (Path file : files(Path.of(path).normalize())) {
        code = Math.max(code, file(words, file, terminal));
      }
    }
    return code;
  }

  private static List<Path> files(Path path) {
    try (Stream<Path> walk = Files.walk(path)) {
      return walk.filter(file -> file.toString().endsWith(".rego") && Files.isRegularFile(file)).sorted().toList();
    } catch (IOException e) {
      throw new UsageException("cannot be read: " + path);
    }
  }

  /** The text laid out; the text itself where it has errors. */
  private static String made(ParseResult words, String file, String text, List<RegoError> errors) {
    Dialects dialects = dialects(words);
    boolean drop = words.hasMatchedOption("--drop-v0-imports");
    String made = Formatter.format(file, text, dialects.from(), dialects.to(), drop, errors);
    if (made == null || !errors.isEmpty()) {
      return text;
    }
    if (!words.matchedOptionValue("--check-result", "true").equals("false")) {
      Dialect read = dialects.to() == Target.V0 ? Dialect.V0 : Dialect.V1;
      Parser.module(file, made, read, errors);
    }
    return made;
  }

  private static int file(ParseResult words, Path file, Terminal terminal) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    List<RegoError> errors = new ArrayList<>();
    String made = made(words, file.toString(), text, errors);
    if (!errors.isEmpty()) {
      terminal.err().println("failed to format Rego source file: " + RegoText.summary(errors));
      return ERROR;
    }
    boolean changed = !made.equals(text);
    if (words.hasMatchedOption("--list")) {
      if (changed) {
        terminal.out().println(file);
      }
    } else if (words.hasMatchedOption("--diff")) {
      if (changed) {
        terminal.out().print(LineDifference.of(file.toString(), text, made));
      }
    } else if (words.hasMatchedOption("--write")) {
      if (changed) {
        Files.writeString(file, made, StandardCharsets.UTF_8);
      }
    } else {
      terminal.out().print(made);
    }
    if (changed && words.hasMatchedOption("--fail")) {
      terminal.err().println(file + ": unexpected diff");
      return ERROR;
    }
    return ExitCode.CLEAN;
  }
}
