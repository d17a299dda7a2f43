package roadbed.app.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import roadbed.assess.delivery.DeliveryRules;
import roadbed.collect.alert.AlertMappings;
import roadbed.model.AllocationJson;
import roadbed.model.Diagnostic;
import roadbed.model.Value;
import roadbed.model.WrittenDocument;
import roadbed.operate.incident.AlertRules;
import roadbed.operate.oncall.OnCallDocuments;

/** What is wrong with documents in which people say how they work, told by those who will act on them. */
public final class WorkingDocuments {
  private static final Map<String, Function<List<Value>, List<List<AllocationJson.Problem>>>> READERS =
      Map.of(
          "OnCall", documents -> OnCallDocuments.read(documents).problems(),
          "AlertRules", documents -> AlertRules.read(documents).problems(),
          "AlertMappings", documents -> AlertMappings.read(documents).problems(),
          DeliveryRules.KIND, documents -> DeliveryRules.read(documents).problems());

  private WorkingDocuments() {}

  /** All that is wrong, kind by kind; documents of one kind may refer to one another. */
  public static List<Diagnostic> problems(List<WrittenDocument> documents) {
    List<Diagnostic> found = new ArrayList<>();
    for (String kind : WrittenDocument.KINDS) {
      List<WrittenDocument> own = documents.stream().filter(one -> one.kind().equals(kind)).toList();
      if (!own.isEmpty()) {
        List<List<AllocationJson.Problem>> problems =
            READERS.getOrDefault(kind, _ -> List.of()).apply(own.stream().map(one -> (Value) one.value()).toList());
        for (int i = 0; i < problems.size(); i++) {
          for (AllocationJson.Problem problem : problems.get(i)) {
            found.add(own.get(i).diagnostic("document." + kind.toLowerCase(Locale.ROOT), problem));
          }
        }
      }
    }
    return found;
  }
}
