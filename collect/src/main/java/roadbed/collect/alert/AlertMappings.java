package roadbed.collect.alert;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import roadbed.model.AllocationJson;
import roadbed.model.SaidFields;
import roadbed.model.Value;

/**
 * Reads documents of kind {@code AlertMappings}: how to read messages of systems that nobody has built a reader for.
 *
 * @param mappings that are right, in order
 * @param problems what is wrong, of each document
 */
public record AlertMappings(List<AlertMapping> mappings, List<List<AllocationJson.Problem>> problems) {
  private static final int MOST = 200;

  public AlertMappings {
    mappings = List.copyOf(mappings);
    problems = problems.stream().map(List::copyOf).toList();
  }

  /** Reads documents; a mapping that is wrong is left out. */
  public static AlertMappings read(List<? extends Value> documents) {
    List<AlertMapping> mappings = new ArrayList<>();
    List<List<AllocationJson.Problem>> problems = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Value document : documents) {
      SaidFields.Problems of = new SaidFields.Problems();
      SaidFields root = SaidFields.of(document, of);
      root.only("apiVersion", "kind", "mappings");
      if (!root.text("apiVersion").filter("roadbed.dev/v1"::equals).isPresent()) {
        root.wrong("apiVersion", "the version is not known", "write roadbed.dev/v1");
      }
      int count = root.list("mappings").size();
      Value.Items items =
          document instanceof Value.Fields fields && fields.get("mappings").orElse(Value.Items.EMPTY) instanceof Value.Items given
              ? given
              : Value.Items.EMPTY;
      if (count > MOST) {
        root.wrong("mappings", "there are more than " + MOST, "the rest is not read");
      }
      for (int i = 0; i < Math.min(MOST, items.values().size()); i++) {
        List<String> wrong = new ArrayList<>();
        int place = i;
        AlertMapping.of(items.values().get(i), wrong)
            .ifPresent(
                mapping -> {
                  if (ids.add(mapping.id())) {
                    mappings.add(mapping);
                  } else {
                    root.wrong("mappings/" + place, "there is a mapping " + mapping.id() + " already", "give each a name of its own");
                  }
                });
        wrong.forEach(words -> root.wrong("mappings/" + place, words, "see docs/reference/alert-documents.md"));
      }
      problems.add(of.all());
    }
    return new AlertMappings(mappings, problems);
  }
}
