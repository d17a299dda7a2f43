package roadbed.rego;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors tell what was probably meant, where something near is known. */
class HintTest {
  private static @Nullable String hint(String text, boolean v0) {
    Compilation compilation = Rego.compiler().v0(v0).module("t.rego", text.replace('⏎', '\n')).compile();
    return compilation instanceof Compilation.Failed failed ? failed.errors().getFirst().hint() : "no error";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      nullValues = "none",
      textBlock =
          """
          package t⏎p if cuont(input.x) > 1 ~ did you mean `count`?
          package t⏎helper(x) := x⏎p := helpr(1) ~ did you mean `helper`?
          package t⏎p := imput.x ~ did you mean `input`?
          package t⏎allowed := 1⏎p if alowed ~ did you mean `allowed`?
          package t⏎import data.lib.users⏎p if user.x ~ did you mean `users`?
          package t⏎p := zzz ~ none
          package t⏎o := {"name": 1}⏎p := o.nmae ~ did you mean `name`?
          package t⏎defualt allow := false ~ did you mean `default`?
          package t⏎imprt data.x ~ did you mean `import`?
          package t⏎import dta.x ~ did you mean `data`?
          package t⏎p { true } ~ write `if {`, as OPA 1.0 asks; a file from before is read with --v0-compatible or `v0`
          package t⏎p[x] ~ write `contains`, as OPA 1.0 asks; a file from before is read with --v0-compatible or `v0`
          package t⏎p ~ write `p := …` or `p if { … }`
          """)
  void the_first_error_of_a_file(String text, @Nullable String hint) {
    assertThat(hint(text, false)).isEqualTo(hint);
  }
}
