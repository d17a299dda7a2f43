package roadbed.rego.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.Annotation;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** The metadata of all files by what it is about, and what of it holds for a rule. */
final class Annotations {
  private final IdentityHashMap<Module, Map<Integer, List<Annotation>>> byRule = new IdentityHashMap<>();
  private final Map<List<String>, Annotation> documents = new HashMap<>();
  private final Map<List<String>, Annotation> packages = new HashMap<>();
  private final Map<List<String>, Annotation> subpackages = new HashMap<>();
  private final List<RegoError> errors;

  Annotations(List<Module> modules, List<RegoError> errors) {
    this.errors = errors;
    for (Module module : modules) {
      for (Annotation annotation : module.annotations()) {
        switch (annotation.scope()) {
          case "rule" ->
              byRule
                  .computeIfAbsent(module, _ -> new HashMap<>())
                  .computeIfAbsent(annotation.rule(), _ -> new ArrayList<>())
                  .addFirst(annotation);
          case "document" -> put(documents, annotation);
          case "package" -> put(packages, annotation);
          default -> put(subpackages, annotation);
        }
      }
    }
  }

  private void put(Map<List<String>, Annotation> into, Annotation annotation) {
    Annotation first = into.putIfAbsent(annotation.target(), annotation);
    if (first != null) {
      Location at = first.at();
      errors.add(
          new RegoError(
              RegoError.TYPE,
              annotation.scope() + " annotation redeclared: " + at.file() + ":" + at.line(),
              annotation.at()));
    }
  }

  private List<Annotation> ofRule(Module module, int rule) {
    return byRule.getOrDefault(module, Map.of()).getOrDefault(rule, List.of());
  }

  /** What {@code rego.metadata.rule()} is in a rule: the metadata nearest above it. */
  ObjectValue nearest(Module module, int rule) {
    List<Annotation> own = ofRule(module, rule);
    return own.isEmpty() ? ObjectValue.EMPTY : own.getFirst().fields();
  }

  /**
   * What {@code rego.metadata.chain()} is in a rule: its own metadata, nearest first, that of its document, of its package,
   * and of the packages around it. The rule itself is always there.
   */
  ArrayValue chain(Module module, int rule) {
    List<String> path = module.rulePath(rule);
    List<Value> links = new ArrayList<>();
    List<Annotation> own = ofRule(module, rule);
    own.forEach(annotation -> links.add(link(annotation.target(), annotation)));
    if (own.isEmpty()) {
      links.add(link(path, null));
    }
    List<String> packagePath = packagePath(module);
    add(links, documents.get(path));
    add(links, packages.get(packagePath));
    for (int length = packagePath.size(); length > 0; length--) {
      add(links, subpackages.get(packagePath.subList(0, length)));
    }
    return ArrayValue.of(links);
  }

  /** The schemas that hold for a rule, from the farthest to the nearest; a later one takes the place of an earlier. */
  List<ObjectValue> schemas(Module module, int rule) {
    List<ObjectValue> schemas = new ArrayList<>();
    List<String> packagePath = packagePath(module);
    for (int length = 1; length <= packagePath.size(); length++) {
      addSchemas(schemas, subpackages.get(packagePath.subList(0, length)));
    }
    addSchemas(schemas, packages.get(packagePath));
    addSchemas(schemas, documents.get(module.rulePath(rule)));
    ofRule(module, rule).reversed().forEach(annotation -> addSchemas(schemas, annotation));
    return schemas;
  }

  private static void addSchemas(List<ObjectValue> schemas, @Nullable Annotation annotation) {
    if (annotation != null && annotation.field("schemas") instanceof ArrayValue written) {
      for (Value schema : written) {
        if (schema instanceof ObjectValue fields) {
          schemas.add(fields);
        }
      }
    }
  }

  private static List<String> packagePath(Module module) {
    List<String> path = new ArrayList<>(module.path());
    path.addFirst("data");
    return path;
  }

  private static void add(List<Value> links, @Nullable Annotation annotation) {
    if (annotation != null) {
      links.add(link(annotation.target(), annotation));
    }
  }

  private static Value link(List<String> path, @Nullable Annotation annotation) {
    ObjectValue.Builder out = ObjectValue.builder(2);
    out.put(StringValue.of("path"), ArrayValue.of(path.stream().skip(1).<Value>map(StringValue::of).toList()));
    if (annotation != null) {
      out.put(StringValue.of("annotations"), annotation.fields());
    }
    return out.build();
  }
}
