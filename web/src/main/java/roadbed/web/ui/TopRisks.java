package roadbed.web.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.assess.policy.VerdictStore;
import roadbed.inventory.EstateStore;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.model.Value;

/**
 * Which open failures matter most: severity times tier times exposure. What is not known about a resource
 * counts between the best and the worst.
 */
final class TopRisks {
  private static final int CANDIDATES = 25;

  private TopRisks() {}

  /** A failure and why it stands where it stands. */
  record Risk(VerdictStore.Row finding, double score, String tier, String exposure) {}

  static List<Risk> of(EstateStore estate, VerdictStore verdicts, int limit) {
    Map<String, VerdictStore.Row> candidates = new LinkedHashMap<>();
    collect(candidates, verdicts, Map.of("severity", List.of("critical"), "tier", List.of("tier-1")));
    collect(candidates, verdicts, Map.of("severity", List.of("critical")));
    collect(candidates, verdicts, Map.of("severity", List.of("high"), "tier", List.of("tier-1")));
    collect(candidates, verdicts, Map.of("severity", List.of("high")));
    if (candidates.isEmpty()) {
      collect(candidates, verdicts, Map.of());
    }
    Map<ResourceId, Optional<EstateStore.Found>> found = new HashMap<>();
    List<Risk> risks = new ArrayList<>();
    for (VerdictStore.Row row : candidates.values()) {
      Optional<Resource> resource =
          found
              .computeIfAbsent(row.verdict().resource(), estate::find)
              .map(EstateStore.Found::resource);
      String tier = resource.flatMap(Resource::tier).orElse("");
      Optional<Value> exposed = resource.flatMap(it -> it.facets().at("public", "exposed"));
      double exposure =
          exposed.map(TopRisks::exposure).orElse(1.0);
      double score = severity(row) * tierWeight(tier) * exposure;
      risks.add(
          new Risk(row, score, tier, exposure > 1.5 ? "exposed to the internet" : exposure > 1 ? "exposure unknown" : ""));
    }
    return risks.stream()
        .sorted(
            Comparator.comparingDouble(Risk::score)
                .reversed()
                .thenComparing(risk -> risk.finding().since()))
        .limit(limit)
        .toList();
  }

  private static void collect(
      Map<String, VerdictStore.Row> candidates, VerdictStore verdicts, Map<String, List<String>> filters) {
    for (VerdictStore.Row row :
        verdicts.search(new VerdictStore.Query(List.of("fail"), filters, "", 0, CANDIDATES)).rows()) {
      candidates.putIfAbsent(row.verdict().resource() + "\n" + row.verdict().guardrail(), row);
    }
  }

  private static double severity(VerdictStore.Row row) {
    return switch (row.verdict().severity()) {
      case CRITICAL -> 8;
      case HIGH -> 4;
      case MEDIUM -> 2;
      case LOW -> 1;
    };
  }

  private static double tierWeight(String tier) {
    return switch (tier) {
      case "tier-1" -> 3;
      case "tier-2" -> 2;
      case "" -> 1.5;
      default -> 1;
    };
  }

  private static double exposure(Value exposed) {
    return switch (exposed) {
      case Value.Bool yes -> yes.value() ? 2 : 1;
      case Value.Unknown _ -> 1.5;
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Null _, Value.Items _, Value.Fields _, Value.Secret _ -> 1;
    };
  }
}
