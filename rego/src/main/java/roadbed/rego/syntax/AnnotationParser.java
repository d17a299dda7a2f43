package roadbed.rego.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** Finds {@code # METADATA} comments and attaches them to the statement that follows. */
final class AnnotationParser {
  private static final String SCOPES = "Use one of 'rule', 'document', 'package', or 'subpackages'";

  private record Block(Location at, List<String> lines) {}

  private final String file;
  private final List<RegoError> errors;
  private final Deque<Block> pending = new ArrayDeque<>();
  private final List<Annotation> found = new ArrayList<>();

  AnnotationParser(String file, List<Comment> comments, List<RegoError> errors) {
    this.file = file;
    this.errors = errors;
    for (int i = 0; i < comments.size(); i++) {
      Comment first = comments.get(i);
      if (!first.text().strip().startsWith("METADATA")) {
        continue;
      }
      List<String> lines = new ArrayList<>();
      int last = first.line();
      while (i + 1 < comments.size() && comments.get(i + 1).line() == last + 1 && comments.get(i + 1).column() == 1) {
        i++;
        last++;
        String text = comments.get(i).text();
        lines.add(text.startsWith(" ") ? text.substring(1) : text);
      }
      pending.add(new Block(new Location(file, first.line(), first.column()), lines));
    }
  }

  List<Annotation> found() {
    return found;
  }

  void attachToPackage(Location statement, List<String> path) {
    List<String> target = new ArrayList<>(path);
    target.addFirst("data");
    attach(statement, target, -1, "package");
  }

  void attachToImport(Location statement) {
    attach(statement, List.of(), -1, "import");
  }

  void attachToRule(Location statement, List<String> packagePath, Rule rule, int index) {
    attach(statement, Module.groundPath(packagePath, rule), index, "rule");
  }

  /** What stands above nothing belongs to nothing. */
  void finish() {
    while (!pending.isEmpty()) {
      problem(pending.removeFirst().at, "invalid annotation scope ''. " + SCOPES + ", above a package or a rule");
    }
  }

  private void attach(Location statement, List<String> path, int rule, String kind) {
    while (!pending.isEmpty() && pending.getFirst().at.line() < statement.line()) {
      Block block = pending.removeFirst();
      try {
        AnnotationFields read = AnnotationFields.read(file, block.lines);
        String scope = read.scope();
        boolean isEntrypoint = read.fields().get("entrypoint") != null;
        if (scope.isEmpty()) {
          scope = kind.equals("rule") && isEntrypoint ? "document" : kind;
        }
        if (fits(block, scope, kind, isEntrypoint)) {
          ObjectValue.Builder complete = ObjectValue.builder(read.fields().size() + 1);
          for (int i = 0; i < read.fields().size(); i++) {
            complete.put(read.fields().keyAt(i), read.fields().valueAt(i));
          }
          Value scopeValue = StringValue.of(scope);
          complete.put(StringValue.of("scope"), scopeValue);
          found.add(new Annotation(block.at, scope, complete.build(), read.compile(), path, rule));
        }
      } catch (AnnotationFields.Problem problem) {
        Location at = problem.line() < 0 ? block.at : new Location(file, block.at.line() + 1 + problem.line(), 1);
        problem(at, String.valueOf(problem.getMessage()));
      }
    }
  }

  private boolean fits(Block block, String scope, String kind, boolean isEntrypoint) {
    String wanted =
        switch (scope) {
          case "rule", "document" -> "rule";
          case "package", "subpackages" -> "package";
          default -> "";
        };
    if (wanted.isEmpty()) {
      problem(block.at, "invalid annotation scope '" + scope + "'. " + SCOPES);
      return false;
    }
    if (!wanted.equals(kind)) {
      problem(block.at, "annotation scope '" + scope + "' must be applied to " + wanted + " (have " + kind + ")");
      return false;
    }
    if (isEntrypoint && !scope.equals("document") && !scope.equals("package")) {
      problem(block.at, "annotation entrypoint applied to non-document or package scope '" + scope + "'");
      return false;
    }
    return true;
  }

  private void problem(Location at, String message) {
    errors.add(new RegoError(RegoError.PARSE, message, at));
  }
}
