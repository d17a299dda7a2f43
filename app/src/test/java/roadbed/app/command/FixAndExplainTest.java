package roadbed.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.assess.policy.Fix;
import roadbed.assess.policy.Guardrails;

/** Failures are mended and proved to be, and verdicts are explained down to a line. */
class FixAndExplainTest {
  @TempDir Path folder;
  private Path pod;

  @BeforeEach
  void aPod() throws IOException {
    pod = folder.resolve("pod.yaml");
    Files.writeString(
        pod,
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers:
            - name: web
              image: registry.example/web:1.2
              securityContext:
                privileged: true # why?
        """);
  }

  @Test
  void printsAPatchAndWritesItOnlyWhenAsked() throws IOException {
    String before = Files.readString(pod);
    Cli patch = Cli.run("fix", pod.toString(), "--only", "k8s-no-privileged,k8s-ro-rootfs,k8s-probes");
    assertThat(patch.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(patch.out()).contains("-        privileged: true # why?\n+        privileged: false # why?\n");
    assertThat(patch.out()).contains("+        readOnlyRootFilesystem: true\n");
    assertThat(patch.err()).contains("2 can be fixed in 1 files").contains("1 by hand");
    assertThat(Files.readString(pod)).isEqualTo(before);
    assertThat(Cli.run("fix", pod.toString(), "--write", "--only", "k8s-no-privileged,k8s-ro-rootfs").code()).isZero();
    Cli again = Cli.run("fix", pod.toString(), "--only", "k8s-no-privileged,k8s-ro-rootfs");
    assertThat(again.out()).isEmpty();
    assertThat(again.code()).isZero();
    assertThat(Cli.run("scan", pod.toString(), "--no-evidence", "--only", "k8s-no-privileged,k8s-ro-rootfs").code())
        .isZero();
  }

  @Test
  void aFixThatDoesNotMendIsGivenUp() throws IOException {
    Path policies = Files.createDirectory(folder.resolve("policies"));
    Files.writeString(
        policies.resolve("own.rego"),
        """
        # METADATA
        # title: Own
        # custom:
        #   id: own
        #   severity: low
        #   kinds: [k8s.workload]
        #   fix:
        #     - types: [kubernetes]
        #       set: {pod.hostNetwork: true}
        package guardrails.own

        deny contains "never right" if input.kind == "k8s.workload"
        """);
    Cli cli = Cli.run("fix", pod.toString(), "--policies", policies.toString(), "--only", "own");
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).contains("not fixed  own").contains("with it the verdict would be fail");
    Files.writeString(pod, Files.readString(pod).replace("spec:\n", "spec:\n  hostNetwork: true\n"));
    Cli already = Cli.run("fix", pod.toString(), "--policies", policies.toString(), "--only", "own");
    assertThat(already.code()).isZero();
    assertThat(already.err()).contains("what its fix sets is set already").contains("0 can be fixed");
  }

  @Test
  void manyGuardrailsSayHow() {
    long saying = Guardrails.shipped().all().stream().filter(guardrail -> !Fix.of(guardrail).isEmpty()).count();
    assertThat(saying).isGreaterThanOrEqualTo(40);
  }

  @Test
  void explainsDownToTheLine() {
    Cli tree = Cli.run("explain", "k8s-no-privileged", "shop/Pod/web", pod.toString());
    assertThat(tree.code()).isZero();
    assertThat(tree.out())
        .contains("shop/Pod/web fails k8s-no-privileged", "container.privileged == true", "containers.privileged = true")
        .contains("spec.containers.0.securityContext.privileged = true  " + pod + ":9:9");
    Cli json = Cli.run("explain", "k8s-no-privileged", "Pod/web", pod.toString(), "--json");
    assertThat(json.out()).contains("\"format\":\"roadbed.explanation/1\"");
    assertThat(Cli.run("explain", "k8s-no-privileged", "nothing", pod.toString()).code()).isEqualTo(ExitCode.USAGE);
    assertThat(Cli.run("explain", "rds-encryption", "Pod/web", pod.toString()).err()).contains("does not judge");
  }
}
