package roadbed.rego;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import roadbed.rego.value.ObjectValue;

/** The two meanings of {@code not}. */
class NegationTest {
  private static boolean holds(String module) {
    Compilation compilation = Rego.compiler().module("t.rego", module).compile();
    assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
    return ((Compilation.Compiled) compilation).policy().query("data.t.p", ObjectValue.EMPTY).value().isPresent();
  }

  @Test
  void classic_not_takes_calls_and_their_arguments_out_of_the_negation() {
    assertThat(holds("package t\np if not startswith(input.absent, \"a\")")).isFalse();
    assertThat(holds("package t\np if not input.absent")).isTrue();
    assertThat(holds("package t\np if not input.absent == 1")).isFalse();
  }

  @Test
  void the_imported_not_negates_the_whole() {
    assertThat(holds("package t\nimport future.keywords.not\np if not startswith(input.absent, \"a\")")).isTrue();
    assertThat(holds("package t\nimport future.keywords.not\np if not input.absent == 1")).isTrue();
    assertThat(holds("package t\nimport future.keywords.not\np if not { some x in [1, 2]; x > 1 }")).isFalse();
    assertThat(holds("package t\nimport future.keywords.not\np if not { some x in [1, 2]; x > 2 }")).isTrue();
  }
}
