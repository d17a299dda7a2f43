package roadbed.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import roadbed.model.Collection;
import roadbed.model.Diagnostic;

/**
 * Estates of every format that is read, damaged in every way: reading ends in time, and no reader fails. {@code
 * -Droadbed.fuzz=N} damages each estate N times, {@code -Droadbed.fuzz.seed=N} in another way, and {@code
 * -Droadbed.fuzz.keep=FOLDER} keeps what a reader failed at.
 */
class DamagedDocumentsTest {
  private static final int RUNS = Integer.getInteger("roadbed.fuzz", 60);
  private static final long SEED = Long.getLong("roadbed.fuzz.seed", 20261121);

  /** An estate: texts by the names of their files. */
  private record Case(String name, Map<String, String> files) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> estates() {
    String all;
    try (InputStream in = Objects.requireNonNull(DamagedDocumentsTest.class.getResourceAsStream("damaged.txt"))) {
      all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Stream.of(all.split("(?m)^=== ", -1)).skip(1).map(DamagedDocumentsTest::estate);
  }

  private static Case estate(String text) {
    String[] parts = text.split("(?m)^--- ", -1);
    Map<String, String> files = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int end = parts[i].indexOf('\n');
      files.put(parts[i].substring(0, end), parts[i].substring(end + 1));
    }
    return new Case(parts[0].strip(), files);
  }

  private static Estate written(Path folder, Map<String, String> files) {
    Estate estate = new Estate(folder);
    files.forEach(estate::file);
    return estate;
  }

  private static List<Diagnostic> faults(Collection collection) {
    return collection.diagnostics().stream().filter(said -> said.code().equals("reader.fault")).toList();
  }

  @ParameterizedTest
  @MethodSource("estates")
  void isReadWhole(Case whole, @TempDir Path folder) {
    Collection collection = written(folder, whole.files()).collect();
    assertThat(faults(collection)).isEmpty();
    assertThat(collection.resources().size() + collection.catalog().size()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("estates")
  void isReadToItsEndHoweverDamaged(Case whole, @TempDir Path folder) throws IOException {
    Random random = new Random(SEED);
    Damage damage = new Damage(whole.files().values(), random);
    List<String> names = List.copyOf(whole.files().keySet());
    Estate estate = written(folder, whole.files());
    for (int run = 0; run < RUNS; run++) {
      String name = names.get(random.nextInt(names.size()));
      String text = damage.of(Objects.requireNonNull(whole.files().get(name)));
      estate.file(name, text);
      Collection collection =
          Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> estate.collect(), () -> name + "\n" + text);
      List<Diagnostic> faults = faults(collection);
      if (!faults.isEmpty()) {
        keep(whole.name() + "-" + run, name, text);
      }
      assertThat(faults).as("run %d, %s:\n%s", run, name, text).isEmpty();
      estate.file(name, Objects.requireNonNull(whole.files().get(name)));
    }
  }

  private static void keep(String run, String name, String text) throws IOException {
    String folder = System.getProperty("roadbed.fuzz.keep");
    if (folder != null) {
      Path file = Path.of(folder, run, name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
  }

  @Test
  void aReaderThatFailsLosesNothingElse(@TempDir Path folder) {
    Estate estate = new Estate(folder).file("a.yaml", Estate.POD).file("b.yaml", Estate.POD.replace("good", "other"));
    Collector failing =
        new Collector(
            path -> {
              if (path.endsWith("a.yaml")) {
                throw new IllegalStateException("a secret of the document");
              }
              return Files.newInputStream(path);
            });
    Collection collection = failing.collect("test", List.of(folder), Estate.NOW, Progress.NONE, Limits.DEFAULT);
    assertThat(collection.resources()).extracting("name").containsExactly("other");
    assertThat(estate.said(collection))
        .singleElement()
        .asString()
        .startsWith("a.yaml: Roadbed failed in reading this (IllegalStateException in roadbed.collect.")
        .doesNotContain("secret");
  }
}
