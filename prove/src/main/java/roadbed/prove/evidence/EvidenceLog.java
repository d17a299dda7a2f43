package roadbed.prove.evidence;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import roadbed.model.Value;

/**
 * The evidence log: appends entries, proves them, and verifies everything that is stored.
 *
 * <p>Any number of processes may append to one store; whoever finds that somebody was faster catches up and
 * tries again.
 */
public final class EvidenceLog {

  private EvidenceLog() {}

  /**
   * Opens the log of a store.
   *
   * @param keys the folder with the signing key; a key is made there when the first entry is appended
   */
  public static EvidenceLog open(EvidenceStore store, Path keys, Clock clock) {
    return landsNext();
  }

  /**
   * Appends an entry and signs the new root.
   *
   * @param type {@code scan}, {@code verdicts} or {@code kpi-run}
   * @param actor who or what did it
   * @throws EvidenceException where the stored log does not fit its checkpoint, or cannot be written
   */
  public EvidenceEntry append(String type, String actor, Value.Fields body) {
    return landsNext();
  }

  /** Number of entries. */
  public long size() {
    return landsNext();
  }

  /** Entries from an index on, in order; what cannot be read is left out (and told by {@link #verify}). */
  public List<EvidenceEntry> entries(long from, int limit) {
    return landsNext();
  }

  /** The newest checkpoint's text, empty where the log is. */
  public Optional<String> checkpoint() {
    return landsNext();
  }

  /** The public key in signed-note form, {@code name+id+key}; empty before the first entry. */
  public Optional<String> publicKey() {
    return landsNext();
  }

  /** The proof that an entry is in the log that the newest checkpoint speaks of. */
  public Optional<InclusionProof> inclusionProof(long index) {
    return landsNext();
  }

  /**
   * A proof that one entry is in the log.
   *
   * @param index the entry's position
   * @param size the tree's size
   * @param leaf the entry's leaf hash
   * @param hashes the path, lowest sibling first
   * @param root the tree's root
   */
  public record InclusionProof(long index, long size, Hash leaf, List<Hash> hashes, Hash root) {
    public InclusionProof {
      hashes = List.copyOf(hashes);
    }
  }

  /** Recomputes everything from the stored entries. */
  public Verification verify() {
    return verify(List.of());
  }

  /**
   * Recomputes everything from the stored entries, and compares with checkpoints that somebody kept
   * elsewhere: a log that was cut back and signed again is consistent in itself and not with them.
   */
  public Verification verify(List<String> keptCheckpoints) {
    return landsNext();
  }

  @SuppressWarnings("TypeParameterUnusedInFormals")
  private static <T> T landsNext() {
    throw new UnsupportedOperationException("lands next");
  }
}
