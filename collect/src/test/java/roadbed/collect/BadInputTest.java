package roadbed.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.model.Collection;

/** Each kind of bad input ends in a message with its place, and what stands beside it is read. */
class BadInputTest {
  private final Estate estate;

  BadInputTest(@TempDir Path folder) {
    estate = new Estate(folder).file("zz-good.yaml", Estate.POD);
  }

  /** What is said of the bad input, once the good one beside it was seen to be read. */
  private List<String> said() {
    Collection collection = estate.collect();
    assertThat(collection.resources()).extracting("name").contains("good");
    return estate.said(collection);
  }

  @Test
  void truncatedJson() {
    estate.file("plan.json", "{\"format_version\":\"1.2\",\"resource_changes\":[\n {\"address\":\"aws_s3_bucket.a\",");
    assertThat(said())
        .singleElement()
        .asString()
        .startsWith("plan.json:2:")
        .contains("ends here in the middle")
        .endsWith("[json.truncated]");
  }

  @Test
  void truncatedJsonThatNothingRecognised() {
    estate.file("data.json", "{\"a\": [1,\n2");
    assertThat(said()).singleElement().asString().startsWith("data.json:2:").endsWith("[json.truncated]");
  }

  @Test
  void truncatedKubernetesListKeepsWhatStoodBefore() {
    estate.file(
        "list.json",
        """
        {"apiVersion":"v1","kind":"List","items":[
          {"apiVersion":"v1","kind":"Service","metadata":{"name":"kept"}},
          {"apiVersion":"v1","kind":"Serv""");
    Collection collection = estate.collect();
    assertThat(collection.resources()).extracting("name").containsExactly("kept", "good");
    assertThat(estate.said(collection)).singleElement().asString().startsWith("list.json:3:");
  }

  @Test
  void invalidUtf8InYaml() {
    byte[] bytes = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: caf?\n".getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 2] = (byte) 0xE9;
    estate.file("latin.yaml", bytes);
    assertThat(said())
        .singleElement()
        .asString()
        .startsWith("latin.yaml:4:12: the text is not valid UTF-8 here");
  }

