package roadbed.assess.policy.foreign;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Value;

/**
 * Kubernetes' selection by labels: all requirements must hold.
 *
 * @param equal labels that must have these values
 */
public record LabelSelector(Map<String, String> equal, List<Requirement> requirements) {
  public LabelSelector {
    equal = Map.copyOf(equal);
    requirements = List.copyOf(requirements);
  }

  /** What a label must be. */
  public record Requirement(String key, String operator, List<String> values) {
    public Requirement {
      values = List.copyOf(values);
    }
  }

  /** Reads a selector; empty where something in it is wrong, which is said in the problems. */
  public static Optional<LabelSelector> read(ObjectValue written, List<String> problems) {
    List<Requirement> requirements = new ArrayList<>();
    int before = problems.size();
    for (Value item : Nested.items(written, "matchExpressions")) {
      Requirement requirement =
          new Requirement(Nested.text(item, "key"), Nested.text(item, "operator"), Nested.texts(item, "values"));
      switch (requirement.operator()) {
        case "In", "NotIn" -> {
          if (requirement.values().isEmpty()) {
            problems.add("a label selector's " + requirement.operator() + " needs values");
          }
        }
        case "Exists", "DoesNotExist" -> {
          if (!requirement.values().isEmpty()) {
            problems.add("a label selector's " + requirement.operator() + " has no values");
          }
        }
        default -> problems.add("\"" + requirement.operator() + "\" is not a valid label selector operator");
      }
      requirements.add(requirement);
    }
    return problems.size() > before
        ? Optional.empty()
        : Optional.of(new LabelSelector(Nested.textsByName(written, "matchLabels"), requirements));
  }

  /** Whether labels satisfy it. */
  public boolean matches(Map<String, String> labels) {
    return equal.entrySet().stream().allMatch(wanted -> wanted.getValue().equals(labels.get(wanted.getKey())))
        && requirements.stream().allMatch(requirement -> holds(requirement, labels));
  }

  private static boolean holds(Requirement requirement, Map<String, String> labels) {
    String value = labels.get(requirement.key());
    return switch (requirement.operator()) {
      case "In" -> value != null && requirement.values().contains(value);
      case "NotIn" -> value == null || !requirement.values().contains(value);
      case "Exists" -> value != null;
      default -> value == null;
    };
  }
}
