package roadbed.rego.partial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roadbed.rego.Compilation;
import roadbed.rego.Policy;
import roadbed.rego.Rego;
import roadbed.rego.syntax.AstText;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.Parser;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** What is left of a query, and that it says the same as the query once all is known. */
class PartialEvaluationTest {
  private static Policy compile(String data, String... modules) {
    Rego.Compiler compiler = Rego.compiler().data(Values.parseJson(data));
    for (int i = 0; i < modules.length; i++) {
      compiler.module("m" + i, modules[i]);
    }
    return ((Compilation.Compiled) compiler.compile()).policy();
  }

  private static PartialResult partial(Policy policy, String query) {
    return policy.partial(query, null, PartialOptions.STANDARD);
  }

  private static List<String> queries(String module, String query) {
    return partial(compile("{}", module), query).queryTexts();
  }

  @Test
  void whatIsKnownIsEvaluated() {
    String module = "package a\np if { 1 + 1 == 2 }\nq if { 1 == 2 }";
    assertEquals(List.of(""), queries(module, "data.a.p == true"));
    assertEquals(List.of(), queries(module, "data.a.q == true"));
  }

  @Test
  void aRuleIsWrittenInThePlaceOfItsReference() {
    assertEquals(
        List.of("input.user = \"root\"", "input.method = \"GET\"; input.path = [\"public\"]"),
        queries(
            """
            package a
            default allow := false
            allow if input.user == "root"
            allow if { input.method == "GET"; input.path == ["public"] }
            """,
            "data.a.allow == true"));
  }

  @Test
  void dataIsWrittenIntoTheQuery() {
    Policy policy =
        compile(
            "{\"roles\": {\"admin\": [\"read\", \"write\"], \"guest\": [\"read\"]}}",
            "package a\nallow if { some role in input.roles; input.action in data.roles[role] }");
    PartialResult result = partial(policy, "data.a.allow");
    assertEquals(2, result.queries().size(), result::toString);
    assertTrue(result.queryTexts().get(1).contains("\"guest\""), result::toString);
  }

  @Test
  void aDefaultThatMattersIsARuleOfTheSupport() {
    PartialResult result =
        partial(compile("{}", "package a\ndefault p := 1\np := 2 if input.x"), "x := data.a.p");
    assertEquals(List.of("x = data.partial.a.p"), result.queryTexts());
    assertEquals(1, result.support().size());
    assertTrue(result.supportTexts().getFirst().contains("default p = 1"), result::toString);
  }

  @Test
  void alternativesInAnOrderAreARuleOfTheSupport() {
    PartialResult result =
        partial(compile("{}", "package a\np := 1 if input.x else := 2 if input.y"), "data.a.p == 2");
    assertEquals(List.of("data.partial.a.p = 2"), result.queryTexts());
  }

  @Test
  void aNegationOfOneStatementIsTheStatementNegated() {
    assertEquals(
        List.of("not input.banned"),
        queries("package a\nallow if not denied\ndenied if input.banned", "data.a.allow"));
    assertEquals(
        List.of("not input.x", "not input.y"),
        queries("package a\nallow if not denied\ndenied if { input.x; input.y }", "data.a.allow"));
  }

  @Test
  void aNegationOfMoreIsARuleOfTheSupport() {
    PartialResult result =
        partial(
            compile("{}", "package a\nallow if not denied\ndenied if { x := input.xs[_]; x.bad; x.worse }"),
            "data.a.allow");
    assertEquals(List.of("not data.partial.__not1__"), result.queryTexts());
  }

  @Test
  void aRuleIsKeptApartOnRequest() {
    Policy policy = compile("{}", "package a\np if q\nq if input.x");
    PartialOptions apart =
        new PartialOptions(
            PartialOptions.STANDARD.unknowns(),
            List.of(List.of(StringValue.of("data"), StringValue.of("a"), StringValue.of("q"))),
            false,
            false);
    PartialResult result = policy.partial("data.a.p", null, apart);
    assertEquals(List.of("data.partial.a.q"), result.queryTexts());
  }

