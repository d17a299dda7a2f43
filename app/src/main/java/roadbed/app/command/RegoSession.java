package roadbed.app.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.app.command.RegoText.Fields;
import roadbed.rego.Compilation;
import roadbed.rego.Evaluation;
import roadbed.rego.Policy;
import roadbed.rego.QueryException;
import roadbed.rego.QueryResult;
import roadbed.rego.Rego;
import roadbed.rego.builtin.CallContext;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.Parser;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.syntax.Rule;
import roadbed.rego.syntax.Statement;
import roadbed.rego.syntax.Term;
import roadbed.rego.trace.Explanation;
import roadbed.rego.trace.TraceRecorder;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Value;

/**
 * A conversation in Rego: rules that were typed are kept, queries are answered.
 *
 * <p>A text is a rule if it reads as one and not as a query, or reads as both and defines a name: {@code x := 1} makes a
 * rule, as it does with opa.
 */
final class RegoSession {
  private static final String HELP =
      """
      Rules and queries are typed as they are; a line that is not complete is continued on the next.

        show              the package, imports and rules that were typed
        show debug        what is switched on
        unset NAME        forget the rules of a name
        unset-package P   forget the rules of a package
        package P         go on in package P
        import PATH       import a document
        json, pretty      how results are shown
        trace, notes      show what is evaluated, or only notes; again to stop
        help              this text
        exit              leave
      """;

  private final PrintStream out;
  private final List<Module> loaded;
  private final ObjectValue data;
  private final @Nullable Value input;
  private final Dialect dialect;
  private final List<String> rules = new ArrayList<>();
  private final Set<String> imports = new LinkedHashSet<>();
  private final StringBuilder open = new StringBuilder();
  private String packageName = "repl";
  private boolean json;
  private Explanation explanation = Explanation.OFF;

  RegoSession(PrintStream out, List<Module> loaded, ObjectValue data, @Nullable Value input, Dialect dialect) {
    this.out = out;
    this.loaded = loaded;
    this.data = data;
    this.input = input;
    this.dialect = dialect;
  }

  /** Whether the last line waits for another. */
  boolean isContinued() {
    return !open.isEmpty();
  }

  /** Takes a line; false where it was the last. */
  boolean say(String line) {
    if (open.isEmpty()) {
      String word = line.strip();
      if (word.equals("exit") || word.equals("quit")) {
        return false;
      }
      if (word.isEmpty() || command(word)) {
        return true;
      }
    }
    boolean ends = line.isBlank();
    open.append(line).append('\n');
    if (!ends && isIncomplete(open.toString())) {
      return true;
    }
    end();
    return true;
  }

  /** Evaluates what was typed so far. */
  void end() {
    String text = open.toString().strip();
    open.setLength(0);
    if (!text.isEmpty()) {
      text(text);
    }
  }

