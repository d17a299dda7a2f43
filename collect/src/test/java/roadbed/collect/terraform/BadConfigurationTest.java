package roadbed.collect.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.collect.SourceFile;
import roadbed.collect.terraform.hcl.HclFile;
import roadbed.model.Collection;
import roadbed.model.Diagnostic;
import roadbed.model.ValueJson;

/** Configuration that is made to go wrong: what is said of it, that it ends, and that the rest is read. */
class BadConfigurationTest {
  private static final String GOOD = "resource \"x_y\" \"good\" {\n  v = 1\n}\n";

  @TempDir private Path folder = Path.of("");

  private static Gathered read(String text) {
    return Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> Gathered.configuration(List.of(Gathered.file("main.tf", text + GOOD))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resource \"x_y\" \"a\" {\n  for_each = var.nobody\n  name = each.key\n}\n",
        "resource \"x_y\" \"a\" {\n  count = length(range(1000000))\n}\n",
        "resource \"x_y\" \"a\" {\n  v = [for i in range(1000) : [for j in range(1000) : range(1000)]]\n}\n",
        "locals {\n  a = local.b\n  b = local.a\n}\nresource \"x_y\" \"a\" {\n  v = local.a\n}\n",
        "resource \"x_y\" \"a\" {\n  v = x_y.a.v\n  w = templatestring(\"$${f}\", { f = 1 })\n}\n",
        "module \"m\" {\n  source = \"./\"\n}\nresource \"x_y\" \"a\" {}\n",
        "module \"m\" {\n  source = \"../../../../../../etc\"\n}\nresource \"x_y\" \"a\" {}\n",
        "resource \"x_y\" \"a\" {\n  v = 1 / 0\n  w = [1][5]\n  x = {}.y\n  y = nothing()\n}\n",
        "resource \"x_y\" \"a\" {\n  dynamic \"b\" {\n    for_each = range(1000)\n    content {\n      dynamic \"c\" {\n"
            + "        for_each = range(1000)\n        content {}\n      }\n    }\n  }\n}\n",
      })
  void whatCannotBeWorkedOutTakesNothingElseAlong(String text) {
    Gathered read = read(text);
    assertThat(read.addresses()).contains("x_y.good").anyMatch(address -> address.startsWith("x_y.a"));
  }

  @Test
  void depthsAreBounded() {
    StringBuilder locals = new StringBuilder("locals {\n  a0 = 1\n");
    for (int i = 1; i < 2_000; i++) {
      locals.append("  a").append(i).append(" = { x = [local.a").append(i - 1).append("] }\n");
    }
    for (String deep :
        List.of(
            "resource \"x_y\" \"a\" {\n  v = " + "[".repeat(50_000) + "\n}\n",
            "resource \"x_y\" \"a\" {\n  v = " + "{ a = ".repeat(50_000) + "\n}\n",
            "resource \"x_y\" \"a\" {\n" + "b {\n".repeat(50_000),
            "resource \"x_y\" \"a\" {\n  v = \"" + "${\"".repeat(50_000) + "\n}\n",
            "resource \"x_y\" \"a\" {\n  v = " + "<<A\n".repeat(50_000) + "\n}\n",
            "resource \"x_y\" \"a\" {\n  v = " + "true ? 1 : ".repeat(50_000) + "1\n}\n",
            locals + "}\nresource \"x_y\" \"a\" {\n  v = local.a1999\n}\n")) {
      Gathered read = read(deep);
      read.resources.forEach(resource -> assertThat(ValueJson.text(resource.attributes())).isNotEmpty());
      assertThat(read.diagnostics.size()).isLessThan(25);
    }
  }

