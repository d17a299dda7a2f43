package roadbed.rego.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** Finds {@code # METADATA} comments, reads their YAML and attaches them to what follows. */
final class AnnotationParser {
  private static final Set<String> SCOPES = Set.of("package", "subpackages", "document", "rule");
  private static final Pattern AUTHOR = Pattern.compile("\\s*([^<]*?)\\s*(?:<([^>]+)>)?\\s*");
  private static final Set<String> KNOWN =
      Set.of(
          "scope",
          "title",
          "description",
          "entrypoint",
          "organizations",
          "related_resources",
          "authors",
          "schemas",
          "custom",
          "compile");

  private record Block(Location at, int lastLine, String yaml) {}

  private final String file;
  private final List<RegoError> errors;
  private final Deque<Block> pending = new ArrayDeque<>();
  private final List<Annotation> found = new ArrayList<>();

  AnnotationParser(String file, List<Comment> comments, List<RegoError> errors) {
    this.file = file;
    this.errors = errors;
    for (int i = 0; i < comments.size(); i++) {
      Comment first = comments.get(i);
      if (!first.text().strip().equals("METADATA")) {
        continue;
      }
      StringBuilder yaml = new StringBuilder();
      int last = first.line();
      while (i + 1 < comments.size() && comments.get(i + 1).line() == last + 1) {
        i++;
        last++;
        String text = comments.get(i).text();
        yaml.append(text.startsWith(" ") ? text.substring(1) : text).append('\n');
      }
      pending.add(new Block(new Location(file, first.line(), first.column()), last, yaml.toString()));
    }
  }

  List<Annotation> found() {
    return found;
  }

  /** Drops what stands above a statement that takes no metadata. */
  void skip(Location statement) {
    while (!pending.isEmpty() && pending.getFirst().lastLine < statement.line()) {
      pending.removeFirst();
    }
  }

  void attachToPackage(Location statement, List<String> path) {
    List<String> target = new ArrayList<>(path);
    target.addFirst("data");
    attach(statement, target, -1, "package");
  }

  void attachToRule(Location statement, List<String> packagePath, Rule rule, int index) {
    attach(statement, Module.groundPath(packagePath, rule), index, "rule");
  }

  private void attach(Location statement, List<String> path, int rule, String usualScope) {
    while (!pending.isEmpty() && pending.getFirst().lastLine < statement.line()) {
      Block block = pending.removeFirst();
      ObjectValue fields = fields(block);
      if (fields == null) {
        continue;
      }
      String scope = usualScope;
      if (fields.get("scope") instanceof StringValue written) {
        scope = written.value();
      } else if (BooleanValue.TRUE.equals(fields.get("entrypoint")) && rule >= 0) {
        scope = "document";
      }
      boolean fits = (rule < 0) == (scope.equals("package") || scope.equals("subpackages"));
      if (!SCOPES.contains(scope) || !fits) {
        problem(block.at, "annotation scope '" + scope + "' cannot be applied to this " + (rule < 0 ? "package" : "rule"));
        continue;
      }
      ObjectValue complete = fields.toBuilder().put("scope", StringValue.of(scope)).build();
      found.add(new Annotation(block.at, scope, complete, path, rule));
    }
  }

  private void problem(Location at, String message) {
    errors.add(new RegoError(RegoError.PARSE, message, at));
  }

  private @Nullable ObjectValue fields(Block block) {
    try {
      LoadSettings settings =
          LoadSettings.builder()
              .setLabel(file)
              .setMaxAliasesForCollections(20)
              .setCodePointLimit(200_000)
              .setAllowRecursiveKeys(false)
              .build();
      Object loaded = new Load(settings).loadFromString(block.yaml);
      if (!(loaded instanceof Map<?, ?> map)) {
        problem(block.at, "expected METADATA block, found whitespace or a list: write `name: value` lines");
        return null;
      }
      return normal(block, (ObjectValue) Values.ofJava(map));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine()).orElse(0);
      problem(new Location(file, block.at.line() + 1 + line, 1), "yaml: " + e.getProblem());
    } catch (YamlEngineException | IllegalArgumentException | StackOverflowError e) {
      problem(block.at, "yaml: " + e.getMessage());
    }
    return null;
  }

  /** Short forms written out: an author as text, a related resource as a bare URL. */
  private @Nullable ObjectValue normal(Block block, ObjectValue written) {
    ObjectValue.Builder out = ObjectValue.builder(written.size());
    for (int i = 0; i < written.size(); i++) {
      if (!(written.keyAt(i) instanceof StringValue name)) {
        problem(block.at, "a metadata field's name must be a string");
        return null;
      }
      if (!KNOWN.contains(name.value())) {
        // Unknown fields are passed over, as OPA does.
        continue;
      }
      Value value = written.valueAt(i);
      if (value instanceof ArrayValue items) {
        value =
            switch (name.value()) {
              case "authors" -> ArrayValue.of(items.stream().map(AnnotationParser::author).toList());
              case "related_resources" -> ArrayValue.of(items.stream().map(AnnotationParser::resource).toList());
              default -> value;
            };
      }
      out.put(name, value);
    }
    return out.build();
  }

  private static Value author(Value value) {
    if (!(value instanceof StringValue text)) {
      return value;
    }
    Matcher matcher = AUTHOR.matcher(text.value());
    if (!matcher.matches()) {
      return ObjectValue.of("name", value);
    }
    ObjectValue.Builder out = ObjectValue.builder(2);
    if (!matcher.group(1).isEmpty()) {
      out.put("name", StringValue.of(matcher.group(1)));
    }
    if (matcher.group(2) != null) {
      out.put("email", StringValue.of(matcher.group(2)));
    }
    return out.build();
  }

  private static Value resource(Value value) {
    return value instanceof StringValue ? ObjectValue.of("ref", value) : value;
  }
}
