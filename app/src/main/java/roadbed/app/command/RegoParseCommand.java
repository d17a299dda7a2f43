package roadbed.app.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.command.RegoText.Fields;
import roadbed.rego.syntax.AstJson;
import roadbed.rego.syntax.OneLine;
import roadbed.rego.syntax.Parser;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.syntax.Rule;
import roadbed.rego.syntax.SourceFile;

/** {@code roadbed rego parse}: shows the syntax tree of a file. */
final class RegoParseCommand implements Command {
  private static final int ERROR = 1;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Shows the syntax tree of a Rego file, as JSON in OPA's shape or as an outline.");
    spec.addPositional(
        PositionalParamSpec.builder().paramLabel("FILE").index("0").type(Path.class).description("The file.").build());
    RegoOptions.addFormat(spec, "pretty, json");
    spec.addOption(
        RegoOptions.text(
            "WHAT", "What the JSON includes beside the tree: locations, comments; -NAME leaves out.", "--json-include"));
    RegoOptions.addDialect(spec);
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    String format = RegoOptions.format(words, "pretty", List.of("pretty", "json"));
    Path path = words.matchedPositionalValue(0, Path.of(""));
    if (!Files.isRegularFile(path)) {
      throw new UsageException("there is no file " + path);
    }
    List<RegoError> errors = new ArrayList<>();
    String text = Files.readString(path, StandardCharsets.UTF_8);
    SourceFile file = Parser.file(path.toString(), text, RegoOptions.dialect(words), errors);
    if (file == null || !errors.isEmpty()) {
      terminal
          .err()
          .println(
              format.equals("json")
                  ? RegoText.json(new Fields().put("errors", RegoText.errors(errors)))
                  : RegoText.summary(errors));
      return ERROR;
    }
    if (format.equals("json")) {
      List<String> include = Arrays.asList(words.matchedOptionValue("--json-include", "").split(","));
      boolean comments = !include.contains("-comments");
      terminal.out().println(RegoText.json(AstJson.of(file, include.contains("locations"), comments, true)));
    } else {
      terminal.out().print(outline(file));
    }
    return ExitCode.CLEAN;
  }

  private static String outline(SourceFile file) {
    StringBuilder out = new StringBuilder("module\n package\n  ").append(String.join(".", file.module().path()));
    out.append('\n');
    file.module()
        .imports()
        .forEach(imported -> out.append(" import\n  ").append(String.join(".", imported.path())).append('\n'));
    for (Rule rule : file.module().rules()) {
      for (Rule next = rule; next != null; next = next.orElse()) {
        out.append(next.isDefault() ? " default rule" : next.equals(rule) ? " rule" : " else").append('\n');
        out.append("  head ").append(next.head().name()).append('\n');
        if (!next.body().isEmpty()) {
          out.append("  body\n");
          next.body().forEach(statement -> out.append("   expr ").append(OneLine.of(statement)).append('\n'));
        }
      }
    }
    return out.toString();
  }
}
