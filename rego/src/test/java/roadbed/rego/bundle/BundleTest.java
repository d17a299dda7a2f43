package roadbed.rego.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Values;

/** What is loaded from where, and what is refused. */
class BundleTest {
  @TempDir Path folder;

  private String write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return file.toString();
  }

  private static Bundle read(byte[] packed, Verification verification) throws BundleException {
    return new BundleReader(Dialect.V1, Ignoring.NOTHING, verification, ArchiveLimits.STANDARD)
        .read("b.tar.gz", new ByteArrayInputStream(packed));
  }

  @Test
  void dataOfAFolderStandUnderItsFolders() throws IOException {
    write("p/a/x.json", "{\"one\": 1}");
    write("p/a/y.yaml", "two: [2]\n");
    write("p/top.yml", "three: 3\n");
    write("p/policy.rego", "package p\n");
    write("p/readme.md", "not data");
    Loaded loaded = Loader.of(Dialect.V1).files(List.of(folder.resolve("p").toString()));
    assertThat(loaded.problems()).isEmpty();
    assertThat(Values.toJson(loaded.data())).isEqualTo("{\"a\":{\"one\":1,\"two\":[2]},\"three\":3}");
    assertThat(loaded.sources()).hasSize(1);
  }

  @Test
  void aPrefixSaysWhereDataStand() throws IOException {
    String file = write("x.json", "[1]");
    assertThat(Values.toJson(Loader.of(Dialect.V1).files(List.of("a.b:" + file)).data()))
        .isEqualTo("{\"a\":{\"b\":[1]}}");
    assertThat(Loader.of(Dialect.V1).files(List.of(file)).problems().getFirst().message())
        .isEqualTo("document must be of type object");
  }

  @Test
  void twoFilesThatSayTheSameAreBothNamed() throws IOException {
    String first = write("one.json", "{\"a\": {\"b\": 1, \"c\": 2}}");
    String second = write("two.json", "{\"a\": {\"b\": 3}}");
    Loaded loaded = Loader.of(Dialect.V1).files(List.of(first, second));
    assertThat(loaded.problems().getFirst().message()).isEqualTo("merge error: data.a.b is in " + first + " as well");
    assertThat(loaded.problems().getFirst().at().file()).isEqualTo(second);
  }

  @Test
  void aFileThatCannotBeReadDoesNotKeepOthersFromIt() throws IOException {
    write("bad.json", "{\n  broken");
    write("good.json", "{\"a\": 1}");
    Loaded loaded = Loader.of(Dialect.V1).files(List.of(folder.toString(), "nowhere.json"));
    assertThat(Values.toJson(loaded.data())).isEqualTo("{\"a\":1}");
    assertThat(loaded.problems()).hasSize(2);
    assertThat(loaded.problems().getFirst().at().line()).isEqualTo(2);
  }

  @Test
  void ignoredNamesArePassedOverBelowWhatWasNamed() throws IOException {
    write("in/a.json", "{\"a\": 1}");
    write("in/.hidden/b.json", "{\"b\": 1}");
    write("in/c_test.json", "{\"c\": 1}");
    Loader loader = new Loader(Dialect.V1, Ignoring.of(List.of(".*", "*_test.json", "in")), Verification.NO_KEYS);
    assertThat(Values.toJson(loader.files(List.of(folder.resolve("in").toString())).data())).isEqualTo("{\"a\":1}");
  }

  @Test
  void aBundleIsTheSameAfterWritingAndReading() throws IOException, BundleException {
    write("data.json", "{\"top\": true}");
    write("deep/data.yaml", "x: 1\n");
    write("deep/p.rego", "package deep.p\n\nallow := true\n");
    write("other.json", "{\"ignored\": 1}");
    write(".manifest", "{\"revision\": \"r1\", \"roots\": [\"top\", \"deep\"], \"rego_version\": 0}");
    Bundle bundle = BundleReader.plain().read(folder);
    byte[] packed = BundleWriter.write(bundle, Optional.empty());
    assertThat(packed).isEqualTo(BundleWriter.write(bundle, Optional.empty()));
    Bundle again = read(packed, Verification.NO_KEYS);
    assertThat(again.manifest()).isEqualTo(bundle.manifest());
    assertThat(Values.toJson(again.data())).isEqualTo("{\"deep\":{\"x\":1},\"top\":true}");
    assertThat(again.sources().getFirst().name()).isEqualTo("b.tar.gz/deep/p.rego");
    assertThat(again.sources().getFirst().dialect()).isEqualTo(Dialect.V0);
  }

  @Test
  void whatIsOutsideOfTheRootsIsRefused() throws IOException {
    write(".manifest", "{\"roots\": [\"a/b\"]}");
    write("a/data.json", "{\"b\": 1, \"c\": 2}");
    assertThatThrownBy(() -> BundleReader.plain().read(folder))
        .hasMessageContaining("do not permit data at path '/a/c'");
    write("a/data.json", "{\"b\": 1}");
    write("p.rego", "package elsewhere\n");
    assertThatThrownBy(() -> BundleReader.plain().read(folder)).hasMessageContaining("'package elsewhere'");
  }

  @Test
  void bundlesWithTheSameRootsAreRefused() throws IOException {
    write("one/.manifest", "{\"roots\": [\"a\"]}");
    write("two/.manifest", "{\"roots\": [\"a/b\"]}");
    Loaded loaded =
        Loader.of(Dialect.V1).bundles(List.of(folder.resolve("one").toString(), folder.resolve("two").toString()));
    assertThat(loaded.problems().getFirst().message()).contains("overlapping roots");
  }

  @Test
  void aFileMayHaveADialectOfItsOwn() throws IOException, BundleException {
    write(".manifest", "{\"rego_version\": 1, \"file_rego_versions\": {\"/old/*.rego\": 0}}");
    write("old/a.rego", "package old\n");
    write("new/a.rego", "package new\n");
    assertThat(BundleReader.plain().read(folder).sources().stream().map(Source::dialect))
        .containsExactly(Dialect.V1, Dialect.V0);
  }

  @Test
  void anEntryThatLeadsOutOfTheArchiveIsRefused() {
    SequencedMap<String, byte[]> files = new TreeMap<>(Map.of("../x.rego", new byte[0]));
    assertThatThrownBy(() -> read(Archive.write(files), Verification.NO_KEYS))
        .hasMessageContaining("leads out of the archive");
  }

  @Test
  void anArchiveBeyondItsLimitsIsRefused() {
    SequencedMap<String, byte[]> files = new TreeMap<>(Map.of("x.rego", new byte[100_000]));
    BundleReader reader =
        new BundleReader(Dialect.V1, Ignoring.NOTHING, Verification.NO_KEYS, new ArchiveLimits(10_000, 10, 10));
    assertThatThrownBy(() -> reader.read("b", new ByteArrayInputStream(Archive.write(files))))
        .hasMessageContaining("exceeds the limit of 10000 bytes");
    assertThatThrownBy(() -> read("no archive".getBytes(StandardCharsets.UTF_8), Verification.NO_KEYS))
        .isInstanceOf(BundleException.class);
  }

  private static Bundle signed() {
    return new Bundle(
        "b", Manifest.EMPTY, ObjectValue.of("a", Values.parseJson("[1, 2.5]")), List.of(),
        Map.of("p.rego", "package p\n".getBytes(StandardCharsets.UTF_8)), Optional.empty());
  }

  private static Verification with(SigningKey key) {
    return new Verification(Map.of("k", key), "", "", List.of(), false);
  }

  private static String pem(String kind, Key key) {
    return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
        + "\n-----END " + kind + "-----\n";
  }

  @ParameterizedTest
  @CsvSource({"HS256,", "HS512,", "RS256,RSA", "PS384,RSA", "ES256,EC", "ES384,EC"})
  void aSignedBundleIsVerified(String algorithm, String family) throws GeneralSecurityException, BundleException {
    SigningKey own = new SigningKey(algorithm, "secret", "");
    SigningKey theirs = own;
    SigningKey other = new SigningKey(algorithm, "another", "");
    if (family != null) {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(family);
      generator.initialize(family.equals("RSA") ? 2048 : algorithm.equals("ES256") ? 256 : 384);
      KeyPair pair = generator.generateKeyPair();
      own = new SigningKey(algorithm, pem("PRIVATE KEY", pair.getPrivate()), "");
      theirs = new SigningKey(algorithm, pem("PUBLIC KEY", pair.getPublic()), "");
      other = new SigningKey(algorithm, pem("PUBLIC KEY", generator.generateKeyPair().getPublic()), "");
    }
    byte[] packed =
        BundleWriter.write(signed(), Optional.of(new BundleWriter.Signing(own, "k", ObjectValue.EMPTY)));
    assertThat(read(packed, with(theirs)).sources()).hasSize(1);
    SigningKey wrong = other;
    assertThatThrownBy(() -> read(packed, with(wrong))).hasMessageContaining("failed to verify");
    assertThatThrownBy(() -> read(packed, Verification.NO_KEYS)).hasMessageContaining("verification key not provided");
  }

  @Test
  void aFileThatWasChangedAfterSigningIsRefused() throws BundleException {
    SigningKey key = new SigningKey("HS256", "secret", "");
    SequencedMap<String, byte[]> files = BundleWriter.files(signed());
    files.put(BundleSignature.FILE, BundleSignature.sign(files, key, "k", ObjectValue.EMPTY));
    files.put("p.rego", "package q\n".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> read(Archive.write(files), with(key))).hasMessageContaining("p.rego: digest mismatch");
    files.put("p.rego", "package p\n".getBytes(StandardCharsets.UTF_8));
    files.put("more.rego", new byte[0]);
    assertThatThrownBy(() -> read(Archive.write(files), with(key)))
        .hasMessageContaining("file more.rego not included in bundle signature");
  }

  @Test
  void aDataFileMayBeLaidOutOtherwiseThanItWasSigned() throws BundleException {
    SigningKey key = new SigningKey("HS256", "secret", "");
    SequencedMap<String, byte[]> files = BundleWriter.files(signed());
    files.put(BundleSignature.FILE, BundleSignature.sign(files, key, "k", ObjectValue.EMPTY));
    files.put("data.json", "{\n \"a\": [1,\n 2.5]}".getBytes(StandardCharsets.UTF_8));
    assertThat(read(Archive.write(files), with(key)).data().size()).isEqualTo(1);
  }
}
