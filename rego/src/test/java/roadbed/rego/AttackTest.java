package roadbed.rego;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import roadbed.rego.eval.Limits;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/**
 * What untrusted policies and inputs try, each with the end that it comes to. All have a tenth of a second; an attack that needs no
 * time at all ends before.
 */
class AttackTest {
  private static final Limits LIMITS = Limits.STANDARD.withTime(Duration.ofMillis(100)).withMemory(600_000_000L);

  /** Time is the thread's own: a machine that has other work makes nothing late. */
  private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();

  /** Much longer than they have. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private static final boolean NIGHTLY = Boolean.getBoolean("rego.nightly");

  /** Of the modules: a tenth of the size that they have at night shows the same. */
  private static final int SIZE = NIGHTLY ? 10 : 1;

  private static final String CANCEL = RegoError.CANCEL;
  private static final String LIMIT = RegoError.LIMIT;
  private static final String EITHER = "eval_(cancel|limit)_error";

  /** A rule for every step that doubles what the one before it is. */
  private static String doubled(String first, String again, int times) {
    StringBuilder module = new StringBuilder("x0 := " + first + "\n");
    for (int i = 1; i <= times; i++) {
      module.append("x").append(i).append(" := ").append(again.replace("x", "x" + (i - 1))).append("\n");
    }
    return module.toString();
  }

  private static final String TREE = doubled("[1]", "[x, x]", 60);
  private static final String OTHER_TREE = TREE.replace("x", "y").replace("[1]", "[input.one]");
  private static final String NUMBERS = "ns := numbers.range(1, 100000)\n";
  private static final String LONG = doubled("\"aaaaaaaaaaaaaaaa\"", "concat(\"\", [x, x])", 20);

