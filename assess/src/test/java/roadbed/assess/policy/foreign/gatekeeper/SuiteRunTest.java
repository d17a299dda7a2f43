package roadbed.assess.policy.foreign.gatekeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A library with its suite, written in both languages. */
final class SuiteRunTest {
  @TempDir private Path folder;

  @BeforeEach
  void library() throws IOException {
    write(
        "template.yaml",
        """
        apiVersion: templates.gatekeeper.sh/v1
        kind: ConstraintTemplate
        metadata: {name: k8smustlabel}
        spec:
          crd:
            spec:
              names: {kind: K8sMustLabel}
              validation:
                openAPIV3Schema:
                  type: object
                  properties:
                    labels: {type: array, items: {type: string}}
          targets:
          - target: admission.k8s.gatekeeper.sh
            code:
            - engine: K8sNativeValidation
              source:
                variables:
                - name: labels
                  expression: 'has(variables.anyObject.metadata.labels) ? variables.anyObject.metadata.labels : {}'
                validations:
                - expression: variables.params.labels.all(l, l in variables.labels)
                  messageExpression: '"lacks a label of " + variables.params.labels.join(", ")'
            - engine: Rego
              source:
                rego: |
                  package k8smustlabel
                  import data.lib.words.lacks
                  violation[{"msg": lacks(input.parameters.labels)}] {
                    wanted := input.parameters.labels[_]
                    not input.review.object.metadata.labels[wanted]
                  }
                libs:
                - |
                  package lib.words
                  lacks(labels) = sprintf("lacks a label of %v", [concat(", ", labels)])
        """);
    write("constraint.yaml", constraint("[owner]"));
    write("wrong.yaml", constraint("owner"));
    write("good.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: a, labels: {owner: me}}\n");
    write("bad.yaml", "---\n# without\napiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n");
    write("two.yaml", "apiVersion: v1\nkind: Pod\n---\napiVersion: v1\nkind: Pod\n");
    write(
        "review.yaml",
        """
        apiVersion: admission.k8s.io/v1
        kind: AdmissionReview
        request:
          operation: DELETE
          oldObject: {apiVersion: v1, kind: Namespace, metadata: {name: a}}
        """);
  }

  private static String constraint(String labels) {
    return """
    apiVersion: constraints.gatekeeper.sh/v1beta1
    kind: K8sMustLabel
    metadata: {name: owner}
    spec:
      match: {kinds: [{apiGroups: [""], kinds: [Namespace]}]}
      parameters: {labels: %s}
    """
        .formatted(labels);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private List<SuiteResult> run(String filter, ConstraintTemplate.Engine engine) {
    List<SuiteResult> results = new ArrayList<>();
    assertThat(new SuiteRun(SuiteFilter.of(filter), engine, results::add).run(List.of(folder))).isEmpty();
    return results;
  }

  private void suite(String tests) throws IOException {
    write("suite.yaml", "kind: Suite\napiVersion: test.gatekeeper.sh/v1alpha1\ntests:\n" + tests);
  }

  private static final String CASES =
      """
      - name: labels
        template: template.yaml
        constraint: constraint.yaml
        cases:
        - name: good
          object: good.yaml
          assertions: [{violations: no}]
        - name: bad
          object: bad.yaml
          assertions:
          - violations: yes
          - violations: 1
            message: "label of own.r"
          - violations: 0
            message: "another"
        - name: deleted
          object: review.yaml
          assertions: [{violations: "yes"}]
        - name: skipped
          skip: true
          object: nowhere.yaml
      - name: refused
        template: template.yaml
        constraint: wrong.yaml
        invalid: true
      """;

  @ParameterizedTest
  @EnumSource
  void aSuiteInBothLanguages(ConstraintTemplate.Engine engine) throws IOException {
    suite(CASES);
    assertThat(run("", engine))
        .extracting(SuiteResult::name, SuiteResult::status, SuiteResult::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("good", SuiteResult.Status.PASSED, ""),
            org.assertj.core.groups.Tuple.tuple("bad", SuiteResult.Status.PASSED, ""),
            org.assertj.core.groups.Tuple.tuple("deleted", SuiteResult.Status.PASSED, ""),
            org.assertj.core.groups.Tuple.tuple("skipped", SuiteResult.Status.SKIPPED, ""),
            org.assertj.core.groups.Tuple.tuple("", SuiteResult.Status.PASSED, ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bad.yaml    | [{violations: no}]                | got 1 violations, wanted none
          good.yaml   | [{violations: yes}]               | got 0 violations, wanted at least one
          bad.yaml    | [{violations: 2}]                 | got 1 violations, wanted exactly 2
          bad.yaml    | [{message: colour}]               | got 0 violations with a message like "colour", wanted at least one
          bad.yaml    | [{violations: -1}]                | not -1
          bad.yaml    | [{violations: perhaps}]           | and not "perhaps"
          bad.yaml    | [{message: '('}]                  | no regular expression
          bad.yaml    | []                                | no assertions
          two.yaml    | [{violations: no}]                | has 2 objects
          none.yaml   | [{violations: no}]                | does not exist
          """)
  void failuresSayWhatWasWantedAndWhere(String object, String assertions, String reason) throws IOException {
    suite(
        """
        - name: labels
          template: template.yaml
          constraint: constraint.yaml
          cases:
          - name: one
            object: %s
            assertions: %s
        """
            .formatted(object, assertions));
    assertThat(run("", ConstraintTemplate.Engine.REGO))
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.status()).isEqualTo(SuiteResult.Status.FAILED);
              assertThat(result.reason()).contains(reason);
              assertThat(result.place().toString()).endsWith("suite.yaml:8:1");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          template: template.yaml                                        | names no constraint
          {template: gone.yaml, constraint: constraint.yaml}             | does not exist
          {template: good.yaml, constraint: constraint.yaml}             | has no ConstraintTemplate
          {template: template.yaml, constraint: wrong.yaml}              | do not fit the template
          {template: template.yaml, constraint: constraint.yaml, invalid: true} | fit the template, and must not
          """)
  void aTestThatCannotRunFails(String test, String reason) throws IOException {
    suite("- " + test);
    assertThat(run("", ConstraintTemplate.Engine.REGO))
        .singleElement()
        .satisfies(result -> assertThat(result.reason()).contains(reason));
  }

  @ParameterizedTest
  @CsvSource({"good,good", "labels//bad,bad", "^lab//^good$,good", "refused,''", "labels//ed,deleted", "none,"})
  void filters(String filter, String ran) throws IOException {
    suite(CASES);
    assertThat(run(filter, ConstraintTemplate.Engine.REGO))
        .filteredOn(result -> result.status() != SuiteResult.Status.SKIPPED)
        .extracting(SuiteResult::name)
        .isEqualTo(ran == null ? List.of() : List.of(ran));
  }

  @Test
  void aFilterIsARegularExpression() {
    assertThatThrownBy(() -> SuiteFilter.of("(")).hasMessageContaining("regular expression");
    assertThatThrownBy(() -> SuiteFilter.of("a//b//c")).hasMessageContaining("at most one");
  }
}
