package roadbed.rego.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import roadbed.rego.Machine;
import roadbed.rego.QueryResult;
import roadbed.rego.Rego;
import roadbed.rego.value.Values;

/** Rules larger than a method, and bodies deeper than most, answer the same on both machines. */
class LargeRulesTest {
  private static void same(String rules, String input) {
    QueryResult interpreted = on(Machine.INTERPRETER, rules, input);
    assertThat(interpreted.errors()).isEmpty();
    assertThat(interpreted.value()).isPresent();
    assertThat(on(Machine.BYTECODE, rules, input)).isEqualTo(interpreted);
  }

  private static QueryResult on(Machine machine, String rules, String input) {
    return Rego.compile(Map.of("t.rego", "package t\n" + rules))
        .orThrow()
        .withMachine(machine)
        .query("data.t.p", Values.parseJson(input));
  }

  @Test
  void a_body_of_a_thousand_statements_becomes_several_methods() {
    String statements =
        IntStream.range(0, 1_000)
            .mapToObj(i -> "v" + i + " := object.get(input, \"k" + i + "\", " + (i == 0 ? "1" : "v" + (i - 1) + " + 1") + ")")
            .collect(Collectors.joining("\n"));
    same("p := [v999, v500, v0] if {\n" + statements + "\n}", "{\"k10\": 3}");
    same("p contains [v999, v7] if {\n some x in input.xs\nx > 1\n" + statements + "\n}", "{\"xs\": [1, 2, 3]}");
    same(
        "p := {k: n | some k, x in input.xs; n := count([1 | x > 0\n" + statements + "\nv999 != x])} if not input.none",
        "{\"xs\": [1, 2, 3]}");
  }

  @Test
  void loops_within_loops() {
    String loops =
        IntStream.range(0, 60)
            .mapToObj(i -> "some x" + i + " in input.xs; x" + i + " == " + (i == 0 ? "1" : "x" + (i - 1)))
            .collect(Collectors.joining("\n"));
    same("p := x59 if {\n" + loops + "\n}", "{\"xs\": [1]}");
  }

  @Test
  void many_definitions_become_several_classes() {
    String rules =
        IntStream.range(0, 700)
            .mapToObj(i -> "f" + i + "(x) := " + (i == 0 ? "x" : "f" + (i - 1) + "(x) + 0") + " if x > 0")
            .collect(Collectors.joining("\n"));
    same(rules + "\np := f200(4)", "{}");
  }
}
