package roadbed.rego.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.rego.Compilation;
import roadbed.rego.Rego;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** Trees as OPA gives them out: JSON with types and values, and one-line text. */
class AstTest {
  private static SourceFile read(String text, Dialect dialect) {
    List<RegoError> errors = new ArrayList<>();
    SourceFile source = Parser.file("t.rego", text, dialect, errors);
    assertThat(errors).isEmpty();
    return java.util.Objects.requireNonNull(source);
  }

  private static String rule(String text, Dialect dialect) {
    Module module = read("package t\n" + text, dialect).module();
    return Values.toJson(AstJson.of(module.rules().getFirst()));
  }

  private static Value json(String text) {
    return Values.parseJson(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          allow if { true } ~ {"body":[{"index":0,"terms":{"type":"boolean","value":true}}],"head":{"name":"allow",\
          "value":{"type":"boolean","value":true},"ref":[{"type":"var","value":"allow"}]}}
          a.b.c := 1 ~ {"body":[{"index":0,"terms":{"type":"boolean","value":true}}],"head":{"assign":true,\
          "value":{"type":"number","value":1},"ref":[{"type":"var","value":"a"},{"type":"string","value":"b"},\
          {"type":"string","value":"c"}]}}
          p[x] if x = 1 ~ {"body":[{"index":0,"terms":[{"type":"ref","value":[{"type":"var","value":"eq"}]},\
          {"type":"var","value":"x"},{"type":"number","value":1}]}],"head":{"key":{"type":"var","value":"x"},\
          "value":{"type":"boolean","value":true},"ref":[{"type":"var","value":"p"},{"type":"var","value":"x"}]}}
          p contains 1 ~ {"body":[{"index":0,"terms":{"type":"boolean","value":true}}],"head":{"name":"p",\
          "key":{"type":"number","value":1},"ref":[{"type":"var","value":"p"}]}}
          p if not input.a ~ {"body":[{"index":0,"negated":true,"terms":{"type":"ref","value":[\
          {"type":"var","value":"input"},{"type":"string","value":"a"}]}}],"head":{"name":"p",\
          "value":{"type":"boolean","value":true},"ref":[{"type":"var","value":"p"}]}}
          p if some x in input ~ {"body":[{"index":0,"terms":{"symbols":[{"type":"call","value":[{"type":"ref",\
          "value":[{"type":"var","value":"internal"},{"type":"string","value":"member_2"}]},{"type":"var","value":"x"},\
          {"type":"ref","value":[{"type":"var","value":"input"}]}]}]}}],"head":{"name":"p",\
          "value":{"type":"boolean","value":true},"ref":[{"type":"var","value":"p"}]}}
          """)
  void a_rule_as_json(String text, String wanted) {
    assertThat(json(rule(text, Dialect.V1))).isEqualTo(json(wanted));
  }

  @Test
  void a_set_rule_of_before_the_contains_keyword_has_a_name_and_a_key() {
    assertThat(json(rule("p[x] { x = 1 }", Dialect.V0)).toString())
        .contains("\"key\": {\"type\": \"var\", \"value\": \"x\"}", "\"ref\": [{\"type\": \"var\", \"value\": \"p\"}]");
  }

  @Test
  void locations_and_comments_come_on_request() {
    SourceFile source = read("package t\n# hi\np := [1,\n  2]", Dialect.V1);
    ObjectValue with = AstJson.of(source, true, true, true);
    assertThat(with.toString())
        .contains("{\"Location\": {\"col\": 1, \"file\": \"t.rego\", \"row\": 2, \"text\": \"IyBoaQ==\"}, \"Text\": \"IGhp\"}")
        .contains("\"location\": {\"col\": 6, \"file\": \"t.rego\", \"row\": 3, \"text\": \"WzEsCiAgMl0=\"}");
    assertThat(AstJson.of(source, false, false, true).toString()).doesNotContain("location", "comments");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          p if { x := {3, 1}; x[_] > 1 + 2 } ~ p = true if { assign(x, {1, 3}); gt(x[_], plus(1, 2)) }
          p contains x if x = input["a b"] with input as {"b": 1, "a": 2} ~ \
          p contains x if { x = input["a b"] with input as {"a": 2, "b": 1} }
          default p := 1 ~ default p := 1
          f(x, _) := [y | some y in x] ~ f(x, _) := [y | some y in x] if { true }
          p := 1 if a else := 2 if b ~ p := 1 if { a } else = 2 if { b }
          p := $"a {x} \\{" ~ p := $"a {x} \\{" if { true }
          """)
  void a_rule_as_text(String text, String wanted) {
    Module module = read("package t\n" + text, Dialect.V1).module();
    assertThat(AstText.of(module.rules().getFirst(), true)).isEqualTo(wanted);
  }

  @Test
  void a_policy_may_parse_modules() {
    Compilation compilation =
        Rego.compiler().module("p.rego", "package p\nr := rego.parse_module(\"x.rego\", input).package.path[1].value").compile();
    assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
    if (compilation instanceof Compilation.Compiled compiled) {
      assertThat(compiled.policy().query("data.p.r", json("\"package a.b\"")).value()).contains(json("\"a\""));
      assertThat(compiled.policy().withStrictErrors(true).query("data.p.r", json("\"package a.\"")).errors().toString())
          .contains("rego.parse_module: 1 error occurred: x.rego:1: rego_parse_error: unexpected eof token: expected ident");
    }
  }
}