  @Test
  void whatIsDifferentEachTimeIsLeft() {
    Policy policy = compile("{}", "package a\np if time.now_ns() > 5");
    assertTrue(partial(policy, "data.a.p").queryTexts().getFirst().startsWith("time.now_ns("));
    PartialOptions evaluated = new PartialOptions(List.of(), List.of(), false, true);
    assertEquals(List.of(""), policy.partial("data.a.p", null, evaluated).queryTexts());
  }

  @Test
  void aPartOfTheInputMayBeKnown() {
    Policy policy = compile("{}", "package a\nallow if { input.user == \"ada\"; input.record.owner == input.user }");
    PartialOptions options =
        PartialOptions.STANDARD.withUnknowns(List.of(List.of(StringValue.of("input"), StringValue.of("record"))));
    Value input = Values.parseJson("{\"user\": \"ada\"}");
    assertEquals(
        List.of("input.record.owner = \"ada\""), policy.partial("data.a.allow", input, options).queryTexts());
    Value other = Values.parseJson("{\"user\": \"bob\"}");
    assertEquals(List.of(), policy.partial("data.a.allow", other, options).queryTexts());
  }

  @Test
  void theTreeOfAQueryIsAsInOpa() {
    String json =
        Values.toJson(partial(compile("{}", "package a\np if input.x == 1"), "data.a.p == true").value());
    assertEquals(
        "{\"queries\":[[{\"index\":0,\"terms\":[{\"type\":\"ref\",\"value\":[{\"type\":\"var\",\"value\":\"eq\"}]},"
            + "{\"type\":\"ref\",\"value\":[{\"type\":\"var\",\"value\":\"input\"},{\"type\":\"string\",\"value\":\"x\"}]},"
            + "{\"type\":\"number\",\"value\":1}]}]]}",
        json);
  }

  private static final String DATA =
      """
      {"roles": {"admin": ["read", "write"], "guest": ["read"]},
       "owners": {"d1": "ada", "d2": "bob"},
       "limits": [3, 5, 8]}
      """;

  private static final String HELPERS =
      """
      package h
      default level := 0
      level := 1 if input.a == 1
      level := 2 if { input.a == 2; input.b }
      names contains n if { some n in input.names }
      names contains "root" if input.b
      pairs[k] := v if { some k, v in input.map; v != 0 }
      admin if "admin" in input.names
      chain := "one" if input.a == 1
      else := "two" if input.a > 1
      else := "none"
      double(x) := y if y := x * 2
      pick(x) := "small" if x < 3
      pick(x) := "large" if x >= 3
      def(x) := 7 if x == 1
      default def(_) := 9
      alt(x) := 1 if x == 1
      else := 2
      fixed := {"a": 1, "b": [2, 3]}
      role_of contains r if { some r; "read" in data.roles[r]; r != "guest" }
      """;

