package roadbed.collect.terraform.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import roadbed.collect.terraform.expression.Evaluator;
import roadbed.collect.terraform.expression.Expression;
import roadbed.collect.terraform.expression.Scope;
import roadbed.model.Diagnostic;
import roadbed.model.Value;
import roadbed.model.ValueJson;

class HclFileTest {
  private static final Scope NOTHING =
      (root, path) -> new Value.Unknown(root);

  private static HclFile parse(String text) {
    return HclFile.parse("main.tf", text);
  }

  private static String value(String text) {
    HclFile file = parse(text);
    assertThat(file.diagnostics()).isEmpty();
    Expression value = file.body().value("a").orElseThrow();
    return ValueJson.text(new Evaluator(NOTHING).evaluate(value));
  }

  static Stream<HclCase> cases() {
    return HclCase.all().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsWhatIsWellFormedAndRefusesTheRestWithItsPlace(HclCase one) {
    HclFile file = parse(one.text());
    if (one.line() == 0) {
      assertThat(file.diagnostics()).isEmpty();
    } else {
      assertThat(file.diagnostics()).isNotEmpty();
      assertThat(file.diagnostics().getFirst().location().line()).isEqualTo(one.line());
      assertThat(file.diagnostics().getFirst().location().column()).isPositive();
    }
  }

  @Test
  void attributesAndBlocksKnowWhereTheyStand() {
    String text =
        """
        # a comment
        resource "aws_s3_bucket" "b" {
          bucket = "x" # named
          tags = {
            Owner = "me"
          }
          versioning { enabled = true }
        }
        """;
    Body file = parse(text).body();
    Block resource = file.blocks().getFirst();
    assertThat(resource.labels()).containsExactly("aws_s3_bucket", "b");
    assertThat(resource.location()).hasToString("main.tf:2:1");
    assertThat(text.substring(resource.from(), resource.to())).startsWith("resource").endsWith("}\n}");
    Attribute bucket = resource.body().attributes().get("bucket");
    assertThat(bucket.location()).hasToString("main.tf:3:3");
    assertThat(text.substring(bucket.from(), bucket.to())).isEqualTo("\"x\"");
    Attribute tags = resource.body().attributes().get("tags");
    assertThat(tags.value()).isInstanceOf(Expression.ObjectOf.class);
    Expression.Entry owner = ((Expression.ObjectOf) tags.value()).entries().getFirst();
    assertThat(List.of(owner.line(), owner.column())).containsExactly(5, 5);
    Block versioning = resource.body().blocks("versioning").getFirst();
    assertThat(versioning.location()).hasToString("main.tf:7:3");
    assertThat(versioning.body().attributes().get("enabled").location()).hasToString("main.tf:7:16");
  }

  @Test
  void whatIsMalformedTakesNothingElseAlong() {
    HclFile file =
        parse(
            """
            resource "a" "one" {
              good = 1
              bad  = "${1 +}"
              worse = [1, 2
              text = <<EOT
            ]
            EOT
              )
              block {
                inner = = 2
                other = 3
              }
              last = 4
            }
            resource a two { x = 1 }
            stray }
            resource "a" "three" {
              y = 2
            }
            """);
    assertThat(file.diagnostics().stream().map(Diagnostic::location)).asString()
        .contains("main.tf:3:16", "main.tf:5:3", "main.tf:10:13", "main.tf:16:7");
    assertThat(file.body().blocks()).extracting(block -> block.labels().getLast()).containsExactly("one", "two", "three");
    Body one = file.body().blocks().getFirst().body();
    assertThat(one.attributes().get("good").value()).isEqualTo(new Expression.Literal(new Value.Whole(1)));
    assertThat(one.attributes().get("bad").value())
        .isEqualTo(new Expression.Literal(new Value.Unknown("its text is malformed")));
    assertThat(one.blocks().getFirst().body().attributes().keySet()).containsExactly("inner", "other");
  }

  @Test
  void whatIsPlainlyMeantIsKeptAlthoughItIsRefused() {
    HclFile file =
        parse(
            """
            one {
              x = 1
              y = 2}
            two { x = 1, y = 2 }
            three { x = 1 y = 2 }
            """);
    assertThat(file.body().blocks())
        .allSatisfy(block -> assertThat(block.body().attributes().keySet()).containsExactlyInAnyOrder("x", "y"));
    assertThat(file.body().blocks()).extracting(Block::type).containsExactly("one", "two", "three");
    assertThat(file.diagnostics().stream().map(problem -> problem.location().line()).distinct()).containsExactly(3, 4, 5);
  }

  @Test
  void aBlockThatIsNotClosedIsLeftOutAndWhatFollowsIsRead() {
    HclFile file =
        parse(
            """
            resource "a" "one" {
              x = 1
            }
            resource "a" "two" {
              nested {
                x = 1
            }
            resource "a" "three" {
              y = 2
            }
            """);
    assertThat(file.body().blocks()).extracting(block -> block.labels().getLast()).containsExactly("one", "three");
    assertThat(file.diagnostics()).hasSize(1);
    assertThat(file.diagnostics().getFirst().location()).hasToString("main.tf:4:20");
  }

  @Test
  void whatIsSetTwiceCountsOnce() {
    HclFile file = parse("a = 1\na = 2\n");
    assertThat(file.body().attributes().get("a").value()).isEqualTo(new Expression.Literal(new Value.Whole(1)));
    assertThat(file.diagnostics().getFirst()).hasToString(
        "main.tf:2:1: this attribute is set a second time; the first one, at main.tf:1:1, counts"
            + " (terraform fmt and tofu fmt show it too) [hcl.malformed]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "1 + 2 * 3 - 4 / 2 ; 5",
        "(1 + 2) * 3 ; 9",
        "10 - 4 - 3 ; 3",
        "-2 * -3 ; 6",
        "!true || true ; true",
        "true || false && false ; true",
        "1 < 2 == true ; true",
        "false ? 1 : true ? 2 : 3 ; 2",
        "\"${1 ~} \\n x\" ; \"1x\"",
        "\"a $ ${~ \"x\" ~}\\n\\t b\" ; \"a $xb\"",
        "\"$$${1}\" ; \"$${1}\"",
        "\"$${a}%%{b}$$ %% $\" ; \"${a}%{b}$$ %% $\"",
        "\" ${~ 1}\" ; \"1\"",
        "\"${1}\" ; 1",
        "\"%{ if false }x%{ endif }\" ; \"\"",
        "{ true = 1, null = 2, 3 = 4 } ; {\"true\":1,\"null\":2,\"3\":4}",
        "[1, 2, 3] [1] ; 2",
        "[for x in [1] : x] [0] ; 1",
        "1.5e3 ; 1500",
        "1.e2 ; 100",
        "-\"5\" ; -5",
        "\"\\u00e9e\\u0301\" ; \"\u00e9\u00e9\"",
      })
  void expressionsAreRead(String expression, String json) {
    assertThat(value("a = " + expression + "\n")).isEqualTo(json);
  }

  @Test
  void textsBetweenMarkersKeepTheirLines() {
    assertThat(value("a = <<EOT\n  one\n\ttwo $ \\n\n  EOT \n")).isEqualTo("\"  one\\n\\ttwo $ \\\\n\\n\"");
    assertThat(value("a = <<EOT\r\none\r\nEOT\r\n")).isEqualTo("\"one\\r\\n\"");
    assertThat(value("a = <<EOT\nEOT\n")).isEqualTo("\"\"");
    assertThat(value("a = <<EOT\n${1}\nEOT\n")).isEqualTo("\"1\\n\"");
  }

  @Test
  void indentsAreTakenOff() {
    assertThat(value("a = <<-EOT\n    one\n      two\n\n    three\n  EOT\n")).isEqualTo("\"one\\n  two\\n\\nthree\\n\"");
    assertThat(value("a = <<-EOT\n    x\n      ${~ \"y\" ~}  \n    z\n    EOT\n")).isEqualTo("\"    x\\ny    z\\n\"");
    assertThat(value("a = <<-EOT\n    ${1}\n      two\n  EOT\n")).isEqualTo("\"1\\n  two\\n\"");
  }

  @Test
  void blanksAreTrimmedALineAtATime() {
    assertThat(
            value(
                """
                a = <<EOT
                %{ for x in ["a","b"] ~}
                  - ${x}
                %{ endfor ~}

                end ${~ 1}
                EOT
                """))
        .isEqualTo("\"  - a\\n  - b\\n\\nend1\\n\"");
    assertThat(value("a = <<EOT\nfoo\n\n %{~ if true}x%{else}y%{endif}\nEOT\n")).isEqualTo("\"foo\\n\\nx\\n\"");
  }

  @Test
  void oneFileChangesWhatAnotherSays() {
    Body base = parse("a = 1\nb = 2\nc { x = 1 }\nd { x = 1 }\ndynamic \"e\" { for_each = [] }\n").body();
    Body change = parse("b = 3\nc { y = 2 }\ne {}\n").body();
    Body changed = base.changedBy(change);
    assertThat(changed.attributes().keySet()).containsExactly("a", "b");
    assertThat(changed.value("b")).contains(new Expression.Literal(new Value.Whole(3)));
    assertThat(changed.blocks()).extracting(Block::type).containsExactly("d", "c", "e");
    assertThat(changed.blocks("c").getFirst().body().attributes().keySet()).containsExactly("y");
    assertThat(Map.copyOf(Body.EMPTY.changedBy(change).attributes())).containsOnlyKeys("b");
  }
}
