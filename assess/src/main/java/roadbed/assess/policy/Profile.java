package roadbed.assess.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import roadbed.model.Resource;
import roadbed.model.Value;

/**
 * A named choice of guardrails.
 *
 * @param name its name, as {@code --profile} takes it
 * @param title one line, whom it is for
 * @param guardrails ids of the guardrails that it has
 * @param environments environments whose resources it judges, lower case; empty means all
 * @param parameters what it sets, by guardrail and parameter
 */
public record Profile(
    String name,
    String title,
    Set<String> guardrails,
    List<String> environments,
    Map<String, Map<String, Value>> parameters) {
  public Profile {
    guardrails = Set.copyOf(guardrails);
    environments = List.copyOf(environments);
    parameters = Map.copyOf(parameters);
  }

  /** Whether it judges a resource; one whose environment nothing tells is judged by profiles for all of them. */
  boolean judges(Resource resource) {
    return environments.isEmpty()
        || resource
            .environment()
            .map(environment -> environments.contains(environment.toLowerCase(Locale.ROOT)))
            .orElse(false);
  }
}
