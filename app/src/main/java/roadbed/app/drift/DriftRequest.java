package roadbed.app.drift;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import roadbed.assess.policy.GuardrailChoice;

/**
 * What to compare.
 *
 * @param source name of what is compared
 * @param paths files and folders whose documents say themselves which side they are of
 * @param declared files and folders that are taken as what is declared
 * @param state files and folders that are taken as states
 * @param live files and folders that are taken as what is live
 * @param guardrails the guardrails to judge by
 * @param activity files and folders of activity logs
 * @param evidence folder of the evidence log; empty to write none
 */
public record DriftRequest(
    String source,
    List<Path> paths,
    List<Path> declared,
    List<Path> state,
    List<Path> live,
    GuardrailChoice guardrails,
    List<Path> activity,
    Optional<Path> evidence) {
  public DriftRequest {
    paths = List.copyOf(paths);
    declared = List.copyOf(declared);
    state = List.copyOf(state);
    live = List.copyOf(live);
    activity = List.copyOf(activity);
  }
}
