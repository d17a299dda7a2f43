package roadbed.assess.policy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which guardrails judge, and how they are set: what scan, gate, fix, drift, explain and the server are told alike.
 *
 * @param folders folders with guardrails of one's own, beside the shipped ones
 * @param settings files that set parameters, enforcement and profiles
 * @param profile the profile to judge by; empty for every guardrail
 * @param only ids of the guardrails to judge by; empty for all
 */
public record GuardrailChoice(List<Path> folders, List<Path> settings, Optional<String> profile, Set<String> only) {
  public GuardrailChoice {
    folders = List.copyOf(folders);
    settings = List.copyOf(settings);
    only = Set.copyOf(only);
  }

  /** The shipped guardrails as they are shipped. */
  public static final GuardrailChoice SHIPPED = new GuardrailChoice(List.of(), List.of(), Optional.empty(), Set.of());

  /** Loads them; what is wrong with a file or a name stands in their diagnostics. */
  public Guardrails load() {
    return Guardrails.chosen(folders, settings, profile, only);
  }
}
