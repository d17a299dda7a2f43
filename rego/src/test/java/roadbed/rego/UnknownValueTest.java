package roadbed.rego;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.UnknownValue;
import roadbed.rego.value.Value;

/** A value that is not known never becomes a decision. */
class UnknownValueTest {
  private static final Value INPUT =
      ObjectValue.builder()
          .put("name", StringValue.of("logs"))
          .put("encrypted", new UnknownValue("known after apply"))
          .put("list", ArrayValue.of(StringValue.of("a"), new UnknownValue("second item")))
          .build();

  private static Decision decide(String rules) {
    Compilation compilation = Rego.compiler().module("t.rego", "package t\n" + rules).compile();
    assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
    return ((Compilation.Compiled) compilation).policy().decide("data.t.deny", INPUT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deny contains 1 if input.encrypted",
        "deny contains 1 if not input.encrypted",
        "deny contains 1 if input.encrypted == true",
        "deny contains 1 if input.encrypted != true",
        "deny contains 1 if input.encrypted = true",
        "deny contains 1 if input.encrypted.nested",
        "deny contains 1 if not input.encrypted.nested",
        "deny contains 1 if { some x in input.encrypted; x == 1 }",
        "deny contains 1 if { every x in input.encrypted { x == 1 } }",
        "deny contains 1 if input.encrypted in [true]",
        "deny contains 1 if true in [input.encrypted]",
        "deny contains 1 if input.encrypted < 3",
        "deny contains 1 if count(input.encrypted) == 0",
        "deny contains 1 if is_string(input.encrypted)",
        "deny contains 1 if count({x | x := input.encrypted}) == 1",
        "deny contains 1 if count([x | x := input.encrypted; x == 1]) == 0",
        "deny contains 1 if { [true] = [input.encrypted] }",
        "deny contains input.encrypted",
        "deny contains sprintf(\"%v\", [input.encrypted])",
        "deny contains $\"{input.encrypted}\"",
        "deny contains 1 if q\nq := 1 if input.encrypted else := 2",
        "deny contains 1 if q == 2\ndefault q := 2\nq := 1 if input.encrypted",
        "deny contains 1 if not f(input.encrypted)\nf(x) if x == 1",
        "deny contains 1 if f(input.encrypted) == 0\nf(true) := 1\ndefault f(_) := 0",
        "deny contains 1 if not h\nh if { some i; input.list[i] == \"b\" }",
        "deny contains 1 if input.list == [\"a\", \"b\"]",
        "deny contains 1 if json.marshal(input.list) == \"\"",
        "deny contains 1 if input.name.x with input.name as input.encrypted",
        "deny contains 1 if { m := {\"k\": input.encrypted}; m == {\"k\": 1} }",
        "deny contains 1 if p.k == 1\np[k] := v if { k := \"k\"; v := input.encrypted }",
      })
  void a_body_that_needs_it_is_undecided(String rules) {
    Decision decision = decide(rules);
    assertThat(decision.entries()).isEmpty();
    assertThat(decision.undecided()).hasSize(1);
    assertThat(decision.errors()).isEmpty();
    assertThat(decision.complete()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deny contains 1 if input.name == \"logs\"",
        "deny contains 1 if count(input.list) == 2",
        "deny contains 1 if { x := input.encrypted; input.name == \"logs\" }",
        "deny contains 1 if input.list[0] == \"a\"",
        "deny contains 1 if { some x in input.list; x == \"a\" }",
        "deny contains 1 if f(input)\nf(r) if r.name == \"logs\"",
        "deny contains 1 if not input.absent",
      })
  void a_body_that_does_not_need_it_is_decided(String rules) {
    Decision decision = decide(rules);
    assertThat(decision.entries()).hasSize(1);
    assertThat(decision.undecided()).isEmpty();
  }

  @Test
  void other_definitions_are_decided_and_what_was_found_before_stands() {
    Decision decision =
        decide(
            """
            deny contains "first" if input.name == "logs"
            deny contains x if { some x in input.list; x != "b" }
            deny contains "third" if not input.encrypted
            deny contains "fourth" if input.name == "logs"
            """);
    assertThat(decision.entries())
        .isEqualTo(Set.of(StringValue.of("first"), StringValue.of("a"), StringValue.of("fourth")));
    assertThat(decision.undecided()).isEqualTo(List.of("second item", "known after apply"));
  }

  @Test
  void a_with_that_was_left_early_does_not_stay() {
    Decision decision =
        decide(
            """
            deny contains 1 if input.encrypted with input.name as "other"
            deny contains 2 if input.name == "logs"
            """);
    assertThat(decision.entries()).hasSize(1);
    assertThat(decision.undecided()).hasSize(1);
  }

  @Test
  void a_query_that_needs_it_has_no_rows() {
    Policy policy = ((Compilation.Compiled) Rego.compiler().compile()).policy();
    QueryResult result = policy.query("input.encrypted == true", INPUT);
    assertThat(result.rows()).isEmpty();
    assertThat(result.undecided()).containsExactly("known after apply");
  }
}
