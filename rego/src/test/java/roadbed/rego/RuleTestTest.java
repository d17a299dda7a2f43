package roadbed.rego;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RuleTestTest {
  private static List<String> outcomes(String... modules) {
    Rego.Compiler compiler = Rego.compiler().tests(true);
    for (int i = 0; i < modules.length; i++) {
      compiler.module("m" + i + ".rego", modules[i]);
    }
    Compilation compilation = compiler.compile();
    assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
    return ((Compilation.Compiled) compilation)
        .policy().test().stream()
            .map(outcome -> outcome.path() + " " + outcome.status() + (outcome.cases().isEmpty() ? "" : " " + cases(outcome)))
            .toList();
  }

  private static List<String> cases(RuleTest.Outcome outcome) {
    return outcome.cases().stream().map(c -> c.keys() + (c.passed() ? " ok" : " failed")).sorted().toList();
  }

  @Test
  void onlyTrueIsAPass() {
    assertThat(
            outcomes(
                """
                package a
                test_holds if 1 == 1
                test_fails if 1 == 2
                test_false := false
                test_number := 7
                test_set contains 1
                todo_test_later if 1 == 2
                testing if 1 == 2
                """))
        .containsExactlyInAnyOrder(
            "data.a.test_holds PASS",
            "data.a.test_fails FAIL",
            "data.a.test_false FAIL",
            "data.a.test_number FAIL",
            "data.a.test_set FAIL",
            "data.a.todo_test_later SKIP");
  }

  @Test
  void rulesOfOneNameAreTestsOfTheirOwn() {
    assertThat(
            outcomes(
                "package a\ntest_x if true\ntest_x if false\nb.test_y if true\nb.test_y if true",
                "package a\ntest_x if true",
                "package c\ntest_x if true"))
        .containsExactlyInAnyOrder(
            "data.a.test_x PASS",
            "data.a[\"test_x#01\"] FAIL",
            "data.a[\"test_x#02\"] PASS",
            "data.a.b.test_y PASS",
            "data.a.b[\"test_y#01\"] PASS",
            "data.c.test_x PASS");
  }

  @Test
  void casesThatFailAreNotLost() {
    assertThat(
            outcomes(
                """
                package a
                test_sums[row.note] if {
                  some row in [{"note": "small", "of": [1, 2], "want": 3}, {"note": "wrong", "of": [1], "want": 2}]
                  sum(row.of) == row.want
                }
                test_nested[kind][sprintf("%d", [n])] if {
                  some kind, ns in {"even": [2, 4], "odd": [1]}
                  some n in ns
                  n < 9
                }
                test_nothing[x] if some x in []
                """))
        .containsExactlyInAnyOrder(
            "data.a.test_sums FAIL [[\"small\"] ok, [\"wrong\"] failed]",
            "data.a.test_nested PASS [[\"even\", \"2\"] ok, [\"even\", \"4\"] ok, [\"odd\", \"1\"] ok]",
            "data.a.test_nothing PASS");
  }
}
