package roadbed.rego;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RuleTestTest {
  private static List<String> outcomes(String... modules) {
    Rego.Compiler compiler = Rego.compiler();
    for (int i = 0; i < modules.length; i++) {
      compiler.module("m" + i + ".rego", modules[i]);
    }
    Compilation compilation = compiler.compile();
    assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
    return ((Compilation.Compiled) compilation)
        .policy().test().stream()
            .map(outcome -> outcome.path() + " " + outcome.status())
            .toList();
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
                test_cases[n] if some n in ["a", "b"]
                test_cases_fail[n] := m if some n, m in {"a": true, "b": false}
                todo_test_later if 1 == 2
                testing if 1 == 2
                """))
        .containsExactlyInAnyOrder(
            "data.a.test_holds PASS",
            "data.a.test_fails FAIL",
            "data.a.test_false FAIL",
            "data.a.test_number FAIL",
            "data.a.test_set FAIL",
            "data.a.test_cases PASS",
            "data.a.test_cases_fail FAIL",
            "data.a.todo_test_later SKIP");
  }
}
