package roadbed.rego;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import roadbed.rego.eval.Limits;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.UnknownValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** Loops in loops that look for members with something in common take as long as what they find, and nobody can tell. */
class JoinTest {
  private static final int MANY = 3_000;

  /** All of it is far less than one pass over every pair, and more than a few passes over all. */
  private static final Limits FEW_STEPS = Limits.STANDARD.withSteps(20L * MANY);

  private static Policy policy(Machine machine, String text) {
    return Rego.compile(Map.of("t.rego", "package t\n" + text)).orThrow().withMachine(machine);
  }

  private static String answer(Machine machine, String rule, Value input) {
    QueryResult result = policy(machine, "r := " + rule).withLimits(FEW_STEPS).query("data.t.r", input);
    return result.value().map(Value::toString).orElse("undefined")
        + (result.errors().isEmpty() ? "" : result.errors())
        + (result.undecided().isEmpty() ? "" : result.undecided());
  }

  private static Value member(int i) {
    return Values.ofJava(Map.of("id", i, "of", i / 2, "kind", i % 2 == 0 ? "even" : "odd", "in", Map.of("id", "n" + i)));
  }

  private static Value many(int count) {
    return ObjectValue.of("xs", ArrayValue.of(IntStream.range(0, count).mapToObj(JoinTest::member).toList()));
  }

  @ParameterizedTest
  @EnumSource(Machine.class)
  void comprehensions_of_what_belongs_to_each(Machine machine) {
    assertThat(
            answer(
                machine,
                "count([n | some x in input.xs; n := count({y.id | some y in input.xs; y.of == x.id}); n == 2])",
                many(MANY)))
        .isEqualTo("1500");
    assertThat(
            answer(
                machine,
                "sum([s | some x in input.xs; parts := {y.id: 1 | some y in input.xs; x.id == y.of}; s := count(parts)])",
                many(MANY)))
        .isEqualTo("3000");
    assertThat(
            answer(
                machine,
                "count([1 | x := input.xs[_]; names := [input.xs[j].in.id | input.xs[j].id == x.of]; count(names) == 1])",
                many(MANY)))
        .isEqualTo("3000");
  }

  @ParameterizedTest
  @EnumSource(Machine.class)
  void loops_negations_and_functions(Machine machine) {
    assertThat(
            answer(machine, "count([1 | some x in input.xs; some y in input.xs; y.kind == \"odd\"; y.of == x.id])", many(MANY)))
        .isEqualTo("1500");
    assertThat(
            answer(machine, "count([1 | some x in input.xs; not used(x)])\nused(x) if { some y in input.xs; y.of == x.id }", many(MANY)))
        .isEqualTo("1500");
  }

  private static Value with(int position, Value member) {
    List<Value> items = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      items.add(i == position ? member : member(i));
    }
    return ObjectValue.of("xs", ArrayValue.of(items));
  }

  @ParameterizedTest
  @EnumSource(Machine.class)
  void an_unknown_part_is_come_upon_where_it_stands(Machine machine) {
    Value unknown = new UnknownValue("later");
    String pairs = "[[x.id, y.id] | some x in input.xs; x.id < 3; x.id > 0; some y in input.xs; y.of == x.id]";
    assertThat(answer(machine, pairs, with(30, member(30)))).isEqualTo("[[1, 2], [1, 3], [2, 4], [2, 5]]");
    assertThat(answer(machine, pairs, with(30, ObjectValue.of(Map.of(key("id"), NumberValue.of(9), key("of"), unknown)))))
        .isEqualTo("undefined[later]");
    assertThat(answer(machine, pairs, with(30, ObjectValue.of("id", NumberValue.of(9)))))
        .isEqualTo("[[1, 2], [1, 3], [2, 4], [2, 5]]");
    // The first pair stops what is found before the unknown part is.
    String some = "[true | some x in [1, 2, 3]; found(x)]\nfound(x) if { some y in input.xs; y.of == x }";
    assertThat(answer(machine, some, with(30, ObjectValue.of("of", unknown)))).isEqualTo("[true, true, true]");
    assertThat(answer(machine, some.replace("3]", "30]"), with(30, ObjectValue.of("of", unknown)))).isEqualTo("undefined[later]");
  }

  @ParameterizedTest
  @EnumSource(Machine.class)
  void an_unknown_part_that_is_looked_at_before_the_comparison_counts(Machine machine) {
    Value odd = ObjectValue.of(Map.of(key("of"), NumberValue.of(99), key("in"), new UnknownValue("inner")));
    String looks = "[z | some x in [1, 2, 3]; some y in input.xs; z := y.in.id; y.of == x]";
    assertThat(answer(machine, looks, with(30, odd))).isEqualTo("undefined[inner]");
    // What is found before stops the first two.
    String some = "[true | some x in [1, 2, 99]; found(x)]\nfound(x) if { some y in input.xs; z := y.in.id; y.of == x; z }";
    assertThat(answer(machine, some, with(30, ObjectValue.of(Map.of(key("of"), NumberValue.of(50), key("in"), new UnknownValue("inner"))))))
        .isEqualTo("undefined[inner]");
    assertThat(answer(machine, "[z | some x in [1, 2, 3]; some y in input.xs; y.of == x; z := y.in.id]", with(30, odd)))
        .isEqualTo("[\"n2\", \"n3\", \"n4\", \"n5\", \"n6\", \"n7\"]");
    Value outside = new UnknownValue("outside");
    String other = "[1 | some x in input.ks; some y in input.xs; z := x.in.id; y.of == x.of; z]";
    ArrayValue keys = ArrayValue.of(member(2), ObjectValue.of(Map.of(key("of"), NumberValue.of(99), key("in"), outside)));
    Value input = ObjectValue.of(Map.of(key("ks"), keys, key("xs"), ((ObjectValue) many(40)).get(key("xs"))));
    assertThat(answer(machine, other, input)).isEqualTo("undefined[outside]");
  }

  @ParameterizedTest
  @EnumSource(Machine.class)
  void collections_are_compared_too(Machine machine) {
    Value odd = Values.parseJson("{\"id\": \"odd\", \"of\": [1, {\"a\": 2}]}");
    String pairs = "[y.id | some x in [7, [1, {\"a\": 2}], 7.0, {}]; some y in input.xs; y.of == x]";
    assertThat(answer(machine, pairs, with(3, odd))).isEqualTo("[14, 15, \"odd\", 14, 15]");
  }

  @ParameterizedTest
  @EnumSource(Machine.class)
  void what_a_with_replaces_is_another_collection(Machine machine) {
    String rule =
        """
        [all(1), all(2), other, all(3)]
        all(x) := [y.id | some y in input.xs; y.of == x]
        other := o if o := all(1) with input.xs as array.concat([{"id": "new", "of": 1}], input.xs)
        """;
    assertThat(answer(machine, rule, many(40))).isEqualTo("[[2, 3], [4, 5], [\"new\", 2, 3], [6, 7]]");
  }

  private static Value key(String name) {
    return StringValue.of(name);
  }
}