  /** Bodies of a rule, each touching the unknown in another way. */
  private static final String[] BODIES = {
    "input.a == 1",
    "input.a != 1",
    "not input.b",
    "not input.a == 2",
    "input.names[_] == \"ada\"",
    "some n in input.names; startswith(n, \"a\")",
    "count(input.names) > 1",
    "x := input.a; x > 1",
    "x := input.missing",
    "data.h.level == 1",
    "data.h.level > 0",
    "data.h.level",
    "not data.h.level == 0",
    "data.h.names.ada",
    "\"root\" in data.h.names",
    "count(data.h.names) == 2",
    "not data.h.names.bob",
    "data.h.pairs.k == 1",
    "data.h.pairs[k] == input.a",
    "some k, v in data.h.pairs; v > 0; k != \"z\"",
    "data.h.admin",
    "not data.h.admin",
    "data.h.chain == \"two\"",
    "not data.h.chain == \"none\"",
    "data.h.double(input.a) == 4",
    "data.h.pick(input.a) == \"small\"",
    "not data.h.pick(input.a) == \"small\"",
    "data.h.def(input.a) == 9",
    "data.h.alt(input.a) == 2",
    "data.h.fixed.b[_] == input.a",
    "data.h.role_of[input.names[_]]",
    "data.roles[input.names[_]][_] == \"write\"",
    "data.owners[input.doc] == input.names[0]",
    "data.limits[input.a] > 4",
    "input.map[\"k\"] == data.limits[_]",
    "xs := [x | x := input.names[_]]; count(xs) == 2",
    "xs := {x | some x in input.names; x != \"bob\"}; xs == {\"ada\"}",
    "m := {k: v | some k, v in input.map}; m.k == 1",
    "xs := [n | some n in data.h.names]; count(xs) > 0",
    "every n in input.names { n != \"bob\" }",
    "every k, v in input.map { v > 0; k != \"z\" }",
    "every r in data.limits { r > input.a }",
    "every n in input.names { data.roles[n] }",
    "not every_bad",
    "data.h.level == 1 with input.a as 1",
    "data.h.level == 2 with input as {\"a\": 2, \"b\": true}",
    "data.h.admin with input.names as [\"admin\"]",
    "[a, b] := [input.a, input.doc]; a == 1; b == \"d1\"",
    "{\"k\": v} = input.map; v == 1",
    "input.a + 1 == 2",
    "y := input.a * 2; z := y + 1; z == 3",
    "sprintf(\"%v\", [input.a]) == \"1\"",
    "input.b == (input.a == 1)",
    "some i; input.names[i] == \"ada\"; not input.names[i] == input.doc",
    "p := input.map; p.k == 1; not p.z",
    "walk(input.map, [path, value]); value == 1",
    "object.get(input, \"a\", 5) == 5",
    "is_string(input.doc)",
    "input.map.k > input.a",
    "x := input.names[_]; y := input.names[_]; x != y",
    "data.h.double(data.h.double(1)) == 4",
    "trace(\"here\"); input.b",
  };

  private static final String[] INPUTS = {
    "{}",
    "{\"a\": 1}",
    "{\"a\": 2, \"b\": true, \"names\": [\"ada\", \"bob\"], \"map\": {\"k\": 1}, \"doc\": \"d1\"}",
    "{\"a\": 2, \"b\": false, \"names\": [\"admin\"], \"map\": {\"k\": 0, \"z\": 2}, \"doc\": \"d2\"}",
    "{\"a\": 0, \"names\": [], \"map\": {}, \"doc\": 7}",
    "{\"a\": 3, \"b\": true, \"names\": [\"ada\"], \"map\": {\"k\": 5}, \"doc\": \"ada\"}",
    "{\"a\": 1, \"b\": null, \"names\": [\"bob\", \"admin\", \"ada\"], \"map\": {\"k\": 1}, \"doc\": \"bob\"}",
    "{\"a\": \"1\", \"names\": \"ada\", \"map\": [1, 2], \"b\": []}",
  };

  private static final String MORE =
      """

      every_bad if { every n in input.names { n == "bob" } }
      """;

  private static boolean holds(Policy policy, String query, Value input) {
    // With a second statement, a first that is a term must hold and is not shown.
    return !policy.query(query + "; true", input).rows().isEmpty();
  }

  /** The policy together with what supports the queries that are left. */
  private static Policy supported(String policy, PartialResult left) {
    Rego.Compiler compiler =
        Rego.compiler().data(Values.parseJson(DATA)).module("h", HELPERS).module("p", policy);
    for (int i = 0; i < left.support().size(); i++) {
      compiler.module("support" + i, AstText.of(left.support().get(i)));
    }
    Compilation compilation = compiler.compile();
    assertTrue(
        compilation instanceof Compilation.Compiled,
        () -> compilation + "\n" + String.join("\n", left.supportTexts()));
    return ((Compilation.Compiled) compilation).policy();
  }

  private static void same(String module, String query, PartialOptions options, Value known) {
    Policy policy = compile(DATA, HELPERS, module);
    PartialResult left = policy.partial(query, known, options);
    assertEquals(List.of(), left.errors());
    Policy supported = supported(module, left);
    for (String text : INPUTS) {
      Value input = Values.parseJson(text);
      if (known instanceof ObjectValue part) {
        ObjectValue.Builder both = ((ObjectValue) input).toBuilder();
        for (int i = 0; i < part.size(); i++) {
          both.put(part.keyAt(i), part.valueAt(i));
        }
        input = both.build();
      }
      boolean any = false;
      for (String rest : left.queryTexts()) {
        any |= holds(supported, rest.isEmpty() ? "true" : rest, input);
      }
      String shown = module + "\n" + input + "\n" + String.join("\n", left.queryTexts()) + "\n" + left.supportTexts();
      assertEquals(holds(policy, query, input), any, shown);
    }
  }

