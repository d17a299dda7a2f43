package roadbed.prove.evidence;

import java.nio.file.Path;
import java.util.List;

/**
 * Runs case files of Merkle proofs: inclusion, consistency, and both for subtrees. A file is a JSON object
 * with the proof in base64, and {@code wantErr} where it must be refused.
 */
public final class MerkleCases {
  private MerkleCases() {}

  /** Runs all {@code .json} files under the paths, in order. */
  public static List<CaseResult> run(List<Path> paths) {
    return landsNext();
  }

  /**
   * How a case went.
   *
   * @param file the case
   * @param outcome passed, failed, or skipped where it is no case of this kind
   * @param message what was expected and what happened; empty where it passed
   */
  public record CaseResult(Path file, Outcome outcome, String message) {}

  /** How a case may go. */
  public enum Outcome {
    PASSED,
    FAILED,
    SKIPPED
  }

  @SuppressWarnings("TypeParameterUnusedInFormals")
  private static <T> T landsNext() {
    throw new UnsupportedOperationException("lands next");
  }
}
