package roadbed.rego.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** JSON schemas: what the keywords find, in which words, and which schemas are refused. */
class JsonSchemaTest {
  private final CallContext context = CallContext.builder().build();

  private Value call(String name, String... texts) {
    Value[] args = new Value[texts.length];
    for (int i = 0; i < texts.length; i++) {
      args[i] = StringValue.of(texts[i]);
    }
    return Builtins.standard().find(name).orElseThrow().call(context, args);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "{\"type\": [\"string\", \"null\"]}|1|(Root) invalid_type Invalid type. Expected: [string,null], given: integer",
        "{\"type\": \"integer\"}|1.0|-",
        "{\"type\": \"integer\"}|1.5|(Root) invalid_type Invalid type. Expected: integer, given: number",
        "{\"properties\": {\"a\": {\"minLength\": 2, \"maxLength\": 3}}}|{\"a\": \"x\"}|a string_gte String length must be greater than or equal to 2",
        "{\"maxLength\": 1}|\"ab\"|(Root) string_lte String length must be less than or equal to 1",
        "{\"pattern\": \"^a\"}|\"b\"|(Root) pattern Does not match pattern '^a'",
        "{\"format\": \"ipv4\"}|\"1.2.3\"|(Root) format Does not match format 'ipv4'",
        "{\"format\": \"email\"}|\"a b\"|(Root) format Does not match format 'email'",
        "{\"format\": \"email\"}|\"Ada <ada@example.org>\"|-",
        "{\"format\": \"date-time\"}|\"2026-01-02T03:04:05Z\"|-",
        "{\"format\": \"date\"}|\"2026-13-02\"|(Root) format Does not match format 'date'",
        "{\"format\": \"uri\"}|\"/x\"|(Root) format Does not match format 'uri'",
        "{\"format\": \"no such\"}|\"x\"|-",
        "{\"multipleOf\": 0.1}|0.25|(Root) multiple_of Must be a multiple of 0.1",
        "{\"maximum\": 1000000}|1000001|(Root) number_lte Must be less than or equal to 1e+06",
        "{\"minimum\": 2}|1|(Root) number_gte Must be greater than or equal to 2",
        "{\"minimum\": 2, \"exclusiveMinimum\": true}|2|(Root) number_gt Must be greater than 2",
        "{\"exclusiveMaximum\": 2}|2|(Root) number_lt Must be less than 2",
        "{\"const\": {\"a\": 1.0}}|{\"a\": 1}|-",
        "{\"properties\": {\"a\": {\"const\": \"x\"}}}|{\"a\": \"y\"}|a const a does not match: \"x\"",
        "{\"enum\": [1, \"a\"]}|2|(Root) enum (Root) must be one of the following: 1, \"a\"",
        "{\"required\": [\"a\", \"b\"]}|{\"b\": 1}|(Root) required a is required",
        "{\"additionalProperties\": false, \"patternProperties\": {\"^x\": {\"type\": \"string\"}}}|{\"xa\": 1, \"y\": 2}|xa invalid_type Invalid type. Expected: string, given: integer; (Root) additional_property_not_allowed Additional property y is not allowed",
        "{\"additionalProperties\": {\"type\": \"null\"}}|{\"a\": {}}|a invalid_type Invalid type. Expected: null, given: object",
        "{\"propertyNames\": {\"maxLength\": 1}}|{\"ab\": 1}|(Root) invalid_property_name Property name of \"ab\" does not match; (Root) string_lte String length must be less than or equal to 1",
        "{\"minProperties\": 2}|{}|(Root) array_min_properties Must have at least 2 properties",
        "{\"maxProperties\": 0}|{\"a\": 1}|(Root) array_max_properties Must have at most 0 properties",
        "{\"dependencies\": {\"a\": [\"b\"], \"c\": {\"required\": [\"d\"]}}}|{\"a\": 1, \"c\": 1}|(Root) missing_dependency Has a dependency on b; (Root) required d is required",
        "{\"items\": {\"type\": \"string\"}}|[\"a\", 1]|1 invalid_type Invalid type. Expected: string, given: integer",
        "{\"items\": [{}], \"additionalItems\": false}|[1, 2]|(Root) array_no_additional_items No additional items allowed on array",
        "{\"items\": [{}], \"additionalItems\": {\"type\": \"null\"}}|[1, 2]|1 invalid_type Invalid type. Expected: null, given: integer",
        "{\"minItems\": 1}|[]|(Root) array_min_items Array must have at least 1 items",
        "{\"maxItems\": 1}|[1, 2]|(Root) array_max_items Array must have at most 1 items",
        "{\"uniqueItems\": true}|[1, 2, 1.0]|(Root) unique array items[0,2] must be unique",
        "{\"contains\": {\"type\": \"null\"}}|[1]|(Root) contains At least one of the items must match; 0 invalid_type Invalid type. Expected: null, given: integer",
        "{\"anyOf\": [{\"type\": \"null\"}, {\"required\": [\"a\"]}]}|{}|(Root) number_any_of Must validate at least one schema (anyOf); (Root) required a is required",
        "{\"oneOf\": [{\"minimum\": 1}, {\"maximum\": 9}]}|5|(Root) number_one_of Must validate one and only one schema (oneOf)",
        "{\"allOf\": [{\"minimum\": 6}, {\"maximum\": 9}]}|5|(Root) number_gte Must be greater than or equal to 6; (Root) number_all_of Must validate all the schemas (allOf)",
        "{\"not\": {}}|1|(Root) number_not Must not validate the schema (not)",
        "{\"if\": {\"minimum\": 1}, \"then\": {\"maximum\": 2}}|5|(Root) condition_then Must validate \"then\" as \"if\" was valid; (Root) number_lte Must be less than or equal to 2",
        "{\"if\": {\"minimum\": 9}, \"else\": {\"maximum\": 2}}|5|(Root) condition_else Must validate \"else\" as \"if\" was not valid; (Root) number_lte Must be less than or equal to 2",
        "{\"$schema\": \"http://json-schema.org/draft-04/schema#\", \"const\": 1, \"contains\": false}|[2]|-",
        "{\"$ref\": \"#/definitions/p\", \"definitions\": {\"p\": {\"type\": \"string\"}}}|1|(Root) invalid_type Invalid type. Expected: string, given: integer",
        "{\"properties\": {\"next\": {\"$ref\": \"#\"}}, \"required\": [\"v\"]}|{\"v\": 1, \"next\": {}}|next required v is required",
        "{\"properties\": {\"a\": {\"$ref\": \"#word\"}}, \"definitions\": {\"w\": {\"$id\": \"#word\", \"type\": \"null\"}}}|{\"a\": 1}|a invalid_type Invalid type. Expected: null, given: integer",
        "false|1|(Root) false False always fails validation",
      })
  void keywords(String schema, String document, String wanted) {
    ArrayValue result = (ArrayValue) call("json.match_schema", document, schema);
    String findings =
        ((ArrayValue) result.get(1))
            .stream()
                .map(f -> member(f, "field") + " " + member(f, "type") + " " + member(f, "desc"))
                .collect(Collectors.joining("; "));
    assertThat(findings).isEqualTo(wanted == null ? "" : wanted);
    assertThat(result.get(0)).hasToString(Boolean.toString(wanted == null));
  }

  private static String member(Value finding, String name) {
    return finding.get(StringValue.of(name)) instanceof StringValue text ? text.value() : "";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|schema is invalid",
        "{\"type\": 1}|Invalid type. Expected: type, given: string/array of strings",
        "{\"type\": [\"string\", \"string\"]}|string type is duplicated",
        "{\"properties\": 1}|properties must be of type object",
        "{\"properties\": {\"a\": 1}}|Expected: valid schema, given: Invalid JSON",
        "{\"required\": {}}|required must be of an array",
        "{\"required\": [\"a\", \"a\"]}|required items must be unique",
        "{\"minLength\": -1}|minLength must be greater than or equal to 0",
        "{\"minLength\": 3, \"maxLength\": 2}|minLength cannot be greater than maxLength",
        "{\"multipleOf\": 0}|multipleOf must be strictly greater than 0",
        "{\"minimum\": \"1\"}|minimum must be of a number",
        "{\"exclusiveMinimum\": true}|exclusiveMinimum cannot be used without minimum",
        "{\"pattern\": \"(\"}|pattern must be a valid regex",
        "{\"patternProperties\": {\"(\": {}}}|Invalid regex pattern '('",
        "{\"items\": 1}|Invalid type. Expected: valid schema/array of schemas, given: items",
        "{\"enum\": [1, 1.0]}|enum items must be unique",
        "{\"not\": 1}|not must be of an object",
        "{\"dependencies\": {\"a\": 1}}|dependency must be of type schema or array of strings",
        "{\"$ref\": \"#/definitions/none\"}|Object has no key 'definitions'",
        "{\"$ref\": \"http://example.com/schema.json\"}|remote reference loading disabled: http://example.com/schema.json",
        "{\"$schema\": 1}|$schema must be of type string",
        "{|invalid JSON string",
      })
  void refusedSchemas(String schema, String problem) {
    assertThat(call("json.verify_schema", schema)).hasToString("[false, " + StringValue.of("jsonschema: " + problem) + "]");
    assertThatThrownBy(() -> call("json.match_schema", "{}", schema)).hasMessage("json.match_schema: " + problem);
  }

  @Test
  void aSchemaThatRefersToItselfEndsWithAnError() {
    assertThatThrownBy(() -> call("json.match_schema", "1", "{\"$ref\": \"#\"}")).hasMessageContaining("nested deeper");
  }
}
