package roadbed.prove.evidence;

import java.util.ArrayList;
import java.util.List;

/**
 * Merkle trees as RFC 6962 and RFC 9162 hash them: roots, inclusion proofs and consistency proofs, made and
 * verified. Subtrees {@code [start, end)} are those of draft-ietf-plants-merkle-tree-certs; a whole tree is
 * the subtree that starts at 0.
 */
public final class MerkleTree {
  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};
  private static final Hash EMPTY_ROOT = Hash.sha256();

  private MerkleTree() {}

  /** The root of the tree without leaves. */
  public static Hash emptyRoot() {
    return EMPTY_ROOT;
  }

  /** The hash of a leaf. */
  public static Hash leafHash(byte[] entry) {
    return Hash.sha256(LEAF, entry);
  }

  /** The hash of a node over its two children. */
  public static Hash nodeHash(Hash left, Hash right) {
    return Hash.sha256(NODE, left.bytes(), right.bytes());
  }

  /** The root over leaf hashes. */
  public static Hash root(List<Hash> leaves) {
    CompactRange range = new CompactRange();
    leaves.forEach(range::append);
    return range.root();
  }

  /**
   * The proof that the leaf at an index is in the tree of these leaves, lowest sibling first.
   *
   * @throws IndexOutOfBoundsException where there is no such leaf
   */
  public static List<Hash> inclusionProof(List<Hash> leaves, int index) {
    if (index < 0 || index >= leaves.size()) {
      throw new IndexOutOfBoundsException("leaf " + index + " of " + leaves.size());
    }
    List<Hash> proof = new ArrayList<>();
    collectInclusion(leaves, index, proof);
    return proof;
  }

  private static void collectInclusion(List<Hash> leaves, int index, List<Hash> proof) {
    int size = leaves.size();
    if (size == 1) {
      return;
    }
    int split = Integer.highestOneBit(size - 1);
    if (index < split) {
      collectInclusion(leaves.subList(0, split), index, proof);
      proof.add(root(leaves.subList(split, size)));
    } else {
      collectInclusion(leaves.subList(split, size), index - split, proof);
      proof.add(root(leaves.subList(0, split)));
    }
  }

  /**
   * The proof that the tree of the first {@code earlier} leaves is a prefix of the tree of all of them.
   *
   * @throws IndexOutOfBoundsException where {@code earlier} is not from 1 to the number of leaves
   */
  public static List<Hash> consistencyProof(List<Hash> leaves, int earlier) {
    if (earlier < 1 || earlier > leaves.size()) {
      throw new IndexOutOfBoundsException("tree of " + earlier + " in a tree of " + leaves.size());
    }
    List<Hash> proof = new ArrayList<>();
    collectConsistency(leaves, earlier, true, proof);
    return proof;
  }

  private static void collectConsistency(
      List<Hash> leaves, int earlier, boolean complete, List<Hash> proof) {
    int size = leaves.size();
    if (earlier == size) {
      if (!complete) {
        proof.add(root(leaves));
      }
      return;
    }
    int split = Integer.highestOneBit(size - 1);
    if (earlier <= split) {
      collectConsistency(leaves.subList(0, split), earlier, complete, proof);
      proof.add(root(leaves.subList(split, size)));
    } else {
      collectConsistency(leaves.subList(split, size), earlier - split, false, proof);
      proof.add(root(leaves.subList(0, split)));
    }
  }

  /** Whether a proof shows that a leaf stands at an index of the tree with that size and root. */
  public static boolean verifyInclusion(long index, long size, Hash leaf, List<Hash> proof, Hash root) {
    if (index < 0 || index >= size) {
      return false;
    }
    long node = index;
    long last = size - 1;
    Hash hash = leaf;
    for (Hash sibling : proof) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = nodeHash(sibling, hash);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = nodeHash(hash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && hash.equals(root);
  }

  /** Whether a proof shows that the tree of {@code earlier} leaves is a prefix of the tree of {@code later}. */
  public static boolean verifyConsistency(
      long earlier, long later, Hash earlierRoot, Hash laterRoot, List<Hash> proof) {
    return earlier > 0
        && verifySubtreeConsistency(0, earlier, later, earlierRoot, laterRoot, proof);
  }

  /** Whether a proof shows that a leaf stands at an index of the tree inside the subtree with that root. */
  public static boolean verifySubtreeInclusion(
      long index, long start, long end, Hash leaf, List<Hash> proof, Hash root) {
    return isSubtree(start, end)
        && index >= start
        && index < end
        && verifyInclusion(index - start, end - start, leaf, proof, root);
  }

  /** Whether a proof shows that the subtree {@code [start, end)} is part of the tree of {@code size}. */
  public static boolean verifySubtreeConsistency(
      long start, long end, long size, Hash subtreeRoot, Hash root, List<Hash> proof) {
    if (end > size || !isSubtree(start, end)) {
      return false;
    }
    if (start == end) {
      return size > 0 && end > 0 && proof.isEmpty() && subtreeRoot.equals(EMPTY_ROOT);
    }
    long first = start;
    long last = end - 1;
    long treeLast = size - 1;
    if (last == treeLast) {
      int shift = Long.SIZE - Long.numberOfLeadingZeros(first ^ last);
      first >>= shift;
      last >>= shift;
      treeLast >>= shift;
    } else {
      while (first != last && (last & 1) == 1) {
        first >>= 1;
        last >>= 1;
        treeLast >>= 1;
      }
    }
    Hash inSubtree = subtreeRoot;
    List<Hash> rest = proof;
    if (first != last) {
      if (proof.isEmpty()) {
        return false;
      }
      inSubtree = proof.getFirst();
      rest = proof.subList(1, proof.size());
    }
    Hash inTree = inSubtree;
    for (Hash sibling : rest) {
      if (treeLast == 0) {
        return false;
      }
      if ((last & 1) == 1 || last == treeLast) {
        if (first < last) {
          inSubtree = nodeHash(sibling, inSubtree);
        }
        inTree = nodeHash(sibling, inTree);
        while ((last & 1) == 0) {
          first >>= 1;
          last >>= 1;
          treeLast >>= 1;
        }
      } else {
        inTree = nodeHash(inTree, sibling);
      }
      first >>= 1;
      last >>= 1;
      treeLast >>= 1;
    }
    return treeLast == 0 && inSubtree.equals(subtreeRoot) && inTree.equals(root);
  }

  /** Whether {@code [start, end)} is a node's range in some tree: aligned to its size rounded up to a power of two. */
  private static boolean isSubtree(long start, long end) {
    if (start < 0 || end < start) {
      return false;
    }
    long size = end - start;
    long aligned = size <= 1 ? 1 : Long.highestOneBit(size - 1) << 1;
    return aligned > 0 && start % aligned == 0;
  }
}
