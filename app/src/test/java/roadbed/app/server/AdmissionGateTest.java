package roadbed.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.assess.policy.Guardrails;
import roadbed.assess.policy.admission.AdmissionDecision;
import roadbed.assess.policy.admission.AdmissionGate;
import roadbed.assess.policy.admission.ObjectPatch;
import roadbed.assess.policy.foreign.AdmissionRequest;
import roadbed.assess.policy.foreign.Manifest;
import roadbed.assess.policy.foreign.Surroundings;
import roadbed.rego.value.ObjectValue;

/** What is decided about requests, by guardrails and by rules of others, over the objects that a reader makes of them. */
final class AdmissionGateTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final String ESCALATION = "k8s-no-priv-escalation";
  private static final Set<String> ASKED =
      Set.of(ESCALATION, "own-odd", "gatekeeper/OneHost/one-host", "gatekeeper/TeamOnly/team-only", "vap/no-delete/all");

  private static Guardrails guardrails;

  @BeforeAll
  static void policies(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("own.rego"),
        """
        # METADATA
        # title: "Odd"
        # custom:
        #   id: own-odd
        #   severity: high
        #   provider: kubernetes
        #   kinds: [k8s.workload]
        #   rationale: "It is odd."
        #   remediation: "Name it otherwise."
        #   admission:
        #     effect: warn
        #     defaults:
        #       - path: spec.containers[].securityContext.allowPrivilegeEscalation
        #         value: false
        package guardrails.own_odd

        deny contains "it is odd" if startswith(input.name, "odd")
        """);
    Files.writeString(
        folder.resolve("library.yaml"),
        """
        apiVersion: templates.gatekeeper.sh/v1
        kind: ConstraintTemplate
        metadata: {name: onehost}
        spec:
          crd: {spec: {names: {kind: OneHost}}}
          targets:
          - target: admission.k8s.gatekeeper.sh
            rego: |
              package onehost
              violation[{"msg": msg}] {
                host := input.review.object.spec.rules[_].host
                other := data.inventory.namespace[_][_].Ingress[_]
                other.spec.rules[_].host == host
                other.metadata.name != input.review.object.metadata.name
                msg := sprintf("host %v is taken", [host])
              }
        ---
        apiVersion: constraints.gatekeeper.sh/v1beta1
        kind: OneHost
        metadata: {name: one-host}
        spec: {match: {kinds: [{apiGroups: [networking.k8s.io], kinds: [Ingress]}]}}
        ---
        apiVersion: templates.gatekeeper.sh/v1
        kind: ConstraintTemplate
        metadata: {name: teamonly}
        spec:
          crd: {spec: {names: {kind: TeamOnly}}}
          targets:
          - target: admission.k8s.gatekeeper.sh
            rego: |
              package teamonly
              violation[{"msg": "only team a"}] { input.review.object.kind == "Widget" }
        ---
        apiVersion: constraints.gatekeeper.sh/v1beta1
        kind: TeamOnly
        metadata: {name: team-only}
        spec: {match: {namespaceSelector: {matchLabels: {team: a}}}}
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicy
        metadata: {name: no-delete}
        spec:
          matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [DELETE], resources: [configmaps]}]}
          validations: [{expression: "!has(oldObject.metadata.labels.keep)", message: "it is to be kept"}]
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicyBinding
        metadata: {name: all}
        spec: {policyName: no-delete, validationActions: [Deny]}
        """);
    guardrails = Guardrails.chosen(List.of(folder), List.of(), Optional.empty(), ASKED);
    assertThat(guardrails.diagnostics()).isEmpty();
  }

  private static AdmissionGate gate(AdmissionGate.Exemptions exemptions, String... cluster) {
    List<ObjectValue> objects = new ArrayList<>();
    for (String object : cluster) {
      objects.add(object(object));
    }
    Surroundings around = new Surroundings(objects);
    return new AdmissionGate(
        guardrails,
        object -> Documents.object(object, NOW),
        AdmissionGate.Strictness.USUAL,
        exemptions,
        () -> around);
  }

  private static ObjectValue object(String yaml) {
    return Manifest.read("o.yaml", yaml.getBytes(StandardCharsets.UTF_8), new ArrayList<>()).getFirst().value();
  }

  private static AdmissionRequest request(String yaml) {
    return AdmissionRequest.ofRequest(object(yaml));
  }

  private static String said(AdmissionDecision decision) {
    return decision.findings().stream()
        .map(one -> one.weight() + " " + one.rule() + (one.decided() ? "" : "?"))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String pod(String name, String operation, String part) {
    return """
    uid: "1"
    operation: %s
    subResource: "%s"
    kind: {group: "", version: v1, kind: Pod}
    resource: {group: "", version: v1, resource: pods}
    name: %s
    namespace: shop
    object:
      apiVersion: v1
      kind: Pod
      metadata: {name: %s, namespace: shop}
      spec: {containers: [{name: app, image: a, securityContext: {allowPrivilegeEscalation: true}}]}
    oldObject: null
    """
        .formatted(operation, part, name, name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CREATE  |                     | DENY k8s-no-priv-escalation
          UPDATE  |                     | DENY k8s-no-priv-escalation
          UPDATE  | ephemeralcontainers | DENY k8s-no-priv-escalation
          UPDATE  | status              | ''
          CREATE  | eviction            | ''
          CONNECT | exec                | ''
          DELETE  |                     | ''
          """)
  void guardrailsJudgeWhatWillBeThere(String operation, String part, String expected) {
    AdmissionRequest request = request(pod("web", operation, part == null ? "" : part));
    assertThat(said(gate(AdmissionGate.Exemptions.NONE, "{apiVersion: v1, kind: Namespace, metadata: {name: shop}}").decide(request)))
        .isEqualTo(expected);
  }

  @Test
  void whatAGuardrailSaysOfItselfCountsMoreThanItsSeverity() {
    AdmissionDecision decision =
        gate(AdmissionGate.Exemptions.NONE, "{apiVersion: v1, kind: Namespace, metadata: {name: shop}}")
            .decide(request(pod("odd", "CREATE", "")));
    assertThat(said(decision)).isEqualTo("DENY k8s-no-priv-escalation, WARN own-odd");
    assertThat(decision.warnings()).containsExactly("own-odd: it is odd");
    assertThat(decision.message())
        .isEqualTo(
            "refused by 1 rule\n- k8s-no-priv-escalation (high): container app may gain privileges."
                + " Fix: Set securityContext.allowPrivilegeEscalation to false.");
  }

  @Test
  void anExceptionIsWrittenDownAndLetsPass() {
    AdmissionGate gate =
        gate(
            (rule, resource) -> resource.isPresent() && rule.equals(ESCALATION) ? Optional.of("EX-1") : Optional.empty(),
            "{apiVersion: v1, kind: Namespace, metadata: {name: shop}}");
    AdmissionDecision decision = gate.decide(request(pod("web", "CREATE", "")));
    assertThat(decision.allowed()).isTrue();
    assertThat(decision.findings().getFirst().exception()).isEqualTo("EX-1");
  }

  private static final String INGRESS =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: %s, namespace: shop}
      spec: {rules: [{host: shop.example}]}
      """;

  private static AdmissionRequest ingress(String name) {
    return request(
        """
        uid: "1"
        operation: CREATE
        kind: {group: networking.k8s.io, version: v1, kind: Ingress}
        name: %s
        namespace: shop
        object:
        """
                .formatted(name)
            + INGRESS.formatted(name).indent(2));
  }

  @Test
  void constraintsLookUpWhatIsInTheCluster() {
    String namespace = "{apiVersion: v1, kind: Namespace, metadata: {name: shop}}";
    AdmissionGate there = gate(AdmissionGate.Exemptions.NONE, namespace, INGRESS.formatted("first"));
    assertThat(said(there.decide(ingress("second")))).isEqualTo("DENY gatekeeper/OneHost/one-host");
    assertThat(there.decide(ingress("second")).message()).contains("host shop.example is taken");
    assertThat(said(there.decide(ingress("first")))).isEmpty();
    assertThat(said(gate(AdmissionGate.Exemptions.NONE, namespace).decide(ingress("second")))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {team: a}}} | DENY gatekeeper/TeamOnly/team-only
          {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {team: b}}} | ''
          {apiVersion: v1, kind: Namespace, metadata: {name: other}}                   | DENY gatekeeper/TeamOnly/team-only?
          """)
  void selectorsByNamespaceGoByTheNamespaceOfTheRequestAlsoForKindsOfOnesOwn(String namespace, String expected) {
    AdmissionRequest request =
        request(
            """
            uid: "1"
            operation: CREATE
            kind: {group: example.com, version: v1, kind: Widget}
            name: w
            namespace: shop
            object: {apiVersion: example.com/v1, kind: Widget, metadata: {name: w, namespace: shop}}
            """);
    assertThat(said(gate(AdmissionGate.Exemptions.NONE, namespace).decide(request))).isEqualTo(expected);
  }

  @Test
  void policiesForDeletionsSeeWhatIsDeleted() {
    AdmissionRequest request =
        request(
            """
            uid: "1"
            operation: DELETE
            kind: {group: "", version: v1, kind: ConfigMap}
            resource: {group: "", version: v1, resource: configmaps}
            name: c
            namespace: shop
            oldObject: {apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: shop, labels: {keep: "yes"}}}
            """);
    String namespace = "{apiVersion: v1, kind: Namespace, metadata: {name: shop}}";
    AdmissionDecision decision = gate(AdmissionGate.Exemptions.NONE, namespace).decide(request);
    assertThat(said(decision)).isEqualTo("DENY vap/no-delete/all");
    assertThat(decision.message()).contains("it is to be kept");
  }

  @Test
  void defaultsAreAddedWhereNothingIsSaidAndTheGuardrailFails() {
    String written =
        """
        uid: "1"
        operation: CREATE
        kind: {group: "", version: v1, kind: Pod}
        name: odd
        namespace: shop
        object:
          apiVersion: v1
          kind: Pod
          metadata: {name: odd, namespace: shop}
          spec:
            containers:
            - {name: a, image: a, securityContext: {allowPrivilegeEscalation: true}}
            - {name: b, image: b, securityContext: {}}
            - {name: c, image: c}
        """;
    AdmissionGate gate = gate(AdmissionGate.Exemptions.NONE);
    assertThat(gate.defaults(request(written)).stream().map(ObjectPatch.Operation::toString))
        .containsExactly(
            "Operation[pointer=/spec/containers/1/securityContext/allowPrivilegeEscalation, value=false]",
            "Operation[pointer=/spec/containers/2/securityContext, value={}]",
            "Operation[pointer=/spec/containers/2/securityContext/allowPrivilegeEscalation, value=false]");
    assertThat(gate.defaults(request(written.replace("odd", "plain")))).isEmpty();
  }

  @Test
  void anObjectWithoutAnythingIsNoReasonToFail() {
    AdmissionRequest request = request("{uid: \"1\", operation: CREATE, kind: {group: \"\", version: v1, kind: Pod}, object: {}}");
    assertThat(gate(AdmissionGate.Exemptions.NONE).decide(request).allowed()).isTrue();
    assertThat(gate(AdmissionGate.Exemptions.NONE).defaults(request)).isEmpty();
  }
}
