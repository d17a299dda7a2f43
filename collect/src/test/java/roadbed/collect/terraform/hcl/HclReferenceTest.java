package roadbed.collect.terraform.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.model.Diagnostic;

/**
 * Whatever the reference parser reads is read, and whatever it refuses is refused: the cases of this project, and
 * texts that are changed at random. {@code -Droadbed.hcl.mutants=20000} tries more.
 */
class HclReferenceTest {
  private static final int MUTANTS = Integer.getInteger("roadbed.hcl.mutants", 1_500);

  /** The reference compares each error with each other one. */
  private static final int BATCH = 500;

  @TempDir private Path folder = Path.of("");

  @Test
  void readsAndRefusesWhatTheReferenceParserDoes() throws Exception {
    assumeTrue(ReferenceParser.isThere(), "SKIPPED: terraform is not on this machine, so nothing is compared with it");
    List<byte[]> texts = new ArrayList<>();
    for (HclCase one : HclCase.all()) {
      texts.add(one.text().getBytes(StandardCharsets.UTF_8));
    }
    Random random = new Random(Long.getLong("roadbed.hcl.seed", 7));
    for (int i = 0; i < MUTANTS; i++) {
      texts.add(HclMutant.of(random).getBytes(StandardCharsets.UTF_8));
    }
    TreeMap<Integer, Integer> refused = new TreeMap<>();
    for (int from = 0; from < texts.size(); from += BATCH) {
      int first = from;
      ReferenceParser.refused(
              texts.subList(from, Math.min(texts.size(), from + BATCH)),
              Files.createDirectory(folder.resolve("batch" + from)))
          .forEach((index, line) -> refused.put(first + index, line));
    }
    Map<String, String> different = new TreeMap<>();
    for (int i = 0; i < texts.size(); i++) {
      String text = new String(texts.get(i), StandardCharsets.UTF_8);
      List<Diagnostic> ours = HclFile.parse("main.tf", text).diagnostics();
      boolean bounds = ours.stream().anyMatch(one -> one.code().equals("hcl.bounds"));
      if (!bounds && ours.isEmpty() == refused.containsKey(i)) {
        different.put(
            text, refused.containsKey(i) ? "is refused by the reference at line " + refused.get(i) : "we say " + ours);
      }
    }
    assertThat(refused.size()).isBetween(50, texts.size() - 50);
    assertThat(different).isEmpty();
  }
}
