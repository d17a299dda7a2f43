package roadbed.app.gate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import roadbed.assess.policy.GuardrailChoice;
import roadbed.model.GateRules;

/**
 * What to decide on and how.
 *
 * @param source name of what is judged
 * @param paths files and folders as they are with the change
 * @param guardrails the guardrails to judge by
 * @param before what they are compared with
 * @param rules how the gate acts
 * @param evidence folder of the evidence log; empty to write none
 * @param caller who asks, and for which change
 * @param bypass why to go past what blocks, where that is wanted
 */
public record GateRequest(
    String source,
    List<Path> paths,
    GuardrailChoice guardrails,
    Before before,
    GateRules rules,
    Optional<Path> evidence,
    Caller caller,
    Optional<String> bypass) {
  public GateRequest {
    paths = List.copyOf(paths);
  }

  /** The other side of the change. */
  public sealed interface Before {

    /** What the plans among the paths say was there; where there are none, nothing was. */
    record Prior() implements Before {}

    /** A commit of the repository that the paths lie in: where the change left it. */
    record Commit(String reference) implements Before {}

    /** A folder that holds the same files as they were. */
    record Folder(Path path) implements Before {}

    /** What was found once and written down. */
    record Baseline(Path file) implements Before {}
  }

  /**
   * Who asks.
   *
   * @param actor a person or a program
   * @param commit the commit, where it is known
   * @param reference the pull request or branch; empty where it is not known
   */
  public record Caller(String actor, Optional<String> commit, String reference) {}
}
