package roadbed.assess.policy.foreign.conftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.rego.bundle.Source;
import roadbed.rego.eval.Limits;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.UnknownValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** What Conftest's rules say, and how it is counted. */
final class ConftestTest {
  private static Conftest of(String... texts) {
    List<Source> sources =
        java.util.stream.IntStream.range(0, texts.length)
            .mapToObj(i -> new Source("policy" + i + ".rego", texts[i], Dialect.V1))
            .toList();
    return Conftest.of(sources, (ObjectValue) Values.ofJava(Map.of("limit", 2)), Conftest.Version.AUTO);
  }

  private static String said(Conftest policies, String namespace, Value... documents) {
    assertThat(policies.diagnostics()).isEmpty();
    CheckResult result = policies.check("f", List.of(documents), namespace, Limits.STANDARD);
    return "%d passed; fail %s; warn %s; except %s; undecided %s"
        .formatted(
            result.successes(),
            words(result.failures()),
            words(result.warnings()),
            words(result.exceptions()),
            words(result.undecided()));
  }

  private static String words(List<CheckResult.Message> messages) {
    return messages.stream().map(one -> one.rule() + ":" + one.text()).sorted().collect(Collectors.joining(",", "[", "]"));
  }

  private static final String RULES =
      """
      package main
      deny contains "one" if input.a == 1
      deny contains "two" if input.b == 2
      deny_named contains {"msg": "named", "why": "x"} if input.c > data.limit
      violation contains {"msg": "violated"} if input.v
      warn contains msg if { input.w; msg := "careful" }
      not_asked contains "no" if true
      deny_function(x) := x
      exception contains names if { input.excused; names := ["named", ""] }
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                    | 5 passed; fail []; warn []; except []; undecided []
          {"a": 1}                              | 4 passed; fail [deny:one]; warn []; except []; undecided []
          {"a": 1, "b": 2}                      | 3 passed; fail [deny:one,deny:two]; warn []; except []; undecided []
          {"c": 3}                              | 4 passed; fail [deny_named:named]; warn []; except []; undecided []
          {"v": true, "w": true}                | 3 passed; fail [violation:violated]; warn [warn:careful]; except []; undecided []
          """)
  void rulesAreAskedByName(String document, String expected) {
    assertThat(said(of(RULES), "main", Values.parseJson(document))).isEqualTo(expected);
  }

  @Test
  void exceptionsTakeFindingsAwayByName() {
    assertThat(said(of(RULES), "main", Values.parseJson("{\"a\": 1, \"c\": 3, \"excused\": true}")))
        .contains("fail []", "deny_named:data.main.exception[_][_] == \"named\"", "deny:data.main.exception[_][_] == \"\"");
  }

  @Test
  void metadataStayWithTheMessage() {
    CheckResult result = of(RULES).check("f", List.of(Values.parseJson("{\"c\": 3}")), "main", Limits.STANDARD);
    assertThat(result.failures().getFirst().metadata()).hasToString("{\"why\": \"x\"}");
  }

  @Test
  void filesFromBeforeAreReadAsSuch() {
    Conftest policies = of("package old.style\ndeny[msg] { input.a == 1; msg := \"old\" }", RULES);
    assertThat(policies.namespaces()).containsExactly("main", "old.style");
    assertThat(said(policies, "old.style", Values.parseJson("{\"a\": 1}"))).contains("fail [deny:old]");
  }

  @Test
  void whatIsNotKnownIsNoSuccess() {
    Value document = ObjectValue.of("a", new UnknownValue("known after apply"));
    assertThat(said(of(RULES), "main", document)).contains("undecided [deny:known after apply]");
  }

  @Test
  void aRuleWithoutMessagesIsSuspected() {
    assertThat(of("package main\ndeny if input.a").suspects())
        .singleElement()
        .satisfies(one -> assertThat(one.message()).contains("gives no message"));
  }

  @Test
  void trivysChecksFindWhatTrivyHasBuiltIn() {
    Conftest policies =
        of(
            """
            # METADATA
            # title: Not privileged
            # custom:
            #   id: KSV-X
            #   severity: HIGH
            #   recommended_action: Do not.
            #   input:
            #     selector:
            #     - type: kubernetes
            package builtin.kubernetes.x
            deny contains res if {
            	some c in input.spec.containers
            	c.privileged
            	isManaged(c)
            	res := result.new("privileged", {"startline": 3})
            }
            """);
    assertThat(policies.trivyChecks())
        .singleElement()
        .satisfies(
            check -> {
              assertThat(check.id()).isEqualTo("KSV-X");
              assertThat(check.isAbout("kubernetes")).isTrue();
              assertThat(check.isAbout("dockerfile")).isFalse();
              assertThat(check.resolution()).isEqualTo("Do not.");
            });
    assertThat(said(policies, "builtin.kubernetes.x", Values.parseJson("{\"spec\": {\"containers\": [{\"privileged\": true}]}}")))
        .contains("fail [deny:privileged]");
  }
}
