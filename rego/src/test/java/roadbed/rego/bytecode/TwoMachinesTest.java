package roadbed.rego.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import roadbed.rego.Compilation;
import roadbed.rego.Decision;
import roadbed.rego.Evaluation;
import roadbed.rego.Machine;
import roadbed.rego.Policy;
import roadbed.rego.Query;
import roadbed.rego.QueryResult;
import roadbed.rego.Rego;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.UnknownValue;
import roadbed.rego.value.Value;

/** Random policies give the same answers, the same errors at the same places, and the same doubts on both machines. */
class TwoMachinesTest {
  private static final int POLICIES = Boolean.getBoolean("rego.nightly") ? Integer.getInteger("rego.policies", 20_000) : 150;

  private int compiled;
  private int decided;
  private int failed;
  private int undecided;

  @Test
  void interpreter_and_bytecode_agree() {
    for (int seed = 0; seed < POLICIES; seed++) {
      compare(seed);
    }
    // The generator has to reach what it is there for.
    assertThat(compiled).isGreaterThan(POLICIES / 3);
    assertThat(decided).isGreaterThan(POLICIES);
    assertThat(failed).isGreaterThan(POLICIES / 4);
    assertThat(undecided).isGreaterThan(POLICIES / 4);
  }

  private void compare(long seed) {
    RandomPolicy random = new RandomPolicy(seed);
    Value data = ObjectValue.of("base", random.input(false));
    Compilation compilation = Rego.compiler().module("t.rego", random.text()).data(data).compile();
    if (!(compilation instanceof Compilation.Compiled made)) {
      return;
    }
    compiled++;
    // A program with marks does every step as it is written, without a join.
    Compilation marked = Rego.compiler().module("t.rego", random.text()).data(data).marks(true).compile();
    Policy literal = ((Compilation.Compiled) marked).policy();
    List<Value> inputs = List.of(random.input(false), random.input(true));
    for (boolean strict : List.of(false, true)) {
      Policy policy = made.policy().withStrictErrors(strict);
      List<String> interpreted = answers(policy.withMachine(Machine.INTERPRETER), random.rules(), inputs);
      List<String> bytecode = answers(policy.withMachine(Machine.BYTECODE), random.rules(), inputs);
      String given = "seed " + seed + ", inputs " + inputs.stream().map(TwoMachinesTest::text).toList() + "\n";
      assertThat(bytecode).as(() -> given + random.text()).isEqualTo(interpreted);
      assertThat(interpreted)
          .as(() -> "joins, " + given + random.text())
          .isEqualTo(answers(literal.withStrictErrors(strict), random.rules(), inputs));
    }
  }

  private List<String> answers(Policy policy, List<String> rules, List<Value> inputs) {
    List<String> answers = new ArrayList<>();
    Query all = policy.query("data.t");
    Query some = policy.query("x := data.t[name]; x != 1; name != \"r0\"");
    for (Value input : inputs) {
      Evaluation evaluation = policy.on(input);
      for (String rule : rules) {
        Decision decision = evaluation.decide(rule);
        answers.add(
            rule
                + decision.entries().stream().map(TwoMachinesTest::text).toList()
                + decision.undecided()
                + decision.errors());
        count(decision.undecided().isEmpty(), decision.errors().isEmpty());
      }
      answers.add("all " + text(all.evaluate(input)));
      answers.add("some " + text(some.evaluate(input)));
    }
    return answers;
  }

  private static String text(QueryResult result) {
    List<String> rows = new ArrayList<>();
    result.rows().forEach(row -> row.forEach((name, value) -> rows.add(name + "=" + text(value))));
    return rows + " " + result.undecided() + result.errors();
  }

  /** A value's text; that of a value with an unknown in it cannot be had from the value itself. */
  private static String text(Value value) {
    StringBuilder out = new StringBuilder();
    switch (value) {
      case ArrayValue array -> array.forEach(item -> out.append(text(item)).append(','));
      case SetValue set -> set.forEach(item -> out.append(text(item)).append(';'));
      case ObjectValue object -> {
        for (int i = 0; i < object.size(); i++) {
          out.append(object.keyAt(i)).append(':').append(text(object.valueAt(i))).append(' ');
        }
      }
      case StringValue _, NumberValue _, BooleanValue _, NullValue _, UnknownValue _ -> out.append(value);
    }
    return value.getClass().getSimpleName().charAt(0) + "(" + out + ")";
  }

  private void count(boolean known, boolean sound) {
    if (!known) {
      undecided++;
    } else if (!sound) {
      failed++;
    } else {
      decided++;
    }
  }
}
