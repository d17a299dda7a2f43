package roadbed.collect.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.collect.terraform.hcl.HclDocument;
import roadbed.model.ValueJson;

final class ConfigurationTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          a = 1                                       | {"a":1}
          a = 1_000;b = 0xff;c = 1.5e3;d = -inf_no     | !no value
          a = [1, 2.5, "x", [true]]                    | {"a":[1,2.5,"x",[true]]}
          [a.b];c = "x";[a];d = 1                      | {"a":{"b":{"c":"x"},"d":1}}
          [[t]];n = 1;[[t]];n = 2;[t.u];x = 3          | {"t":[{"n":1},{"n":2,"u":{"x":3}}]}
          a = { b = 1, c.d = "e" }                     | {"a":{"b":1,"c":{"d":"e"}}}
          "a b" = 'c\\d'                                | {"a b":"c\\\\d"}
          a.b.c = true # comment                       | {"a":{"b":{"c":true}}}
          a = 2024-01-02T03:04:05Z                     | {"a":"2024-01-02T03:04:05Z"}
          a = 1;a = 2                                  | !given twice
          a = "x                                       | !without an end
          [a                                           | !expected ]
          a = { b = 1 };[a];c = 1                      | !no table that can be added to
          """)
  void toml(String text, String expected) throws ConfigurationException {
    String written = text.replace(';', '\n');
    if (expected.startsWith("!")) {
      assertThatThrownBy(() -> ConfigurationText.toml(written)).hasMessageContaining(expected.substring(1));
    } else {
      assertThat(ValueJson.text(ConfigurationText.toml(written))).isEqualTo(expected);
    }
  }

  @Test
  void tomlTextsOnSeveralLines() throws ConfigurationException {
    String text = "a = \"\"\"\none \\\n   two\n\"\"\"\nb = '''raw\\n'''\nc = \"\\u00e9\\t\"\n";
    assertThat(ValueJson.text(ConfigurationText.toml(text)))
        .isEqualTo("{\"a\":\"one two\\n\",\"b\":\"raw\\\\n\",\"c\":\"é\\t\"}");
  }

  @Test
  void deepNestingIsRefused() {
    assertThatThrownBy(() -> ConfigurationText.toml("a = " + "[".repeat(10_000))).hasMessageContaining("too deeply");
  }

  @Test
  void ini() throws ConfigurationException {
    String text = "x = before\n[one]\na = 1\nb: text ; comment\n# c\nc = \"quoted\"\nd = true\n[two]\n";
    assertThat(ValueJson.text(ConfigurationText.ini(text)))
        .isEqualTo("{\"one\":{\"a\":1,\"b\":\"text\",\"c\":\"quoted\",\"d\":true},\"two\":{}}");
  }

  @Test
  void propertiesAndEnvironmentFiles() throws ConfigurationException {
    assertThat(ValueJson.text(ConfigurationText.properties("# c\na.b=1\nc : d\\\n  e\n"))).isEqualTo("{\"a.b\":\"1\",\"c\":\"de\"}");
    assertThat(ValueJson.text(ConfigurationText.dotenv("# c\nexport A=1\nB=\"x y\" # c\nC='#'\n")))
        .isEqualTo("{\"A\":\"1\",\"B\":\"x y\",\"C\":\"#\"}");
  }

  @Test
  void dockerfile() throws ConfigurationException {
    String text =
        """
        # syntax note
        FROM golang:1.22 AS build
        RUN --mount=type=cache go build \\
          # a comment within
          && go test
        COPY --from=build /a "/b c"
        FROM scratch
        ENV A=1 B="x y"
        ENTRYPOINT ["/app", "-v"]
        RUN <<EOF
        echo one
        EOF
        ONBUILD RUN echo two
        """;
    assertThat(ConfigurationText.dockerfile(text))
        .extracting(one -> "%d %s%s %s %s%s".formatted(one.stage(), one.command(), one.sub().isEmpty() ? "" : "/" + one.sub(), one.flags(), one.words(), one.json() ? " json" : ""))
        .containsExactly(
            "0 comment [] [syntax note]",
            "0 from [] [golang:1.22, AS, build]",
            "0 run [--mount=type=cache] [go build   && go test]",
            "0 copy [--from=build] [/a, \"/b c\"]",
            "1 from [] [scratch]",
            "1 env [] [A, 1, =, B, \"x y\", =]",
            "1 entrypoint [] [/app, -v] json",
            "1 run [] [<<EOF\necho one\n]",
            "1 onbuild/run [] [echo two]");
  }

  @Test
  void whatIsNoInstructionIsSaidWithItsLine() {
    assertThatThrownBy(() -> ConfigurationText.dockerfile("FROM a\nFORM b"))
        .isInstanceOfSatisfying(ConfigurationException.class, e -> assertThat(e.line()).isEqualTo(2))
        .hasMessageContaining("FORM");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          a = 1;b = -2.5;c = true;d = null                | {"a":1,"b":-2.5,"c":true,"d":null}
          resource "t" "n" {;a = "x";}                    | {"resource":{"t":{"n":[{"a":"x"}]}}}
          locals {;a = 1;};locals {;b = 2;}               | {"locals":[{"a":1},{"b":2}]}
          p "a" {;x = 1;};p "b" {;x = 2;}                 | {"p":{"a":[{"x":1}],"b":[{"x":2}]}}
          a = var.b                                       | {"a":"${var.b}"}
          a = "${var.b}"                                  | {"a":"${var.b}"}
          a = "x-${var.b}-$${y}"                          | {"a":"x-${var.b}-${y}"}
          a = "${4 - 2}"                                  | {"a":"${4 - 2}"}
          a = (1)                                         | {"a":"${(1)}"}
          a = [1, f(x, "y"), { k = v.w }]                 | {"a":[1,"${f(x, \\"y\\")}",{"k":"${v.w}"}]}
          a = { b.c = 1, "d" = 2, (e) = 3 }               | {"a":{"b.c":1,"d":2,"${(e)}":3}}
          a = "%{ if x }y%{ else }z%{ endif }"            | {"a":"%{if x}y%{else}z%{endif}"}
          a = "%{ for k, v in m }${v},%{ endfor }"        | {"a":"%{for k, v in m}${v},%{endfor}"}
          a = "p ${c ? "y" : d}"                          | {"a":"p %{if c}y%{else}${d}%{endif}"}
          a = [for x in y : x]                            | {"a":"${[for x in y : x]}"}
          a = {                                           | !"}" is expected
          """)
  void hclAsItIsWritten(String text, String expected) throws ConfigurationException {
    String written = text.replace(';', '\n') + "\n";
    if (expected.startsWith("!")) {
      assertThatThrownBy(() -> ConfigurationText.hcl("a.tf", written, HclDocument.Form.LABELS))
          .isInstanceOf(ConfigurationException.class);
    } else {
      assertThat(ValueJson.text(ConfigurationText.hcl("a.tf", written, HclDocument.Form.LABELS))).isEqualTo(expected);
    }
  }

  @Test
  void hclOfTheOlderFormHasAListAtEachLevel() throws ConfigurationException {
    String text = "resource \"t\" \"n\" {\n  a = 1\n  tags = { b = 2 }\n}\n";
    assertThat(ValueJson.text(ConfigurationText.hcl("a.tf", text, HclDocument.Form.LISTS)))
        .isEqualTo("{\"resource\":[{\"t\":[{\"n\":[{\"a\":1,\"tags\":[{\"b\":2}]}]}]}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          <a>x</a>                                | {"a":"x"}
          <a><b>1</b><b>2</b><c/></a>             | {"a":{"b":["1","2"],"c":""}}
          <n:a xmlns:n="u" k="v"> t </n:a>        | {"a":{"#content":"t","-k":"v"}}
          <a><![CDATA[<x>]]></a>                  | {"a":"<x>"}
          <!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a> | !no well-formed XML
          <a><b></a>                              | !no well-formed XML
          """)
  void xml(String text, String expected) throws ConfigurationException {
    if (expected.startsWith("!")) {
      assertThatThrownBy(() -> ConfigurationText.xml(text)).hasMessageContaining(expected.substring(1));
    } else {
      assertThat(ValueJson.text(ConfigurationText.xml(text))).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {:a "x", :b 1 :c true}                  | {":a":"x",":b":"1",":c":"true"}
          {:a [1 (2 "3")] :s #{:x} #_:gone}       | {":a":["1",["2","3"]],":s":[":x"]}
          {:at #inst "2032-01-01" ; why           | !"}" is missing
          {:at #inst "2032-01-01"}                | {":at":"2032-01-01"}
          {:a}                                    | !a value for each key
          {} {}                                   | !something stands behind it
          """)
  void edn(String text, String expected) throws ConfigurationException {
    if (expected.startsWith("!")) {
      assertThatThrownBy(() -> ConfigurationText.edn(text)).hasMessageContaining(expected.substring(1));
    } else {
      assertThat(ValueJson.text(ConfigurationText.edn(text))).isEqualTo(expected);
    }
  }

  @Test
  void whatIsNestedTooDeeplyIsRefused() {
    assertThatThrownBy(() -> ConfigurationText.edn("[".repeat(10_000))).hasMessageContaining("too deeply");
    assertThatThrownBy(() -> ConfigurationText.xml("<a>".repeat(10_000))).hasMessageContaining("too deeply");
  }

  @Test
  void pathsToIgnore() {
    assertThat(ValueJson.text(ConfigurationText.ignore("!bar\n\n# Test\n.git\n")))
        .isEqualTo(
            "[{\"Kind\":\"NegatedPath\",\"Value\":\"bar\",\"Original\":\"!bar\"},"
                + "{\"Kind\":\"Empty\",\"Value\":\"\",\"Original\":\"\"},"
                + "{\"Kind\":\"Comment\",\"Value\":\"Test\",\"Original\":\"# Test\"},"
                + "{\"Kind\":\"Path\",\"Value\":\".git\",\"Original\":\".git\"}]");
  }

  @Test
  void jsonWithComments() {
    assertThat(ConfigurationText.plainJson("{\"a\": [1, /* one\n */ 2,], // \"b\"\n \"u\": \"http://x\",\n}"))
        .isEqualTo("{\"a\": [1, \n 2 ], \n \"u\": \"http://x\" \n}");
  }
}
