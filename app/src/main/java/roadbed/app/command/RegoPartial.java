package roadbed.app.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ParseResult;
import roadbed.rego.partial.PartialOptions;
import roadbed.rego.partial.PartialResult;
import roadbed.rego.syntax.Parser;
import roadbed.rego.syntax.Term;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** What {@code eval --partial} is asked for, and what is left of its query as text. */
final class RegoPartial {
  private RegoPartial() {}

  static PartialOptions options(ParseResult words) {
    List<String> unknowns = RegoOptions.list(words, "--unknowns");
    return new PartialOptions(
        paths("--unknowns", unknowns.isEmpty() ? List.of("input") : unknowns),
        paths("--disable-inlining", RegoOptions.list(words, "--disable-inlining")),
        words.hasMatchedOption("--shallow-inlining"),
        words.hasMatchedOption("--nondeterminstic-builtins"));
  }

  private static List<List<Value>> paths(String option, List<String> texts) {
    List<List<Value>> paths = new ArrayList<>();
    for (String text : texts) {
      List<Value> path = new ArrayList<>();
      switch (Parser.term(option, text, new ArrayList<>())) {
        case Term.Var root -> path.add(StringValue.of(root.name()));
        case Term.Ref ref when ref.head() instanceof Term.Var root -> {
          path.add(StringValue.of(root.name()));
          for (Term part : ref.path()) {
            if (!(part instanceof Term.Scalar scalar)) {
              throw new Command.UsageException(option + " is a path such as input.user, not " + text);
            }
            path.add(scalar.value());
          }
        }
        case null, default -> throw new Command.UsageException(option + " is a path such as input.user, not " + text);
      }
      paths.add(path);
    }
    return paths;
  }

  /** The queries and the rules that they refer to, as source text. */
  static String source(PartialResult result) {
    StringBuilder out = new StringBuilder();
    number("# Query ", result.queryTexts(), out);
    number("# Module ", result.supportTexts(), out);
    return out.toString();
  }

  private static void number(String title, List<String> texts, StringBuilder out) {
    for (int i = 0; i < texts.size(); i++) {
      out.append(title).append(i + 1).append('\n').append(texts.get(i).stripTrailing()).append("\n\n");
    }
  }

  /** The queries in a table. */
  static String pretty(PartialResult result) {
    if (result.queries().isEmpty()) {
      return "undefined\n";
    }
    List<List<String>> rows = new ArrayList<>();
    rows("Query ", result.queryTexts(), rows);
    rows("Support ", result.supportTexts(), rows);
    return RegoText.table(List.of(), rows);
  }

  private static void rows(String title, List<String> texts, List<List<String>> rows) {
    for (int i = 0; i < texts.size(); i++) {
      String first = title + (i + 1);
      for (String line : texts.get(i).strip().split("\n", -1)) {
        rows.add(List.of(first, line.replace("\t", "  ")));
        first = "";
      }
    }
  }
}
