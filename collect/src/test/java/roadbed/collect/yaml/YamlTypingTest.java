package roadbed.collect.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import roadbed.collect.Limits;
import roadbed.collect.SourceFile;
import roadbed.model.Value;
import roadbed.model.ValueJson;

class YamlTypingTest {

  /** The expected values are what kubectl 1.32 makes of them: {@code kubectl label --local -f - -o json}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          y            | true
          No           | false
          on           | true
          ~            | null
          0777         | 511
          0o777        | 511
          0b11         | 3
          0x1F         | 31
          08           | 8
          089          | 89
          012345678901 | 12345678901
          1_000        | 1000
          1__0         | 10
          +1           | 1
          1.           | 1
          1e3          | 1000
          1.5          | 1.5
          -.5          | -0.5
          2001-01-01   | "2001-01-01"
          1:30         | "1:30"
          1.2.3        | "1.2.3"
          250m         | "250m"
          "1"          | "1"
          'yes'        | "yes"
          !!str 1      | "1"
          !!int "7"    | 7
          .inf         | ".inf"
          99999999999999999999 | 99999999999999999999
          """)
  void scalarsHaveTheTypesThatKubectlGivesThem(String yaml, String json) {
    assertThat(ValueJson.text(value("a: " + yaml))).isEqualTo("{\"a\":" + json + "}");
  }

  @Test
  void keysAreTexts() {
    assertThat(ValueJson.text(value("on: 1\n0x10: 2\n1.50: 3\n"))).isEqualTo("{\"true\":1,\"16\":2,\"1.50\":3}");
  }

  @Test
  void aliasesAndMergeKeys() {
    assertThat(ValueJson.text(value("base: &b {x: 1, z: 2}\nmore: {<<: *b, z: 3}\nsame: *b\n")))
        .isEqualTo("{\"base\":{\"x\":1,\"z\":2},\"more\":{\"z\":3,\"x\":1},\"same\":{\"x\":1,\"z\":2}}");
  }

  /** The reader behind it takes long texts by parts, and a part may end within such a letter. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void lettersOfTwoUnitsStandWhereverTheyStand(int before) {
    String text = "x".repeat(before) + "\uD83D\uDE00".repeat(3000);
    assertThat(value("a: " + text + "\n")).isEqualTo(new Value.Fields(java.util.Map.of("a", Value.of(text))));
  }

  @Test
  void documentsAreDividedAndKeepTheirLines() {
    YamlDocuments documents = documents("%YAML 1.2\n---\n# c\na: 1\n--- {b: 2}\n---\n\n---\nc: |\n  ---x\n  text\n");
    List<Integer> lines = new java.util.ArrayList<>();
    while (documents.hasNext()) {
      if (documents.next() instanceof YamlDocuments.Document.Read read) {
        read.roots().forEach(root -> lines.add(root.line()));
      }
    }
    assertThat(lines).containsExactly(4, 5, 9);
  }

  private static Value value(String yaml) {
    YamlDocuments.Document document = documents(yaml).next();
    assertThat(document).isInstanceOf(YamlDocuments.Document.Read.class);
    return YamlTyping.value(((YamlDocuments.Document.Read) document).roots().getFirst());
  }

  private static YamlDocuments documents(String yaml) {
    return new YamlDocuments(
        yaml,
        new SourceFile() {
          @Override
          public String name() {
            return "x.yaml";
          }

          @Override
          public InputStream open() {
            return InputStream.nullInputStream();
          }
        },
        Limits.DEFAULT);
  }
}
