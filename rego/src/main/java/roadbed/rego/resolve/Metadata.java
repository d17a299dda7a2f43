package roadbed.rego.resolve;

import java.util.ArrayList;
import java.util.List;
import roadbed.rego.syntax.Annotation;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** What {@code rego.metadata.rule()} and {@code rego.metadata.chain()} are in one rule. */
record Metadata(Value rule, Value chain) {
  static final Metadata NONE = new Metadata(ObjectValue.EMPTY, ArrayValue.EMPTY);

  /**
   * The metadata that holds for a rule, nearest first.
   *
   * @param own the annotations directly above it
   * @param all the annotations of all files
   * @param path the rule's path, {@code data} first
   * @param packagePath its package's path, {@code data} first
   */
  static Metadata of(List<Annotation> own, List<Annotation> all, List<String> path, List<String> packagePath) {
    List<Value> chain = new ArrayList<>();
    Value rule = ObjectValue.EMPTY;
    for (Annotation annotation : own) {
      if (annotation.scope().equals("rule")) {
        rule = annotation.fields();
        chain.add(link(annotation.target(), annotation));
      }
    }
    if (own.stream().noneMatch(a -> a.scope().equals("rule"))) {
      chain.add(ObjectValue.of("path", pathValue(path)));
    }
    for (Annotation annotation : all) {
      if (annotation.scope().equals("document") && annotation.target().equals(path)) {
        chain.add(link(path, annotation));
      }
    }
    for (Annotation annotation : all) {
      if (annotation.scope().equals("package") && annotation.target().equals(packagePath)) {
        chain.add(link(packagePath, annotation));
      }
    }
    for (int length = packagePath.size(); length > 0; length--) {
      List<String> prefix = packagePath.subList(0, length);
      for (Annotation annotation : all) {
        if (annotation.scope().equals("subpackages") && annotation.target().equals(prefix)) {
          chain.add(link(prefix, annotation));
        }
      }
    }
    return new Metadata(rule, ArrayValue.of(chain));
  }

  private static Value link(List<String> path, Annotation annotation) {
    return ObjectValue.builder(2).put("path", pathValue(path)).put("annotations", annotation.fields()).build();
  }

  private static Value pathValue(List<String> path) {
    return ArrayValue.of(path.stream().skip(1).map(StringValue::of).toList());
  }
}
