package roadbed.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.model.Collection;

/** The sample estate is what its program writes, and all of it is read. */
class SampleEstateTest {

  private static Path examples() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve("examples/Generate.java"))) {
        return folder.resolve("examples");
      }
    }
    throw new AssertionError("there is no examples/Generate.java above the current folder");
  }

  @Test
  void theProgramWritesWhatIsHere(@TempDir Path fresh) throws IOException, InterruptedException {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                examples().resolve("Generate.java").toString(),
                fresh.toString())
            .inheritIO()
            .start();
    assertThat(java.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(java.exitValue()).isZero();
    for (String part : List.of("estate", "history")) {
      assertThat(digests(fresh.resolve(part))).as(part).isEqualTo(digests(examples().resolve(part)));
    }
  }

  /** What gzip makes of the same bytes depends on its library, so packed files are compared unpacked. */
  private static Map<String, Integer> digests(Path folder) throws IOException {
    Map<String, Integer> digests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> digests.put(folder.relativize(file).toString(), Arrays.hashCode(bytes(file))));
    }
    return digests;
  }

  private static byte[] bytes(Path file) {
    try (InputStream in = Files.newInputStream(file);
        InputStream unpacked = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
      return unpacked.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theEstateIsReadWithoutAWord() {
    Collection collection = collect(examples().resolve("estate"));
    assertThat(collection.diagnostics()).isEmpty();
    assertThat(collection.reading().unrecognisedCount()).isZero();
    assertThat(collection.resources()).hasSizeBetween(380, 420);
    assertThat(collection.billing()).hasSize(3 * 14);
    assertThat(collection.incidents()).hasSizeGreaterThan(40);
    assertThat(collection.facts().getFirst().accounts()).hasSizeGreaterThan(12);
    assertThat(collection.catalog()).filteredOn(entity -> entity.kind().equals("Group")).hasSize(9);
  }

  @Test
  void soIsEachEarlierOne() throws IOException {
    try (Stream<Path> folders = Files.list(examples().resolve("history"))) {
      assertThat(folders.toList())
          .hasSize(6)
          .allSatisfy(
              folder -> {
                Collection collection = collect(folder);
                assertThat(collection.diagnostics()).isEmpty();
                assertThat(collection.resources()).hasSizeGreaterThan(350);
              });
    }
  }

  private static Collection collect(Path folder) {
    return new Collector().collect("nordlicht", List.of(folder), Estate.NOW, Progress.NONE, Limits.DEFAULT);
  }
}
