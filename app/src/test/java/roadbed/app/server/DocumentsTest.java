package roadbed.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.assess.policy.DecisionTree;
import roadbed.assess.policy.Guardrails;
import roadbed.model.Resource;
import roadbed.web.ui.PastedDocuments;

/** What is made of a text that somebody pasted, whatever it is. */
final class DocumentsTest {
  private static PastedDocuments.Read pasted(String text) {
    return Documents.pasted(text.replace(';', '\n'), Clock.systemUTC());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          # mine;resource "aws_s3_bucket" "b" {;  bucket = "b";}                        | storage.bucket
          variable "x" {};resource "aws_s3_bucket" "b" {;  bucket = var.x;}             | storage.bucket
          {"Resources": {"B": {"Type": "AWS::S3::Bucket"}}}                             | storage.bucket
          AWSTemplateFormatVersion: "2010-09-09";Resources:;  B: {Type: AWS::S3::Bucket} | storage.bucket
          apiVersion: v1;kind: Pod;metadata: {name: web};spec: {containers: []}          | k8s.workload
          # syntax;ARG TAG;FROM alpine:3                                                 | container.dockerfile
          """)
  void theContentTellsWhatItIs(String text, String kind) {
    PastedDocuments.Read read = pasted(text);
    assertThat(read.diagnostics()).isEmpty();
    assertThat(read.snapshot().resources()).extracting(Resource::kind).containsExactly(kind);
  }

  @Test
  void whatWasReadForAFacetLeadsToItsLine() {
    PastedDocuments.Read read =
        pasted("apiVersion: v1;kind: Pod;metadata: {name: web, namespace: shop};spec:;  containers:;  - name: a;    securityContext:;      privileged: true;");
    Resource pod = read.snapshot().resources().getFirst();
    DecisionTree tree =
        Guardrails.shipped().only(Set.of("k8s-no-privileged")).explain("k8s-no-privileged", pod, read.reads()).orElseThrow();
    assertThat(tree.place().toString()).isEqualTo(read.folder() + "document.yaml:8:7");
  }

  @Test
  void whatIsNothingIsNothing() {
    assertThat(pasted("hello").snapshot().resources()).isEmpty();
    assertThat(pasted("{").diagnostics()).isNotEmpty();
  }
}