  static Stream<Arguments> attacks() {
    return Stream.of(
        attack("many numbers", LIMIT, "p := numbers.range(1, 1000000000000)"),
        attack("many numbers in steps", LIMIT, "p := numbers.range_step(1, 1000000000000, 2)"),
        attack("loops in loops", CANCEL, NUMBERS + "p if { some i in ns; some j in ns; some k in ns; i + j + k < 0 }"),
        attack("every in every", CANCEL, NUMBERS + "p if { every i in ns { every j in ns { i + j > 0 } } }"),
        attack("a comprehension without end", EITHER, NUMBERS + "p := [[i, j] | some i in ns; some j in ns]"),
        attack("a set without end", EITHER, NUMBERS + "p := {[i, j] | some i in ns; some j in ns}"),
        attack("an object without end", EITHER, NUMBERS + "p := {k: j | some i in ns; some j in ns; k := [i, j]}"),
        attack("a rule without end", EITHER, NUMBERS + "p contains [i, j] if { some i in ns; some j in ns }"),
        attack("functions of functions", CANCEL, NUMBERS + "f(a) := a + 1\np if { some i in ns; some j in ns; f(i * j) < 0 }"),
        attack("text of texts", EITHER, doubled("\"abcdefgh\"", "concat(\"\", [x, x])", 60) + "p := x60"),
        attack("array of arrays", EITHER, doubled("[1, 2]", "array.concat(x, x)", 60) + "p := x60"),
        attack("many long texts", EITHER, LONG + NUMBERS + "p := [t | some i in ns; t := concat(\"\", [x20, \"b\"])]"),
        attack("a tree that shares its branches, as JSON", EITHER, TREE + "p := count(json.marshal(x60))"),
        attack("the same, printed", EITHER, TREE + "p := sprintf(\"%v\", [x60])"),
        attack("the same, walked", EITHER, TREE + "p := count([1 | walk(x60)])"),
        attack("the same, as YAML", EITHER, TREE + "p := count(yaml.marshal(x60))"),
        attack("the same, compared", EITHER, TREE + OTHER_TREE + "p if x60 == y60"),
        attack("the same, ordered", EITHER, TREE + OTHER_TREE + "p if x60 <= y60"),
        attack("the same, in a set", EITHER, TREE + OTHER_TREE + "p := count({x60, y60})"),
        attack("the same, as keys", EITHER, TREE + OTHER_TREE + "p := count({x60: 1, y60: 1})"),
        attack("the same, subset", EITHER, TREE + OTHER_TREE + "p if object.subset(x60, y60)"),
        attack("the same, as a result", EITHER, TREE + "p := x60"),
        attack("replaced by more", EITHER, LONG + "p := replace(x20, \"a\", \"aaaaaaaaaaaaaaaa\")"),
        attack("many replaced by more", EITHER, LONG + "p := strings.replace_n({\"a\": \"aaaaaaaaaaaaaaaa\"}, x20)"),
        attack("pattern replaced by more", EITHER, LONG + "p := regex.replace(x20, \"a\", \"$0$0$0$0$0$0$0\")"),
        attack("long text in long text", CANCEL, LONG + "p := [i | some j in numbers.range(1, 100000); i := indexof(x20, concat(\"\", [x18, \"b\"]))]"),
        attack("long text counted in long text", EITHER, LONG + "p := [i | some j in numbers.range(1, 100000); i := strings.count(x20, concat(\"\", [x18, \"b\"]))]"),
        attack("long text split by long text", EITHER, LONG + "p := [i | some j in numbers.range(1, 100000); i := split(x20, concat(\"\", [x18, \"b\"]))]"),
        attack("long text replaced in long text", EITHER, LONG + "p := [i | some j in numbers.range(1, 100000); i := replace(x20, concat(\"\", [x18, \"b\"]), \"\")]"),
        attack("long text trimmed by long text", EITHER, LONG + "p := [i | some j in numbers.range(1, 100000); i := trim(x20, concat(\"\", [\"bcd\", x18]))]"),
        attack("a pattern that other engines take for ever on", CANCEL, LONG + "p if { some i in numbers.range(1, 100000); regex.match(sprintf(\"(a*)*(a*)*(a*)*%d\", [i]), x20) }"),
        attack("a large pattern on a long text", CANCEL, LONG + "p if regex.match(\"(x+x+)+y|(a?){900}b(a?){900}c(a?){900}d\", x20)"),
        attack("a pattern that repeats repetitions", "eval_builtin_error|" + EITHER, "p if regex.match(\"((((a{100}){100}){100}){100}){100}\", \"a\")"),
        attack("classes that ignore case", "eval_builtin_error|" + EITHER, "p if regex.match(concat(\"\", array.concat([\"(?i)\"], [\"[b-\\\\x{10fffe}]\" | some i in numbers.range(1, 6000)])), \"a\")"),
        attack("split into characters", EITHER, LONG + "p := [s | some i in numbers.range(1, 100); s := split(x20, \"\")]"),
        attack("prefixes of everything", CANCEL, "ts := [t | some i in numbers.range(1, 30000); t := sprintf(\"a%d\", [i])]\nqs := [t | some i in numbers.range(1, 30000); t := sprintf(\"b%d\", [i])]\np if strings.any_prefix_match(ts, qs)"),
        attack("networks in networks", CANCEL, "ts := [t | some i in numbers.range(1, 20000); t := sprintf(\"10.0.%d.%d\", [i % 250, i % 200])]\np := net.cidr_contains_matches([\"11.0.0.0/8\" | some i in numbers.range(1, 20000)], ts)"),
        attack("a large network", LIMIT, "p := net.cidr_expand(\"::/0\")"),
        attack("a shifted number", LIMIT, "p := bits.lsh(1, 1000000000)"),
        attack("products of products", EITHER + "|eval_builtin_error", doubled("12345678901234567890", "x * x", 40) + "p := x40"),
        attack("a number with a large exponent", EITHER + "|eval_builtin_error", "p := to_number(\"1e1000000000\") + 1"),
        attack("units with a large exponent", EITHER + "|eval_builtin_error", "p := units.parse(\"1e1000000000\")"),
        attack("deep JSON", EITHER + "|eval_builtin_error", doubled("\"[[[[[[[[[[[[[[[[\"", "concat(\"\", [x, x])", 16) + "p := json.unmarshal(x16)"),
        attack("deep YAML", EITHER + "|eval_builtin_error", doubled("\"[[[[[[[[[[[[[[[[\"", "concat(\"\", [x, x])", 16) + "p := yaml.unmarshal(x16)"),
        attack("patches within patches", EITHER, "p := count(json.marshal(d))\nd := json.patch({\"a\": {}}, [{\"op\": \"copy\", \"from\": \"/a\", \"path\": sprintf(\"/a/%d\", [i])} | some i in numbers.range(1, 60)])"),
        attack("a schema that refers to itself", EITHER, "p := json.match_schema(1, {\"$ref\": \"#\"})".replace("(1", "(\"1\"")),
        attack("a schema that tries everything", EITHER, "s := {\"anyOf\": [{\"$ref\": \"#/definitions/a\"}, {\"$ref\": \"#/definitions/a\"}], \"definitions\": {\"a\": {\"properties\": {\"n\": {\"anyOf\": [{\"$ref\": \"#/definitions/a\"}, {\"$ref\": \"#/definitions/a\"}]}}, \"required\": [\"z\"]}}}\nd0 := {}\n" + doubled("{}", "{\"n\": x}", 60) + "p := json.match_schema(x60, s)"),
        attack("fragments within fragments", EITHER, fragments() + "p := graphql.parse(q, \"type Query { a: Query }\")"),
        attack("a template of loops", EITHER, "p := strings.render_template(\"{{range .n}}{{range $.n}}{{range $.n}}{{end}}{{end}}{{end}}\", {\"n\": numbers.range(1, 3000)})"),
        attack("alternatives of a glob", "|eval_builtin_error|" + EITHER, "p if { some i in numbers.range(1, 100000); glob.match(concat(\"\", [g | some j in numbers.range(1, 2000); g := \"{a*,b*}\"]), [], sprintf(\"%d\", [i])) }"),
        attack("globs that meet", EITHER, "g := concat(\"\", [t | some j in numbers.range(1, 5000); t := \"a*\"])\np if regex.globs_match(g, g)"),
        attack("unions of unions", EITHER, "o := {k: i | some i in numbers.range(1, 100000); k := format_int(i, 10)}\np := [u | some i in numbers.range(1, 100000); u := object.union(o, {\"a\": i})]"),
        attack("with in loops", EITHER, NUMBERS + "q := input.a\np := [v | some i in ns; some j in ns; v := q with input as {\"a\": [i, j]}]"));
  }

