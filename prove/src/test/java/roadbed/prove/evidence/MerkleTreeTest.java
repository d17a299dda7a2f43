package roadbed.prove.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import roadbed.testkit.SharedData;

class MerkleTreeTest {
  private static final int SIZES = 200;

  private static List<Hash> leaves(int count) {
    List<Hash> leaves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      leaves.add(MerkleTree.leafHash(("entry " + i).getBytes(StandardCharsets.UTF_8)));
    }
    return leaves;
  }

  /** The eight entries and roots that the reference implementations of RFC 6962 test with. */
  @Test
  void rootsAreThoseOfTheReferenceTree() {
    List<String> entries =
        List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657",
            "606162636465666768696a6b6c6d6e6f");
    List<String> roots =
        List.of(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    CompactRange range = new CompactRange();
    List<Hash> leaves = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      Hash leaf = MerkleTree.leafHash(HexFormat.of().parseHex(entries.get(i)));
      leaves.add(leaf);
      range.append(leaf);
      assertThat(range.root().hex()).isEqualTo(roots.get(i));
      assertThat(MerkleTree.root(leaves)).isEqualTo(range.root());
    }
    assertThat(MerkleTree.emptyRoot().hex())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(new CompactRange().root()).isEqualTo(MerkleTree.emptyRoot());
  }

  @Test
  void inclusionProofsHoldForEveryLeafOfEverySizeAndForNoOtherLeaf() {
    List<Hash> all = leaves(SIZES);
    for (int size = 1; size <= SIZES; size++) {
      List<Hash> tree = all.subList(0, size);
      Hash root = MerkleTree.root(tree);
      for (int index = 0; index < size; index += 1 + size / 17) {
        List<Hash> proof = MerkleTree.inclusionProof(tree, index);
        assertThat(MerkleTree.verifyInclusion(index, size, tree.get(index), proof, root)).isTrue();
        Hash other = MerkleTree.leafHash(new byte[] {9});
        assertThat(MerkleTree.verifyInclusion(index, size, other, proof, root)).isFalse();
        assertThat(MerkleTree.verifyInclusion(index + 1, size, tree.get(index), proof, root)).isFalse();
        assertThat(MerkleTree.verifyInclusion(index, size, tree.get(index), proof, other)).isFalse();
        List<Hash> longer = new ArrayList<>(proof);
        longer.add(other);
        assertThat(MerkleTree.verifyInclusion(index, size, tree.get(index), longer, root)).isFalse();
      }
    }
  }

  @Test
  void consistencyProofsHoldForEveryPairOfSizesAndForNoOtherTree() {
    List<Hash> all = leaves(SIZES);
    List<Hash> roots = new ArrayList<>();
    for (int size = 0; size <= SIZES; size++) {
      roots.add(MerkleTree.root(all.subList(0, size)));
    }
    for (int later = 1; later <= SIZES; later++) {
      for (int earlier = 1; earlier <= later; earlier += 1 + later / 17) {
        List<Hash> proof = MerkleTree.consistencyProof(all.subList(0, later), earlier);
        Hash before = roots.get(earlier);
        Hash after = roots.get(later);
        assertThat(MerkleTree.verifyConsistency(earlier, later, before, after, proof)).isTrue();
        Hash other = MerkleTree.leafHash(new byte[] {9});
        assertThat(MerkleTree.verifyConsistency(earlier, later, other, after, proof)).isFalse();
        assertThat(MerkleTree.verifyConsistency(earlier, later, before, other, proof)).isFalse();
        for (int i = 0; i < proof.size(); i++) {
          List<Hash> changed = new ArrayList<>(proof);
          changed.set(i, other);
          assertThat(MerkleTree.verifyConsistency(earlier, later, before, after, changed)).isFalse();
        }
      }
    }
  }

  @Test
  void publicCaseFilesAllPass() {
    List<MerkleCases.CaseResult> results =
        MerkleCases.run(List.of(SharedData.at("merkle/testdata")));
    assertThat(results.stream().filter(result -> result.outcome() != MerkleCases.Outcome.PASSED))
        .isEmpty();
    assertThat(results.size()).isEqualTo(354);
  }
}
