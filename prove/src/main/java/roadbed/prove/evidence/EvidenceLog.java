package roadbed.prove.evidence;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roadbed.model.Value;

/**
 * The evidence log: appends entries, proves them, and verifies everything that is stored.
 *
 * <p>Any number of processes may append to one store; whoever finds that somebody was faster catches up and
 * tries again.
 */
public final class EvidenceLog {
  private static final int ATTEMPTS = 100;
  private static final int PAGE = 500;
  private static final int MAX_PROOF_LEAVES = 10_000_000;

  private final EvidenceStore store;
  private final LogKey key;
  private final Clock clock;
  private CompactRange range = new CompactRange();
  private LogKey.@Nullable Signer signer;

  private EvidenceLog(EvidenceStore store, LogKey key, Clock clock) {
    this.store = store;
    this.key = key;
    this.clock = clock;
  }

  /**
   * Opens the log of a store.
   *
   * @param keys the folder with the signing key; a key is made there when the first entry is appended
   */
  public static EvidenceLog open(EvidenceStore store, Path keys, Clock clock) {
    return new EvidenceLog(store, new LogKey(keys), clock);
  }

  /**
   * Appends an entry and signs the new root.
   *
   * @param type {@code scan}, {@code verdicts} or {@code kpi-run}
   * @param actor who or what did it
   * @throws EvidenceException where the stored log does not fit its checkpoint, or cannot be written
   */
  public synchronized EvidenceEntry append(String type, String actor, Value.Fields body) {
    LogKey.Signer signer = signer();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long size = catchUp(signer.verifier());
      Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      EvidenceEntry entry = new EvidenceEntry(size, at, type, actor, body);
      String json = EntryText.of(entry, range.root());
      Hash leaf = MerkleTree.leafHash(json.getBytes(StandardCharsets.UTF_8));
      CompactRange next = range.copy();
      next.append(leaf);
      try {
        store.append(
            new EvidenceStore.StoredRecord(size, json, leaf.hex()),
            signer.sign(next.size(), next.root()).text());
        range = next;
        return entry;
      } catch (IllegalStateException _) {
        Thread.onSpinWait();
      }
    }
    throw new EvidenceException("the evidence log is too busy: others appended " + ATTEMPTS + " times first");
  }

  private LogKey.Signer signer() {
    LogKey.Signer known = signer;
    if (known == null) {
      known = key.signer();
      signer = known;
    }
    return known;
  }

  /** Follows the log to its checkpoint and refuses to go on where the two do not fit. */
  private long catchUp(LogKey.Verifier verifier) {
    Optional<String> text = store.checkpoint();
    if (text.isEmpty()) {
      range = new CompactRange();
      if (store.read(0, 2).size() > 1) {
        throw damaged("it has entries and no checkpoint");
      }
      return 0;
    }
    Checkpoint checkpoint =
        Checkpoint.parse(text.get()).orElseThrow(() -> damaged("its checkpoint is not readable"));
    if (!verifier.signed(checkpoint)) {
      throw damaged("its checkpoint is not signed with this installation's key");
    }
    if (range.size() > checkpoint.size()) {
      range = new CompactRange();
    }
    while (range.size() < checkpoint.size()) {
      int limit = (int) Math.min(PAGE, checkpoint.size() - range.size());
      List<EvidenceStore.StoredRecord> records = store.read(range.size(), limit);
      if (records.isEmpty()) {
        throw damaged("entries are missing at its end");
      }
      for (EvidenceStore.StoredRecord record : records) {
        range.append(MerkleTree.leafHash(record.json().getBytes(StandardCharsets.UTF_8)));
      }
    }
    if (!range.root().equals(checkpoint.root())) {
      throw damaged("its entries do not give the root that was signed");
    }
    return checkpoint.size();
  }

  private static EvidenceException damaged(String what) {
    return new EvidenceException(
        "the evidence log is damaged: " + what
            + "; nothing is appended: run `roadbed evidence verify` and restore it");
  }

  /** Number of entries. */
  public long size() {
    return store.size();
  }

  /** Entries from an index on, in order; what cannot be read is left out (and told by {@link #verify()}). */
  public List<EvidenceEntry> entries(long from, int limit) {
    List<EvidenceEntry> entries = new ArrayList<>();
    for (EvidenceStore.StoredRecord record : store.read(from, limit)) {
      EntryText.parse(record.json()).ifPresent(parsed -> entries.add(parsed.entry()));
    }
    return entries;
  }

  /** The newest checkpoint's text, empty where the log is. */
  public Optional<String> checkpoint() {
    return store.checkpoint();
  }

  /** The public key in signed-note form, {@code name+id+key}; empty before the first entry. */
  public Optional<String> publicKey() {
    return key.verifier().map(LogKey.Verifier::text);
  }

  /** The proof that an entry is in the log that the newest checkpoint speaks of. */
  public Optional<InclusionProof> inclusionProof(long index) {
    Optional<Checkpoint> checkpoint = store.checkpoint().flatMap(Checkpoint::parse);
    if (checkpoint.isEmpty() || index < 0 || index >= checkpoint.get().size()) {
      return Optional.empty();
    }
    long size = checkpoint.get().size();
    if (size > MAX_PROOF_LEAVES) {
      throw new EvidenceException("a proof over more than " + MAX_PROOF_LEAVES + " entries is not made here");
    }
    List<Hash> leaves = new ArrayList<>((int) size);
    while (leaves.size() < size) {
      List<EvidenceStore.StoredRecord> records =
          store.read(leaves.size(), (int) Math.min(PAGE, size - leaves.size()));
      if (records.isEmpty()) {
        throw damaged("entries are missing at its end");
      }
      for (EvidenceStore.StoredRecord record : records) {
        leaves.add(MerkleTree.leafHash(record.json().getBytes(StandardCharsets.UTF_8)));
      }
    }
    int at = (int) index;
    return Optional.of(
        new InclusionProof(
            index, size, leaves.get(at), MerkleTree.inclusionProof(leaves, at), MerkleTree.root(leaves)));
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

    /** Whether it proves what it says. */
    public boolean holds() {
      return MerkleTree.verifyInclusion(index, size, leaf, hashes, root);
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
    return new LogVerifier(store, key.verifier(), keptCheckpoints).verify();
  }
}
