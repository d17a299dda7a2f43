package roadbed.rego;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import roadbed.rego.eval.Limits;
import roadbed.rego.syntax.Annotation;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

class PolicyTest {
  private static Policy policy(String... modules) {
    Rego.Compiler compiler = Rego.compiler();
    for (int i = 0; i < modules.length; i++) {
      compiler.module("m" + i + ".rego", modules[i]);
    }
    Compilation compilation = compiler.compile();
    assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
    return ((Compilation.Compiled) compilation).policy();
  }

  private static Value json(String text) {
    return Values.parseJson(text);
  }

  @Test
  void a_set_decides_by_its_members() {
    Policy policy =
        policy(
            """
            package g
            deny contains msg if { some b in input.buckets; not b.tls; msg := $"{b.name} allows plain HTTP" }
            """);
    Decision decision =
        policy.decide("data.g.deny", json("{\"buckets\": [{\"name\": \"a\"}, {\"name\": \"b\", \"tls\": true}]}"));
    assertThat(decision.entries()).containsExactly(StringValue.of("a allows plain HTTP"));
    assertThat(decision.complete()).isTrue();
  }

  /** The YAML of metadata is taken by parts, and a part may end within such a letter. */
  @Test
  void metadata_may_hold_letters_of_two_units_anywhere() {
    for (int before = 0; before < 3; before++) {
      String title = "x".repeat(before) + "\uD83D\uDE00".repeat(3000);
      Policy policy = policy("# METADATA\n# title: " + title + "\npackage g\np := rego.metadata.chain()[1].annotations.title\n");
      assertThat(policy.query("data.g.p").evaluate(json("{}")).value()).contains(StringValue.of(title));
    }
  }

  @Test
  void an_entrypoint_that_is_no_rule_is_an_error_and_no_pass() {
    Decision decision = policy("package g\ndeny contains 1 if false").decide("data.g.dny", json("{}"));
    assertThat(decision.complete()).isFalse();
    assertThat(decision.errors()).extracting(RegoError::message).containsExactly("there is no rule data.g.dny to decide by");
  }

  @Test
  void sources_compile_to_a_policy_whose_queries_take_json() {
    Query query = Rego.compile(Map.of("t.rego", "package t\nallow if input.user == \"ann\"")).orThrow().query("data.t.allow");
    assertThat(query.evaluate("{\"user\": \"ann\"}".getBytes(UTF_8)).value()).contains(BooleanValue.TRUE);
    assertThat(query.evaluate("{\"user\": \"bob\"}".getBytes(UTF_8)).value()).isEmpty();
  }

  @Test
  void many_inputs_are_evaluated_in_one_call_and_answered_in_their_order() {
    Query query = Rego.compile(Map.of("t.rego", "package t\nd := input.n * 2")).orThrow().query("data.t.d");
    List<Value> inputs = IntStream.range(0, 500).<Value>mapToObj(n -> ObjectValue.of("n", NumberValue.of(n))).toList();
    List<Value> wanted = IntStream.range(0, 500).<Value>mapToObj(n -> NumberValue.of(n * 2)).toList();
    assertThat(query.evaluateAll(inputs)).extracting(result -> result.value().orElseThrow()).isEqualTo(wanted);
    List<byte[]> texts = inputs.stream().map(input -> Values.toJson(input).getBytes(UTF_8)).toList();
    assertThat(query.evaluateAllJson(texts)).extracting(result -> result.value().orElseThrow()).isEqualTo(wanted);
  }

  @Test
  void a_wrong_policy_throws_all_its_errors_where_asked_to() {
    assertThatThrownBy(() -> Rego.compile(Map.of("t.rego", "package t\np if x == 1\nq if y == 1")).orThrow())
        .isInstanceOf(CompilationException.class)
        .hasMessageContaining("t.rego:2")
        .hasMessageContaining("t.rego:3");
  }

  @Test
  void a_query_binds_its_variables_and_leaves_out_what_nobody_named() {
    QueryResult result = policy("package t\np := [1, 2]").query("x := data.t.p[_]; x > 1; y = x + 1", null);
    assertThat(result.rows()).containsExactly(Map.of("x", NumberValue.of(2), "y", NumberValue.of(3)));
  }

  @Test
  void a_query_of_one_term_has_a_value() {
    assertThat(policy("package t\np := false").query("data.t.p").evaluate().value())
        .hasValueSatisfying(value -> assertThat(value).hasToString("false"));
    assertThat(policy("package t\np if input.x").query("data.t.p").evaluate(json("{}")).value()).isEmpty();
  }

  @Test
  void a_wrong_query_says_where() {
    assertThatThrownBy(() -> policy("package t\np := 1").query("x == ", null))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("query:1:");
  }

  @Test
  void errors_of_builtins_end_the_evaluation_only_if_asked_to() {
    Policy policy = policy("package t\np := 1 / input.n\nq := 2");
    QueryResult lenient = policy.query("data.t", json("{\"n\": 0}"));
    assertThat(lenient.value().orElseThrow()).hasToString("{\"q\": 2}");
    assertThat(lenient.errors()).extracting(RegoError::toString)
        .containsExactly("m0.rego:2:6: div: divide by zero [eval_builtin_error]");
    QueryResult strict = policy.withStrictErrors(true).query("data.t", json("{\"n\": 0}"));
    assertThat(strict.rows()).isEmpty();
    assertThat(strict.errors()).extracting(RegoError::code).containsExactly("eval_builtin_error");
  }

