package roadbed.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.model.CollectedResource;
import roadbed.model.Collection;
import roadbed.model.Declaration;
import roadbed.model.Reference;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** Azure Resource Manager templates as people write them and as Bicep compiles to. */
class AzureTemplatesTest {
  private static final String HEAD =
      "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\", \"contentVersion\": \"1.0.0.0\", ";

  @TempDir Path root;

  private Estate template(String rest) {
    return new Estate(root).file("main.json", HEAD + rest);
  }

  /** What an expression comes to: as the tag of a resource, in JSON. */
  private String value(String expression, String more) {
    Collection collection =
        template(
                more
                    + "\"resources\": [{\"type\": \"Microsoft.Test/things\", \"name\": \"t\", \"tags\": {\"v\": "
                    + ValueJson.text(Value.of(expression))
                    + "}}]}")
            .collect();
    return collection.resources().getFirst().attributes().at("tags", "v").map(ValueJson::text).orElse("-");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "[concat('a', 'b', 1)] | \"\"\"ab1\"\"\"",
        "[concat(createArray(1), createArray(2))] | [1,2]",
        "[format('{0}-{1:D3}-{{x}}', 'n', 7)] | \"\"\"n-007-{x}\"\"\"",
        "[toUpper(substring('storage', 0, 3))] | \"\"\"STO\"\"\"",
        "[split('a,b;c', createArray(',', ';'))] | \"[\"\"a\"\",\"\"b\"\",\"\"c\"\"]\"",
        "[if(equals(1, 1), 'yes', fail('no'))] | \"\"\"yes\"\"\"",
        "[and(true, or(false, not(false)))] | true",
        "[union(createObject('a', 1), createObject('b', createObject('c', 2)))] | \"{\"\"a\"\":1,\"\"b\"\":{\"\"c\"\":2}}\"",
        "[length(union(createArray(1, 2), createArray(2, 3)))] | 3",
        "[json('{\"a\": [1, null]}').a[0]] | 1",
        "[contains(createObject('Key', 1), 'key')] | true",
        "[first(skip(range(3, 4), 2))] | 5",
        "[last('name')] | \"\"\"e\"\"\"",
        "[empty(take('abc', 0))] | true",
        "[map(range(0, 3), lambda('i', mul(lambdaVariables('i'), 2)))] | [0,2,4]",
        "[filter(createArray('a', 'bb'), lambda('s', greater(length(lambdaVariables('s')), 1)))] | \"[\"\"bb\"\"]\"",
        "[reduce(range(1, 4), 0, lambda('all', 'one', add(lambdaVariables('all'), lambdaVariables('one'))))] | 10",
        "[sort(createArray(3, 1, 2), lambda('a', 'b', less(lambdaVariables('a'), lambdaVariables('b'))))] | [1,2,3]",
        "[toObject(createArray('x', 'y'), lambda('k', lambdaVariables('k')), lambda('k', 1))] | \"{\"\"x\"\":1,\"\"y\"\":1}\"",
        "[items(createObject('b', 2, 'a', 1))[0].key] | \"\"\"a\"\"\"",
        "[tryGet(createObject('a', createArray(7)), 'a', 0)] | 7",
        "[coalesce(null(), 'set')] | \"\"\"set\"\"\"",
        "[base64ToString(base64('hello'))] | \"\"\"hello\"\"\"",
        "[replace('a-b-c', '-', '')] | \"\"\"abc\"\"\"",
        "[padLeft('7', 3, '0')] | \"\"\"007\"\"\"",
        "[indexOf('Template', 'PLATE')] | 3",
        "[cidrSubnet('10.0.0.0/16', 24, 2)] | \"\"\"10.0.2.0/24\"\"\"",
        "[parseCidr('10.144.0.0/20').lastUsable] | \"\"\"10.144.15.254\"\"\"",
        "[dateTimeAdd('2026-11-21T00:00:00Z', '-P1DT1H')] | \"\"\"2026-11-19T23:00:00Z\"\"\"",
        "[uri('https://example.org/a/b.json', 'c/d.json')] | \"\"\"https://example.org/a/c/d.json\"\"\"",
        "[[literal] | \"\"\"[literal]\"\"\"",
        "[startsWith(concat('st', uniqueString(resourceGroup().id)), 'ST')] | true",
        "[equals(uniqueString(resourceGroup().id), uniqueString(resourceGroup().id))] | true",
        "[last(split(resourceId('Microsoft.Sql/servers/databases', 's', 'd'), '/'))] | \"\"\"d\"\"\"",
        "[concat('x', listKeys('a', '2023-01-01').keys[0].value)] | \"{\"\"$secret\"\":true}\"",
        "[div(1, 0)] | \"{\"\"$unknown\"\":\"\"the result is no whole number that can be kept\"\"}\"",
        "[parameters('nobody')] | \"{\"\"$unknown\"\":\"\"the template has no parameter nobody\"\"}\"",
        "[equals('a', resourceGroup().name)] | \"{\"\"$unknown\"\":\"\"the resource group is chosen when it is deployed\"\"}\"",
        "[or(true, equals('a', resourceGroup().name))] | true",
        "[reference('elsewhere').provisioningState] | \"{\"\"$unknown\"\":\"\"read from the resource when it is deployed\"\"}\""
      })
  void expressions(String expression, String expected) {
    assertThat(value(expression, "")).isEqualTo(expected);
  }

  @Test
  void parametersHaveTheirValuesFromTheFileBesideAndSecretsNever() {
    new Estate(root)
        .file(
            "main.parameters.json",
            "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#\","
                + " \"parameters\": {\"size\": {\"value\": 3}, \"pass\": {\"value\": \"correct-horse\"}}}");
    String parameters =
        "\"parameters\": {\"size\": {\"type\": \"int\", \"defaultValue\": 1}, \"pass\": {\"type\": \"secureString\"}, \"later\": {\"type\": \"string\"}}, ";
    assertThat(value("[parameters('SIZE')]", parameters)).isEqualTo("3");
    assertThat(value("[parameters('pass')]", parameters)).isEqualTo("{\"$secret\":true}");
    assertThat(value("[parameters('later')]", parameters)).contains("the parameter later is given when it is deployed");
  }

  @Test
  void loopsConditionsChildrenAndExtensionsAreResourcesWithTheirPlaces() {
    Collection collection =
        template(
                """
                "resources": [
                  {"type": "Microsoft.Sql/servers", "name": "[concat('sql', copyIndex(1))]", "copy": {"name": "each", "count": 2},
                   "properties": {"publicNetworkAccess": "Disabled"},
                   "resources": [{"type": "firewallRules", "name": "all", "properties": {"startIpAddress": "0.0.0.0"}}]},
                  {"type": "Microsoft.Sql/servers", "name": "not", "condition": "[equals(1, 2)]"},
                  {"type": "Microsoft.KeyVault/vaults", "name": "v", "properties": {"accessPolicies": [], "x": "[resourceId('Microsoft.Sql/servers', 'sql1')]"}},
                  {"type": "Microsoft.KeyVault/vaults/providers/diagnosticSettings", "name": "v/Microsoft.Insights/logs", "properties": {}}
                ]}
                """)
            .collect();
    assertThat(collection.resources())
        .extracting(CollectedResource::address)
        .containsExactly(
            "Microsoft.Sql/servers/sql1",
            "Microsoft.Sql/servers/sql1/firewallRules/all",
            "Microsoft.Sql/servers/sql2",
            "Microsoft.Sql/servers/sql2/firewallRules/all",
            "Microsoft.KeyVault/vaults/v",
            "Microsoft.KeyVault/vaults/v/providers/Microsoft.Insights/diagnosticSettings/logs");
    CollectedResource rule = collection.resources().get(1);
    assertThat(rule.declaration()).isEqualTo(Declaration.ARM_TEMPLATE);
    assertThat(rule.references()).contains(new Reference("parent", "Microsoft.Sql/servers/sql1", "id"));
    assertThat(rule.places().of("properties.startIpAddress").orElseThrow().line()).isEqualTo(4);
    assertThat(collection.resources().get(4).references())
        .contains(new Reference("properties.x", "Microsoft.Sql/servers/sql1", "id"));
    assertThat(collection.resources().getLast().type()).isEqualTo("Microsoft.Insights/diagnosticSettings");
  }

  @Test
  void nestedAndLinkedTemplatesAreReadWhereTheyAreUsed() {
    Collection collection =
        new Estate(root)
            .file(
                "parts/vault.json",
                HEAD
                    + "\"parameters\": {\"name\": {\"type\": \"string\"}}, \"resources\": [{\"type\": \"Microsoft.KeyVault/vaults\", \"name\": \"[parameters('name')]\"}],"
                    + " \"outputs\": {\"called\": {\"type\": \"string\", \"value\": \"[parameters('name')]\"}}}")
            .file(
                "main.json",
                HEAD
                    + """
                    "parameters": {"base": {"type": "string", "defaultValue": "[deployment().properties.templateLink.uri]"}},
                    "resources": [
                      {"type": "Microsoft.Resources/deployments", "name": "part", "properties": {
                        "templateLink": {"uri": "[uri(parameters('base'), 'parts/vault.json')]"}, "parameters": {"name": {"value": "one"}}}},
                      {"type": "Microsoft.Test/things", "name": "[concat(reference('part').outputs.called.value, '-x')]"},
                      {"type": "Microsoft.Resources/deployments", "name": "in", "subscriptionId": "11111111-1111-1111-1111-111111111111", "resourceGroup": "rg",
                       "properties": {"expressionEvaluationOptions": {"scope": "inner"}, "template": {"resources": [
                         {"type": "Microsoft.Test/things", "name": "inner", "tags": {"g": "[resourceGroup().name]"}}]}}},
                      {"type": "Microsoft.Resources/deployments", "name": "gone", "properties": {"templateLink": {"relativePath": "../../etc/passwd.json"}}}
                    ]}
                    """)
            .collect();
    assertThat(collection.resources())
        .extracting(CollectedResource::address)
        .containsExactly("Microsoft.KeyVault/vaults/one", "Microsoft.Test/things/one-x", "Microsoft.Test/things/inner");
    assertThat(collection.resources().getFirst().module()).hasValueSatisfying(module -> assertThat(module).endsWith("parts/vault.json"));
    assertThat(collection.resources().getLast().attributes().text("id"))
        .contains("/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.Test/things/inner");
    assertThat(collection.resources().getLast().attributes().at("tags", "g")).contains(Value.of("rg"));
    assertThat(collection.diagnostics()).singleElement().satisfies(said -> assertThat(said.code()).isEqualTo("arm.link"));
  }

  @Test
  void deploymentsOfOneNameInSeveralPlacesAreSeveral() {
    Collection collection =
        template(
                """
                "resources": [
                  {"type": "Microsoft.Resources/deployments", "name": "d", "resourceGroup": "one", "properties": {
                    "expressionEvaluationOptions": {"scope": "inner"}, "template": {"resources": [{"type": "Microsoft.Test/things", "name": "a"}]}}},
                  {"type": "Microsoft.Resources/deployments", "name": "d", "resourceGroup": "two", "properties": {
                    "expressionEvaluationOptions": {"scope": "inner"}, "template": {"resources": [{"type": "Microsoft.Test/things", "name": "b"}]}}}
                ]}
                """)
            .collect();
    assertThat(collection.resources())
        .extracting(CollectedResource::address)
        .containsExactly("Microsoft.Test/things/a", "Microsoft.Test/things/b");
  }

  @Test
  void symbolicNamesAndFunctionsOfItsOwnAsBicepWritesThem() {
    Collection collection =
        template(
                """
                "languageVersion": "2.0",
                "functions": [{"namespace": "__bicep", "members": {"named": {"parameters": [{"name": "n", "type": "string"}],
                  "output": {"type": "string", "value": "[format('shop-{0}', parameters('n'))]"}}}}],
                "resources": {
                  "old": {"existing": true, "type": "Microsoft.KeyVault/vaults", "name": "old"},
                  "new": {"type": "Microsoft.Storage/storageAccounts", "name": "[__bicep.named('a')]"},
                  "lock": {"type": "Microsoft.Authorization/locks", "name": "l", "scope": "[format('Microsoft.Storage/storageAccounts/{0}', __bicep.named('a'))]"}
                }}
                """)
            .collect();
    assertThat(collection.resources())
        .extracting(CollectedResource::address)
        .containsExactly(
            "Microsoft.Storage/storageAccounts/shop-a",
            "Microsoft.Storage/storageAccounts/shop-a/providers/Microsoft.Authorization/locks/l");
  }

  @Test
  void secretsGoWhereverTheyStand() {
    Collection collection =
        template(
                """
                "resources": [{"type": "Microsoft.Web/sites", "name": "w", "properties": {
                  "administratorLoginPassword": "hunter2-hunter2",
                  "siteConfig": {"appSettings": [{"name": "DB_PASSWORD", "value": "correct-horse"}, {"name": "COLOUR", "value": "blue"},
                    {"name": "API_KEY", "value": "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/k)"}],
                    "connectionStrings": [{"name": "main", "connectionString": "Server=x;Password=correct-horse"}]}}}]}
                """)
            .collect();
    String text = ValueJson.text(collection.resources().getFirst().attributes());
    assertThat(text).doesNotContain("hunter2").doesNotContain("correct-horse").contains("blue").contains("@Microsoft.KeyVault");
  }

  @Test
  void bicepItselfIsToldToBeCompiledUnlessItIs() {
    Estate estate =
        new Estate(root)
            .file("a.bicep", "param x string\n\nresource s 'Microsoft.Storage/storageAccounts@2023-01-01' = {\n}\n")
            .file("b.bicep", "resource s 'Microsoft.Storage/storageAccounts@2023-01-01' = {\n}\n")
            .file("b.json", HEAD + "\"resources\": []}")
            .file("c.bicepparam", "// for production\nusing './a.bicep'\nparam x = 'y'\nparam z = 'y'\n")
            .file("b.bicepparam", "using './b.bicep'\nparam x = 'y'\n")
            .file(
                "b.parameters.json",
                "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#\", \"contentVersion\": \"1.0.0.0\", \"parameters\": {}}");
    assertThat(estate.diagnostics())
        .containsExactly(
            "a.bicep:3:1: this is Bicep, which is read in its compiled form; its resources are missing (compile it with bicep"
                + " build a.bicep and scan the JSON file that comes of it) [bicep.source]",
            "c.bicepparam:2:1: these are parameters in Bicep's syntax, which are read in JSON; their values are not known (make"
                + " them with bicep build-params c.bicepparam --outfile c.parameters.json and scan that with the template)"
                + " [bicep.parameters]");
  }

  @Test
  @Timeout(20)
  void whatWouldTakeForeverOrAllMemoryIsBounded() {
    StringBuilder doubling = new StringBuilder("\"variables\": {\"v0\": \"xxxxxxxxxxxxxxxx\"");
    StringBuilder lists = new StringBuilder(", \"l0\": [1, 2, 3, 4]");
    for (int i = 1; i <= 60; i++) {
      doubling.append(", \"v").append(i).append("\": \"[concat(variables('v").append(i - 1).append("'), variables('v").append(i - 1).append("'))]\"");
      lists.append(", \"l").append(i).append("\": \"[concat(variables('l").append(i - 1).append("'), variables('l").append(i - 1).append("'))]\"");
    }
    String variables = doubling.toString() + lists + ", \"self\": \"[variables('self')]\"}, ";
    assertThat(value("[variables('v60')]", variables)).contains("$unknown");
    assertThat(value("[variables('l60')]", variables)).contains("$unknown");
    assertThat(value("[variables('self')]", variables)).contains("refers to itself");
    assertThat(value("[" + "not(".repeat(5_000) + "true" + ")".repeat(5_000) + "]", "")).contains("$unknown");
    Collection loop =
        template("\"resources\": [{\"type\": \"Microsoft.Test/things\", \"name\": \"[concat('n', copyIndex())]\", \"copy\": {\"name\": \"c\", \"count\": 1000000}}]}")
            .collect();
    assertThat(loop.resources()).hasSize(800);
    Collection cycle =
        template("\"resources\": [{\"type\": \"Microsoft.Resources/deployments\", \"name\": \"me\", \"properties\": {\"templateLink\": {\"relativePath\": \"main.json\"}}}]}")
            .collect();
    assertThat(cycle.diagnostics()).singleElement().satisfies(said -> assertThat(said.message()).contains("links to itself"));
  }
}
