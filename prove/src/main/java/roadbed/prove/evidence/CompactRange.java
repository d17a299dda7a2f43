package roadbed.prove.evidence;

import java.util.Arrays;

/**
 * The roots of the complete subtrees that a growing tree consists of, largest first: all that is needed
 * to append a leaf and to tell the root, in memory that grows with the logarithm of the size.
 */
public final class CompactRange {
  private Hash[] subtrees = new Hash[8];
  private int count;
  private long size;

  /** Appends a leaf. */
  public void append(Hash leaf) {
    Hash hash = leaf;
    for (long bits = size; (bits & 1) == 1; bits >>= 1) {
      hash = MerkleTree.nodeHash(subtrees[--count], hash);
    }
    if (count == subtrees.length) {
      subtrees = Arrays.copyOf(subtrees, count * 2);
    }
    subtrees[count++] = hash;
    size++;
  }

  /** A range that goes on by itself from here. */
  public CompactRange copy() {
    CompactRange copy = new CompactRange();
    copy.subtrees = subtrees.clone();
    copy.count = count;
    copy.size = size;
    return copy;
  }

  /** Number of leaves. */
  public long size() {
    return size;
  }

  /** The root over all leaves so far. */
  public Hash root() {
    if (count == 0) {
      return MerkleTree.emptyRoot();
    }
    Hash root = subtrees[count - 1];
    for (int i = count - 2; i >= 0; i--) {
      root = MerkleTree.nodeHash(subtrees[i], root);
    }
    return root;
  }
}
