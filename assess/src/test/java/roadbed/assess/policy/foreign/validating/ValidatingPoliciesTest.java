package roadbed.assess.policy.foreign.validating;

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
import roadbed.rego.value.StringValue;

/** Policies with bindings: what they are about, their parameters, and what they say. */
final class ValidatingPoliciesTest {
  private static final String POLICY =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: few}
      spec:
        paramKind: {apiVersion: v1, kind: ConfigMap}
        matchConstraints:
          resourceRules: [%s]
        validations:
        - expression: object.spec.replicas <= int(params.data.most)
          messageExpression: "'at most ' + params.data.most"
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: all}
      spec:
        policyName: few
        validationActions: [%s]
        paramRef: {name: %s, namespace: ops, parameterNotFoundAction: Deny}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: limits, namespace: ops}
      data: {most: "3"}
      """;
  private static final String DEPLOYMENTS =
      "{apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [deployments]}";

  private static List<Manifest> manifests(String text) {
    return Manifest.read("vap.yaml", text.getBytes(StandardCharsets.UTF_8), new ArrayList<>());
  }

  private static ValidatingPolicies policies(String rules, String actions, String params) {
    return ValidatingPolicies.of(manifests(POLICY.formatted(rules, actions, params)));
  }

  private static AdmissionRequest request(int replicas) {
    return AdmissionRequest.ofObject(
        manifests(
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d, namespace: shop}, spec: {replicas: %d}}"
                    .formatted(replicas))
            .getFirst()
            .value());
  }

  private static Optional<Ruling> review(ValidatingPolicies policies, AdmissionRequest request) {
    assertThat(policies.diagnostics()).isEmpty();
    return policies.review(policies.bound().getFirst(), request);
  }

  @Test
  void parametersComeFromTheGivenObjects() {
    ValidatingPolicies policies = policies(DEPLOYMENTS, "Deny", "limits");
    assertThat(review(policies, request(3))).contains(Ruling.CLEAN);
    assertThat(review(policies, request(4)).orElseThrow().messages()).containsExactly("at most 3");
  }

  @Test
  void withoutItsParametersAPolicyIsUndecided() {
    Ruling ruling = review(policies(DEPLOYMENTS, "Deny", "others"), request(1)).orElseThrow();
    assertThat(ruling.clean()).isFalse();
    assertThat(ruling.undecided()).singleElement().asString().contains("parameters of few");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*']}                        | CREATE | true
          {apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments]}             | CREATE | true
          {apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments]}             | ''     | true
          {apiGroups: [apps], apiVersions: [v1], operations: [DELETE], resources: [deployments]}             | CREATE | false
          {apiGroups: [apps], apiVersions: [v1beta1], operations: [CREATE], resources: [deployments]}        | CREATE | false
          {apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [deployments]}               | CREATE | false
          {apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments/scale]}       | CREATE | false
          {apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments], scope: Cluster} | CREATE | false
          {apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments], resourceNames: [e]} | CREATE | false
          """)
  void whatAPolicyIsAbout(String rule, String operation, boolean judged) {
    AdmissionRequest request = request(1).with("operation", StringValue.of(operation));
    assertThat(review(policies(rule, "Deny", "limits"), request).isPresent()).isEqualTo(judged);
  }

  @ParameterizedTest
  @CsvSource({"Deny,DENY", "'Warn, Audit',WARN", "Audit,AUDIT", "'Deny, Audit',DENY"})
  void theStrictestActionCounts(String actions, ValidatingPolicies.Action action) {
    assertThat(policies(DEPLOYMENTS, actions, "limits").bound().getFirst().action()).isEqualTo(action);
  }

  @Test
  void aPolicyWithoutABindingJudgesNothingAndSaysSo() {
    String policy = POLICY.formatted(DEPLOYMENTS, "Deny", "limits").split("---", -1)[0];
    ValidatingPolicies policies = ValidatingPolicies.of(manifests(policy));
    assertThat(policies.bound()).isEmpty();
    assertThat(policies.diagnostics())
        .singleElement()
        .satisfies(one -> assertThat(one.message()).contains("has no binding"));
  }

  @ParameterizedTest
  @CsvSource({
    "Pod,pods", "Ingress,ingresses", "NetworkPolicy,networkpolicies", "Gateway,gateways", "Endpoints,endpoints",
    "StorageClass,storageclasses", "PodDisruptionBudget,poddisruptionbudgets"
  })
  void namesOfResources(String kind, String resource) {
    assertThat(ResourceNames.of(kind)).isEqualTo(resource);
  }
}
