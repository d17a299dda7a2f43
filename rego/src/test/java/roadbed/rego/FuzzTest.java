package roadbed.rego;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import roadbed.rego.builtin.BuiltinException;
import roadbed.rego.builtin.Builtins;
import roadbed.rego.builtin.CallContext;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.Parser;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.JsonException;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;
import roadbed.testkit.SharedData;

/**
 * Every reader of texts against texts that are almost right: each is read or refused, and in time.
 *
 * <p>{@code -Drego.fuzz=10000} sets how many, {@code -Drego.fuzz.seed} which; {@code rego/fuzz.sh} runs a night's worth.
 */
class FuzzTest {
  private static final int INPUTS = Integer.getInteger("rego.fuzz", 1_000_000);
  private static final long SEED = Long.getLong("rego.fuzz.seed", 20_261_121L);

  /** Time is the thread's own: a machine that has other work makes nothing late. */
  private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();

  /** Far more than any of these texts needs, and less than a run that does not end. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private static final List<String> YAML =
      List.of(
          "a: &x [1, yes, ~]\nb: *x\n", "? [k]\n: |\n  text\n  more\n- 1\n", "{a: 'b', \"c\\u0041\": .inf, d: 0x1F}\n",
          "<<: {a: 1}\nt: 2001-12-14t21:59:43.10-05:00\n---\nb: !!str 1\n");
  private static final List<String> REGEXES =
      List.of(
          "^(a+|b*?)[c-f[:alpha:]]{1,3}\\d\\b$", "(?i)x(?P<n>y|z)?\\Q*\\E", "\\pL[^\\x00-\\x{10FFFF}]", "((a*)*b{2,})+");
  private static final List<String> GLOBS = List.of("{api,www}.*.com", "a**[!b-d]?\\*", "[abc]*{x,{y,z}}", "*:{80,443}");
  private static final List<String> TIMES =
      List.of("2006-01-02T15:04:05.999999999Z07:00", "Mon Jan _2 15:04:05 MST 2006", "02 Jan 06 03:04PM -0700", "1h2m3.5s");
  private static final List<String> TOKENS =
      List.of(
          "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIiwiZXhwIjoxfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
          "{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}", "{\"alg\":\"ES256\",\"crit\":[\"b64\"]}");
  private static final List<String> GRAPHQL =
      List.of(
          "query Q($a: [Int!]! = [1], $b: In) @d { x: f(a: $a, o: {k: \"v\", l: [null, 1.5e3, E]}) { ... on T @skip(if: true) { g } ...F } } fragment F on T { h }",
          "schema { query: Q } \"\"\"doc\"\"\" type Q implements I & J @d(a: 1) { f(a: [Int!]! = [1], o: In): T } interface I { f: Int } union U = | A | B enum E { A B } input In { k: String = \"v\" } directive @d(a: Int) repeatable on FIELD | OBJECT extend type Q { g: U } scalar T",
          "{ f }", "type Query { f: Int }");
  private static final List<String> OTHERS =
      List.of(
          "%5.2f|%+d|%[2]*[1]d|%x|%q|%v|%%", "{{range $i, $x := .a}}{{if eq $i 1}}{{printf \"%d\" $x}}{{else}}-{{end}}{{end}}",
          "https://u:p@h.example:8080/a%20b/c?q=1&r=%zz#f", "1.2.3-alpha.1+build", "10.0.0.0/8", "2001:db8::/32", "1.5Gi",
          "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "AbC+/=_-", "a=1&b=%41&c");
  private static final List<String> SCHEMAS =
      List.of(
          "{\"type\": [\"object\", \"null\"], \"properties\": {\"a\": {\"$ref\": \"#/definitions/d\"}}, \"definitions\": {\"d\": {\"pattern\": \"^a\", \"format\": \"email\"}}, \"required\": [\"a\"]}",
          "{\"items\": [{\"enum\": [1, \"x\"]}], \"additionalItems\": false, \"if\": {\"minItems\": 1}, \"then\": {\"oneOf\": [true, {\"not\": {}}]}, \"dependencies\": {\"a\": [\"b\"]}}");

  /** What reads texts, by name; each in turn. */
  private final Map<String, Consumer<Mutations>> readers = new LinkedHashMap<>();

  private final Map<String, List<String>> corpora = new LinkedHashMap<>();
  private final CallContext context = CallContext.builder().build();

  private void reader(String name, List<String> corpus, Consumer<Mutations> reads) {
    readers.put(name, reads);
    corpora.put(name, corpus);
  }

  private void call(String name, Value... args) {
    Builtins.standard().find(name).orElseThrow().call(context, args);
  }

  private static Value text(String text) {
    return StringValue.of(text);
  }

