package roadbed.assess.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import roadbed.assess.policy.GuardrailSettings.Placed;
import roadbed.assess.policy.GuardrailSettings.ProfileText;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Value;

/** The profiles that there are: those that guardrails name in their metadata, and those of settings files. */
final class Profiles {
  /** The profiles that come with Roadbed, with what they are for. */
  static final Map<String, String> SHIPPED =
      Map.of(
          "baseline", "what every estate should keep from its first day",
          "strict", "everything that comes with Roadbed",
          "cis", "what the CIS benchmarks of the clouds and of Kubernetes ask for",
          "prod", "the baseline and what production needs beyond it; only resources of production are judged");

  private static final List<String> PRODUCTION = List.of("prod", "production", "prd", "live");

  private final List<Guardrail> guardrails;
  private final Map<String, ProfileText> texts = new LinkedHashMap<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  Profiles(List<Guardrail> guardrails, List<GuardrailSettings> settings) {
    this.guardrails = guardrails;
    for (GuardrailSettings one : settings) {
      one.profiles().forEach(texts::put);
    }
  }

  /** What is wrong with the profiles that were looked at. */
  List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /** All names, sorted. */
  Set<String> names() {
    Set<String> names = new TreeSet<>(texts.keySet());
    guardrails.forEach(guardrail -> names.addAll(guardrail.terms().profiles()));
    return names;
  }

  /** The profile of that name. */
  Optional<Profile> find(String name) {
    return find(name, new LinkedHashSet<>());
  }

  private Optional<Profile> find(String name, Set<String> within) {
    ProfileText text = texts.get(name);
    if (text == null) {
      return named(name);
    }
    if (!within.add(name)) {
      diagnostics.add(
          Diagnostic.error("policy.profile-cycle", text.at(), "profile " + name + " extends itself", "remove one extends"));
      return Optional.empty();
    }
    Set<String> ids = new TreeSet<>();
    List<String> environments = new ArrayList<>(text.environments());
    Map<String, Map<String, Value>> parameters = new TreeMap<>();
    for (Placed<String> base : text.bases()) {
      Optional<Profile> found = find(base.value(), within);
      if (found.isEmpty()) {
        if (!texts.containsKey(base.value())) {
          unknown(base.at(), base.value());
        }
        continue;
      }
      ids.addAll(found.get().guardrails());
      if (text.environments().isEmpty()) {
        environments.addAll(found.get().environments());
      }
      found.get().parameters().forEach((id, values) -> merge(parameters, id, values));
    }
    for (Placed<String> one : text.guardrails()) {
      ids.add(known(one));
    }
    for (Placed<String> one : text.except()) {
      ids.remove(known(one));
    }
    ParameterSettings.values(guardrails, text.parameters(), diagnostics)
        .forEach((id, values) -> merge(parameters, id, values));
    within.remove(name);
    return Optional.of(new Profile(name, text.title(), ids, environments.stream().distinct().toList(), parameters));
  }

  private static void merge(Map<String, Map<String, Value>> into, String id, Map<String, Value> values) {
    into.computeIfAbsent(id, _ -> new TreeMap<>()).putAll(values);
  }

  private Optional<Profile> named(String name) {
    Set<String> ids = new TreeSet<>();
    for (Guardrail guardrail : guardrails) {
      if (guardrail.terms().profiles().contains(name)) {
        ids.add(guardrail.id());
      }
    }
    return ids.isEmpty() && !SHIPPED.containsKey(name)
        ? Optional.empty()
        : Optional.of(
            new Profile(
                name,
                SHIPPED.getOrDefault(name, ""),
                ids,
                name.equals("prod") ? PRODUCTION : List.of(),
                Map.of()));
  }

  private String known(Placed<String> id) {
    if (guardrails.stream().noneMatch(guardrail -> guardrail.id().equals(id.value()))) {
      diagnostics.add(ParameterSettings.unknownGuardrail(id.at(), id.value()));
    }
    return id.value();
  }

  /** Says that there is no such profile. */
  void unknown(Location at, String name) {
    diagnostics.add(
        Diagnostic.error(
            "policy.unknown-profile",
            at,
            "there is no profile " + name,
            "there are " + String.join(", ", names())));
  }
}
