package roadbed.rego.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.UnknownReached;
import roadbed.rego.value.UnknownValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

class BuiltinsTest {
  private final CallContext context =
      CallContext.builder().time(Instant.parse("2026-01-02T03:04:05Z")).maxItems(10_000).build();

  private Value call(String name, String args) {
    ArrayValue values = (ArrayValue) Values.parseJson(args);
    return Builtins.standard().find(name).orElseThrow().call(context, values.toArray());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plus|[0.1, 0.2]|0.3",
        "mul|[9223372036854775807, 3]|27670116110564327421",
        "div|[1, 3]|0.33333333333333333334",
        "div|[10, 4]|2.5",
        "rem|[-7, 3]|-1",
        "round|[-2.5]|-3",
        "ceil|[-1.2]|-1",
        "sum|[[1, 2.5]]|3.5",
        "max|[[1, \"a\", null]]|\"a\"",
        "array.slice|[[1, 2, 3], 1, 9]|[2, 3]",
        "split|[\"a,b,\", \",\"]|[\"a\", \"b\", \"\"]",
        "replace|[\"banana\", \"\", \"-\"]|\"-b-a-n-a-n-a-\"",
        "substring|[\"\u00e4bc\", 1, -1]|\"bc\"",
        "indexof_n|[\"sad\u00e4da\", \"d\"]|[2, 4]",
        "trim|[\"xxaxx\", \"x\"]|\"a\"",
        "strings.reverse|[\"\u00e4b\"]|\"b\u00e4\"",
        "format_int|[-255, 16]|\"-ff\"",
        "units.parse|[\"100m\"]|0.1000000000",
        "units.parse_bytes|[\"1.5KiB\"]|1536",
        "object.union|[{\"a\": {\"b\": 1}}, {\"a\": {\"c\": 2}}]|{\"a\": {\"b\": 1, \"c\": 2}}",
        "object.get|[{\"a\": [{\"b\": 7}]}, [\"a\", 0, \"b\"], 1]|7",
        "json.remove|[{\"a\": [1, 2], \"b\": 3}, [\"a/0\", \"/b\"]]|{\"a\": [2]}",
        "json.filter|[{\"a\": {\"x\": 1, \"y\": 2}}, [\"a/x\"]]|{\"a\": {\"x\": 1}}",
        "json.patch|[{\"a\": [1]}, [{\"op\": \"add\", \"path\": \"/a/-\", \"value\": 2}]]|{\"a\": [1, 2]}",
        "regex.replace|[\"-wy-wxxy-\", \"w(x*)y\", \"${1}0\"]|\"-0-xx0-\"",
        "regex.globs_match|[\"a.a.[0-9]+z\", \".b.b2359825792*594823z\"]|true",
        "glob.match|[\"*.github.com\", [], \"api.github.com\"]|true",
        "glob.match|[\"{a,b}?[!x]\", null, \"bzy\"]|true",
        "glob.match|[\"logs/**/today.txt\", [\"/\"], \"logs/today.txt\"]|true",
        "glob.match|[\"logs/**/today.txt\", [\"/\"], \"logstoday.txt\"]|false",
        "glob.match|[\"aba*bab\", null, \"abab\"]|true",
        "glob.match|[\"aba*bab\", [\"/\"], \"abab\"]|false",
        "net.cidr_contains|[\"10.0.0.0/8\", \"10.1.0.0/16\"]|true",
        "net.cidr_merge|[[\"192.0.128.0/24\", \"192.0.129.0/24\"]]|{\"192.0.128.0/23\"}",
        "base64url.decode|[\"_-8\"]|\"\\xff\\xef\"",
        "urlquery.decode_object|[\"a=1&a=2&b\"]|{\"a\": [\"1\", \"2\"], \"b\": [\"\"]}",
        "time.parse_ns|[\"Jan 2, 2006 at 3:04pm (MST)\", \"Feb 3, 2013 at 7:54pm (UTC)\"]|1359921240000000000",
        "time.parse_duration_ns|[\"1h1.5s\"]|3601500000000",
        "time.add_date|[1585852421593912000, 3, 9, 12]|1705257221593912000",
        "time.format|[[1582977600000000000, \"America/New_York\", \"Mon Jan _2 15:04:05 MST 2006\"]]|\"Sat Feb 29 07:00:00 EST 2020\"",
        "semver.compare|[\"1.0.0-alpha.1\", \"1.0.0\"]|-1",
        "crypto.sha256|[\"\"]|\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"",
        "yaml.unmarshal|[\"a: [1, yes, ~]\\nb: &x {c: d}\\ne: *x\"]|{\"a\": [1, true, null], \"b\": {\"c\": \"d\"}, \"e\": {\"c\": \"d\"}}",
        "uri.parse|[\"https://u@h:1/a%20b?q#f\"]|{\"fragment\": \"f\", \"hostname\": \"h\", \"path\": \"/a b\", \"port\": \"1\", \"raw_path\": \"/a%20b\", \"raw_query\": \"q\", \"scheme\": \"https\"}",
        "time.now_ns|[]|1767323045000000000",
      })
  void answers(String name, String args, String wanted) {
    assertThat(call(name, args)).hasToString(wanted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "%d|[\"x\"]|%!d(string=x)",
        "%d %s|[1]|1 %!s(MISSING)",
        "%d|[1, \"b\"]|1%!(EXTRA string=b)",
        "%s|[5]|%!s(int=5)",
        "%v %v|[{\"a\": [1]}, true]|{\"a\": [1]} true",
        "%5.2f!|[3.14159]| 3.14!",
        "%-5d!|[42]|42   !",
        "%05d|[-42]|-0042",
        "%+d|[7]|+7",
        "%x %X %#x|[255, \"hi\", 255]|ff 6869 0xff",
        "%q|[\"a\\\"b\"]|\"a\\\"b\"",
        "%e|[1234.5]|1.234500e+03",
        "%v|[1234567.5]|1.2345675e+06",
        "%g|[0.00001]|1e-05",
        "%t|[true]|%!t(string=true)",
        "%T|[\"s\"]|string",
        "%[2]d %[1]d|[1, 2]|2 1",
        "%*d|[5, 42]|   42",
        "100%%|[]|100%",
        "%|[]|%!(NOVERB)",
        "%b|[5]|101",
        "%v|[12345678901234567890123]|12345678901234567890123",
      })
  void sprintfPrintsAsGo(String format, String args, String wanted) {
    Value[] operands = {StringValue.of(format), Values.parseJson(args)};
    Value printed = Builtins.standard().find("sprintf").orElseThrow().call(context, operands);
    assertThat(((StringValue) printed).value()).isEqualTo(wanted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "json.patch|[{}, \"x\"]|eval_type_error|json.patch: operand 2 must be array but got string",
        "div|[1, 0]|eval_builtin_error|div: divide by zero",
        "count|[1]|eval_type_error|count: operand 1 must be one of {array, object, set, string} but got number",
        "bits.and|[1.5, 1]|eval_type_error|bits.and: operand 1 must be integer number but got floating-point number",
        "concat|[\",\", [1]]|eval_type_error|concat: operand 2 must be array of strings but got array containing number",
        "base64.decode|[\"a\"]|eval_builtin_error|base64.decode: illegal base64 data at input byte 0",
        "numbers.range|[1, 1000000000000]|eval_limit_error|numbers.range: result of 1000000000000 items exceeds the limit of 10000",
        "net.cidr_expand|[\"10.0.0.0/8\"]|eval_limit_error|net.cidr_expand: result of 16777216 items exceeds the limit of 10000",
        "http.send|[{\"method\": \"get\", \"url\": \"http://example.com/\"}]|eval_builtin_error|http.send: unallowed host: example.com: network access to it is not allowed; allow the host by name to use it",
        "yaml.unmarshal|[\"a: [\"]|eval_builtin_error|yaml.unmarshal: yaml: line 1: did not find expected the node content",
      })
  void refusals(String name, String args, String code, String text) {
    assertThatThrownBy(() -> call(name, args))
        .isInstanceOfSatisfying(
            BuiltinException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.problem()).startsWith(text);
            });
  }

  @Test
  void aVersionOfManyIdentifiersIsRead() {
    Value[] args = {StringValue.of("1.2.3-" + "a.".repeat(200_000) + "a+" + "b.".repeat(200_000) + "b")};
    assertThat(Builtins.standard().find("semver.is_valid").orElseThrow().call(context, args)).isEqualTo(BooleanValue.TRUE);
  }

  @Test
  void yamlBombIsRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 12; i++) {
      String before = "*a" + (i - 1);
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(",", java.util.Collections.nCopies(10, before))));
    }
    Value[] args = {StringValue.of(bomb.toString())};
    assertThatThrownBy(() -> Builtins.standard().find("yaml.unmarshal").orElseThrow().call(context, args))
        .hasMessageContaining("excessive aliasing");
  }

  @Test
  void unknownsAreNotLookedInto() {
    Value[] args = {new UnknownValue("later"), NumberValue.ONE};
    for (String name : new String[] {"plus", "equal", "contains", "count", "type_name", "json.marshal"}) {
      assertThatThrownBy(() -> Builtins.standard().find(name).orElseThrow().call(context, args))
          .as(name)
          .isInstanceOf(UnknownReached.class);
    }
  }

  @Test
  void declarationsHoldAllNamesWithTheirTypes() {
    assertThat(Builtins.standard().names()).hasSize(206);
    Builtin concat = Builtins.standard().find("concat").orElseThrow();
    assertThat(concat.arity()).isEqualTo(2);
    assertThat(concat.signature().arguments().get(1)).hasToString("any<array[string], set[string]>");
    assertThat(Builtins.standard().find("plus").orElseThrow().infix()).isEqualTo("+");
    assertThat(Builtins.standard().find("walk").orElseThrow().relation()).isTrue();
    assertThat(Builtins.standard().find("http.send").orElseThrow().deterministic()).isFalse();
    assertThat(Builtins.standard().find("any").orElseThrow().deprecated()).isTrue();
    assertThat(Builtins.standard().find("nope")).isEmpty();
  }
}