  @Test
  void invalidUtf8InJson() {
    byte[] bytes = "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\n\"metadata\":{\"name\":\"caf?\"}}".getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 4] = (byte) 0xE9;
    estate.file("latin.json", bytes);
    assertThat(said())
        .singleElement()
        .asString()
        .startsWith("latin.json:2:")
        .contains("not valid UTF-8");
  }

  @Test
  void utf16() {
    estate.file("wide.yaml", Estate.POD.getBytes(StandardCharsets.UTF_16));
    assertThat(said()).singleElement().asString().contains("UTF-16").endsWith("[text.binary]");
  }

  @Test
  void aYamlBomb() {
    StringBuilder bomb = new StringBuilder("apiVersion: v1\nkind: ConfigMap\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 20; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9) + "*a" + (i - 1)));
    }
    estate.file("bomb.yaml", bomb.toString());
    assertThat(said())
        .singleElement()
        .asString()
        .startsWith("bomb.yaml:9:")
        .contains("with its aliases the document has more than");
  }

  @Test
  void anAnchorInsideItself() {
    estate.file("loop.yaml", Estate.POD + "spec: &s\n  inner: *s\n");
    assertThat(said()).singleElement().asString().startsWith("loop.yaml:6:10: the alias *s");
  }

  @Test
  void deepJson() {
    estate.file("deep.json", "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":" + "{\"a\":".repeat(10_000));
    assertThat(said()).singleElement().asString().startsWith("deep.json:1:").endsWith("[json.bounds]");
  }

  @Test
  void deepYaml() {
    estate.file("deep.yaml", Estate.POD + "spec: " + "[".repeat(10_000));
    assertThat(said())
        .singleElement()
        .asString()
        .startsWith("deep.yaml:5:")
        .contains("levels deep")
        .endsWith("[yaml.bounds]");
  }

  @Test
  void deepYamlInBlocks() {
    StringBuilder deep = new StringBuilder(Estate.POD + "spec:\n");
    for (int i = 1; i < 2_000; i++) {
      deep.append(" ".repeat(i)).append("a:\n");
    }
    estate.file("deep.yaml", deep.toString());
    assertThat(said()).singleElement().asString().endsWith("[yaml.bounds]");
  }

  @Test
  void aTwoGigabyteFileOfText() throws IOException {
    estate.file("huge.yaml", "# spaces\n" + Estate.POD + "# " + "x".repeat(100_000));
    sparse("huge.yaml");
    assertThat(said()).singleElement().asString().startsWith("huge.yaml: the file is larger than");
  }

  @Test
  void aTwoGigabyteFileOfNothing() throws IOException {
    sparse("huge.json");
    assertThat(said()).singleElement().asString().endsWith("[text.binary]");
  }

  /** Two gigabytes long, and hardly anything on the disk. */
  private void sparse(String name) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(estate.root().resolve(name).toFile(), "rw")) {
      file.setLength(2L << 30);
    }
  }

  @Test
  void aBrokenDocumentAmongMany() {
    estate.file(
        "many.yaml",
        """
        apiVersion: v1
        kind: Service
        metadata: {name: first}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: "second}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: third}
        """);
    Collection collection = estate.collect();
    assertThat(collection.resources()).extracting("name").containsExactly("first", "third", "good");
    assertThat(estate.said(collection)).singleElement().asString().startsWith("many.yaml:").endsWith("[yaml.malformed]");
  }

  @Test
  void commentedJsonOfOthersIsNobodysFault() {
    estate
        .file("tsconfig.json", "{\n  // how strict\n  \"compilerOptions\": {\"strict\": true, /* all */ \"lib\": [\"es2022\",],},\n}\n")
        .file("web/settings.json", "{\"editor.tabSize\": 2, }");
    assertThat(said()).isEmpty();
  }

  @Test
  void commentedJsonOfOursIsAndSoIsWhatIsBrokenOtherwise() {
    estate
        .file("service.json", "{\"apiVersion\": \"v1\", // core\n\"kind\": \"Service\", \"metadata\": {\"name\": \"a\"},}")
        .file("stack.json", "{ // web\n\"AWSTemplateFormatVersion\": \"2010-09-09\", \"Resources\": {\"B\": {\"Type\": \"AWS::S3::Bucket\"}}}")
        .file("words.json", "{\"a\": nonsense}");
    assertThat(said())
        .hasSize(3)
        .allMatch(line -> line.endsWith("[json.malformed]"));
  }

  @Test
  void plansOfOtherTools() {
    estate.file("set.json", "{\"ChangeSetName\":\"x\",\"Changes\":[]}");
    assertThat(said())
        .singleElement()
        .asString()
        .startsWith("set.json: this is a CloudFormation change set, which is not read");
  }

  @Test
  void anUnrenderedHelmTemplateIsAWarning() {
    estate.file("chart/templates/deployment.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ include \"x.fullname\" . }}-web\n");
    estate.file("chart/templates/service.yaml", "apiVersion: v1\nkind: Service\nmetadata:\n  name: \"{{ .Values.name }}\"\n");
    Collection collection = estate.collect();
    assertThat(collection.resources()).hasSize(1);
    assertThat(collection.diagnostics())
        .hasSize(2)
        .allMatch(diagnostic -> diagnostic.code().equals("template.unrendered"))
        .allMatch(diagnostic -> diagnostic.level().id().equals("warning"));
  }

  @Test
  void anEmptyFile() {
    estate.file("plan.json", "").file(".gitkeep", "");
    assertThat(said()).containsExactly("plan.json: the file is empty (write it again, or remove it) [file.empty]");
  }

  @Test
  void anEmptyFolder(@TempDir Path empty) {
    assertThat(new Estate(empty).collect().diagnostics())
        .singleElement()
        .satisfies(it -> assertThat(it.code()).isEqualTo("folder.empty"));
  }

  @Test
  void aFolderWithNothingOfOurs(@TempDir Path folder) {
    assertThat(new Estate(folder).file("README.md", "# Hello").collect().diagnostics())
        .singleElement()
        .satisfies(it -> assertThat(it.code()).isEqualTo("collection.nothing"));
  }

  @Test
  void aPathThatIsMissing() {
    assertThat(new Estate(estate.root().resolve("nowhere")).collect().diagnostics())
        .singleElement()
        .satisfies(it -> assertThat(it.code()).isEqualTo("path.missing"));
  }

  @Test
  void brokenAndCircularLinksAndLinksThatLeadOut(@TempDir Path elsewhere) throws IOException {
    Files.createSymbolicLink(estate.root().resolve("broken"), estate.root().resolve("nothing"));
    Files.createSymbolicLink(estate.root().resolve("circle"), estate.root());
    Files.createSymbolicLink(estate.root().resolve("out"), elsewhere);
    new Estate(elsewhere).file("secret.yaml", Estate.POD.replace("good", "outside"));
    Collection collection = estate.collect();
    assertThat(collection.resources()).extracting("name").containsExactly("good");
    assertThat(estate.said(collection))
        .satisfiesExactly(
            broken -> assertThat(broken).startsWith("broken: ").endsWith("[path.broken-link]"),
            circle -> assertThat(circle).startsWith("circle: ").endsWith("[path.link]"),
            out -> assertThat(out).startsWith("out: ").endsWith("[path.link]"));
  }

  /** As root everything can be read, so the refusal comes from the opener. */
  @Test
  void aFileThatMustNotBeRead() {
    estate.file("mine.yaml", Estate.POD);
    Collection collection =
        new Collector(BadInputTest::refuseMine)
            .collect("test", List.of(estate.root()), Estate.NOW, Progress.NONE, Limits.DEFAULT);
    assertThat(collection.resources()).hasSize(1);
    assertThat(estate.said(collection))
        .singleElement()
        .asString()
        .startsWith("mine.yaml: the file cannot be read: permission denied");
  }

  private static InputStream refuseMine(Path path) throws IOException {
    if (path.endsWith("mine.yaml")) {
      throw new AccessDeniedException(path.toString());
    }
    return Files.newInputStream(path);
  }

  @Test
  void damagedGzip() {
    byte[] packed = Estate.gzip(Estate.POD.repeat(100).getBytes(StandardCharsets.UTF_8));
    estate.file("cut.yaml.gz", java.util.Arrays.copyOf(packed, packed.length / 2));
    assertThat(said()).singleElement().asString().contains("it ends too early");
  }

  @Test
  void gzipThatUnpacksToMoreThanIsRead() {
    estate.file("bomb.yaml.gz", Estate.gzip((Estate.POD + "# ".repeat(1_000_000)).getBytes(StandardCharsets.UTF_8)));
    Limits limits = new Limits(100, 10, 100, 1_000_000, 1_000_000, 1_000_000, 100, 1_000, 100, 10);
    assertThat(estate.said(estate.collect(limits))).singleElement().asString().contains("it unpacks to more than 1000000 bytes");
  }

  @Test
  void fiftyThousandSmallFiles(@TempDir Path folder) throws IOException {
    for (int i = 0; i < 50_000; i++) {
      Files.write(folder.resolve("f" + i + ".txt"), new byte[] {'x'});
    }
    Files.writeString(folder.resolve("zz.yaml"), Estate.POD);
    List<Long> seen = new ArrayList<>();
    Collection collection =
        new Collector()
            .collect("test", List.of(folder), Estate.NOW, (files, _, _) -> seen.add(files), Limits.DEFAULT);
    assertThat(collection.resources()).hasSize(1);
    assertThat(collection.reading().files()).isEqualTo(50_001);
    assertThat(collection.reading().unrecognised()).hasSize(Limits.DEFAULT.listed());
    assertThat(collection.reading().unrecognisedCount()).isEqualTo(50_000);
    assertThat(seen).hasSize(50_001).isSorted();
  }

  @Test
  void diagnosticsOfOneKindAreListedUpToALimit() {
    for (int i = 0; i < 30; i++) {
      estate.file("broken" + i + ".json", "{");
    }
    Limits limits = new Limits(100, 10, 100, 1_000_000, 1_000_000, 1_000_000, 100, 1_000, 100, 10);
    assertThat(estate.said(estate.collect(limits)))
        .hasSize(11)
        .last()
        .asString()
        .startsWith("test: 20 more of json.truncated are not listed");
  }

  @Test
  void anObjectTwiceInOneFile() {
    estate.file("twice.yaml", Estate.POD.replace("good", "twice") + "---\n" + Estate.POD.replace("good", "twice"));
    assertThat(said())
        .singleElement()
        .asString()
        .startsWith("twice.yaml:6:1: default/Pod/twice is already declared at")
        .endsWith("[kubernetes.duplicate]");
  }

  @Test
  void anObjectWithoutAName() {
    estate.file("nameless.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  labels: {}\n");
    assertThat(said()).singleElement().asString().startsWith("nameless.yaml:1:1: this Kubernetes object lacks metadata.name");
  }

  @Test
  void theWalkGoesOnlySoDeep() {
    estate.file("a/b/c/d/deep.yaml", Estate.POD.replace("good", "deep"));
    Limits limits = new Limits(100, 3, 100, 1_000_000, 1_000_000, 1_000_000, 100, 1_000, 100, 10);
    assertThat(estate.said(estate.collect(limits))).singleElement().asString().startsWith("a/b/c: folders more than 3 levels down");
  }
}
