package roadbed.rego;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.rego.resolve.Schemas;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.types.SchemaException;
import roadbed.rego.types.SchemaTypes;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** JSON schemas as types, and rules that are checked against the schemas of their metadata. */
class SchemaTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          {"type": "string"} ~ string
          {"type": "integer"} ~ number
          {"type": ["null", "string"]} ~ string
          {} ~ any
          true ~ any
          {"type": "object"} ~ object[any: any]
          {"type": "object", "properties": {"b": {"type": "string"}, "a": {"type": "array"}}} ~ object<a: array[any], b: string>
          {"properties": {"a": {"type": "boolean"}}} ~ object<a: boolean>
          {"type": "array", "items": {"type": "number"}} ~ array[number]
          {"type": "array", "items": [{"type": "number"}, {"type": "string"}]} ~ array<number, string>
          {"anyOf": [{"type": "string"}, {"type": "number"}]} ~ any<number, string>
          {"allOf": [{"properties": {"a": {"type": "string"}}}, {"properties": {"b": {"type": "string"}}}]} ~ \
          object<a: string, b: string>
          {"properties": {"a": {"$ref": "#/definitions/d"}}, "definitions": {"d": {"type": "string"}}} ~ object<a: string>
          {"properties": {"n": {"$ref": "#"}}} ~ object<n: object<n: any>>
          {"allOf": [{"type": "string"}, {"type": "number"}]} ~ ! unable to merge these schemas: type mismatch: string and number
          {"type": "text"} ~ ! unable to compile the schema: has a primitive type that is NOT VALID -- given: text
          """)
  void a_schema_is_a_type(String schema, String wanted) {
    String type;
    try {
      type = SchemaTypes.of(Values.parseJson(schema)).toString();
    } catch (SchemaException e) {
      type = "! " + e.getMessage();
    }
    assertThat(type).isEqualTo(wanted);
  }

  private static List<String> errors(String text, Map<List<String>, String> schemas) {
    Map<List<String>, Value> parsed = new java.util.HashMap<>();
    schemas.forEach((path, schema) -> parsed.put(path, Values.parseJson(schema)));
    Compilation compilation = Rego.compiler().module("t.rego", text).schemas(new Schemas(parsed)).compile();
    return compilation instanceof Compilation.Failed failed
        ? failed.errors().stream().map(RegoError::opaText).toList()
        : List.of();
  }

  private static final Map<List<String>, String> POD =
      Map.of(
          List.of("pod"), "{\"properties\": {\"name\": {\"type\": \"string\"}, \"ports\": {\"type\": \"array\"}}}",
          List.of("acl"), "{\"properties\": {\"alice\": {\"type\": \"array\"}}}");

  @Test
  void a_rule_is_checked_against_the_schemas_of_its_metadata() {
    String text =
        """
        # METADATA
        # schemas:
        #   - input: schema.pod
        package t
        p := input.nmae
        q := input.ports[_].x
        # METADATA
        # schemas:
        #   - data.acl: schema.acl
        #   - input.name:
        #       type: object
        #       properties: {first: {type: string}}
        r := [input.name.last, data.acl.bob, data.acl.alice, input.name.first, data.other]
        s := input.name + 1
        """;
    assertThat(errors(text, POD))
        .containsExactly(
            """
            t.rego:5: rego_type_error: undefined ref: input.nmae
            \tinput.nmae
            \t      ^
            \t      have: "nmae"
            \t      want (one of): ["name" "ports"]""",
            """
            t.rego:13: rego_type_error: undefined ref: input.name.last
            \tinput.name.last
            \t           ^
            \t           have: "last"
            \t           want (one of): ["first"]""",
            """
            t.rego:13: rego_type_error: undefined ref: data.acl.bob
            \tdata.acl.bob
            \t         ^
            \t         have: "bob"
            \t         want (one of): ["alice"]""",
            """
            t.rego:14: rego_type_error: plus: invalid argument(s)
            \thave: (string, number, ???)
            \twant: (number, number, number)""");
  }

  @Test
  void a_schema_that_nobody_gave_is_an_error_only_where_schemas_are_given() {
    String text = "package t\n# METADATA\n# schemas:\n#   - input: schema.none\np := input.x";
    assertThat(errors(text, Map.of())).isEmpty();
    assertThat(errors(text, POD)).containsExactly("t.rego:5: rego_type_error: undefined schema: schema.none");
  }

  @Test
  void one_schema_without_a_name_describes_the_input_of_every_rule() {
    String schema = "{\"properties\": {\"a\": {\"type\": \"number\"}}}";
    assertThat(errors("package t\np := input.a\nq := input.b", Map.of(List.of(), schema)))
        .singleElement()
        .asString()
        .startsWith("t.rego:3: rego_type_error: undefined ref: input.b");
  }
}
