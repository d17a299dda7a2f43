package roadbed.assess.policy.foreign.gatekeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.assess.policy.foreign.AdmissionRequest;
import roadbed.assess.policy.foreign.Manifest;
import roadbed.assess.policy.foreign.Ruling;
import roadbed.rego.value.ObjectValue;

/** What a constraint is about, and what its template's rules see. */
final class GatekeeperTest {
  private static final String TEMPLATE =
      """
      apiVersion: templates.gatekeeper.sh/v1
      kind: ConstraintTemplate
      metadata: {name: k8stest}
      spec:
        crd:
          spec:
            names: {kind: K8sTest}
        targets:
        - target: admission.k8s.gatekeeper.sh
          rego: |
            package anything.at["all"]

      """;

  private static final List<Manifest> OBJECTS =
      manifests(
          """
          apiVersion: v1
          kind: Namespace
          metadata: {name: shop, labels: {team: a}}
          ---
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata: {name: other, namespace: shop}
          spec: {host: a.example}
          """);

  private static List<Manifest> manifests(String text) {
    return Manifest.read("test.yaml", text.getBytes(StandardCharsets.UTF_8), new ArrayList<>());
  }

  private static Gatekeeper library(String rego, String spec) {
    String template = TEMPLATE.replace("package anything.at[\"all\"]", "package anything.at[\"all\"]\n" + rego.indent(8).stripTrailing());
    String constraint =
        """
        apiVersion: constraints.gatekeeper.sh/v1beta1
        kind: K8sTest
        metadata: {name: one}
        spec:
        """
            + spec.indent(2);
    return Gatekeeper.of(manifests(template + "---\n" + constraint), ConstraintTemplate.Engine.REGO);
  }

  private static Optional<Ruling> review(Gatekeeper library, String object) {
    assertThat(library.diagnostics()).isEmpty();
    List<ObjectValue> there = OBJECTS.stream().map(Manifest::value).toList();
    return library.review(
        library.constraints().getFirst(),
        AdmissionRequest.ofObject(manifests(object).getFirst().value()),
        Inventory.of(there));
  }

