package roadbed.assess.policy.foreign.conftest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import roadbed.assess.policy.foreign.Nested;
import roadbed.model.Severity;
import roadbed.rego.syntax.Annotation;
import roadbed.rego.syntax.Module;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Value;

/**
 * A Rego file with the metadata that Trivy's checks have.
 *
 * @param id as findings name it
 * @param title one line
 * @param description why
 * @param resolution what to do
 * @param selectors kinds of documents that it is about, as {@code kubernetes}; empty for all
 * @param namespace its package
 * @param file where it stands
 */
public record TrivyCheck(
    String id,
    String title,
    String description,
    String resolution,
    Severity severity,
    List<String> selectors,
    String namespace,
    String file) {
  public TrivyCheck {
    selectors = List.copyOf(selectors);
  }

  /** The metadata of a file; empty where it has none of this form. */
  static Optional<TrivyCheck> of(Module module) {
    for (Annotation annotation : module.annotations()) {
      ObjectValue fields = annotation.fields();
      ObjectValue custom = Nested.object(fields, "custom");
      boolean itsForm =
          !Nested.isTrue(custom, "library") && (!Nested.object(custom, "input").isEmpty()
              || !Nested.text(custom, "avd_id").isEmpty()
              || !Nested.text(custom, "short_code").isEmpty());
      if (annotation.scope().equals("package") && itsForm) {
        List<String> selectors = new ArrayList<>();
        for (Value selector : Nested.items(custom, "input", "selector")) {
          selectors.add(Nested.text(selector, "type"));
        }
        return Optional.of(
            new TrivyCheck(
                id(custom, module),
                Nested.text(fields, "title"),
                Nested.text(fields, "description"),
                Nested.text(custom, "recommended_action") + Nested.text(custom, "recommended_actions"),
                Severity.ofId(Nested.text(custom, "severity")).orElse(Severity.MEDIUM),
                selectors,
                String.join(".", module.path()),
                module.file()));
      }
    }
    return Optional.empty();
  }

  private static String id(ObjectValue custom, Module module) {
    for (String name : List.of("id", "avd_id", "short_code")) {
      String id = Nested.text(custom, name);
      if (!id.isEmpty()) {
        return id;
      }
    }
    return module.path().getLast().toUpperCase(Locale.ROOT);
  }

  /** Whether it is about documents of a kind: {@code kubernetes}, {@code dockerfile}, {@code yaml} … */
  public boolean isAbout(String kind) {
    return selectors.isEmpty() || selectors.contains(kind);
  }
}
