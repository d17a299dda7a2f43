package roadbed.rego.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roadbed.rego.Compilation;
import roadbed.rego.Rego;
import roadbed.rego.value.Value;

/** Whatever the text, the parser answers with a module or with errors that have a place. */
class ParserPropertyTest {
  private static final String SAMPLE =
      """
      # METADATA
      # title: Sample
      package sample.rules

      import data.lib as l
      import input.request

      default allow := false

      allow if { request.user == "a"; not denied[_] } else := 3 if { every k, v in l.x { v > k } }

      denied contains {"m": msg} if {
        some i, x in input.xs
        msg := sprintf("%d of %v", [i, {y | y := x[_]} | {1}])
        $"{x} {i + 1}" != `raw`
      }

      a.b[c].d := e if { [c, e] = [input.c, -1.5e3]; data.q[c] with input.q as {"k": set()} }

      f(x, [y, _]) := z if z := {k: w | w := x[k]; w in y}
      """;

  @Property(tries = 300, seed = "20261121")
  void any_text_is_answered(@ForAll String text) {
    answered("package t\n" + text);
    answered(text);
  }

  @Property(tries = 1500, seed = "20261121")
  void a_text_with_something_out_of_place_is_answered(@ForAll("mutations") String text) {
    answered(text);
  }

  @Provide
  Arbitrary<String> mutations() {
    Arbitrary<String> inserted =
        Arbitraries.of(
            "{", "}", "[", "]", "(", ")", "|", ":=", "=", ",", ".", "\"", "`", "$\"", "if", "else", "not", "some",
            "every", "in", "with", "as", "contains", "default", "import", "package", "\n", "_", "1", "x", "#", "\\", "é");
    Arbitrary<Integer> at = Arbitraries.integers().between(0, SAMPLE.length());
    Arbitrary<Integer> cut = Arbitraries.integers().between(0, 12);
    return net.jqwik.api.Combinators.combine(at, cut, inserted.list().ofMaxSize(3))
        .as(
            (place, length, words) ->
                SAMPLE.substring(0, place)
                    + String.join("", words)
                    + SAMPLE.substring(Math.min(SAMPLE.length(), place + length)));
  }

  private static void answered(String text) {
    Compilation compilation = Rego.compiler().module("t.rego", text).compile();
    if (compilation instanceof Compilation.Failed failed) {
      assertThat(failed.errors()).isNotEmpty().allSatisfy(error -> {
        assertThat(error.at()).isNotNull();
        assertThat(error.code()).startsWith("rego_");
      });
    }
  }

  @Test
  void the_sample_itself_compiles() {
    Compilation compilation =
        Rego.compiler().module("t.rego", SAMPLE.replace("not denied[_]", "not denied[{\"m\": \"x\"}]")).compile();
    assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{", "(", "{1:", "[x|", "{x|", "f(", "$\"{", "not ", "a[", "{a: b|", "-", "x.y[", "1+("})
  void a_text_nested_ten_thousand_deep_is_refused(String opening) {
    List<RegoError> errors = new ArrayList<>();
    Parser.module("t.rego", "package t\np := " + opening.repeat(10_000), Dialect.V1, errors);
    assertThat(errors).isNotEmpty();
  }

  @Test
  void terms_nested_in_brackets_are_refused_beyond_the_bound_and_read_below_it() {
    List<RegoError> errors = new ArrayList<>();
    assertThat(Parser.term("t", "[".repeat(100) + "]".repeat(100), errors)).isNotNull();
    assertThat(Parser.term("t", "[".repeat(10_000) + "]".repeat(10_000), errors)).isNull();
    assertThat(errors).extracting(RegoError::message).containsExactly("nested deeper than 300 levels");
  }

  @Test
  void a_long_sum_is_refused_and_a_long_list_is_not() {
    List<RegoError> errors = new ArrayList<>();
    assertThat(Parser.term("t", "1" + "+1".repeat(100_000), errors)).isNull();
    errors.clear();
    assertThat(Parser.term("t", "[1" + ",1".repeat(100_000) + "]", errors)).isNotNull();
  }

  @Property(tries = 300, seed = "20261121")
  void a_value_reads_back_from_its_text(@ForAll("values") Value value) {
    List<RegoError> errors = new ArrayList<>();
    Term term = Parser.term("t", value.toString(), errors);
    assertThat(errors).isEmpty();
    assertThat(term).isNotNull();
    assertThat(GroundTerm.value(term)).isEqualTo(value);
  }

  @Provide
  Arbitrary<Value> values() {
    Arbitrary<Object> scalars =
        Arbitraries.oneOf(
            Arbitraries.strings().withChars(" aZ09_é漢\\\"'`{}$#\n\t").ofMaxLength(8).map(s -> s),
            Arbitraries.longs().map(l -> l),
            Arbitraries.bigDecimals().map(d -> d),
            Arbitraries.of(true, false).map(b -> b));
    Arbitrary<Object> nested =
        Arbitraries.lazyOf(
            () -> scalars,
            () -> scalars.list().ofMaxSize(3).map(l -> l),
            () -> scalars.set().ofMaxSize(3).map(s -> s),
            () -> Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(4), scalars).ofMaxSize(3).map(m -> m));
    return nested.list().ofMaxSize(4).map(roadbed.rego.value.Values::ofJava);
  }
}
