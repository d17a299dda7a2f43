package roadbed.rego.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.testkit.SharedData;
import roadbed.rego.syntax.AstText;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.Parser;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.syntax.SourceFile;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** Files in their one layout: as {@code opa fmt} has it, with every comment, and with the same tree. */
class FormatterTest {
  private static String format(String text, Dialect dialect, Target target) {
    List<RegoError> errors = new ArrayList<>();
    String formatted = Formatter.format("t.rego", text, dialect, target, false, errors);
    assertThat(errors).isEmpty();
    return Objects.requireNonNull(formatted);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(FormatterTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void a_file_with_all_that_a_file_may_have() throws IOException {
    assertThat(format(resource("all.rego"), Dialect.V1, Target.V1)).isEqualTo(resource("all.formatted.rego"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          p { true } ~ p = true ~ p := true
          p[x] { x = 1 } ~ p[x] {⏎→x = 1⏎} ~ p contains x if x = 1
          p[x] = y { x = 1; y = 2 } ~ p[x] = y {⏎→x = 1⏎→y = 2⏎} ~ p[x] := y if {⏎→x = 1⏎→y = 2⏎}
          p = 1 { a } else = 2 { b } ~ p = 1 {⏎→a⏎}⏎⏎else = 2 {⏎→b⏎} ~ p := 1 if a⏎⏎else := 2 if b
          p { a } { b } ~ p {⏎→a⏎}⏎⏎p {⏎→b⏎} ~ p if a⏎⏎p if b
          default p = 1 ~ default p = 1 ~ default p := 1
          a.b.c = 1 ~ a.b.c = 1 ~ a.b.c := 1
          a.b = 1 ~ a["b"] = 1 ~ a["b"] := 1
          f(x) = y { y := x } ~ f(x) = y {⏎→y := x⏎} ~ f(x) := y if y := x
          """)
  void a_rule_of_the_older_dialect_stays_or_becomes_one_of_both(String rule, String v0, String both) {
    assertThat(format("package t\n" + rule, Dialect.V0, Target.V0)).isEqualTo("package t\n\n" + lines(v0) + "\n");
    assertThat(format("package t\n" + rule, Dialect.V0, Target.V0_AND_V1))
        .isEqualTo("package t\n\nimport rego.v1\n\n" + lines(both) + "\n");
  }

  private static String lines(String shown) {
    return shown.replace('⏎', '\n').replace('→', '\t');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          a+b*c-d ~ (a + (b * c)) - d
          a == (b == c) ~ a == (b == c)
          (a in b) == c ~ (a in b) == c
          x["y"]["a b"][z]["not"] ~ x.y["a b"][z]["not"]
          x == [(a|b)] ~ x == [(a | b)]
          f( [ 1,2 ] ,{"a" :1,} ) ~ f([1, 2], {"a": 1})
          f((k, v in xs)) ~ f((k, v in xs))
          x == {k:v|some k,v in x} ~ x == {k: v | some k, v in x}
          x<1.50e2 ~ x < 1.50e2
          $"a {b+1} \\{" ~ $"a {b+1} \\{"
          -1 ~ -1
          """)
  void a_term(String text, String wanted) {
    assertThat(format("package t\np if " + text, Dialect.V1, Target.V1)).isEqualTo("package t\n\np if " + wanted + "\n");
  }

  /** Imports sorted and without repetitions, rules as text without the sign before their values. */
  private static String normal(Module module) {
    String imports =
        module.imports().stream()
            .map(AstText::of)
            .filter(text -> !text.contains("future.keywords") && !text.contains("rego.v1"))
            .collect(Collectors.toCollection(TreeSet::new))
            .toString();
    return imports
        + module.path()
        + module.rules().stream()
            .map(rule -> AstText.of(rule, true).replace(" := ", " = "))
            .collect(Collectors.joining("\n"));
  }

  private static void keeps(String text, Dialect dialect, Target target) {
    SourceFile before = Parser.file("t.rego", text, dialect, new ArrayList<>());
    if (before == null) {
      return;
    }
    String formatted = format(text, dialect, target);
    List<RegoError> errors = new ArrayList<>();
    Dialect written = target == Target.V1 ? Dialect.V1 : Dialect.V0;
    SourceFile after = Parser.file("t.rego", formatted, written, errors);
    assertThat(errors).as(text).isEmpty();
    assertThat(after).isNotNull();
    if (after != null) {
      assertThat(normal(after.module())).as(text).isEqualTo(normal(before.module()));
      assertThat(after.comments()).as(text).hasSameSizeAs(before.comments());
    }
    assertThat(format(formatted, written, target)).as(text).isEqualTo(formatted);
  }

  @ParameterizedTest
  @CsvSource({"v1, V1, V1", "v0, V0, V0"})
  void the_tree_and_the_comments_stay_and_formatting_twice_is_formatting_once(
      String cases, Dialect dialect, Target target) throws IOException {
    for (String line : Files.readAllLines(SharedData.at("rego/" + cases + ".jsonl"))) {
      if (Values.parseJson(line) instanceof ObjectValue fields && fields.get("modules") instanceof ArrayValue modules) {
        for (Value module : modules) {
          if (module instanceof StringValue text) {
            keeps(text.value(), dialect, target);
          }
        }
      }
    }
  }
}
