package roadbed.rego;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.UnknownValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** Definitions that begin with a comparison of the same value are chosen by it, and nobody can tell. */
class RuleIndexTest {
  private static final String TEXT =
      """
      package t

      deny contains "one" if input.a.kind == 1
      deny contains "two" if input.a.kind == "2"
      deny contains "other" if input.b
      deny contains "one more" if { 1.0 == input.a.kind; input.b != 3 }
      deny contains "null" if input.a.kind == null
      deny contains "any" if input.a.kind != 7

      level := "low" if input.a.kind == 1
      level := "low" if { input.a.kind == 1; input.b }
      level := "mid" if input.a.kind == "2"
      level := "top" if input.a.kind == 3 else := "not three" if input.b == "else"
      level := "nil" if input.a.kind == null

      price("a", x) := x
      price("b", x) := x * 2
      price("c", x) := x * 3
      price("d", x) := x * 4
      price(other, x) := 0 if { other != "a"; x == 9 }

      prices := [p | some kind in ["a", "e"]; p := price(kind, 9)]
      """;

  private static String deny(Machine machine, Value input) {
    Policy policy = Rego.compile(Map.of("t.rego", TEXT)).orThrow().withMachine(machine);
    Decision decision = policy.decide("data.t.deny", input);
    return decision.entries().stream()
            .map(entry -> ((StringValue) entry).value())
            .sorted()
            .collect(Collectors.joining(", "))
        + (decision.undecided().isEmpty() ? "" : " and unknown");
  }

  private static String level(Machine machine, String input) {
    QueryResult result =
        Rego.compile(Map.of("t.rego", TEXT)).orThrow().withMachine(machine).query("data.t.level", Values.parseJson(input));
    return result.value().map(Value::toString).orElse("undefined") + result.errors().size();
  }

  @ParameterizedTest
  @EnumSource(Machine.class)
  void sets(Machine machine) {
    assertThat(deny(machine, Values.parseJson("{\"a\": {\"kind\": 1}, \"b\": 2}"))).isEqualTo("any, one, one more, other");
    assertThat(deny(machine, Values.parseJson("{\"a\": {\"kind\": 1.0}}"))).isEqualTo("any, one");
    assertThat(deny(machine, Values.parseJson("{\"a\": {\"kind\": \"2\"}}"))).isEqualTo("any, two");
    assertThat(deny(machine, Values.parseJson("{\"a\": {\"kind\": null}}"))).isEqualTo("any, null");
    assertThat(deny(machine, Values.parseJson("{\"a\": {\"kind\": [1]}}"))).isEqualTo("any");
    assertThat(deny(machine, Values.parseJson("{\"a\": {}}"))).isEmpty();
    assertThat(deny(machine, Values.parseJson("{\"b\": true}"))).isEqualTo("other");
  }

  @ParameterizedTest
  @EnumSource(Machine.class)
  void an_unknown_value_chooses_nothing(Machine machine) {
    UnknownValue unknown = new UnknownValue("later");
    Value b = StringValue.of("x");
    assertThat(deny(machine, ObjectValue.of(Map.of(StringValue.of("a"), unknown, StringValue.of("b"), b))))
        .isEqualTo("other and unknown");
    Value kind = ObjectValue.of("kind", ArrayValue.of(unknown));
    assertThat(deny(machine, ObjectValue.of("a", kind))).isEqualTo("any");
    assertThat(deny(machine, ObjectValue.of("a", ObjectValue.of("kind", SetValue.EMPTY)))).isEqualTo("any");
  }

  @ParameterizedTest
  @EnumSource(Machine.class)
  void complete_rules_and_functions(Machine machine) {
    assertThat(level(machine, "{\"a\": {\"kind\": 1}, \"b\": 1}")).isEqualTo("\"low\"0");
    assertThat(level(machine, "{\"a\": {\"kind\": 3}}")).isEqualTo("\"top\"0");
    assertThat(level(machine, "{\"a\": {\"kind\": 4}, \"b\": \"else\"}")).isEqualTo("\"not three\"0");
    assertThat(level(machine, "{\"a\": {\"kind\": 1}, \"b\": \"else\"}")).isEqualTo("undefined1");
    assertThat(level(machine, "{}")).isEqualTo("undefined0");
    Policy policy = Rego.compile(Map.of("t.rego", TEXT)).orThrow().withMachine(machine);
    assertThat(policy.query("data.t.prices", null).value()).contains(Values.parseJson("[9, 0]"));
  }
}
