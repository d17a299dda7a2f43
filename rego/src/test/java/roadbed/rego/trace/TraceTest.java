package roadbed.rego.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import roadbed.rego.Compilation;
import roadbed.rego.Policy;
import roadbed.rego.Rego;
import roadbed.rego.builtin.CallContext;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.Parser;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.Values;

/** What traces and coverage tell of an evaluation. */
class TraceTest {
  private static final String TEXT =
      """
      package a

      allow if {
        some role in input.roles
        trace(role)
        role == "admin"
      }

      never if input.x
      """;

  private static Policy policy() {
    Compilation compilation = Rego.compiler().module("a.rego", TEXT).marks(true).compile();
    assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
    return ((Compilation.Compiled) compilation).policy();
  }

  private static List<TraceEvent> trace(String query, String input) {
    TraceRecorder recorder = new TraceRecorder();
    Policy policy = policy().withContext(() -> CallContext.builder().notes(recorder::note));
    policy.query(query).in(policy.on(Values.parseJson(input)).tracedBy(recorder));
    return recorder.events();
  }

  @Test
  void aTraceTellsWhatHeldAndWhatDidNot() {
    List<TraceEvent> trace = trace("data.a.allow", "{\"roles\": [\"guest\", \"admin\"]}");
    assertThat(Explanation.text(Explanation.FULL.of(trace), false))
        .isEqualTo(
            """
            query:1      Enter data.a.allow
            query:1      | Eval data.a.allow
            a.rego:3     | Enter data.a.allow
            a.rego:4     | | Eval some role in input.roles
            a.rego:5     | | Eval trace(role)
            a.rego:5     | | Note "guest"
            a.rego:6     | | Eval role == "admin"
            a.rego:6     | | Fail role == "admin"
            a.rego:5     | | Eval trace(role)
            a.rego:5     | | Note "admin"
            a.rego:6     | | Eval role == "admin"
            a.rego:3     | | Exit data.a.allow
            query:1      | Exit data.a.allow
            """);
  }

  @Test
  void notesAndFailsShowTheWayToThem() {
    List<TraceEvent> trace = trace("data.a.allow", "{\"roles\": [\"guest\"]}");
    assertThat(Explanation.text(Explanation.NOTES.of(trace), false))
        .isEqualTo(
            """
            query:1      Enter data.a.allow
            query:1      | Eval data.a.allow
            a.rego:3     | Enter data.a.allow
            a.rego:5     | | Note "guest"
            """);
    assertThat(Explanation.text(Explanation.FAILS.of(trace), true))
        .containsPattern("Fail role == \"admin\" +\\{role: \"guest\"}");
  }

  @Test
  void aLineIsCoveredWhenItsStatementWasTriedOrItsRuleHeld() {
    Coverage coverage = new Coverage();
    Policy policy = policy();
    policy
        .query("data.a.allow")
        .in(policy.on(Values.parseJson("{\"roles\": [\"guest\"]}")).tracedBy(coverage));
    List<RegoError> errors = new ArrayList<>();
    Module module = Parser.module("a.rego", TEXT, Dialect.V1, errors);
    Coverage.FileReport report = coverage.report(List.of(module)).files().get("a.rego");
    assertThat(report.covered()).containsExactly(new Coverage.Range(4, 6));
    assertThat(report.notCovered()).containsExactly(new Coverage.Range(3, 3), new Coverage.Range(9, 9));
    assertThat(report.percent()).isEqualTo(60.0);
  }

  @Test
  void aPolicyWithoutMarksIsNotTraced() {
    Compilation compilation = Rego.compiler().module("a.rego", TEXT).compile();
    Policy policy = ((Compilation.Compiled) compilation).policy();
    TraceRecorder recorder = new TraceRecorder();
    policy.query("data.a.allow").in(policy.on(null).tracedBy(recorder));
    assertThat(recorder.events()).isEmpty();
  }
}
