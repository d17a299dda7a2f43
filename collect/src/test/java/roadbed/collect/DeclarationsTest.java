package roadbed.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.model.Change;
import roadbed.model.CollectedResource;
import roadbed.model.Collection;
import roadbed.model.Declaration;
import roadbed.model.Diagnostic;
import roadbed.model.ValueJson;

/** Kustomizations, rendered charts, live objects, previews of Pulumi and exports of code hosts. */
class DeclarationsTest {
  @TempDir private Path folder;

  private Collection collect() {
    return new Collector().collect("test", List.of(folder), Instant.EPOCH, (_, _, _) -> {}, Limits.DEFAULT);
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), text);
  }

  private static CollectedResource of(Collection collection, String address) {
    return collection.resources().stream()
        .filter(resource -> resource.address().equals(address))
        .findFirst()
        .orElseThrow(
            () -> new AssertionError(collection.resources().stream().map(CollectedResource::address).toList().toString()));
  }

  private static String at(CollectedResource resource, String... path) {
    return resource.attributes().at(path).map(ValueJson::text).orElse("");
  }

  private static String stack(String name, String bucket) {
    return """
        {"//": {"metadata": {"backend": "local", "stackName": "%1$s", "version": "0.20.9"}, "outputs": {"%1$s": {"name": "bucket_name"}}},
         "data": {"aws_caller_identity": {"me": {"//": {"metadata": {"path": "%1$s/me", "uniqueId": "me"}}}}},
         "output": {"bucket_name": {"value": "${aws_s3_bucket.web_bucket_8E2B.id}"}},
         "provider": {"aws": [{"region": "eu-central-1", "default_tags": [{"tags": {"team": "web"}}]}]},
         "resource": {
           "aws_s3_bucket": {
             "web_bucket_8E2B": {
               "//": {"metadata": {"path": "%1$s/web/bucket", "uniqueId": "web_bucket_8E2B"}},
               "bucket": "%2$s", "tags": {"//": "a tag is no comment of the block"}}},
           "aws_s3_bucket_versioning": {
             "web_versioning_11F0": {
               "//": {"metadata": {"path": "%1$s/web/versioning", "uniqueId": "web_versioning_11F0"}},
               "bucket": "${aws_s3_bucket.web_bucket_8E2B.id}", "versioning_configuration": {"status": "Enabled"}}}},
         "terraform": {"backend": {"local": {"path": "terraform.%1$s.tfstate"}},
           "required_providers": {"aws": {"source": "aws", "version": "5.0.0"}}}}
        """
        .formatted(name, bucket);
  }

  @Test
  void whatAProgramSynthesisesIsReadStackByStackWithThePathsOfItsConstructs() throws IOException {
    write("cdktf.out/manifest.json", "{\"version\": \"0.20.9\", \"stacks\": {\"prod\": {\"name\": \"prod\"}, \"test\": {\"name\": \"test\"}}}");
    write("cdktf.out/stacks/prod/cdk.tf.json", stack("prod", "acme-prod"));
    write("cdktf.out/stacks/test/cdk.tf.json", stack("test", "acme-test"));
    Collection collection = collect();
    assertThat(collection.diagnostics()).isEmpty();
    assertThat(collection.resources())
        .extracting(resource -> resource.context().get("construct") + " " + resource.address())
        .containsExactly(
            "prod/web/bucket aws_s3_bucket.web_bucket_8E2B",
            "prod/web/versioning aws_s3_bucket_versioning.web_versioning_11F0",
            "test/web/bucket aws_s3_bucket.web_bucket_8E2B",
            "test/web/versioning aws_s3_bucket_versioning.web_versioning_11F0");
    CollectedResource bucket = of(collection, "aws_s3_bucket.web_bucket_8E2B");
    assertThat(at(bucket, "//")).as("the comment is no attribute").isEmpty();
    assertThat(at(bucket, "bucket")).isEqualTo("\"acme-prod\"");
    assertThat(bucket.context()).containsEntry("region", "eu-central-1");
  }

  @Test
  void anOverlayIsBuiltAndItsPartsAreNotReadForThemselves() throws IOException {
    write(
        "base/web.yaml",
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 1
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
                - name: app
                  image: registry.example/web:1.0
                  envFrom: [{configMapRef: {name: settings}}]
                - name: side
                  image: busybox
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: runner}
        """);
    write("base/kustomization.yaml", "resources: [web.yaml]\nconfigMapGenerator:\n  - name: settings\n    literals: [A=b]\n");
    write(
        "prod/kustomization.yaml",
        """
        resources: [../base, https://example.com/x]
        namespace: shop
        namePrefix: prod-
        commonLabels: {env: prod}
        labels: [{pairs: {team: core}}]
        commonAnnotations: {note: x}
        images: [{name: registry.example/web, newTag: "2.0"}]
        replicas: [{name: web, count: 3}]
        patches:
          - path: patch.yaml
          - target: {kind: Deployment}
            patch: |-
              - op: add
                path: /spec/template/spec/hostNetwork
                value: true
              - op: remove
                path: /spec/template/spec/containers/1
        vars: []
        """);
    write(
        "prod/patch.yaml",
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          template:
            spec:
              containers:
                - name: app
                  securityContext: {privileged: true}
        """);
    write("alone.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: alone}\n");
    Collection collection = collect();
    assertThat(collection.resources())
        .extracting(CollectedResource::address)
        .containsExactlyInAnyOrder(
            "shop/Deployment/prod-web", "shop/ServiceAccount/prod-runner", "shop/ConfigMap/prod-settings",
            "default/ConfigMap/alone");
    CollectedResource web = of(collection, "shop/Deployment/prod-web");
    assertThat(at(web, "spec", "replicas")).isEqualTo("3");
    assertThat(at(web, "spec", "selector", "matchLabels")).isEqualTo("{\"app\":\"web\",\"env\":\"prod\"}");
    assertThat(at(web, "metadata", "labels")).isEqualTo("{\"env\":\"prod\",\"team\":\"core\"}");
    assertThat(at(web, "spec", "template", "spec", "hostNetwork")).isEqualTo("true");
    assertThat(at(web, "spec", "template", "spec", "containers"))
        .isEqualTo(
            "[{\"name\":\"app\",\"image\":\"registry.example/web:2.0\",\"envFrom\":[{\"configMapRef\":{\"name\":\"prod-settings\"}}],"
                + "\"securityContext\":{\"privileged\":true}}]");
    assertThat(web.location().file()).endsWith("base/web.yaml");
    assertThat(web.module().orElseThrow()).endsWith("prod");
    assertThat(collection.diagnostics())
        .extracting(Diagnostic::code)
        .containsExactlyInAnyOrder("kustomize.unsupported", "kustomize.remote");
  }

  @Test
  void kustomizationsInACircleEnd() throws IOException {
    write("a/kustomization.yaml", "resources: [../b, ../../outside]\n");
    write("b/kustomization.yaml", "resources: [../a]\n");
    write("c/kustomization.yaml", "resources: [../a]\n");
    assertThat(collect().diagnostics()).extracting(Diagnostic::code).contains("kustomize.deep", "kustomize.missing");
  }

  @Test
  void aRenderedChartNamesItsTemplates() throws IOException {
    write(
        "out.yaml",
        """
        ---
        # Source: shop/templates/cm.yaml
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: one
        data:
          a: b
        ---
        # Source: shop/charts/db/templates/cm.yaml
        apiVersion: example.com/v1
        kind: Database
        metadata: {name: two}
        spec: {size: 3}
        """);
    Collection collection = collect();
    CollectedResource one = of(collection, "default/ConfigMap/one");
    assertThat(one.module()).contains("shop/templates/cm.yaml");
    assertThat(one.places().of("data.a").orElseThrow().line()).isEqualTo(8);
    assertThat(of(collection, "default/Database/two").module()).contains("shop/charts/db/templates/cm.yaml");
    assertThat(at(of(collection, "default/Database/two"), "spec", "size")).isEqualTo("3");
  }

  @Test
  void whatAClusterGivesOutIsLive() throws IOException {
    write(
        "live.json",
        """
        {"apiVersion": "v1", "kind": "List", "items": [
          {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a", "namespace": "n", "uid": "1-2"}},
          {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "b", "namespace": "n", "creationTimestamp": null}, "status": {}}]}""");
    Collection collection = collect();
    assertThat(of(collection, "n/ConfigMap/a").declaration()).isEqualTo(Declaration.KUBERNETES_LIVE);
    assertThat(of(collection, "n/ConfigMap/b").declaration()).isEqualTo(Declaration.KUBERNETES_MANIFEST);
  }

  @Test
  void aPreviewOfPulumiHasTerraformsNames() throws IOException {
    write(
        "preview.json",
        """
        {"config": {}, "steps": [
          {"op": "create", "urn": "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev",
           "newState": {"urn": "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev", "custom": false, "type": "pulumi:pulumi:Stack"}},
          {"op": "create", "urn": "urn:pulumi:dev::shop::aws:s3/bucketV2:BucketV2::logs",
           "newState": {"urn": "urn:pulumi:dev::shop::aws:s3/bucketV2:BucketV2::logs", "custom": true, "type": "aws:s3/bucketV2:BucketV2",
             "inputs": {"__defaults": [], "forceDestroy": true, "lifecycleRules": [{"abortIncompleteMultipartUploadDays": 3}],
                        "tags": {"camelCase": "x"}, "bucket": "04da6b54-80e4-46f7-96ec-b56ff0331ba9"}}},
          {"op": "create", "urn": "urn:pulumi:dev::shop::aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock::pab",
           "newState": {"urn": "urn:pulumi:dev::shop::aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock::pab", "custom": true,
             "type": "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "inputs": {"blockPublicAcls": true},
             "propertyDependencies": {"bucket": ["urn:pulumi:dev::shop::aws:s3/bucketV2:BucketV2::logs"]}}},
          {"op": "update", "urn": "urn:pulumi:dev::shop::aws:rds/instance:Instance::db",
           "newState": {"urn": "urn:pulumi:dev::shop::aws:rds/instance:Instance::db", "custom": true, "type": "aws:rds/instance:Instance",
             "inputs": {"storageEncrypted": false, "password": {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "ciphertext": "x"},
                        "ingress": [{"fromPort": 1}]}}}],
         "changeSummary": {"create": 3}}""");
    Collection collection = collect();
    CollectedResource bucket = of(collection, "aws_s3_bucket.logs");
    assertThat(ValueJson.text(bucket.attributes()))
        .isEqualTo(
            "{\"force_destroy\":true,\"lifecycle_rule\":[{\"abort_incomplete_multipart_upload_days\":3}],"
                + "\"tags\":{\"camelCase\":\"x\"},\"bucket\":{\"$unknown\":\"known after apply\"}}");
    assertThat(bucket.declaration()).isEqualTo(Declaration.PULUMI_PREVIEW);
    assertThat(bucket.change()).isEqualTo(Change.CREATE);
    assertThat(of(collection, "aws_s3_bucket_public_access_block.pab").references())
        .singleElement()
        .satisfies(reference -> assertThat(reference.target()).isEqualTo("aws_s3_bucket.logs"));
    assertThat(ValueJson.text(of(collection, "aws_db_instance.db").attributes()))
        .isEqualTo("{\"storage_encrypted\":false,\"password\":{\"$secret\":true},\"ingress\":[{\"from_port\":1}]}");
    assertThat(collection.resources()).hasSize(3);
  }

  @Test
  void anExportedStackIsReadFromItsOutputs() throws IOException {
    write(
        "stack.json",
        """
        {"version": 3, "deployment": {"manifest": {}, "resources": [
          {"urn": "urn:pulumi:dev::shop::aws:sqs/queue:Queue::q", "custom": true, "type": "aws:sqs/queue:Queue", "id": "x",
           "inputs": {"name": "q"}, "outputs": {"name": "q", "sqsManagedSseEnabled": true}},
          {"urn": "urn:pulumi:dev::shop::aws:sqs/queue:Queue::q", "custom": true, "delete": true, "type": "aws:sqs/queue:Queue"},
          {"urn": "urn:pulumi:dev::shop::kubernetes:apps/v1:Deployment::web", "custom": true, "type": "kubernetes:apps/v1:Deployment",
           "inputs": {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"}}},
          {"urn": "urn:pulumi:dev::shop::acme:x/y:Z::z", "custom": true, "type": "acme:x/y:Z", "inputs": {"aB": 1}}]}}""");
    Collection collection = collect();
    assertThat(at(of(collection, "aws_sqs_queue.q"), "sqs_managed_sse_enabled")).isEqualTo("true");
    assertThat(of(collection, "apps/v1/Deployment.web").type()).isEqualTo("apps/v1/Deployment");
    assertThat(at(of(collection, "acme:x/y:Z.z"), "aB")).isEqualTo("1");
    assertThat(collection.diagnostics()).extracting(Diagnostic::code).containsExactly("pulumi.untranslated");
  }

  @Test
  void exportsOfCodeHosts() throws IOException {
    write(
        "repos.json",
        """
        [{"id": 1, "full_name": "acme/shop", "private": false, "owner": {"login": "acme"}, "default_branch": "main",
          "visibility": "public", "temp_clone_token": "ghs_abc"}]""");
    write(
        "org.json",
        """
        {"login": "acme", "type": "Organization", "repos_url": "https://api.github.com/orgs/acme/repos", "two_factor_requirement_enabled": false}""");
    write(
        "protection.json",
        """
        {"url": "https://api.github.com/repos/acme/shop/branches/main/protection", "enforce_admins": {"enabled": true},
         "allow_force_pushes": {"enabled": false}}""");
    write(
        "projects.json",
        """
        [{"id": 7, "path_with_namespace": "acme/web", "namespace": {"full_path": "acme"}, "web_url": "https://gitlab.example/acme/web",
          "visibility": "internal", "runners_token": "GR1348941"}]""");
    Collection collection = collect();
    assertThat(collection.resources())
        .extracting(CollectedResource::address)
        .containsExactlyInAnyOrder(
            "github_repository.acme/shop", "github_organization_settings.acme",
            "github_branch_protection.acme/shop/branches/main", "gitlab_project.acme/web");
    CollectedResource shop = of(collection, "github_repository.acme/shop");
    assertThat(shop.declaration()).isEqualTo(Declaration.CODE_HOST_EXPORT);
    assertThat(at(shop, "temp_clone_token")).isEqualTo("{\"$secret\":true}");
    assertThat(at(of(collection, "gitlab_project.acme/web"), "runners_token")).isEqualTo("{\"$secret\":true}");
    assertThat(of(collection, "github_branch_protection.acme/shop/branches/main").references())
        .singleElement()
        .satisfies(reference -> assertThat(reference.target()).isEqualTo("github_repository.acme/shop"));
  }
}
