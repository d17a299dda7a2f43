package roadbed.app.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.assess.policy.Guardrail;
import roadbed.assess.policy.Guardrails;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.inventory.Inventory;
import roadbed.inventory.Snapshot;
import roadbed.model.Collection;
import roadbed.model.Diagnostic;
import roadbed.model.Verdict;

/**
 * The code that a guardrail shows as right can be read, and does not fail it. Where an example is a whole resource it is
 * judged; many are the one setting that belongs to a resource declared elsewhere, and some a line of a file.
 */
class ExampleTest {
  private static final Guardrails SHIPPED = Guardrails.shipped();

  /** Those that judge by parameters which are the reader's to set. */
  private static final Set<String> BY_PARAMETERS = Set.of("k8s-allowed-registries");

  @TempDir Path folder;

  @Test
  void noExampleFailsItsGuardrail() throws IOException {
    List<String> wrong = new ArrayList<>();
    int judged = 0;
    int all = 0;
    for (Guardrail guardrail : SHIPPED.all()) {
      for (Map.Entry<String, String> example : guardrail.terms().examples().entrySet()) {
        String name = guardrail.id() + " " + example.getKey();
        all++;
        Snapshot snapshot = snapshot(name.replace(' ', '-'), example.getKey(), example.getValue());
        for (Diagnostic problem : snapshot.diagnostics()) {
          if (problem.code().contains("malformed")) {
            wrong.add(name + ": " + problem);
          }
        }
        List<Verdict> verdicts = SHIPPED.only(Set.of(guardrail.id())).judge(snapshot).verdicts();
        judged += verdicts.isEmpty() ? 0 : 1;
        for (Verdict verdict : verdicts) {
          if (verdict.outcome() == Verdict.Outcome.FAIL && !BY_PARAMETERS.contains(guardrail.id())) {
            wrong.add(name + ": " + verdict.messages());
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(judged).as("of %d examples", all).isGreaterThan(all * 4 / 5);
  }

  private Snapshot snapshot(String name, String source, String code) throws IOException {
    Path own = Files.createDirectories(folder.resolve(name));
    write(own, source, code);
    Collection collection =
        new Collector().collect("example", List.of(own), Instant.EPOCH, Progress.NONE, Limits.DEFAULT);
    return Inventory.of(List.of(collection));
  }

  private static void write(Path folder, String source, String code) throws IOException {
    switch (source) {
      case "terraform" -> Files.writeString(folder.resolve("main.tf"), code + "\n");
      case "cloudformation" ->
          Files.writeString(
              folder.resolve("template.yaml"),
              "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  It:\n" + code.indent(4));
      case "arm" ->
          Files.writeString(
              folder.resolve("template.json"),
              """
              {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
               "contentVersion": "1.0.0.0", "resources": [
              """
                  + code
                  + "]}\n");
      case "kubernetes" -> Files.writeString(folder.resolve("manifest.yaml"), code + "\n");
      case "dockerfile" -> Files.writeString(folder.resolve("Dockerfile"), code + "\n");
      case "github" ->
          Files.writeString(Files.createDirectories(folder.resolve(".github/workflows")).resolve("ci.yml"), code + "\n");
      case "gitlab" -> Files.writeString(folder.resolve(".gitlab-ci.yml"), code + "\n");
      case "jenkins" -> Files.writeString(folder.resolve("Jenkinsfile"), code + "\n");
      default -> throw new AssertionError("no way to write " + source);
    }
  }
}
