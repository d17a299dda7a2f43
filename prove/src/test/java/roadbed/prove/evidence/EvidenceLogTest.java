package roadbed.prove.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.model.Value;
import roadbed.prove.evidence.Verification.Kind;
import roadbed.prove.evidence.Verification.Problem;

class EvidenceLogTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T03:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  private EvidenceLog log() {
    return EvidenceLog.open(new FileEvidenceStore(folder.resolve("log")), folder.resolve("state"), CLOCK);
  }

  private EvidenceLog logOf(int entries) {
    EvidenceLog log = log();
    for (int i = 0; i < entries; i++) {
      log.append("scan", "tester", new Value.Fields(Map.of("n", Value.of(i), "text", Value.of("é\"\n"))));
    }
    return log;
  }

  private Path logFile() {
    return folder.resolve("log").resolve("log.jsonl");
  }

  private Path checkpointFile() {
    return folder.resolve("log").resolve("checkpoint");
  }

  private List<String> lines() throws IOException {
    return new ArrayList<>(Files.readAllLines(logFile()));
  }

  private void write(List<String> lines) throws IOException {
    Files.writeString(logFile(), String.join("\n", lines) + "\n");
  }

  @Test
  void aLogOfAnySizeIsIntactAndProvesItsEntries() {
    EvidenceLog log = log();
    assertThat(log.verify().intact()).isTrue();
    assertThat(log.verify().entries()).isZero();
    for (int i = 0; i < 20; i++) {
      EvidenceEntry entry = log.append("scan", "tester", new Value.Fields(Map.of("n", Value.of(i))));
      assertThat(entry.index()).isEqualTo(i);
      assertThat(log.verify().problems()).isEmpty();
      assertThat(log.verify().entries()).isEqualTo(i + 1);
    }
    for (int i = 0; i < 20; i++) {
      assertThat(log.inclusionProof(i)).hasValueSatisfying(proof -> assertThat(proof.holds()).isTrue());
    }
    assertThat(log.inclusionProof(20)).isEmpty();
    assertThat(log.entries(18, 10)).extracting(EvidenceEntry::index).containsExactly(18L, 19L);
  }

  @Test
  void anotherProcessGoesOnWhereTheFirstStopped() {
    logOf(3);
    EvidenceLog other = log();
    assertThat(other.append("verdicts", "other", Value.Fields.EMPTY).index()).isEqualTo(3);
    assertThat(other.verify().intact()).isTrue();
  }

  @Test
  void manyWritersAppendToOneLog() {
    IntStream.range(0, 8)
        .parallel()
        .forEach(
            writer -> {
              EvidenceLog log = log();
              for (int i = 0; i < 10; i++) {
                log.append("scan", "writer " + writer, Value.Fields.EMPTY);
              }
            });
    assertThat(log().verify().problems()).isEmpty();
    assertThat(log().size()).isEqualTo(80);
  }

  @Test
  void theStoredTextIsCanonical() throws IOException {
    logOf(1);
    assertThat(lines().getFirst())
        .matches("\\{\"leaf\":\"[0-9a-f]{64}\",\"entry\":.*}")
        .contains(
            "{\"actor\":\"tester\",\"at\":\"2026-11-21T03:00:00Z\",\"body\":{\"n\":0,\"text\":\"é\\\"\\n\"},"
                + "\"index\":0,\"prior\":\""
                + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\",\"type\":\"scan\"}");
  }

  /** The signature is checked here as the C2SP specifications say, with nothing of ours. */
  @Test
  void theCheckpointIsASignedNoteThatAnybodyCanVerify() throws Exception {
    EvidenceLog log = logOf(5);
    String note = log.checkpoint().orElseThrow();
    String[] key = log.publicKey().orElseThrow().split("\\+", 3);
    int blank = note.indexOf("\n\n");
    String body = note.substring(0, blank + 1);
    String signatureLine = note.substring(blank + 2);
    assertThat(body.split("\n")).hasSize(3).startsWith(key[0], "5");
    assertThat(signatureLine).startsWith("\u2014 " + key[0] + " ").endsWith("\n");
    byte[] content = Base64.getDecoder().decode(signatureLine.strip().split(" ")[2]);
    byte[] publicKey = Base64.getDecoder().decode(key[2]);
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest(concat((key[0] + "\n").getBytes(StandardCharsets.UTF_8), publicKey));
    assertThat(key[1]).isEqualTo(HexFormat.of().formatHex(hash, 0, 4));
    assertThat(Arrays.copyOf(content, 4)).isEqualTo(Arrays.copyOf(hash, 4));
    Signature signature = Signature.getInstance("Ed25519");
    signature.initVerify(
        KeyFactory.getInstance("Ed25519")
            .generatePublic(
                new X509EncodedKeySpec(
                    concat(
                        HexFormat.of().parseHex("302a300506032b6570032100"),
                        Arrays.copyOfRange(publicKey, 1, 33)))));
    signature.update(body.getBytes(StandardCharsets.UTF_8));
    assertThat(signature.verify(content, 4, 64)).isTrue();
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  @Test
  void thePrivateKeyIsItsOwnersOnly() throws IOException {
    logOf(1);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("state").resolve("evidence.key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void everyFlippedByteIsFoundAndLocated() throws IOException {
    EvidenceLog log = logOf(4);
    byte[] bytes = Files.readAllBytes(logFile());
    long row = 0;
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= (byte) (1 << (i % 8));
      Files.write(logFile(), changed);
      Verification verification = log.verify();
      long at = row;
      assertThat(verification.intact()).as("byte %s", i).isFalse();
      assertThat(verification.problems())
          .as("byte %s of row %s", i, row)
          .anySatisfy(problem -> assertThat(problem.row()).isBetween(at, at + 1));
      assertThat(verification.problems())
          .as("byte %s of row %s", i, row)
          .noneMatch(problem -> problem.row() >= 0 && problem.row() < at);
      if (bytes[i] == '\n') {
        row++;
      }
    }
    Files.write(logFile(), bytes);
    assertThat(log.verify().intact()).isTrue();
  }

  @Test
  void everyFlippedBitOfTheCheckpointIsFound() throws IOException {
    EvidenceLog log = logOf(3);
    byte[] bytes = Files.readAllBytes(checkpointFile());
    for (int i = 0; i < bytes.length * 8; i++) {
      byte[] changed = bytes.clone();
      changed[i / 8] ^= (byte) (1 << (i % 8));
      Files.write(checkpointFile(), changed);
      assertThat(log.verify().problems())
          .as("bit %s", i)
          .anyMatch(
              problem ->
                  problem.kind() == Kind.CHECKPOINT_UNREADABLE
                      || problem.kind() == Kind.CHECKPOINT_SIGNATURE);
    }
  }

  @Test
  void aChangedEntryIsToldFromAChangedLeafHash() throws IOException {
    EvidenceLog log = logOf(5);
    List<String> lines = lines();
    lines.set(2, lines.get(2).replace("tester", "nobody"));
    write(lines);
    assertThat(log.verify().problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.kind()).isEqualTo(Kind.ENTRY_CHANGED);
              assertThat(problem.row()).isEqualTo(2);
              assertThat(problem.place()).endsWith("log.jsonl:3");
            });
    lines.set(2, lines.get(2).replace("nobody", "tester"));
    lines.set(2, lines.get(2).replaceFirst("leaf\":\"....", "leaf\":\"0000"));
    write(lines);
    assertThat(log.verify().problems())
        .singleElement()
        .extracting(Problem::kind, Problem::row)
        .containsExactly(Kind.LEAF_HASH_CHANGED, 2L);
  }

  @Test
  void anEntryThatWasRewrittenWithItsLeafHashIsLocated() throws IOException {
    EvidenceLog log = logOf(6);
    List<String> lines = lines();
    String entry = lines.get(3).substring(83, lines.get(3).length() - 1).replace("tester", "nobody");
    Hash leaf = MerkleTree.leafHash(entry.getBytes(StandardCharsets.UTF_8));
    lines.set(3, "{\"leaf\":\"" + leaf.hex() + "\",\"entry\":" + entry + "}");
    write(lines);
    assertThat(log.verify().problems())
        .singleElement()
        .extracting(Problem::kind, Problem::row)
        .containsExactly(Kind.REWRITTEN, 3L);
  }

  @Test
  void missingReorderedRepeatedAndExtraRecordsAreLocated() throws IOException {
    EvidenceLog log = logOf(5);
    List<String> original = lines();

    List<String> lines = new ArrayList<>(original);
    lines.remove(2);
    write(lines);
    assertThat(log.verify().problems())
        .extracting(Problem::kind, Problem::row)
        .contains(tuple(Kind.MISSING, 2L));

    lines = new ArrayList<>(original);
    Collections.swap(lines, 1, 2);
    write(lines);
    assertThat(log.verify().problems())
        .extracting(Problem::kind, Problem::row)
        .contains(
            tuple(Kind.MISSING, 1L),
            tuple(Kind.MISPLACED, 2L));

    lines = new ArrayList<>(original);
    lines.add(2, original.get(1));
    write(lines);
    assertThat(log.verify().problems())
        .extracting(Problem::kind, Problem::row)
        .contains(tuple(Kind.MISPLACED, 2L));

    lines = new ArrayList<>(original);
    lines.add(original.get(4).replace("\"index\":4", "\"index\":5"));
    write(lines);
    assertThat(log.verify().problems())
        .singleElement()
        .extracting(Problem::kind, Problem::row)
        .containsExactly(Kind.EXTRA, 5L);

    lines = new ArrayList<>(original.subList(0, 4));
    write(lines);
    assertThat(log.verify().problems())
        .singleElement()
        .extracting(Problem::kind, Problem::row)
        .containsExactly(Kind.MISSING, 4L);
  }

  @Test
  void aLogThatWasCutBackTogetherWithItsCheckpointIsFoundByAKeptCheckpoint() throws IOException {
    EvidenceLog log = logOf(2);
    String early = log.checkpoint().orElseThrow();
    byte[] earlyLog = Files.readAllBytes(logFile());
    logOf(3);
    String kept = log.checkpoint().orElseThrow();
    assertThat(log.verify(List.of(early, kept)).intact()).isTrue();
    Files.write(logFile(), earlyLog);
    Files.writeString(checkpointFile(), early);
    assertThat(log.verify().intact()).isTrue();
    assertThat(log.verify(List.of(kept)).problems())
        .singleElement()
        .extracting(Problem::kind)
        .isEqualTo(Kind.INCONSISTENT);
  }

  @Test
  void aTornLastLineIsToldAndSetAsideByTheNextAppend() throws IOException {
    EvidenceLog log = logOf(2);
    Files.writeString(logFile(), "{\"leaf\":\"abc", StandardOpenOption.APPEND);
    Verification torn = log.verify();
    assertThat(torn.intact()).isTrue();
    assertThat(torn.notes()).anyMatch(note -> note.contains("12 bytes"));
    EvidenceLog next = log();
    next.append("scan", "tester", Value.Fields.EMPTY);
    assertThat(next.verify().problems()).isEmpty();
    assertThat(Files.readString(folder.resolve("log").resolve("set-aside.jsonl")))
        .isEqualTo("{\"leaf\":\"abc\n");
  }

  @Test
  void aRecordWhoseCheckpointWasNeverWrittenIsSetAside() throws IOException {
    logOf(2);
    byte[] before = Files.readAllBytes(checkpointFile());
    logOf(1);
    Files.write(checkpointFile(), before);
    EvidenceLog log = log();
    assertThat(log.verify().problems()).extracting(Problem::kind).containsExactly(Kind.EXTRA);
    assertThat(log.append("scan", "tester", Value.Fields.EMPTY).index()).isEqualTo(2);
    assertThat(log.verify().problems()).isEmpty();
  }

  @Test
  void nothingIsAppendedToADamagedLog() throws IOException {
    logOf(4);
    List<String> lines = lines();
    lines.set(1, lines.get(1).replace("tester", "nobody"));
    write(lines);
    EvidenceLog log = log();
    assertThatThrownBy(() -> log.append("scan", "tester", Value.Fields.EMPTY))
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining("damaged");
    Files.delete(checkpointFile());
    assertThatThrownBy(() -> log.append("scan", "tester", Value.Fields.EMPTY))
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining("no checkpoint");
  }

  @Test
  void aLostPrivateKeyIsNotReplacedSilently() throws IOException {
    logOf(1);
    Files.delete(folder.resolve("state").resolve("evidence.key"));
    assertThatThrownBy(() -> log().append("scan", "tester", Value.Fields.EMPTY))
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining("restore it");
    assertThat(log().verify().intact()).isTrue();
  }
}
