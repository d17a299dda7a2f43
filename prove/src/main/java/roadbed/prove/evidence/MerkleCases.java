package roadbed.prove.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;

/**
 * Runs case files of Merkle proofs: inclusion, consistency, and both for subtrees. A file is a JSON object
 * with hashes in base64, and {@code wantErr} where the proof must be refused.
 */
public final class MerkleCases {
  private static final long MAX_FILE = 1_000_000;
  private static final int MAX_DEPTH = 20;

  private MerkleCases() {}

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

  /** Runs all {@code .json} files under the paths, in order. */
  public static List<CaseResult> run(List<Path> paths) {
    List<CaseResult> results = new ArrayList<>();
    for (Path path : paths) {
      try (Stream<Path> files = Files.walk(path, MAX_DEPTH)) {
        files
            .filter(Files::isRegularFile)
            .filter(file -> file.toString().endsWith(".json"))
            .sorted()
            .forEach(file -> results.add(runFile(file)));
      } catch (IOException | UncheckedIOException e) {
        results.add(new CaseResult(path, Outcome.FAILED, "cannot be read: " + e.getMessage()));
      }
    }
    return results;
  }

  private static CaseResult runFile(Path file) {
    try {
      if (Files.size(file) > MAX_FILE) {
        return new CaseResult(file, Outcome.SKIPPED, "larger than " + MAX_FILE + " bytes");
      }
      if (!(ValueJson.parse(Files.readString(file)) instanceof Value.Fields fields)
          || !(fields.values().get("wantErr") instanceof Value.Bool refuse)) {
        return new CaseResult(file, Outcome.SKIPPED, "no object with wantErr");
      }
      Optional<Boolean> holds = holds(new Case(fields));
      if (holds.isEmpty()) {
        return new CaseResult(file, Outcome.SKIPPED, "the fields are of no known kind of case");
      }
      if (holds.get() == refuse.value()) {
        String message =
            refuse.value() ? "the proof must be refused and holds" : "the proof must hold and is refused";
        return new CaseResult(file, Outcome.FAILED, message);
      }
      return new CaseResult(file, Outcome.PASSED, "");
    } catch (IOException | JacksonException e) {
      return new CaseResult(file, Outcome.FAILED, "cannot be read: " + e.getMessage());
    }
  }

  /** Whether the case's proof holds, or empty where the fields are of no known kind. */
  private static Optional<Boolean> holds(Case fields) {
    if (fields.has("leafIdx", "treeSize", "leafHash", "root")) {
      return Optional.of(
          fields.wellFormed("leafHash", "root", "leafIdx", "treeSize")
              && MerkleTree.verifyInclusion(
                  fields.number("leafIdx"),
                  fields.number("treeSize"),
                  fields.hash("leafHash"),
                  fields.proof(),
                  fields.hash("root")));
    }
    if (fields.has("leafIdx", "start", "end", "leafHash", "root")) {
      return Optional.of(
          fields.wellFormed("leafHash", "root", "leafIdx", "start", "end")
              && MerkleTree.verifySubtreeInclusion(
                  fields.number("leafIdx"),
                  fields.number("start"),
                  fields.number("end"),
                  fields.hash("leafHash"),
                  fields.proof(),
                  fields.hash("root")));
    }
    if (fields.has("size1", "size2", "root1", "root2")) {
      return Optional.of(
          fields.wellFormed("root1", "root2", "size1", "size2")
              && MerkleTree.verifyConsistency(
                  fields.number("size1"),
                  fields.number("size2"),
                  fields.hash("root1"),
                  fields.hash("root2"),
                  fields.proof()));
    }
    if (fields.has("start", "end", "size", "root1", "root2")) {
      return Optional.of(
          fields.wellFormed("root1", "root2", "start", "end", "size")
              && MerkleTree.verifySubtreeConsistency(
                  fields.number("start"),
                  fields.number("end"),
                  fields.number("size"),
                  fields.hash("root1"),
                  fields.hash("root2"),
                  fields.proof()));
    }
    return Optional.empty();
  }

  /** A case's fields. What is malformed is refused as a proof would be, not read as something else. */
  private record Case(Value.Fields fields) {

    boolean has(String... names) {
      return Stream.of(names).allMatch(fields.values()::containsKey);
    }

    /** Whether two hashes, all numbers and the proof have the form that they must have. */
    boolean wellFormed(String firstHash, String secondHash, String... numbers) {
      return find(firstHash).isPresent()
          && find(secondHash).isPresent()
          && Stream.of(numbers).allMatch(name -> fields.values().get(name) instanceof Value.Whole)
          && proofHashes().isPresent();
    }

    long number(String name) {
      return fields.values().get(name) instanceof Value.Whole whole ? whole.value() : -1;
    }

    Hash hash(String name) {
      return find(name).orElseThrow();
    }

    /**
     * A hash as the case gives it. Some cases of consistency have roots of other lengths, of which only the
     * equality counts: their own hash stands in for them, and no proof can lead to it.
     */
    private Optional<Hash> find(String name) {
      Optional<byte[]> bytes = bytes(fields.values().get(name));
      Optional<Hash> hash = bytes.flatMap(Hash::of);
      return hash.isEmpty() && name.matches("root[12]") ? bytes.map(Hash::sha256) : hash;
    }

    List<Hash> proof() {
      return proofHashes().orElseThrow();
    }

    private Optional<List<Hash>> proofHashes() {
      List<Hash> hashes = new ArrayList<>();
      if (fields.values().get("proof") instanceof Value.Items items) {
        for (Value item : items.values()) {
          Optional<Hash> hash = bytes(item).flatMap(Hash::of);
          if (hash.isEmpty()) {
            return Optional.empty();
          }
          hashes.add(hash.get());
        }
      }
      return Optional.of(hashes);
    }

    private static Optional<byte[]> bytes(@Nullable Value value) {
      try {
        return value instanceof Value.Text text
            ? Optional.of(Base64.getDecoder().decode(text.value()))
            : Optional.empty();
      } catch (IllegalArgumentException _) {
        return Optional.empty();
      }
    }
  }
}
