package roadbed.rego.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import roadbed.rego.builtin.CallContext;
import roadbed.rego.bundle.Source;
import roadbed.rego.eval.Limits;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** Requests as OPA's documentation shows them, and what comes back. */
class ApiTest {
  private static final String EXAMPLE =
      """
      package opa.examples

      import data.servers
      import data.networks

      public_servers contains server if {
        some server in servers
        some port in server.ports
        networks[_].public == true
      }

      allow_request if input.example.flag == true

      greeting := sprintf("hello %s", [input.name])
      """;

  private final Store store = new Store(false, Limits.STANDARD, CallContext::builder);
  private Api api = new Api(store, ServerSettings.STANDARD, Surroundings.NONE);

  private Response send(String method, String url, String body, String... headers) {
    return send(method, url, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  private Response send(String method, String url, byte[] body, String... headers) {
    Map<String, List<String>> all = new HashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], List.of(headers[i + 1]));
    }
    int mark = url.indexOf('?');
    return api.handle(
        Request.of(
            method,
            mark < 0 ? url : url.substring(0, mark),
            mark < 0 ? null : url.substring(mark + 1),
            all,
            body,
            "127.0.0.1:4711"));
  }

  private static String text(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static Value json(Response response) {
    return Values.parseJson(response.body());
  }

  private void put(String url, String body) {
    Response response = send("PUT", url, body);
    assertTrue(response.status() == 200 || response.status() == 204, () -> response.status() + " " + text(response));
  }

  private static List<Source> source(String name, String text) {
    return List.of(new Source(name, text, Dialect.V1));
  }

  private void assertJson(String expected, Response response) {
    assertEquals(Values.parseJson(expected), json(response));
  }

  @Nested
  class Documents {
    @Test
    void aBaseDocumentIsWrittenAndRead() {
      put("/v1/data/servers", "[{\"id\": \"s1\"}]");
      Response read = send("GET", "/v1/data/servers/0/id", "");
      assertEquals(200, read.status());
      assertEquals("application/json", read.headers().get("Content-Type"));
      assertEquals("{\"result\":\"s1\"}\n", text(read));
    }

    @Test
    void aDocumentThatIsNotThereHasNoResult() {
      Response read = send("GET", "/v1/data/nothing", "");
      assertEquals(200, read.status());
      assertEquals("{}\n", text(read));
    }

    @Test
    void anInputComesInTheBodyOrInTheQuery() {
      put("/v1/policies/example", EXAMPLE);
      String url = "/v1/data/opa/examples/allow_request";
      assertJson("{\"result\": true}", send("POST", url, "{\"input\": {\"example\": {\"flag\": true}}}"));
      assertJson("{\"result\": true}", send("GET", url + "?input=%7B%22example%22%3A%7B%22flag%22%3Atrue%7D%7D", ""));
      assertJson("{}", send("POST", url, "{\"input\": {\"example\": {\"flag\": false}}}"));
    }

    @Test
    void aMissingInputIsWarnedOf() {
      put("/v1/policies/example", EXAMPLE);
      assertJson(
          "{\"warning\":{\"code\":\"api_usage_warning\",\"message\":\"'input' key missing from the request\"}}",
          send("POST", "/v1/data/opa/examples/allow_request", "{\"example\": {\"flag\": true}}"));
      assertEquals(200, send("POST", "/v1/data/opa/examples/allow_request", "").status());
    }

    @Test
    void aBodyMayBeYaml() {
      put("/v1/policies/example", EXAMPLE);
      assertJson(
          "{\"result\": \"hello Ada\"}",
          send("POST", "/v1/data/opa/examples/greeting", "input:\n  name: Ada\n", "Content-Type", "application/x-yaml"));
    }

    @Test
    void aBodyMayBeCompressed() throws IOException {
      put("/v1/policies/example", EXAMPLE);
      ByteArrayOutputStream compressed = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
        out.write("{\"input\": {\"name\": \"Ada\"}}".getBytes(StandardCharsets.UTF_8));
      }
      assertJson(
          "{\"result\": \"hello Ada\"}",
          send("POST", "/v1/data/opa/examples/greeting", compressed.toByteArray(), "Content-Encoding", "gzip"));
      Response broken = send("POST", "/v1/data/opa/examples/greeting", "no gzip", "Content-Encoding", "gzip");
      assertEquals(400, broken.status());
    }

    @Test
    void aLargeResponseIsCompressedForThoseWhoTakeIt() throws IOException {
      put("/v1/data/long", "\"" + "x".repeat(5_000) + "\"");
      Response plain = send("GET", "/v1/data/long", "");
      assertNull(plain.headers().get("Content-Encoding"));
      Response compressed = send("GET", "/v1/data/long", "", "Accept-Encoding", "gzip");
      assertEquals("gzip", compressed.headers().get("Content-Encoding"));
      assertTrue(compressed.body().length < 500);
      assertArrayEquals(
          plain.body(), new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes());
    }

    @Test
    void aBodyThatIsNoJsonIsRefused() {
      Response refused = send("POST", "/v1/data/a", "{nonsense");
      assertEquals(400, refused.status());
      ObjectValue error = (ObjectValue) json(refused);
      assertEquals(StringValue.of("invalid_parameter"), error.get("code"));
      assertTrue(String.valueOf(error.get("message")).contains("body contains malformed input document"));
    }

    @Test
    void prettyIsIndentedByTwoSpaces() {
      put("/v1/data/a", "{\"b\": [1, {}]}");
      assertEquals(
          """
          {
            "result": {
              "b": [
                1,
                {}
              ]
            }
          }
          """,
          text(send("GET", "/v1/data/a?pretty", "")));
      assertEquals("{\"result\":{\"b\":[1,{}]}}\n", text(send("GET", "/v1/data/a?pretty=false", "")));
    }

    @Test
    void metricsAndProvenanceComeOnRequest() {
      ObjectValue answer = (ObjectValue) json(send("GET", "/v1/data?metrics&provenance=true", ""));
      ObjectValue metrics = (ObjectValue) answer.get("metrics");
      assertTrue(metrics.get("timer_rego_query_eval_ns") != null && metrics.get("timer_server_handler_ns") != null);
      assertEquals(StringValue.of("1.19.0"), ((ObjectValue) answer.get("provenance")).get("version"));
    }

    @Test
    void notesExplainADecision() {
      put("/v1/policies/noted", "package noted\np if { trace(\"seen\"); true }");
      assertTrue(text(send("GET", "/v1/data/noted/p?explain=notes", "")).contains("\"message\":\"seen\""));
      assertTrue(text(send("GET", "/v1/data/noted/p?explain=notes&pretty", "")).contains("Note \\\"seen\\\""));
      String full = text(send("GET", "/v1/data/noted/p?explain=full", ""));
      assertTrue(full.contains("\"op\":\"enter\"") && full.contains("\"op\":\"exit\""), full);
    }

    @Test
    void errorsOfBuiltinsEndADecisionOnlyIfAskedTo() {
      put("/v1/policies/strict", "package strict\np := 1 / input.by");
      String body = "{\"input\": {\"by\": 0}}";
      assertJson("{}", send("POST", "/v1/data/strict/p", body));
      Response strict = send("POST", "/v1/data/strict/p?strict-builtin-errors", body);
      assertEquals(500, strict.status());
      assertJson(
          """
          {"code": "internal_error", "message": "error(s) occurred while evaluating query",
           "errors": [{"code": "eval_builtin_error", "message": "div: divide by zero",
                       "location": {"file": "strict", "row": 2, "col": 6}}]}
          """,
          strict);
    }

    @Test
    void aConflictEndsADecision() {
      put("/v1/policies/conflict", "package conflict\np := 1 if true\np := 2 if true");
      Response failed = send("GET", "/v1/data/conflict/p", "");
      assertEquals(500, failed.status());
      assertTrue(text(failed).contains("eval_conflict_error"));
    }

    @Test
    void theOldApiTakesTheInputAsItIs() {
      put("/v1/policies/example", EXAMPLE);
      Response decided = send("POST", "/v0/data/opa/examples/greeting", "{\"name\": \"Ada\"}");
      assertEquals("\"hello Ada\"\n", text(decided));
      Response undefined = send("POST", "/v0/data/opa/examples/greeting", "{}");
      assertEquals(404, undefined.status());
      assertJson(
          "{\"code\":\"undefined_document\",\"message\":\"document undefined: data.opa.examples.greeting\"}", undefined);
      assertJson(
          "{\"code\":\"undefined_document\",\"message\":\"document missing: data.none\"}",
          send("POST", "/v0/data/none", "{}"));
    }

    @Test
    void theDefaultDecisionIsSystemMain() {
      assertEquals(404, send("POST", "/", "{}").status());
      put("/v1/policies/main", "package system\nmain := {\"got\": input}");
      assertJson("{\"got\": {\"a\": 1}}", send("POST", "/", "{\"a\": 1}"));
      assertTrue(text(send("GET", "/", "")).contains("<textarea"));
    }

    @Test
    void aPathIsUnescapedPartByPart() {
      put("/v1/data/a%2Fb/c%20d", "1");
      assertEquals("{\"result\":1}\n", text(send("GET", "/v1/data/a%2Fb/c%20d", "")));
      assertEquals(400, send("GET", "/v1/data/a%22b", "").status());
    }
  }

  @Nested
  class Edits {
    @Test
    void putCreatesWhatIsOnTheWay() {
      assertEquals(204, send("PUT", "/v1/data/a/b/c", "1").status());
      assertEquals("{\"result\":{\"b\":{\"c\":1}}}\n", text(send("GET", "/v1/data/a", "")));
    }

    @Test
    void putDoesNotWriteOverWhereItIsToldNotTo() {
      put("/v1/data/a", "1");
      assertEquals(304, send("PUT", "/v1/data/a", "2", "If-None-Match", "*").status());
      assertEquals("{\"result\":1}\n", text(send("GET", "/v1/data/a", "")));
      assertEquals(204, send("PUT", "/v1/data/b", "2", "If-None-Match", "*").status());
    }

    @Test
    void putBelowAScalarIsAConflict() {
      put("/v1/data/a", "1");
      Response refused = send("PUT", "/v1/data/a/b", "2");
      assertEquals(404, refused.status());
      assertJson("{\"code\":\"resource_conflict\",\"message\":\"storage_write_conflict_error: /a\"}", refused);
    }

    @Test
    void theRootIsAnObject() {
      assertEquals(400, send("PUT", "/v1/data", "[1]").status());
      assertEquals(204, send("PUT", "/v1/data", "{\"x\": 1}").status());
    }

    @Test
    void aPatchAddsReplacesAndRemoves() {
      put("/v1/data/servers", "[{\"id\": \"s1\"}, {\"id\": \"s2\"}]");
      String patch =
          """
          [{"op": "add", "path": "-", "value": {"id": "s3"}},
           {"op": "replace", "path": "0/id", "value": "s0"},
           {"op": "remove", "path": "1"}]
          """;
      Response patched =
          send("PATCH", "/v1/data/servers", patch, "Content-Type", "application/json-patch+json");
      assertEquals(204, patched.status());
      assertJson("{\"result\": [{\"id\": \"s0\"}, {\"id\": \"s3\"}]}", send("GET", "/v1/data/servers", ""));
    }

    @Test
    void aPatchThatFailsChangesNothing() {
      put("/v1/data/a", "{\"x\": 1}");
      String patch = "[{\"op\": \"add\", \"path\": \"/y\", \"value\": 2}, {\"op\": \"remove\", \"path\": \"/z\"}]";
      Response refused = send("PATCH", "/v1/data/a", patch);
      assertEquals(404, refused.status());
      assertJson(
          "{\"code\":\"resource_not_found\",\"message\":\"storage_not_found_error: /a/z: document does not exist\"}",
          refused);
      assertJson("{\"result\": {\"x\": 1}}", send("GET", "/v1/data/a", ""));
      assertEquals(400, send("PATCH", "/v1/data/a", "[{\"op\": \"move\", \"path\": \"/x\"}]").status());
    }

    @Test
    void deleteRemoves() {
      put("/v1/data/a", "{\"x\": 1}");
      assertEquals(204, send("DELETE", "/v1/data/a/x", "").status());
      assertEquals(404, send("DELETE", "/v1/data/a/x", "").status());
      assertEquals("{\"result\":{}}\n", text(send("GET", "/v1/data/a", "")));
    }

    @Test
    void dataMayNotStandWhereARuleStands() {
      put("/v1/policies/p", "package a.b\nc := 1");
      Response refused = send("PUT", "/v1/data/a/b/c", "2");
      assertEquals(400, refused.status());
      assertTrue(text(refused).contains("conflicting rule for data path a/b/c found"), text(refused));
      assertEquals(204, send("PUT", "/v1/data/a/b/d", "2").status());
    }
  }

  @Nested
  class Policies {
    @Test
    void aPolicyIsPutShownListedAndDeleted() {
      assertEquals("{}\n", text(send("PUT", "/v1/policies/dir/one.rego", "package one\np := 1")));
      ObjectValue shown = (ObjectValue) ((ObjectValue) json(send("GET", "/v1/policies/dir/one.rego", ""))).get("result");
      assertEquals(StringValue.of("dir/one.rego"), shown.get("id"));
      assertEquals(StringValue.of("package one\np := 1"), shown.get("raw"));
      assertTrue(Values.toJson(shown.get("ast")).contains("\"package\":{\"path\":"));
      assertTrue(text(send("GET", "/v1/policies", "")).contains("\"id\":\"dir/one.rego\""));
      assertEquals(200, send("DELETE", "/v1/policies/dir/one.rego", "").status());
      Response gone = send("GET", "/v1/policies/dir/one.rego", "");
      assertEquals(404, gone.status());
      assertJson(
          "{\"code\":\"resource_not_found\",\"message\":\"storage_not_found_error: policy id \\\"dir/one.rego\\\"\"}",
          gone);
    }

    @Test
    void aPolicyThatDoesNotCompileIsRefusedWithItsErrors() {
      Response refused = send("PUT", "/v1/policies/bad", "package bad\np if x == 1");
      assertEquals(400, refused.status());
      assertJson(
          """
          {"code": "invalid_parameter", "message": "error(s) occurred while compiling module(s)",
           "errors": [{"code": "rego_unsafe_var_error", "message": "var x is unsafe",
                       "location": {"file": "bad", "row": 2, "col": 6}}]}
          """
              .replace("var x", String.valueOf(unsafe(refused))),
          refused);
      assertEquals("{\"result\":[]}\n", text(send("GET", "/v1/policies", "")));
    }

    /** The way the engine words the subject of an unsafe variable. */
    private static String unsafe(Response refused) {
      return text(refused).contains("\\\"x\\\"") ? "var \\\"x\\\"" : "var x";
    }

    @Test
    void aPolicyThatOthersNeedIsNotDeleted() {
      put("/v1/policies/lib", "package lib\nf(x) := x");
      put("/v1/policies/user", "package user\np := data.lib.f(1)");
      Response refused = send("DELETE", "/v1/policies/lib", "");
      assertEquals(400, refused.status());
      assertTrue(text(refused).contains("invalid_operation"));
      assertEquals("{\"result\":1}\n", text(send("GET", "/v1/data/user/p", "")));
    }
  }

  @Nested
  class Queries {
    @Test
    void aQueryGivesItsVariables() {
      put("/v1/data/servers", "[{\"id\": \"s1\"}, {\"id\": \"s2\"}]");
      assertJson(
          "{\"result\": [{\"i\": 0, \"x\": \"s1\"}, {\"i\": 1, \"x\": \"s2\"}]}",
          send("GET", "/v1/query?q=data.servers%5Bi%5D.id%20%3D%20x", ""));
      assertJson(
          "{\"result\": [{\"x\": 3}]}",
          send("POST", "/v1/query", "{\"query\": \"x := input.a + 1\", \"input\": {\"a\": 2}}"));
    }

    @Test
    void aQueryWithoutSolutionHasNoResult() {
      assertEquals("{}\n", text(send("GET", "/v1/query?q=false", "")));
      assertJson("{\"result\": [{}]}", send("GET", "/v1/query?q=true", ""));
    }

    @Test
    void aWrongQueryIsRefused() {
      Response unread = send("GET", "/v1/query?q=x%20%3D%20", "");
      assertEquals(400, unread.status());
      assertTrue(text(unread).contains("error(s) occurred while parsing query"));
      Response unsafe = send("POST", "/v1/query", "{\"query\": \"x > 1\"}");
      assertEquals(400, unsafe.status());
      assertTrue(text(unsafe).contains("error(s) occurred while compiling query"));
      assertTrue(text(send("GET", "/v1/query", "")).contains("missing parameter 'q'"));
    }
  }

  @Nested
  class PartialEvaluation {
    private static final String POLICY =
        """
        package example

        allow if {
          input.subject.clearance_level >= data.reports[_].clearance_level
        }
        """;

    @Test
    void whatIsLeftOfAQueryIsATree() {
      put("/v1/data/reports", "[{\"clearance_level\": 4}, {\"clearance_level\": 3}]");
      put("/v1/policies/example", POLICY);
      String request =
          """
          {"query": "data.example.allow == true", "unknowns": ["input"], "input": {}}
          """;
      ObjectValue result = (ObjectValue) ((ObjectValue) json(send("POST", "/v1/compile", request))).get("result");
      assertEquals(
          Values.parseJson(
              """
              [[{"index": 0, "terms": [
                  {"type": "ref", "value": [{"type": "var", "value": "gte"}]},
                  {"type": "ref", "value": [{"type": "var", "value": "input"},
                    {"type": "string", "value": "subject"}, {"type": "string", "value": "clearance_level"}]},
                  {"type": "number", "value": 4}]}],
               [{"index": 0, "terms": [
                  {"type": "ref", "value": [{"type": "var", "value": "gte"}]},
                  {"type": "ref", "value": [{"type": "var", "value": "input"},
                    {"type": "string", "value": "subject"}, {"type": "string", "value": "clearance_level"}]},
                  {"type": "number", "value": 3}]}]]
              """),
          result.get("queries"));
    }

    @Test
    void aQueryThatHoldsAnywayLeavesAnEmptyOneAndOneThatNeverDoesNone() {
      put("/v1/policies/example", "package example\nyes := true\nno := false");
      assertJson("{\"result\": {\"queries\": [[]]}}", send("POST", "/v1/compile", "{\"query\": \"data.example.yes == true\"}"));
      assertJson("{\"result\": {}}", send("POST", "/v1/compile", "{\"query\": \"data.example.no == true\"}"));
    }

    @Test
    void aRuleIsKeptApartOnRequest() {
      put("/v1/policies/example", "package example\np if q\nq if input.x");
      String request =
          "{\"query\": \"data.example.p\", \"options\": {\"disableInlining\": [\"data.example.q\"]}}";
      assertTrue(text(send("POST", "/v1/compile?pretty", request)).contains("\"support\""));
    }

    @Test
    void aWrongRequestIsRefused() {
      assertEquals(400, send("POST", "/v1/compile", "").status());
      assertTrue(text(send("POST", "/v1/compile", "{}")).contains("missing required 'query' value"));
      assertTrue(
          text(send("POST", "/v1/compile", "{\"query\": \"true\", \"unknowns\": [\"input.(\"]}"))
              .contains("error(s) occurred while parsing unknowns"));
    }
  }

  @Nested
  class Filters {
    private static final String POLICY =
        """
        # METADATA
        # scope: package
        # compile:
        #   unknowns: [input.fruits]
        package filters

        include if {
          input.fruits.colour in {"blue", "green"}
          startswith(input.fruits.name, "10%")
          input.fruits.price <= input.user.budget
        }

        include if {
          input.user.name == "O'Hara"
          not input.fruits.owner == input.user.name
        }

        everything if input.user.root

        own if 5 < input.fruits.price

        same if input.fruits.name == input.fruits.colour

        listed if input.fruits.price = _

        masks.fruits.price.replace.value := "***"
        """;

    private String filter(String rule, String type, String body) {
      put("/v1/policies/filters", POLICY);
      return text(send("POST", "/v1/compile/filters/" + rule, body, "Accept", "application/vnd.opa." + type + "+json"));
    }

    private static final String USER = "{\"input\": {\"user\": {\"name\": \"O'Hara\", \"budget\": 10}}}";

    @Test
    void aFilterIsAWhereClause() {
      assertEquals(
          "WHERE ((fruits.colour IN ('blue', 'green') AND fruits.name LIKE E'10\\\\%%' AND fruits.price <= 10)"
              + " OR NOT fruits.owner = 'O''Hara')",
          sql(filter("include", "sql.postgresql", USER)));
      assertEquals("WHERE fruits.price > 5", sql(filter("own", "sql.mysql", "{}")));
      assertEquals("WHERE fruits.name = fruits.colour", sql(filter("same", "sql.sqlite", "{}")));
      assertEquals("WHERE fruits.price IS NOT NULL", sql(filter("listed", "sql.sqlserver", "{}")));
      assertTrue(filter("include", "sql.sqlite", USER).contains("ESCAPE '"));
    }

    private static String sql(String answer) {
      ObjectValue result = (ObjectValue) ((ObjectValue) Values.parseJson(answer)).get("result");
      return ((StringValue) result.get("query")).value();
    }

    @Test
    void aFilterIsATreeOfConditions() {
      assertEquals(
          Values.parseJson(
              "{\"result\": {\"query\": {\"type\": \"field\", \"operator\": \"gt\", \"field\": \"fruits.price\", \"value\": 5}}}"),
          Values.parseJson(filter("own", "ucast.minimal", "{}")));
      assertTrue(filter("include", "ucast.minimal", USER).contains("pe_fragment_error"));
      assertTrue(filter("same", "ucast.prisma", "{}").contains("pe_fragment_error"));
    }

    @Test
    void allOrNothingIsNoFilter() {
      assertEquals("{\"result\":{\"query\":\"\"}}\n", filter("everything", "sql.mysql", "{\"input\": {\"user\": {\"root\": true}}}"));
      assertEquals("{}\n", filter("everything", "sql.mysql", "{\"input\": {\"user\": {\"root\": false}}}"));
    }

    @Test
    void columnsHaveOtherNamesAndMasks() {
      String body =
          """
          {"input": {}, "options": {"maskRule": "masks",
            "targetSQLTableMappings": {"fruits": {"$self": "f", "price": "cost"}}}}
          """;
      String answer = filter("own", "sql.sqlite", body);
      assertEquals("WHERE f.cost > 5", sql(answer));
      assertTrue(answer.contains("\"masks\":{\"fruits\":{\"price\":{\"replace\":{\"value\":\"***\"}}}}"), answer);
      String foreign = body.replace("\"cost\"", "\"1; DROP TABLE x\"");
      assertTrue(filter("own", "sql.sqlite", foreign).contains("cannot be the name of a column"));
    }

    @Test
    void severalTargetsAtOnce() {
      String body = "{\"options\": {\"targetDialects\": [\"sql+mysql\", \"ucast+all\"]}}";
      String answer = filter("own", "multitarget", body);
      assertTrue(answer.contains("\"mysql\":{\"query\":\"WHERE") && answer.contains("\"ucast\":{\"query\":{"), answer);
      assertTrue(text(send("POST", "/v1/compile/filters/own", "{}")).contains("missing required header"));
    }
  }

  @Nested
  class Health {
    @Test
    void partsThatAreNotReadyAreToldOnRequest() {
      api = new Api(store, ServerSettings.STANDARD, withStates(Map.of("bundle", "NOT_READY", "status", "OK")));
      assertEquals("{}\n", text(send("GET", "/health", "")));
      Response bundles = send("GET", "/health?bundles", "");
      assertEquals(500, bundles.status());
      assertJson("{\"error\": \"one or more bundles are not activated\"}", bundles);
      assertEquals(500, send("GET", "/health?plugins", "").status());
      assertEquals(200, send("GET", "/health?plugins&exclude-plugin=bundle", "").status());
    }

    @Test
    void aPolicyMayDecide() {
      api = new Api(store, ServerSettings.STANDARD, withStates(Map.of("bundle", "OK")));
      assertEquals(500, send("GET", "/health/ready", "").status());
      put("/v1/policies/health", "package system.health\nready if input.plugin_state.bundle == \"OK\"\nlive := 1");
      assertEquals(200, send("GET", "/health/ready", "").status());
      assertJson(
          "{\"error\": \"health check (data.system.health.live) returned unexpected value\"}",
          send("GET", "/health/live", ""));
    }

    private static Surroundings withStates(Map<String, String> states) {
      return new Surroundings() {
        @Override
        public Map<String, String> states() {
          return states;
        }

        @Override
        public Optional<Value> status() {
          return Optional.of(ObjectValue.EMPTY);
        }
      };
    }

    @Test
    void statusAndConfigurationAreShown() {
      assertEquals(500, send("GET", "/v1/status", "").status());
      api = new Api(store, ServerSettings.STANDARD, withStates(Map.of()));
      assertEquals("{\"result\":{}}\n", text(send("GET", "/v1/status", "")));
      assertEquals("{\"result\":{}}\n", text(send("GET", "/v1/config", "")));
    }

    @Test
    void requestsAreCounted() {
      send("GET", "/v1/data", "");
      String metrics = text(send("GET", "/metrics", ""));
      assertTrue(
          metrics.contains("http_request_duration_seconds_count{code=\"200\",handler=\"v1/data\",method=\"get\"} 1"),
          metrics);
      assertTrue(metrics.contains("le=\"1e-06\"") && metrics.contains("le=\"0.01\""), metrics);
    }
  }

  @Nested
  class Authorization {
    private static final String POLICY =
        """
        package system.authz

        default allow := false

        allow if input.identity == "root"

        allow if {
          input.method == "POST"
          input.path == ["v1", "data", "public"]
          input.body.input.user == "ada"
          input.headers["X-Client"][0] == "test"
          input.params.metrics[_] == "true"
        }
        """;

    @Test
    void whatThePolicyDoesNotAllowIsRefused() {
      api = new Api(store, ServerSettings.STANDARD.guarded(true, true), Surroundings.NONE);
      Response missing = send("GET", "/v1/data", "");
      assertEquals(500, missing.status());
      assertTrue(text(missing).contains("authorization policy missing or undefined"));
      assertEquals(List.of(), store.load(source("authz", POLICY), ObjectValue.EMPTY));
      Response refused = send("GET", "/v1/data", "");
      assertEquals(401, refused.status());
      assertJson(
          "{\"code\":\"unauthorized\",\"message\":\"request rejected by administrative policy\"}", refused);
      assertEquals(200, send("GET", "/v1/data", "", "Authorization", "Bearer root").status());
      assertEquals(401, send("GET", "/v1/data", "", "Authorization", "Bearer other").status());
      assertEquals(
          200,
          send("POST", "/v1/data/public?metrics=true", "{\"input\": {\"user\": \"ada\"}}", "x-client", "test").status());
      assertEquals(401, send("POST", "/v1/data/public?metrics=true", "{\"input\": {\"user\": \"bob\"}}").status());
    }

    @Test
    void aPolicyMaySayWhy() {
      api = new Api(store, ServerSettings.STANDARD.guarded(false, true), Surroundings.NONE);
      String policy = "package system.authz\nallow := {\"allowed\": false, \"reason\": \"closed on Sundays\"}";
      assertEquals(List.of(), store.load(source("authz", policy), ObjectValue.EMPTY));
      assertJson("{\"code\":\"unauthorized\",\"message\":\"closed on Sundays\"}", send("GET", "/v1/data", ""));
    }

    @Test
    void aTokenIsAnIdentityOnlyWhereTokensAre() {
      api = new Api(store, ServerSettings.STANDARD.guarded(false, true), Surroundings.NONE);
      assertEquals(List.of(), store.load(source("authz", POLICY), ObjectValue.EMPTY));
      assertEquals(401, send("GET", "/v1/data", "", "Authorization", "Bearer root").status());
    }
  }

  @Nested
  class Bundles {
    @Test
    void whatABundleOwnsIsNotWritten() {
      assertEquals(
          List.of(),
          store.activate(
              "main",
              new BundleContent(
                  "r1",
                  List.of("a/b"),
                  ObjectValue.EMPTY,
                  (ObjectValue) Values.parseJson("{\"a\": {\"b\": {\"x\": 1}}}"),
                  source("main/p.rego", "package a.b\np := 2"))));
      assertJson("{\"result\": {\"x\": 1, \"p\": 2}}", send("GET", "/v1/data/a/b", ""));
      Response refused = send("PUT", "/v1/data/a/b/y", "1");
      assertEquals(400, refused.status());
      assertJson(
          "{\"code\":\"invalid_parameter\",\"message\":\"path a/b/y is owned by bundle \\\"main\\\"\"}", refused);
      assertEquals(400, send("PUT", "/v1/policies/q", "package a.b.c\np := 1").status());
      assertEquals(204, send("PUT", "/v1/data/a/c", "1").status());
      assertJson(
          "{\"result\": \"r1\"}", send("GET", "/v1/data/system/bundles/main/manifest/revision", ""));
      assertTrue(
          text(send("GET", "/v1/data/a?provenance", "")).contains("\"bundles\":{\"main\":{\"revision\":\"r1\"}}"));
    }

    @Test
    void theNextRevisionReplacesAllOfTheOneBefore() {
      store.activate(
          "main",
          new BundleContent(
              "r1", List.of("a"), ObjectValue.EMPTY, ObjectValue.of("a", StringValue.of("old")), List.of()));
      assertEquals(
          List.of(),
          store.activate(
              "main",
              new BundleContent("r2", List.of("a"), ObjectValue.EMPTY, ObjectValue.EMPTY, source("p", "package a\np := 1"))));
      assertJson("{\"result\": {\"p\": 1}}", send("GET", "/v1/data/a", ""));
    }

    @Test
    void aBundleOfChangesChangesData() {
      ObjectValue data = (ObjectValue) Values.parseJson("{\"a\": {\"x\": 1, \"y\": 2}}");
      store.activate("main", new BundleContent("r1", List.of("a"), ObjectValue.EMPTY, data, List.of()));
      String patches = "[{\"op\": \"upsert\", \"path\": \"/a/z/deep\", \"value\": 3}, {\"op\": \"remove\", \"path\": \"a/x\"}]";
      assertEquals(List.of(), store.change("main", "r2", (ArrayValue) Values.parseJson(patches)));
      assertJson("{\"result\": {\"y\": 2, \"z\": {\"deep\": 3}}}", send("GET", "/v1/data/a", ""));
      assertJson("{\"result\": \"r2\"}", send("GET", "/v1/data/system/bundles/main/manifest/revision", ""));
      String foreign = "[{\"op\": \"upsert\", \"path\": \"/b\", \"value\": 3}]";
      assertTrue(
          store.change("main", "r3", (ArrayValue) Values.parseJson(foreign)).getFirst().message().contains("does not own"));
    }

    @Test
    void twoBundlesDoNotShareARoot() {
      BundleContent one = new BundleContent("", List.of("a"), ObjectValue.EMPTY, ObjectValue.EMPTY, List.of());
      BundleContent two = new BundleContent("", List.of("a/b"), ObjectValue.EMPTY, ObjectValue.EMPTY, List.of());
      assertEquals(List.of(), store.activate("one", one));
      assertTrue(store.activate("two", two).getFirst().message().contains("overlapping roots"));
    }
  }

  @Nested
  class DecisionLog {
    @Test
    void eachDecisionIsLoggedUnderTheIdThatTheCallerGets() {
      List<DecisionEvent> events = new ArrayList<>();
      api =
          new Api(
              store,
              ServerSettings.STANDARD,
              new Surroundings() {
                @Override
                public boolean logsDecisions() {
                  return true;
                }

                @Override
                public void log(DecisionEvent event) {
                  events.add(event);
                }
              });
      put("/v1/policies/example", EXAMPLE);
      ObjectValue answer =
          (ObjectValue) json(send("POST", "/v1/data/opa/examples/greeting", "{\"input\": {\"name\": \"Ada\"}}"));
      send("POST", "/v1/query", "{\"query\": \"x = 1\"}");
      assertEquals(2, events.size());
      assertEquals(answer.get("decision_id"), StringValue.of(events.getFirst().id()));
      assertEquals("opa/examples/greeting", events.getFirst().path());
      assertEquals(StringValue.of("hello Ada"), events.getFirst().result());
      assertEquals("127.0.0.1:4711", events.getFirst().from());
      assertEquals("x = 1", events.getLast().query());
      assertEquals("[{\"x\":1}]", Values.toJson(events.getLast().result()));
    }
  }

  @Test
  void whatIsTooLargeIsRefused() {
    api = new Api(store, ServerSettings.STANDARD.within(100), Surroundings.NONE);
    Response refused = send("POST", "/v1/data", " ".repeat(101));
    assertEquals(400, refused.status());
    assertTrue(text(refused).contains("request body too large"));
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertEquals(404, send("GET", "/v2/data", "").status());
    assertEquals(405, send("POST", "/v1/policies", "").status());
    assertEquals(405, send("DELETE", "/v1/data", "").status());
    assertEquals(405, send("GET", "/v0/data/a", "").status());
  }
}