  @Test
  void modulesThatMultiplyAreBounded() {
    List<SourceFile> files = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      files.add(
          Gathered.file(
              "m" + i + "/main.tf", "module \"next\" {\n  source = \"../m" + (i + 1) + "\"\n  count  = 1000\n}\n"));
    }
    files.add(Gathered.file("m6/main.tf", GOOD));
    Gathered read =
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Gathered.configuration(files));
    assertThat(read.codes()).contains("terraform.configuration-large");
  }

  private Collection scan() {
    return new Collector()
        .collect("test", List.of(folder.resolve("estate")), Instant.EPOCH, Progress.NONE, Limits.DEFAULT);
  }

  @Test
  void functionsReadFilesThatAreScannedAndNoOthers() throws IOException {
    Path estate = Files.createDirectories(folder.resolve("estate/env"));
    Files.createDirectories(folder.resolve("estate/modules/m/files"));
    Files.writeString(folder.resolve("outside.txt"), "s3cret");
    Files.writeString(estate.resolve("policy.json.tpl"), "{\"Action\": \"${action}\"}\n");
    Files.writeString(estate.resolve("self.tpl"), "${templatefile(\"self.tpl\", {})}");
    Files.createSymbolicLink(estate.resolve("link.txt"), folder.resolve("outside.txt"));
    Files.writeString(folder.resolve("estate/modules/m/files/a.txt"), "inside");
    Files.writeString(
        folder.resolve("estate/modules/m/main.tf"),
        "resource \"x_y\" \"a\" {\n  v = file(\"${path.module}/files/a.txt\")\n  all = fileset(path.module, \"files/*.txt\")\n}\n");
    Files.writeString(
        estate.resolve("main.tf"),
        """
        module "m" { source = "../modules/m" }
        resource "x_y" "a" {
          policy  = templatefile("${path.module}/policy.json.tpl", { action = "*" })
          self    = templatefile("self.tpl", {})
          outside = file("../../outside.txt")
          etc     = file("/etc/passwd")
          link    = file("link.txt")
          there   = fileexists("policy.json.tpl")
          gone    = fileexists("gone.txt")
        }
        """);
    Collection collection = scan();
    assertThat(collection.diagnostics()).extracting(Diagnostic::code).containsOnly("path.link");
    String a = attributes(collection, "x_y.a");
    assertThat(a).contains("{\\\"Action\\\": \\\"*\\\"}\\n").contains("\"there\":true").contains("\"gone\":false");
    assertThat(a).doesNotContain("s3cret").doesNotContain("root:");
    assertThat(attributes(collection, "module.m.x_y.a")).isEqualTo("{\"v\":\"inside\",\"all\":[\"files/a.txt\"]}");
  }

  private static String attributes(Collection collection, String address) {
    return collection.resources().stream()
        .filter(resource -> resource.address().equals(address))
        .map(resource -> ValueJson.text(resource.attributes()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void modulesThatWereFetchedAreReadOnlyWhereTheyAreCalled() throws IOException {
    Path estate = Files.createDirectories(folder.resolve("estate"));
    Path fetched = Files.createDirectories(estate.resolve(".terraform/modules/thing"));
    Files.createDirectories(estate.resolve(".terraform/modules/other"));
    Files.writeString(estate.resolve("main.tf"), "module \"thing\" {\n  source  = \"acme/thing/aws\"\n}\n");
    Files.writeString(
        estate.resolve(".terraform/modules/modules.json"),
        "{\"Modules\":[{\"Key\":\"thing\",\"Source\":\"acme/thing/aws\",\"Dir\":\".terraform/modules/thing\"}]}");
    Files.writeString(fetched.resolve("main.tf"), GOOD);
    Files.writeString(estate.resolve(".terraform/modules/other/main.tf"), GOOD);
    Collection collection = scan();
    assertThat(collection.resources()).extracting(resource -> resource.address()).containsExactly("module.thing.x_y.good");
    assertThat(collection.resources().getFirst().location().toString()).endsWith(".terraform/modules/thing/main.tf:1:1");
  }

  @Test
  void anyBytesGiveDiagnosticsAndNothingElse() {
    Random random = new Random(11);
    int tries = Integer.getInteger("roadbed.hcl.fuzz", 3_000);
    List<String> seeds = new ArrayList<>(List.of(GOOD, "a = <<EOT\n${b}\nEOT\n", "locals {\n  a = { for k, v in x : k => [v...] }\n}\n"));
    for (int i = 0; i < tries; i++) {
      byte[] bytes = seeds.get(random.nextInt(seeds.size())).getBytes(StandardCharsets.UTF_8);
      for (int changes = random.nextInt(6); changes >= 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      SourceFile file = Gathered.file("main.tf", bytes);
      assertThatCode(() -> Gathered.configuration(List.of(file))).doesNotThrowAnyException();
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      assertThat(HclFile.parse("main.tf", noise).diagnostics().size()).isLessThan(30);
    }
  }
}
