package roadbed.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.model.CollectedResource;
import roadbed.model.Collection;
import roadbed.model.Diagnostic;
import roadbed.model.ValueJson;

/** Dockerfiles and pipelines, from files to resources. */
class PipelinesTest {
  @TempDir private Path folder;

  private Collection collect() {
    return new Collector().collect("test", List.of(folder), Instant.EPOCH, (_, _, _) -> {}, Limits.DEFAULT);
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), text);
  }

  private static CollectedResource of(Collection collection, String type, String name) {
    return collection.resources().stream()
        .filter(resource -> resource.type().equals(type) && resource.address().endsWith(name))
        .findFirst()
        .orElseThrow();
  }

  private static String at(CollectedResource resource, String... path) {
    return resource.attributes().at(path).map(ValueJson::text).orElse("");
  }

  @Test
  void aDockerfileHasItsStagesWithArgumentsFilledIn() throws IOException {
    write(
        "app/Dockerfile",
        """
        # syntax=docker/dockerfile:1
        ARG VERSION=3.20
        FROM --platform=linux/amd64 alpine:${VERSION} AS build
        ARG TOKEN
        ENV DB_PASSWORD="hunter22x" PATH=/opt:$PATH
        RUN apk add \\
            # what we need
            git curl
        RUN <<EOF
        curl -fsSL https://example.com/x | sh
        EOF
        ADD --checksum=sha256:ab https://example.com/${VERSION}.tgz /opt/
        USER app:app
        FROM ${OTHER}
        FROM build as last
        COPY ["a b", "/c"]
        """);
    Collection collection = collect();
    assertThat(collection.diagnostics()).isEmpty();
    CollectedResource build = of(collection, "dockerfile", "app/Dockerfile");
    String text = ValueJson.text(build.attributes());
    assertThat(text)
        .contains("\"base\":\"alpine:3.20\"")
        .contains("\"platform\":\"linux/amd64\"")
        .contains("\"DB_PASSWORD\":{\"$secret\":true}")
        .contains("apk add     git curl")
        .contains("\"documents\":[\"curl -fsSL https://example.com/x | sh\\n\"]")
        .contains("\"checksum\":\"sha256:ab\"")
        .contains("\"sources\":[\"https://example.com/${VERSION}.tgz\"]")
        .contains("\"base\":{\"$unknown\":")
        .contains("\"from_stage\":\"build\"")
        .contains("\"sources\":[\"a b\"]")
        .doesNotContain("hunter22x");
    assertThat(build.places().of("stages.0.user").orElseThrow().line()).isEqualTo(13);
    assertThat(build.location().line()).isEqualTo(3);
  }

  @Test
  void whatIsWrongWithADockerfileHasItsPlace() throws IOException {
    write("Dockerfile", "FROM a\nRUNN x\nRUN <<EOF\nnever ends\n");
    write("sub/Dockerfile.dev", "RUN x\n#FROM\n FROM b");
    Collection collection = collect();
    assertThat(collection.diagnostics())
        .extracting(Diagnostic::code)
        .containsOnly("docker.malformed")
        .hasSize(2);
    assertThat(collection.resources()).hasSize(2);
  }

  @Test
  void theJobsOfAWorkflowCarryWhatTheWorkflowSays() throws IOException {
    write(
        ".github/workflows/ci.yml",
        """
        name: CI
        on:
          pull_request_target:
        permissions: read-all
        jobs:
          build:
            runs-on: ubuntu-latest
            steps:
              - uses: actions/checkout@v4
              - run: make
                env:
                  API_TOKEN: abcdef123456
                  OTHER_TOKEN: ${{ secrets.OTHER }}
        """);
    write("act/action.yml", "name: Act\nruns:\n  using: composite\n  steps:\n    - uses: a/b@main\n");
    Collection collection = collect();
    CollectedResource job = of(collection, "github_workflow_job", "ci.yml#build");
    assertThat(at(job, "workflow", "on")).isEqualTo("{\"pull_request_target\":null}");
    assertThat(at(job, "workflow", "permissions")).isEqualTo("\"read-all\"");
    assertThat(at(job, "steps")).contains("\"API_TOKEN\":{\"$secret\":true}").contains("${{ secrets.OTHER }}");
    assertThat(job.places().of("steps.1.env.API_TOKEN").orElseThrow().line()).isEqualTo(12);
    assertThat(job.references()).hasSize(1);
    assertThat(of(collection, "github_workflow", "ci.yml").name()).isEqualTo("CI");
    assertThat(at(of(collection, "github_composite_action", "action.yml"), "steps")).contains("a/b@main");
  }

  @Test
  void gitlabJobsAreWhatTheirIncludesExtendsAndReferencesMakeOfThem() throws IOException {
    write(
        ".gitlab-ci.yml",
        """
        include:
          - local: /ci/base.yml
          - local: /../outside.yml
          - project: platform/ci
            ref: main
            file: /x.yml
        default:
          image: alpine:3.20
        variables:
          DEPLOY_TOKEN:
            value: abcdefgh1234
        .setup:
          script:
            - echo one
            - echo two
        build:
          extends: [.base, .more]
          script:
            - !reference [.setup, script]
            - make
        plain:
          inherit:
            default: false
          script: x
        """);
    write("ci/base.yml", ".base:\n  tags: [docker]\n  retry: 1\n.more:\n  retry: 2\n  variables: {A: b}\n");
    Collection collection = collect();
    CollectedResource build = of(collection, "gitlab_pipeline_job", "#build");
    assertThat(at(build, "script")).isEqualTo("[\"echo one\",\"echo two\",\"make\"]");
    assertThat(at(build, "tags")).isEqualTo("[\"docker\"]");
    assertThat(at(build, "retry")).isEqualTo("2");
    assertThat(at(build, "image")).isEqualTo("\"alpine:3.20\"");
    assertThat(at(of(collection, "gitlab_pipeline_job", "#plain"), "image")).isEmpty();
    CollectedResource pipeline = of(collection, "gitlab_pipeline", ".gitlab-ci.yml");
    assertThat(at(pipeline, "variables")).isEqualTo("{\"DEPLOY_TOKEN\":{\"value\":{\"$secret\":true}}}");
    assertThat(at(pipeline, "remote_includes")).contains("platform/ci");
    assertThat(collection.diagnostics()).extracting(Diagnostic::code).containsExactly("pipeline.include-missing");
  }

  @Test
  void jobsThatExtendOneAnotherInACircleEnd() throws IOException {
    write(".gitlab-ci.yml", "include: .gitlab-ci.yml\na:\n  extends: b\n  script: x\nb:\n  extends: a\n  tags: [t]\n");
    assertThat(at(of(collect(), "gitlab_pipeline_job", "#a"), "tags")).isEqualTo("[\"t\"]");
  }

  @Test
  void aJenkinsfileHasItsCommandsAndWhetherGroovyPutsThemTogether() throws IOException {
    write(
        "Jenkinsfile",
        """
        @Library('shared@1.2') _
        pipeline { // a comment with a "quote
          agent { docker { image 'maven:3.9' } }
          parameters { string(name: 'TARGET', defaultValue: 'x') }
          environment {
            CRED = credentials('id')
            API_KEY = 'abcdefgh1234'
          }
          stages {
            stage('Deploy') {
              agent any
              steps {
                sh "deploy ${params.TARGET}"
                sh(script: 'echo "$TARGET"', returnStdout: true)
                sh '''
                  multi
                '''
              }
            }
          }
        }
        """);
    Collection collection = collect();
    CollectedResource pipeline = of(collection, "jenkins_pipeline", "Jenkinsfile");
    assertThat(at(pipeline, "commands"))
        .contains("\"script\":\"deploy ${params.TARGET}\",\"interpolated\":true")
        .contains("\"interpolated\":false")
        .contains("multi");
    assertThat(at(pipeline, "environment")).isEqualTo("{\"CRED\":\"credentials(...)\",\"API_KEY\":{\"$secret\":true}}");
    assertThat(at(pipeline, "agents")).contains("maven:3.9").contains("\"kind\":\"any\"");
    assertThat(at(pipeline, "libraries")).isEqualTo("[\"shared@1.2\"]");
    assertThat(pipeline.places().of("commands.0").orElseThrow().line()).isEqualTo(13);
  }

  @Test
  void whatBreaksOffEnds() throws IOException {
    write("Jenkinsfile", "pipeline {\n stages { stage('a') { steps { sh \"");
    write("b/Jenkinsfile", "pipeline " + "{".repeat(100_000));
    write("Dockerfile", "FROM a\nRUN x \\");
    write(".github/workflows/x.yml", "on: push\njobs: [");
    write(".gitlab-ci.yml", "a: &a [*a]\nb:\n  script: {");
    assertThat(collect().diagnostics()).isNotEmpty();
  }
}