  @Test
  void whatIsLeftOfEachBodySaysTheSame() {
    for (String body : BODIES) {
      String module = "package p\nallow if { " + body + " }" + MORE;
      same(module, "data.p.allow == true", PartialOptions.STANDARD, null);
      same(module, "not data.p.allow", PartialOptions.STANDARD, null);
    }
  }

  @Test
  void aPartThatIsKnownChangesNothing() {
    PartialOptions options =
        PartialOptions.STANDARD.withUnknowns(
            List.of(
                List.of(StringValue.of("input"), StringValue.of("names")),
                List.of(StringValue.of("input"), StringValue.of("map"))));
    Value known = Values.parseJson("{\"a\": 1, \"b\": true, \"doc\": \"d1\"}");
    for (String body : BODIES) {
      same("package p\nallow if { " + body + " }" + MORE, "data.p.allow", options, known);
    }
  }

  @Test
  void rulesThatAreKeptApartChangeNothing() {
    PartialOptions shallow = new PartialOptions(PartialOptions.STANDARD.unknowns(), List.of(), true, false);
    for (String body : BODIES) {
      same("package p\nallow if { " + body + " }" + MORE, "data.p.allow", shallow, null);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatIsLeftOfRandomPoliciesSaysTheSame(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < (Boolean.getBoolean("rego.nightly") ? 2_000 : 12); round++) {
      StringBuilder module = new StringBuilder("package p\n");
      if (random.nextBoolean()) {
        module.append("default allow := false\n");
      }
      for (int rule = random.nextInt(1, 4); rule > 0; rule--) {
        module.append("allow if {\n");
        for (int i = random.nextInt(1, 4); i > 0; i--) {
          module.append("  b").append(random.nextInt(4)).append('\n');
        }
        module.append("}\n");
      }
      for (int i = 0; i < 4; i++) {
        for (int k = random.nextInt(1, 3); k > 0; k--) {
          module.append("b").append(i).append(" if { ").append(BODIES[random.nextInt(BODIES.length)]);
          if (i > 0 && random.nextInt(3) == 0) {
            module.append("; not b").append(random.nextInt(i));
          }
          module.append(" }\n");
        }
      }
      String query = random.nextBoolean() ? "data.p.allow == true" : "not data.p.allow";
      same(module + MORE, query, PartialOptions.STANDARD, null);
    }
  }

  @Test
  void allSolutionsOfAQueryAreLeft() {
    Policy policy = compile(DATA, HELPERS);
    String query = "data.h.names[n]; n != input.doc";
    PartialResult left = policy.partial(query, null, PartialOptions.STANDARD);
    Policy supported = supported("package q", left);
    for (String text : INPUTS) {
      Value input = Values.parseJson(text);
      List<String> expected = new ArrayList<>();
      policy.query(query, input).rows().forEach(row -> expected.add(String.valueOf(row.get("n"))));
      List<String> found = new ArrayList<>();
      for (String rest : left.queryTexts()) {
        supported.query(rest, input).rows().forEach(row -> found.add(String.valueOf(row.get("n"))));
      }
      assertEquals(expected.stream().distinct().sorted().toList(), found.stream().distinct().sorted().toList(), text);
    }
  }

  @Test
  void whatIsLeftIsRegoThatCanBeRead() {
    for (String body : BODIES) {
      Policy policy = compile(DATA, HELPERS, "package p\nallow if { " + body + " }" + MORE);
      for (Module module : partial(policy, "x = data.p.allow").support()) {
        List<roadbed.rego.syntax.RegoError> errors = new ArrayList<>();
        Parser.module("support", AstText.of(module), roadbed.rego.syntax.Dialect.V1, errors);
        assertEquals(List.of(), errors, AstText.of(module));
      }
    }
  }
}
