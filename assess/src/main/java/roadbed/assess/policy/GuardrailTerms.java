package roadbed.assess.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import roadbed.model.GateRules;
import roadbed.model.Value;

/**
 * On what terms a guardrail is used: how a right document looks, where to read on, what may be set, which profiles have
 * it, and what a failure does at a gate.
 *
 * @param examples right code by source, for example {@code terraform}
 * @param references addresses of documentation
 * @param parameters what may be set
 * @param profiles names of the profiles that have it
 * @param whenSet the parameter without which it judges nothing, where there is one
 * @param enforcement what a failure does at a gate where nothing else is said
 */
public record GuardrailTerms(
    Map<String, String> examples,
    List<String> references,
    List<GuardrailParameter> parameters,
    List<String> profiles,
    Optional<String> whenSet,
    GateRules.Level enforcement) {
  /** Nothing is said. */
  public static final GuardrailTerms NONE =
      new GuardrailTerms(Map.of(), List.of(), List.of(), List.of(), Optional.empty(), GateRules.Level.WARN);

  public GuardrailTerms {
    examples = Collections.unmodifiableMap(new LinkedHashMap<>(examples));
    references = List.copyOf(references);
    parameters = List.copyOf(parameters);
    profiles = List.copyOf(profiles);
  }

  /** The parameter of that name. */
  public Optional<GuardrailParameter> parameter(String name) {
    return parameters.stream().filter(parameter -> parameter.name().equals(name)).findFirst();
  }

  /** Whether there is nothing that it waits for. */
  boolean judges() {
    return whenSet.flatMap(this::parameter).map(GuardrailParameter::isSet).orElse(true);
  }

  /** The same with some parameters set. */
  GuardrailTerms with(Map<String, Value> set) {
    List<GuardrailParameter> all = new ArrayList<>();
    for (GuardrailParameter parameter : parameters) {
      Value value = set.get(parameter.name());
      all.add(value == null ? parameter : parameter.with(value));
    }
    return new GuardrailTerms(examples, references, all, profiles, whenSet, enforcement);
  }

  /** The same with another enforcement. */
  GuardrailTerms with(GateRules.Level other) {
    return new GuardrailTerms(examples, references, parameters, profiles, whenSet, other);
  }
}