  private static final String POD = "{apiVersion: v1, kind: Pod, metadata: {name: web-1, namespace: shop, labels: {app: web}}}";
  private static final String NODE = "{apiVersion: v1, kind: Node, metadata: {name: node-1}}";
  private static final String DEPLOYMENT = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d, namespace: kube-system}}";
  private static final String NAMESPACE = "{apiVersion: v1, kind: Namespace, metadata: {name: kube-public, labels: {team: b}}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                                        | pod node deployment namespace
          kinds: [{apiGroups: [''], kinds: [Pod]}]                                   | pod
          kinds: [{apiGroups: ['*'], kinds: ['*']}]                                  | pod node deployment namespace
          kinds: [{apiGroups: [apps], kinds: [Deployment]}, {kinds: [Node]}]         | node deployment
          kinds: [{apiGroups: [apps]}]                                               | deployment
          namespaces: [shop]                                                         | pod node
          namespaces: ['kube-*']                                                     | node deployment namespace
          namespaces: ['*-system']                                                   | node deployment
          excludedNamespaces: ['kube-*']                                             | pod node
          excludedNamespaces: ['*']                                                  | node
          labelSelector: {matchLabels: {app: web}}                                   | pod
          labelSelector: {matchExpressions: [{key: app, operator: DoesNotExist}]}    | node deployment namespace
          labelSelector: {matchExpressions: [{key: app, operator: In, values: [web]}]} | pod
          labelSelector: {matchExpressions: [{key: app, operator: NotIn, values: [web]}]} | node deployment namespace
          namespaceSelector: {matchLabels: {team: a}}                                | pod node deployment?
          namespaceSelector: {matchLabels: {team: b}}                                | node deployment? namespace
          scope: Cluster                                                             | node namespace
          scope: Namespaced                                                          | pod deployment
          name: web-*                                                                | pod
          source: Generated                                                          | ''
          """)
  void matching(String match, String expected) {
    Gatekeeper library = library("violation[{\"msg\": \"found\"}] { true }", "match:\n" + match.indent(2));
    List<String> found = new ArrayList<>();
    record Candidate(String name, String object) {}
    for (Candidate one :
        List.of(
            new Candidate("pod", POD),
            new Candidate("node", NODE),
            new Candidate("deployment", DEPLOYMENT),
            new Candidate("namespace", NAMESPACE))) {
      review(library, one.object())
          .ifPresent(ruling -> found.add(one.name() + (ruling.undecided().isEmpty() ? "" : "?")));
    }
    assertThat(String.join(" ", found)).isEqualTo(expected);
  }

  @Test
  void rulesSeeTheReviewTheParametersAndTheInventory() {
    Gatekeeper library =
        library(
            """
            violation[{"msg": msg, "details": {"n": input.parameters.n}}] {
              input.review.kind == {"group": "", "version": "v1", "kind": "Pod"}
              input.review.operation == ""
              input.review.object.metadata.name == input.review.name
              input.review.namespace == "shop"
              input.review.userInfo == {}
              host := data.inventory.namespace[ns][version]["Ingress"][name].spec.host
              data.inventory.cluster["v1"].Namespace.shop.metadata.labels.team == "a"
              msg := sprintf("%v %v %v %v", [ns, version, name, host])
            }
            """,
            "parameters: {n: 2}");
    Ruling ruling = review(library, POD).orElseThrow();
    assertThat(ruling.messages()).containsExactly("shop networking.k8s.io/v1 other a.example");
    assertThat(ruling.violations().getFirst().details()).hasToString("{\"n\": 2}");
  }

  @Test
  void aRuleThatBreaksIsUndecided() {
    Gatekeeper library =
        library("violation[{\"msg\": msg}] { msg := f(1) }\nf(_) = 1 { true }\nf(_) = 2 { true }", "parameters: {}");
    Ruling ruling = review(library, POD).orElseThrow();
    assertThat(ruling.violations()).isEmpty();
    assertThat(ruling.undecided()).singleElement().asString().contains("conflict");
  }

  @Test
  void whatIsDeletedIsTheObject() {
    Gatekeeper library =
        library("violation[{\"msg\": msg}] { input.review.operation == \"DELETE\"; msg := input.review.object.metadata.name }", "parameters: {}");
    ObjectValue request =
        manifests(
                "{operation: DELETE, kind: {group: '', version: v1, kind: Pod}, oldObject: %s}".formatted(POD))
            .getFirst()
            .value();
    assertThat(
            library
                .review(library.constraints().getFirst(), AdmissionRequest.ofRequest(request), Inventory.EMPTY)
                .orElseThrow()
                .messages())
        .containsExactly("web-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          x := 1                                        | defines the rule violation
          violation[x] { x := data.other.y; import }    | unexpected
          import data.other                             | imports data.lib and data.inventory only
          """)
  void wrongTemplatesAreSaid(String rego, String message) {
    assertThat(library(rego, "parameters: {}").diagnostics())
        .anySatisfy(diagnostic -> assertThat(diagnostic.message()).contains(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          enforcementAction: warn     | WARN
          enforcementAction: dryrun   | DRYRUN
          match: {}                   | DENY
          {enforcementAction: scoped, scopedEnforcementActions: [{action: warn, enforcementPoints: [{name: validation.gatekeeper.sh}]}, {action: deny, enforcementPoints: [{name: gator.gatekeeper.sh}]}]} | WARN
          """)
  void actions(String spec, Constraint.Action action) {
    Gatekeeper library = library("violation[{\"msg\": \"x\"}] { true }", spec);
    assertThat(library.diagnostics()).isEmpty();
    assertThat(library.constraints().getFirst().action()).isEqualTo(action);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          enforcementAction: shout                                                    | enforcementAction is deny, warn, dryrun or scoped
          match: {labelSelector: {matchExpressions: [{key: a, operator: Is}]}}         | is not a valid label selector operator
          """)
  void wrongConstraintsAreSaid(String spec, String message) {
    assertThat(library("violation[{\"msg\": \"x\"}] { true }", spec).diagnostics())
        .singleElement()
        .satisfies(diagnostic -> assertThat(diagnostic.message()).contains(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          parameters: {}                          | {"mode": "strict", "n": 3}
          parameters: {n: 4, mode: loose}         | {"mode": "loose", "n": 4}
          parameters: {n: null}                   | {"mode": "strict", "n": 3}
          parameters: {list: [{}, {x: 2}]}        | {"list": [{"x": 1}, {"x": 2}], "mode": "strict", "n": 3}
          parameters: {inner: {}}                 | {"inner": {"y": true}, "mode": "strict", "n": 3}
          parameters: {byName: {a: {}}}           | {"byName": {"a": {"z": "z"}}, "mode": "strict", "n": 3}
          enforcementAction: deny                 | {}
          """)
  void whatIsNotSaidOfParametersIsTheSchemasDefault(String spec, String seen) {
    String template =
        """
        apiVersion: templates.gatekeeper.sh/v1
        kind: ConstraintTemplate
        metadata: {name: k8stest}
        spec:
          crd:
            spec:
              names: {kind: K8sTest}
              validation:
                openAPIV3Schema:
                  type: object
                  properties:
                    mode: {type: string, default: strict}
                    n: {type: integer, default: 3}
                    list: {type: array, items: {type: object, properties: {x: {type: integer, default: 1}}}}
                    inner: {type: object, properties: {y: {type: boolean, default: true}}}
                    byName: {type: object, additionalProperties: {type: object, properties: {z: {type: string, default: z}}}}
          targets:
          - target: admission.k8s.gatekeeper.sh
            rego: |
              package a
              violation[{"msg": json.marshal(input.parameters)}] { true }
        ---
        apiVersion: constraints.gatekeeper.sh/v1beta1
        kind: K8sTest
        metadata: {name: one}
        spec:
        """;
    Gatekeeper library = Gatekeeper.of(manifests(template + spec.indent(2)), ConstraintTemplate.Engine.REGO);
    assertThat(review(library, POD).orElseThrow().messages()).containsExactly(seen.replace(" ", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          source: All       | [Implied by expand-pods] web-pod in shop;[Implied by expand-pods] cron-job-pod in shop
          source: Generated | [Implied by expand-pods] web-pod in shop;[Implied by expand-pods] cron-job-pod in shop
          source: Original  | none;none
          kinds: [{apiGroups: [apps], kinds: [Deployment]}] | web in shop;none
          """)
  void whatObjectsWillMakeIsJudgedBeforeItIsMade(String match, String expected) {
    String template =
        """
        apiVersion: templates.gatekeeper.sh/v1
        kind: ConstraintTemplate
        metadata: {name: k8stest}
        spec:
          crd: {spec: {names: {kind: K8sTest}}}
          targets:
          - target: admission.k8s.gatekeeper.sh
            rego: |
              package a
              violation[{"msg": msg}] {
                msg := sprintf("%v in %v", [input.review.object.metadata.name, input.review.namespace])
              }
        ---
        apiVersion: expansion.gatekeeper.sh/v1beta1
        kind: ExpansionTemplate
        metadata: {name: expand-pods}
        spec:
          applyTo: [{groups: [apps], kinds: [Deployment], versions: [v1]}, {groups: [batch], kinds: [Job], versions: [v1]}]
          templateSource: spec.template
          generatedGVK: {kind: Pod, group: "", version: v1}
        ---
        apiVersion: expansion.gatekeeper.sh/v1beta1
        kind: ExpansionTemplate
        metadata: {name: expand-jobs}
        spec:
          applyTo: [{groups: [batch], kinds: [CronJob], versions: [v1]}]
          templateSource: spec.jobTemplate
          generatedGVK: {kind: Job, group: batch, version: v1}
        ---
        apiVersion: constraints.gatekeeper.sh/v1beta1
        kind: K8sTest
        metadata: {name: one}
        spec:
          match:
            MATCH
        """;
    String spec = match.startsWith("kinds") ? match : match + "\n    kinds: [{apiGroups: [''], kinds: [Pod]}]";
    Gatekeeper library = Gatekeeper.of(manifests(template.replace("MATCH", spec)), ConstraintTemplate.Engine.REGO);
    String deployment =
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}, spec: {template: {spec: {a: 1}}}}";
    String cron =
        "{apiVersion: batch/v1, kind: CronJob, metadata: {name: cron, namespace: shop},"
            + " spec: {jobTemplate: {spec: {template: {spec: {a: 1}}}}}}";
    assertThat(said(review(library, deployment)) + ";" + said(review(library, cron))).isEqualTo(expected);
  }

  private static String said(Optional<Ruling> ruling) {
    return ruling.map(found -> String.join(" ", found.messages())).orElse("none");
  }
}