  private boolean command(String line) {
    String[] words = line.split("\\s+", 2);
    String rest = words.length > 1 ? words[1] : "";
    switch (words[0]) {
      case "help" -> out.print(HELP);
      case "show" -> show(rest);
      case "json" -> json = true;
      case "pretty" -> json = false;
      case "trace" -> explanation = explanation == Explanation.FULL ? Explanation.OFF : Explanation.FULL;
      case "notes" -> explanation = explanation == Explanation.NOTES ? Explanation.OFF : Explanation.NOTES;
      case "unset" -> unset(rest);
      case "unset-package" -> {
        rules.clear();
        imports.clear();
        packageName = "repl";
      }
      case "package" -> moved(rest);
      case "import" -> imported(line, rest);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void show(String what) {
    if (what.equals("debug")) {
      out.println(
          RegoText.json(new Fields().putText("explain", explanation.word()).put("json", json)));
      return;
    }
    out.print(source(rules));
  }

  private String source(List<String> texts) {
    StringBuilder text = new StringBuilder("package ").append(packageName).append("\n");
    if (!imports.isEmpty()) {
      text.append('\n');
      imports.forEach(path -> text.append("import ").append(path).append('\n'));
    }
    texts.forEach(rule -> text.append('\n').append(rule).append('\n'));
    return text.toString();
  }

  private void moved(String name) {
    List<RegoError> errors = new ArrayList<>();
    Parser.module("repl", "package " + name + "\n", dialect, errors);
    if (!errors.isEmpty()) {
      out.println(RegoText.summary(errors));
      return;
    }
    packageName = name;
    rules.clear();
    imports.clear();
  }

  private void imported(String line, String path) {
    List<RegoError> errors = new ArrayList<>();
    Parser.module("repl", "package repl\n" + line + "\n", dialect, errors);
    if (errors.isEmpty()) {
      imports.add(path);
    } else {
      out.println(RegoText.summary(errors));
    }
  }

  private void unset(String name) {
    boolean found =
        rules.removeIf(
            text -> {
              Module module = module(List.of(text), new ArrayList<>());
              return module != null
                  && module.rules().stream().anyMatch(rule -> rule.head().name().equals(name));
            });
    if (!found) {
      out.println("warning: no matching rules in current module");
    }
  }

  private @Nullable Module module(List<String> texts, List<RegoError> errors) {
    return Parser.module("repl", source(texts), dialect, errors);
  }

  /** Whether more text could make sense of it: something is open at its end. */
  private boolean isIncomplete(String text) {
    int depth = 0;
    boolean quoted = false;
    boolean raw = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (raw) {
        raw = c != '`';
      } else if (quoted) {
        i += c == '\\' ? 1 : 0;
        quoted = c != '"';
      } else {
        switch (c) {
          case '"' -> quoted = true;
          case '`' -> raw = true;
          case '{', '[', '(' -> depth++;
          case '}', ']', ')' -> depth--;
          case '#' -> i = text.indexOf('\n', i) < 0 ? text.length() : text.indexOf('\n', i);
          default -> {
            // Says nothing about what is open.
          }
        }
      }
    }
    return depth > 0 || raw;
  }

  private void text(String text) {
    List<RegoError> queryErrors = new ArrayList<>();
    List<Statement> statements = Parser.query("repl", text, dialect, queryErrors);
    List<RegoError> ruleErrors = new ArrayList<>();
    Module rule = module(List.of(text), ruleErrors);
    if (rule != null
        && ruleErrors.isEmpty()
        && !rule.rules().isEmpty()
        && (!queryErrors.isEmpty() || defines(statements, rule))) {
      define(text, rule.rules().getFirst());
    } else if (queryErrors.isEmpty()) {
      query(text);
    } else {
      out.println(RegoText.summary(queryErrors));
    }
  }

  /** A single {@code name := value} or {@code name = value} with a new name makes a rule. */
  private boolean defines(List<Statement> statements, Module module) {
    return statements.size() == 1
        && statements.getFirst() instanceof Statement.Expression expression
        && expression.term() instanceof Term.Infix infix
        && infix.builtin().equals("assign")
        && module.rules().size() == 1;
  }

  private void define(String text, Rule rule) {
    List<String> others = new ArrayList<>(rules);
    String name = rule.head().name();
    boolean replaces = rule.body().isEmpty() && rule.head().args() == null && rule.head().key() == null && !rule.isDefault();
    if (replaces) {
      others.removeIf(
          known -> {
            Module module = module(List.of(known), new ArrayList<>());
            return module != null
                && module.rules().stream().anyMatch(r -> r.head().name().equals(name) && r.body().isEmpty() && !r.isDefault());
          });
    }
    boolean replaced = others.size() < rules.size();
    others.add(text);
    List<RegoError> errors = new ArrayList<>();
    if (compiled(others, errors) == null) {
      out.println(RegoText.summary(errors));
      return;
    }
    rules.clear();
    rules.addAll(others);
    out.println("Rule '" + name + "' " + (replaced ? "re-defined" : "defined") + " in package " + packageName
        + ". Type 'show' to see rules.");
  }

  private @Nullable Policy compiled(List<String> texts, List<RegoError> errors) {
    Module own = module(texts, errors);
    if (own == null || !errors.isEmpty()) {
      return null;
    }
    Rego.Compiler compiler = Rego.compiler().v0(dialect == Dialect.V0).marks(true).data(data);
    loaded.forEach(compiler::module);
    compiler.module(own);
    return switch (compiler.compile()) {
      case Compilation.Compiled compiled -> compiled.policy();
      case Compilation.Failed failed -> {
        errors.addAll(failed.errors());
        yield null;
      }
    };
  }

  private void query(String text) {
    List<RegoError> errors = new ArrayList<>();
    Policy policy = compiled(rules, errors);
    RegoQuery query = RegoQuery.of(text, packageName, List.copyOf(imports), dialect, errors);
    if (policy == null || !errors.isEmpty()) {
      out.println(RegoText.summary(errors));
      return;
    }
    TraceRecorder trace = new TraceRecorder();
    Policy noted = policy.withContext(() -> CallContext.builder().prints(out::println).notes(trace::note));
    try {
      Evaluation evaluation = noted.on(input);
      if (explanation != Explanation.OFF) {
        evaluation.tracedBy(trace);
      }
      QueryResult result = noted.query(query.statements(), query.file()).in(evaluation);
      out.print(Explanation.text(explanation.of(trace.events()), false));
      if (result.ended()) {
        out.println(RegoText.summary(result.errors()));
      } else if (json) {
        out.println(RegoText.json(result.rows().isEmpty() ? new Fields() : new Fields().put("result", query.json(result))));
      } else {
        out.print(query.pretty(result));
      }
    } catch (QueryException e) {
      out.println(RegoText.summary(e.errors()));
    }
  }
}