  private void readers() throws IOException {
    List<String> modules = new ArrayList<>();
    List<String> documents = new ArrayList<>();
    for (String file : List.of("v1", "v0")) {
      for (String line : Files.readAllLines(SharedData.at("rego/" + file + ".jsonl"))) {
        ObjectValue fields = (ObjectValue) Values.parseJson(line);
        documents.add(line);
        if (fields.get("modules") instanceof ArrayValue array) {
          array.forEach(module -> modules.add(((StringValue) module).value()));
        }
      }
    }
    List<String> pems = new ArrayList<>();
    for (String name : List.of("certificate.pem", "request.pem", "ec-key.pem", "ed-key.pem")) {
      try (InputStream in = Objects.requireNonNull(FuzzTest.class.getResourceAsStream("builtin/" + name))) {
        pems.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    Value any = Values.parseJson("{\"a\": [1, 2, \"x\"], \"b\": {\"c\": null}}");
    reader("parser", modules, m -> parse(m.next()));
    reader("compiler", modules, m -> compile(m.next()));
    reader("query", modules, m -> Parser.query("query", m.next(), Dialect.V1, new ArrayList<>()));
    reader("JSON", documents, m -> Values.parseJson(m.next()));
    reader("JSON bytes", documents, m -> Values.parseJson(m.next().getBytes(StandardCharsets.ISO_8859_1)));
    reader("YAML", YAML, m -> call("yaml.unmarshal", text(m.next())));
    reader("regex", REGEXES, m -> call("regex.find_n", text(m.next()), text(m.sample()), NumberValue.of(-1)));
    reader("regex replaced", REGEXES, m -> call("regex.replace", text(m.sample()), text(m.next()), text(m.next())));
    reader("template of regex", REGEXES, m -> call("regex.template_match", text(m.next()), text(m.next()), text("{"), text("}")));
    reader("glob", GLOBS, m -> call("glob.match", text(m.next()), ArrayValue.of(text(".")), text(m.next())));
    reader("globs", GLOBS, m -> call("regex.globs_match", text(m.next()), text(m.next())));
    reader("layout", TIMES, m -> call("time.format", ArrayValue.of(NumberValue.of(1L), text("UTC"), text(m.next()))));
    reader("time", TIMES, m -> call("time.parse_ns", text(m.next()), text(m.next())));
    reader("duration", TIMES, m -> call("time.parse_duration_ns", text(m.next())));
    reader("token", TOKENS, m -> call("io.jwt.decode", text(m.next())));
    reader("token verified", TOKENS, m -> call("io.jwt.decode_verify", text(m.next()), ObjectValue.builder().put("secret", text(m.next())).build()));
    reader("key", TOKENS, m -> call("io.jwt.verify_rs256", text(TOKENS.getFirst()), text(m.next())));
    reader("token signed", TOKENS, m -> call("io.jwt.encode_sign_raw", text(m.next()), text(m.next()), text(m.next())));
    reader("certificate", pems, m -> call("crypto.x509.parse_certificates", text(m.next())));
    reader("certificate of bytes", pems, m -> call("crypto.x509.parse_certificates", text(changed(m, pems.getFirst()))));
    reader("request of bytes", pems, m -> call("crypto.x509.parse_certificate_request", text(changed(m, pems.get(1)))));
    reader("keys", pems, m -> call("crypto.parse_private_keys", text(m.next())));
    reader("GraphQL query", GRAPHQL, m -> call("graphql.parse_query", text(m.next())));
    reader("GraphQL schema", GRAPHQL, m -> call("graphql.parse_schema", text(m.next())));
    reader("GraphQL", GRAPHQL, m -> call("graphql.parse", text(m.next()), text(m.next())));
    reader("schema", SCHEMAS, m -> call("json.match_schema", any, text(m.next())));
    reader("format", OTHERS, m -> call("sprintf", text(m.next()), ArrayValue.of(NumberValue.of(7L), text("x"), any)));
    reader("template", OTHERS, m -> call("strings.render_template", text(m.next()), any));
    for (String name :
        List.of(
            "uri.parse", "semver.is_valid", "units.parse", "units.parse_bytes", "uuid.parse", "base64.decode",
            "base64url.decode", "hex.decode", "urlquery.decode_object", "net.cidr_expand", "net.cidr_is_valid",
            "time.parse_rfc3339_ns", "to_number", "json.is_valid")) {
      reader(name, OTHERS, m -> call(name, text(m.next())));
    }
    reader("semver", OTHERS, m -> call("semver.compare", text(m.next()), text(m.next())));
    reader("networks", OTHERS, m -> call("net.cidr_contains", text(m.next()), text(m.next())));
  }

  /** The bytes of a PEM text with some of them changed, as base64. */
  private static String changed(Mutations mutations, String pem) {
    byte[] bytes = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    String mutation = mutations.next();
    for (int i = 0; i < mutation.length() % 8 + 1; i++) {
      int at = Math.floorMod(mutation.hashCode() * (i + 1) * 31, bytes.length);
      bytes[at] = (byte) (mutation.hashCode() >> i);
    }
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static void parse(String text) {
    List<RegoError> errors = new ArrayList<>();
    Object module = Parser.module("fuzz.rego", text, Dialect.V1, errors);
    if (module == null && errors.isEmpty()) {
      throw new AssertionError("neither a module nor an error");
    }
  }

  private static void compile(String text) {
    if (Rego.compiler().module("fuzz.rego", text).compile() instanceof Compilation.Failed failed) {
      for (RegoError error : failed.errors()) {
        if (error.message().contains("cannot plan")) {
          throw new AssertionError(error.toString());
        }
      }
    }
  }

  @Test
  void everything_is_read_or_refused_in_time() throws IOException {
    readers();
    SplittableRandom seeds = new SplittableRandom(SEED);
    List<String> problems = new ArrayList<>();
    List<String> names = List.copyOf(readers.keySet());
    for (int i = 0; i < INPUTS && problems.size() < 40; i++) {
      String name = names.get(i % names.size());
      long seed = seeds.nextLong();
      long begin = PROCESSOR.getCurrentThreadCpuTime();
      try {
        readers.get(name).accept(new Mutations(new SplittableRandom(seed), corpora.get(name)));
      } catch (JsonException | BuiltinException _) {
        // refused
      } catch (RuntimeException | Error e) {
        StackTraceElement[] trace = e.getStackTrace();
        problems.add(name + " with seed " + seed + ": " + e + (trace.length == 0 ? "" : " at " + trace[0]));
      }
      Duration took = Duration.ofNanos(PROCESSOR.getCurrentThreadCpuTime() - begin);
      if (took.compareTo(LONGEST) > 0) {
        problems.add(name + " with seed " + seed + " took " + took);
      }
    }
    assertThat(problems).isEmpty();
  }
}