  private static String fragments() {
    StringBuilder query = new StringBuilder("q := `{ ...f0 }");
    for (int i = 0; i < 60; i++) {
      query.append(" fragment f").append(i).append(" on Query { a { ...f").append(i + 1).append(" } b: a { ...f").append(i + 1).append(" } }");
    }
    return query.append(" fragment f60 on Query { a { __typename } }`\n").toString();
  }

  private static Arguments attack(String name, String ends, String rules) {
    return Arguments.of(name, ends, rules);
  }

  private static Policy policy(String rules, Machine machine) {
    Compilation compilation = Rego.compiler().module("attack.rego", "package attack\n" + rules).compile();
    if (compilation instanceof Compilation.Compiled compiled) {
      return compiled.policy().withLimits(LIMITS).withStrictErrors(true).withMachine(machine);
    }
    throw new AssertionError(compilation);
  }

  private static List<RegoError> errors(Policy policy) {
    return policy.query("data.attack.p", Values.parseJson("{\"one\": 1}")).errors();
  }

  /** Interpreted and compiled in turn: what ends is the same budget, and half of the time is enough to see that. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void ends(String name, String ends, String rules) {
    Machine machine = Math.floorMod(name.hashCode(), 2) == 0 || NIGHTLY ? Machine.INTERPRETER : Machine.BYTECODE;
    demandEnd(name, ends, rules, machine);
    if (NIGHTLY) {
      demandEnd(name, ends, rules, Machine.BYTECODE);
    }
  }

  private static void demandEnd(String name, String ends, String rules, Machine machine) {
    Policy policy = policy(rules, machine);
    long begin = PROCESSOR.getCurrentThreadCpuTime();
    List<RegoError> errors = errors(policy);
    Duration took = Duration.ofNanos(PROCESSOR.getCurrentThreadCpuTime() - begin);
    assertThat(errors).as(name).isNotEmpty();
    assertThat(errors.getFirst().code()).as(errors.toString()).matches(ends);
    assertThat(errors.getFirst().at()).as(errors.toString()).isNotNull();
    assertThat(took).as(name).isLessThan(LONGEST);
  }

  @ParameterizedTest
  @EnumSource(Machine.class)
  void an_interrupted_thread_ends_its_evaluation_and_stays_interrupted(Machine machine) throws InterruptedException {
    Policy policy =
        policy(NUMBERS + "p if { some i in ns; some j in ns; i + j < 0 }", machine).withLimits(Limits.STANDARD);
    List<RegoError> errors = new CopyOnWriteArrayList<>();
    boolean[] interrupted = new boolean[1];
    Thread thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  errors.addAll(errors(policy));
                  interrupted[0] = Thread.currentThread().isInterrupted();
                });
    Thread.sleep(100);
    thread.interrupt();
    thread.join(LONGEST);
    assertThat(thread.isAlive()).isFalse();
    assertThat(errors)
        .extracting(RegoError::toString)
        .singleElement()
        .asString()
        .matches(
            "attack.rego:[0-9:]+ caller cancelled query execution: the thread was interrupted \\[eval_cancel_error]");
    assertThat(interrupted[0]).isTrue();
  }

  @Test
  void names_that_share_their_hash_do_not_slow_an_input_down() {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < 1 << 15; i++) {
      json.append(i == 0 ? "\"" : ",\"");
      for (int bit = 0; bit < 15; bit++) {
        json.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      json.append("\":").append(i);
    }
    String text = json.append('}').toString();
    long begin = PROCESSOR.getCurrentThreadCpuTime();
    Value value = Values.parseJson(text);
    assertThat(((ObjectValue) value).size()).isEqualTo(1 << 15);
    assertThat(Duration.ofNanos(PROCESSOR.getCurrentThreadCpuTime() - begin)).isLessThan(LONGEST);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("modules")
  void a_module_of_any_shape_is_read_or_refused(String name, String module) {
    long begin = PROCESSOR.getCurrentThreadCpuTime();
    Compilation compilation = Rego.compiler().module("attack.rego", module).compile();
    assertThat(Duration.ofNanos(PROCESSOR.getCurrentThreadCpuTime() - begin)).as(name).isLessThan(LONGEST);
    if (compilation instanceof Compilation.Failed failed) {
      assertThat(failed.errors()).isNotEmpty();
    }
  }

  static Stream<Arguments> modules() {
    String begin = "package attack\np := ";
    return Stream.of(
        Arguments.of("brackets", begin + "[".repeat(10_000 * SIZE)),
        Arguments.of("brackets that close", begin + "[".repeat(5_000 * SIZE) + "]".repeat(5_000 * SIZE)),
        Arguments.of("braces", begin + "{".repeat(10_000 * SIZE)),
        Arguments.of("parentheses", begin + "(".repeat(10_000 * SIZE)),
        Arguments.of("comprehensions", begin + "[1 | 1 in ".repeat(5_000 * SIZE)),
        Arguments.of("a long sum", begin + "1 + ".repeat(10_000 * SIZE) + "1"),
        Arguments.of("a long reference", begin + "input" + ".a".repeat(10_000 * SIZE)),
        Arguments.of("references within references", begin + "input[".repeat(5_000 * SIZE) + "1" + "]".repeat(5_000 * SIZE)),
        Arguments.of("calls within calls", begin + "count(".repeat(5_000 * SIZE) + "1" + ")".repeat(5_000 * SIZE)),
        Arguments.of("a long name", begin + "a".repeat(200_000 * SIZE)),
        Arguments.of("a long number", begin + "1".repeat(100_000 * SIZE)),
        Arguments.of("a large exponent", begin + "1e" + "9".repeat(10_000 * SIZE)),
        Arguments.of("a long text", begin + "\"" + "a".repeat(500_000 * SIZE) + "\""),
        Arguments.of("nots", begin + "1 if { " + "not ".repeat(10_000 * SIZE) + "true }"),
        Arguments.of("elses", "package attack\np := 1 if false" + " else := 2 if false".repeat(2_000 * SIZE)),
        Arguments.of("bodies", "package attack\np if true" + " { true }".repeat(2_000 * SIZE)),
        Arguments.of("withs", begin + "1 if true" + " with input as 1".repeat(2_000 * SIZE)),
        Arguments.of("everys", "package attack\np if { " + "every x in [1] { ".repeat(2_000 * SIZE)),
        Arguments.of("templates", begin + "$\"{".repeat(2_000 * SIZE)),
        Arguments.of("comments", "package attack\n" + "# METADATA\n".repeat(5_000 * SIZE)),
        Arguments.of("yaml", "package attack\n# METADATA\n# custom: " + "[".repeat(5_000 * SIZE) + "\np := 1"),
        Arguments.of("many rules", "package attack\n" + "p := 1\n".repeat(5_000 * SIZE)),
        Arguments.of("many imports", "package attack\n" + "import data.a\n".repeat(2_000 * SIZE)));
  }
}
