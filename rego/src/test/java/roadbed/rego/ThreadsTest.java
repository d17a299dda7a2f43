package roadbed.rego;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** One compiled policy, used by 64 threads at once, gives each what it gives one alone. */
class ThreadsTest {
  private static final int THREADS = 64;
  private static final int ROUNDS = Boolean.getBoolean("rego.nightly") ? 2_000 : 20;

  private static final String POLICY =
      """
      package threads

      default allow := false
      allow if { some role in roles; role.level >= input.wanted }

      roles contains r if { some r in data.roles; r.name in input.names }
      levels[name] := max(ls) if { some name in input.names; ls := [r.level | some r in data.roles; r.name == name] }

      f(x) := y if { y := x * 2; x > 1 } else := 0
      sums := [f(l) + count(roles) | some l in levels]
      texts := {sprintf("%s-%v", [n, regex.replace(n, "[a-m]", "<$0>")]) | some n in input.names}
      others := x if x := allow with input as {"names": ["ada"], "wanted": input.wanted}
      replaced := x if x := sums with f as 7
      both := [x, y] if { x := count(roles) with data.roles as [{"name": "ada", "level": 1}]; y := count(roles) }
      tree.a[n] := l if some n, l in levels
      tree.b.c contains n if some n in input.names
      bad := 1 / input.zero
      conflict := x if some x in input.names
      big contains [i, j] if { some i in numbers.range(1, 20); some j in numbers.range(i, 20); glob.match("*1", [], sprintf("%d", [i + j])) }
      decoded := json.unmarshal(json.marshal(tree))
      cut := object.get(input, ["deep", "er"], "none")
      all_named if every n in input.names { startswith(n, "a") }
      """;

  private static final String DATA =
      """
      {"roles": [{"name": "ada", "level": 3}, {"name": "bob", "level": 1}, {"name": "ada", "level": 5},
        {"name": "alf", "level": 2}, {"name": "cyd", "level": 9}]}
      """;

  private static List<Value> inputs() {
    List<Value> inputs = new ArrayList<>();
    for (String names : List.of("[]", "[\"ada\"]", "[\"bob\"]", "[\"ada\", \"bob\", \"cyd\"]", "[\"alf\", \"ada\"]", "[\"none\"]")) {
      for (int wanted = 0; wanted < 4; wanted++) {
        inputs.add(
            Values.parseJson(
                "{\"names\": %s, \"wanted\": %d, \"zero\": %d, \"deep\": {\"er\": %d}}"
                    .formatted(names, wanted * 3, wanted % 2, wanted)));
      }
    }
    return inputs;
  }

  private static final List<String> QUERIES =
      List.of(
          "x := data.threads.allow", "x := data.threads.roles", "x := data.threads.sums", "x := data.threads.texts",
          "x := data.threads.others", "x := data.threads.replaced", "x := data.threads.both", "x := data.threads.tree",
          "x := data.threads.bad", "x := data.threads.conflict", "x := data.threads.big", "x := data.threads.decoded",
          "x := data.threads.cut", "x := data.threads.all_named", "some k; x := data.threads.levels[k]",
          "x := data.threads.allow with data.roles as [{\"name\": \"ada\", \"level\": 100}]");

  private static String answer(Query query, Value input) {
    QueryResult result = query.evaluate(input);
    return result.rows() + " " + result.errors();
  }

  @ParameterizedTest
  @EnumSource(Machine.class)
  void all_threads_see_the_same(Machine machine) throws InterruptedException, ExecutionException {
    Compilation compilation = Rego.compiler().module("threads.rego", POLICY).data(Values.parseJson(DATA)).compile();
    if (!(compilation instanceof Compilation.Compiled compiled)) {
      throw new AssertionError(compilation);
    }
    List<Value> inputs = inputs();
    List<String> alone = answers(compiled.policy(), inputs, 0);
    Policy shared = compiled.policy().withMachine(machine);
    List<Query> queries = QUERIES.stream().map(shared::query).toList();
    CountDownLatch ready = new CountDownLatch(THREADS);
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<List<String>>> running = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int first = thread;
        running.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  for (int round = 1; round < ROUNDS; round++) {
                    int at = (first + round * 7) % (inputs.size() * QUERIES.size());
                    String got = answer(queries.get(at % QUERIES.size()), inputs.get(at / QUERIES.size()));
                    assertThat(got).isEqualTo(alone.get(at));
                  }
                  return first % 16 == 0 ? answers(shared, inputs, first) : alone;
                }));
      }
      for (Future<List<String>> answers : running) {
        assertThat(answers.get()).isEqualTo(alone);
      }
    }
  }

  /** The answers to every query on every input, begun somewhere in the middle. */
  private static List<String> answers(Policy policy, List<Value> inputs, int first) {
    List<Query> queries = QUERIES.stream().map(policy::query).toList();
    int all = inputs.size() * QUERIES.size();
    String[] answers = new String[all];
    for (int i = 0; i < all; i++) {
      int at = (i + first) % all;
      answers[at] = answer(queries.get(at % QUERIES.size()), inputs.get(at / QUERIES.size()));
    }
    return List.of(answers);
  }
}
