package roadbed.rego.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** Templates as Go's text/template renders them over decoded JSON. */
class TextTemplatesTest {
  private static final Value DATA =
      Values.parseJson(
          "{\"n\": 7, \"s\": \"<a>\", \"b\": true, \"none\": null, \"l\": [\"x\", \"y\", \"z\"], \"m\": {\"k\": \"v\", \"l\": [1]}}");

  private static String rendered(String template) {
    Value[] args = {StringValue.of(template), DATA};
    Value text =
        Builtins.standard().find("strings.render_template").orElseThrow().call(CallContext.builder().build(), args);
    return text instanceof StringValue string ? string.value() : "";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\'',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "{{.n}} {{.s}} {{.b}} {{.m.k}} {{.missing}} {{.none}}~7 <a> true v <undefined> <undefined>",
        "{{.l}} {{.m}}~[x y z] map[k:v l:[1]]",
        "a {{- .n -}} b~a7b",
        "{{/* nothing */}}x~x",
        "{{if .b}}yes{{else}}no{{end}} {{if .missing}}yes{{else if .n}}n{{end}}~yes n",
        "{{range $i, $x := .l}}{{$i}}{{$x}}{{end}}~0x1y2z",
        "{{range .l}}{{if eq . \"y\"}}{{continue}}{{end}}{{.}}{{end}}~xz",
        "{{range .l}}{{if eq . \"y\"}}{{break}}{{end}}{{.}}{{end}}!~x!",
        "{{range .missing}}x{{else}}none{{end}}~none",
        "{{range 3}}{{.}}{{end}}~012",
        "{{with .m}}{{.k}}{{$.n}}{{end}}~v7",
        "{{$x := 1}}{{range .l}}{{$x = .}}{{end}}{{$x}}~z",
        "{{printf \"%s-%05d\" .s 42 | html}}~&lt;a&gt;-00042",
        "{{.s | printf \"%q\"}}~\"<a>\"",
        "{{len .l}} {{index .l 1}} {{index .m \"k\"}} {{slice .l 1}} {{slice .s 1 2}}~3 y v [y z] a",
        "{{and .b .n}} {{or .missing \"d\"}} {{not .b}}~7 d false",
        "{{eq .s \"<a>\" \"b\"}} {{ne 1 2}} {{lt 1 2}} {{le 2 2}} {{gt 1 2}} {{ge \"b\" \"a\"}}~true true true true false true",
        "{{if and (gt (len .l) 2) (eq .m.k \"v\")}}both{{end}}~both",
        "{{print 1 2 \"a\" 3}}~1 2a3",
        "{{urlquery .s}}~%3Ca%3E",
        "{{\"q\\\"uote\"}} {{`raw`}}~q\"uote raw",
      })
  void renders(String template, String wanted) {
    assertThat(rendered(template)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{{.n~unclosed action",
        "{{if .n}}~unexpected EOF",
        "{{end}}~unexpected {{end}}",
        "{{$x}}~undefined variable \"$x\"",
        "{{nope 1}}~function \"nope\" not defined",
        "{{.s.t}}~can't evaluate field t in type string",
        "{{eq .n 7}}~error calling eq: incompatible types for comparison",
        "{{index .l 9}}~error calling index: index out of range: 9",
        "{{len true}}~error calling len: len of type bool",
        "{{range .s}}{{end}}~range can't iterate over <a>",
      })
  void refuses(String template, String problem) {
    assertThatThrownBy(() -> rendered(template)).hasMessage("strings.render_template: template: " + problem);
  }
}