  @Test
  void an_evaluation_ends_when_its_steps_are_used_up() {
    Policy policy =
        policy(
            """
            package t
            p := count([1 | some i in numbers.range(1, 3000); some j in numbers.range(1, 3000); i == j])
            """)
            .withLimits(new Limits(100_000, Duration.ofMinutes(1), 100));
    assertThat(policy.query("data.t.p", null).errors()).extracting(RegoError::code).containsExactly("eval_cancel_error");
  }

  @Test
  void an_evaluation_ends_when_its_time_is_over() {
    Policy policy =
        policy(
            """
            package t
            p := count([1 | some i in numbers.range(1, 3000); some j in numbers.range(1, 3000); i == j])
            """)
            .withLimits(new Limits(Long.MAX_VALUE, Duration.ZERO, 100));
    assertThat(policy.query("data.t.p", null).errors()).extracting(RegoError::code).containsExactly("eval_cancel_error");
  }

  @Test
  void rules_that_wait_for_each_other_too_deeply_are_an_error() {
    StringBuilder chain = new StringBuilder("package t\np0 := 1\n");
    for (int i = 1; i < 20_000; i++) {
      chain.append("p").append(i).append(" := [p").append(i - 1).append("]\n");
    }
    QueryResult result = policy(chain.toString()).query("data.t.p19999", null);
    assertThat(result.rows()).isEmpty();
    assertThat(result.errors()).extracting(RegoError::code).containsExactly("eval_limit_error");
  }

  @Test
  void one_policy_serves_many_threads() throws InterruptedException {
    Policy policy =
        policy("package t\ndeny contains n if { some n in input.ns; big(n) }\nbig(n) if n > limit\nlimit := 3");
    List<Decision> decisions = new java.util.concurrent.CopyOnWriteArrayList<>();
    List<Thread> threads = new java.util.ArrayList<>();
    for (int t = 0; t < 4; t++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < 200; i++) {
                      decisions.add(policy.decide("data.t.deny", json("{\"ns\": [1, 4, 9]}")));
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(decisions).hasSize(800).allMatch(decision -> decision.entries().size() == 2);
  }

  @Test
  void metadata_comes_with_its_scope_and_target() {
    Policy policy =
        policy(
            """
            # METADATA
            # title: Buckets
            # scope: subpackages
            # custom:
            #   severity: high
            package g

            # METADATA
            # title: Plain HTTP
            # description: |
            #   Says no.
            #   Twice.
            # authors:
            # - Ada <ada@example.org>
            # related_resources:
            # - https://example.org/tls
            deny contains 1 if false
            """);
    assertThat(policy.annotations()).extracting(Annotation::scope).containsExactly("subpackages", "rule");
    assertThat(policy.annotations()).extracting(a -> String.join(".", a.target())).containsExactly("data.g", "data.g.deny");
    assertThat(policy.annotations().getFirst().field("custom")).hasToString("{\"severity\": \"high\"}");
    assertThat(policy.annotations().getLast().fields())
        .hasToString(
            "{\"authors\": [{\"email\": \"ada@example.org\", \"name\": \"Ada\"}], \"description\": \"Says no.\\nTwice.\\n\","
                + " \"related_resources\": [{\"ref\": \"https://example.org/tls\"}], \"scope\": \"rule\","
                + " \"title\": \"Plain HTTP\"}");
  }

  @Test
  void a_module_that_was_read_already_is_as_good_as_its_text() {
    List<RegoError> errors = new java.util.ArrayList<>();
    roadbed.rego.syntax.Module module =
        roadbed.rego.syntax.Parser.module("lib.rego", "package lib\nthree := 3", roadbed.rego.syntax.Dialect.V1, errors);
    assertThat(module).isNotNull();
    Compilation compilation = Rego.compiler().module(module).module("t.rego", "package t\np := data.lib.three").compile();
    assertThat(((Compilation.Compiled) compilation).policy().query("data.t.p", null).value()).hasValue(NumberValue.of(3));
  }

  @Test
  void data_can_be_changed_without_compiling_again() {
    Policy policy = policy("package t\np := data.limits.max");
    assertThat(policy.withData(json("{\"limits\": {\"max\": 3}}")).query("data.t.p", null).value()).hasValue(NumberValue.of(3));
    assertThat(policy.query("data.t.p", null).value()).isEmpty();
  }

  @Test
  void a_call_with_one_operand_more_binds_its_result() {
    Policy policy = Rego.compile(Map.of("p.rego", "package p\nf(x) := x + 1")).orThrow();

    assertThat(policy.query("plus(1, 2, x)").evaluate().rows()).containsExactly(Map.of("x", NumberValue.of(3)));
    assertThat(policy.query("data.p.f(1, x)").evaluate().rows()).containsExactly(Map.of("x", NumberValue.of(2)));
  }

  @Test
  void rules_may_be_kept_apart_from_data() {
    Rego.Compiler compiler =
        Rego.compiler()
            .module("p.rego", "package shop\nitems.b := 2\nprices := 3\nowners[x] := x if some x in [1]")
            .data(Values.parseJson("{\"shop\": {\"items\": {\"a\": 1}, \"prices\": 4, \"owners\": {\"a\": 1}}}"));

    assertThat(compiler.compile()).isInstanceOf(Compilation.Compiled.class);
    assertThat(((Compilation.Failed) compiler.apartFromData(true).compile()).errors())
        .extracting(RegoError::toString)
        .containsExactlyInAnyOrder(
            "p.rego:3:1: conflicting rule for data path shop/prices found [rego_compile_error]",
            "p.rego:4:1: conflicting rule for data path shop/owners found [rego_compile_error]");
  }
}
