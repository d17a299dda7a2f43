package roadbed.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Label sets may stand over native syntax and over manifests, and may call a resource by any of its usual names. */
class LabelNamesTest {
  @TempDir Path folder;

  private List<String> failures(String expected) throws IOException {
    Files.writeString(folder.resolve("expected.json"), expected);
    List<String> failures = new ArrayList<>();
    Objects.requireNonNull(Conformance.KINDS.get("guardrails"))
        .run(
            List.of(folder),
            outcome -> {
              if (outcome.result() != CaseOutcome.Result.PASSED) {
                failures.add(outcome.name() + ": " + outcome.reason());
              }
            });
    return failures;
  }

  private void file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void objectsGoByKindNamespaceAndNameInAnyOrder() throws IOException {
    file(
        "m/objects.yaml",
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: root}
        spec: {containers: [{name: app, image: web, securityContext: {privileged: true}}]}
        ---
        apiVersion: v1
        kind: List
        items:
          - apiVersion: apps/v1
            kind: Deployment
            metadata: {name: plain, namespace: shop}
            spec: {template: {spec: {containers: [{name: app, image: web}, {name: other, image: web}]}}}
        """);
    assertThat(
            failures(
                """
                [{"guardrail": "k8s-no-privileged", "folder": "m",
                  "pass": ["Deployment.shop.plain", "Deployment/shop/plain", "shop/Deployment/plain",
                           "Deployment.plain.shop", "Deployment/plain", "Deployment.shop.plain (container 1) - other"],
                  "fail": ["Pod.default.root", "Pod.root.default", "Pod/default/root", "Pod/root",
                           "Pod.default.root (container 0) - app", "Pod.root.default - app"]}]
                """))
        .isEmpty();
  }

  @Test
  void whatBelongsToNoNamespaceMayNameOne() throws IOException {
    file(
        "m/roles.yaml",
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: all, namespace: shop}
        rules: [{apiGroups: ["*"], resources: [pods], verbs: [get]}]
        """);
    assertThat(
            failures(
                """
                [{"guardrail": "k8s-no-wildcard-rbac", "folder": "m", "pass": [],
                  "fail": ["ClusterRole.shop.all", "ClusterRole.all.shop", "ClusterRole/all", "ClusterRole.default.all"]}]
                """))
        .isEmpty();
  }

  @Test
  void nativeSyntaxGoesByAddress() throws IOException {
    file(
        "t/main.tf",
        """
        resource "aws_ebs_volume" "bare" {
          availability_zone = "eu-central-1a"
          size              = 8
        }

        module "disks" {
          source = "./disks"
        }
        """);
    file(
        "t/disks/main.tf",
        """
        resource "aws_ebs_volume" "this" {
          count     = 2
          size      = 8
          encrypted = true
        }
        """);
    assertThat(
            failures(
                """
                [{"guardrail": "ebs-encryption", "folder": "t",
                  "pass": ["module.disks.aws_ebs_volume.this[0]", "module.disks.aws_ebs_volume.this[1]"],
                  "fail": ["aws_ebs_volume.bare"]}]
                """))
        .isEmpty();
  }

  @Test
  void aLabelOfNothingIsNotMet() throws IOException {
    file("t/main.tf", "");
    assertThat(failures("[{\"guardrail\": \"ebs-encryption\", \"folder\": \"t\", \"pass\": [\"aws_ebs_volume.x\"]}]"))
        .singleElement()
        .asString()
        .contains("it was not judged");
  }
}
