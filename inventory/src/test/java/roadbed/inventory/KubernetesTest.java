package roadbed.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import roadbed.testkit.Declared;

class KubernetesTest {
  private static final Estate ESTATE =
      Estate.of(
          Declared.object("v1", "Namespace", "{\"metadata\":{\"name\":\"shop\"}}"),
          Declared.object(
              "apps/v1",
              "Deployment",
              """
              {"metadata":{"name":"web","namespace":"shop","labels":{"team":"web"}},
               "spec":{"template":{"metadata":{"labels":{"app":"web"}},"spec":{
                 "securityContext":{"runAsNonRoot":true,"seccompProfile":{"type":"RuntimeDefault"}},
                 "hostNetwork":true,
                 "volumes":[{"name":"h","hostPath":{"path":"/var/run"}},{"name":"t"}],
                 "containers":[{"name":"c","image":"registry.example.com:5000/shop/web@sha256:aa",
                   "securityContext":{"allowPrivilegeEscalation":false,"capabilities":{"drop":["all"]}},
                   "resources":{"limits":{"memory":"1Gi"}},
                   "ports":[{"containerPort":80,"hostPort":8080}]}],
                 "initContainers":[{"name":"i","image":"busybox"}]}}}}
              """),
          Declared.object(
              "rbac.authorization.k8s.io/v1",
              "ClusterRole",
              "{\"metadata\":{\"name\":\"all\"},\"rules\":[{\"apiGroups\":[\"\"],\"resources\":[\"*\"],\"verbs\":[\"get\"]}]}"));

  private static final String POD =
      """
      {"spec":{"automountServiceAccountToken":false,"containers":[{"name":"c","image":"web:1"}],
       "ephemeralContainers":[{"name":"debug","image":"busybox:latest"}]}}
      """;

  @Test
  void whateverRunsPodsIsAWorkload() {
    String inSpec = "{\"metadata\":{\"name\":\"w\",\"namespace\":\"shop\"},\"spec\":{\"template\":" + POD + "}}";
    Estate estate =
        Estate.of(
            Declared.object("v1", "PodTemplate", "{\"metadata\":{\"name\":\"w\",\"namespace\":\"shop\"},\"template\":" + POD + "}"),
            Declared.object("apps.openshift.io/v1", "DeploymentConfig", inSpec),
            Declared.object("argoproj.io/v1alpha1", "Rollout", inSpec));
    for (String kind : List.of("PodTemplate", "DeploymentConfig", "Rollout")) {
      String address = "shop/" + kind + "/w";
      assertThat(estate.at(address).kind()).as(kind).isEqualTo("k8s.workload");
      assertThat(estate.facet(address, "automount_token")).as(kind).isEqualTo("false");
      assertThat(estate.facet(address, "containers")).as(kind).contains("\"image\":\"web:1\"", "\"role\":\"ephemeral\"");
    }
  }

  private static final String WEB = "shop/Deployment/web";

  @Test
  void containersTakeFromThePodWhatTheyDoNotSay() {
    String containers = ESTATE.facet(WEB, "containers");
    assertThat(containers)
        .contains(
            "\"run_as_non_root\":true",
            "\"seccomp\":\"RuntimeDefault\"",
            "\"privilege_escalation\":false",
            "\"privilege_escalation\":true",
            "\"capabilities_dropped\":[\"ALL\"]",
            "\"image_registry\":\"registry.example.com:5000\"",
            "\"image_digest\":\"sha256:aa\"",
            "\"memory_limit\":true",
            "\"role\":\"init\"");
  }

  @Test
  void thePodIsDescribed() {
    assertThat(ESTATE.at(WEB).kind()).isEqualTo("k8s.workload");
    assertThat(ESTATE.facet(WEB, "workload_kind")).isEqualTo("\"Deployment\"");
    assertThat(ESTATE.facet(WEB, "host.network")).isEqualTo("true");
    assertThat(ESTATE.facet(WEB, "host.paths")).isEqualTo("[\"/var/run\"]");
    assertThat(ESTATE.facet(WEB, "host.ports")).isEqualTo("[8080]");
    assertThat(ESTATE.facet(WEB, "volumes")).contains("\"hostPath\"", "\"emptyDir\"");
    assertThat(ESTATE.facet(WEB, "automount_token")).isEqualTo("true");
  }

  @Test
  void imagesAreResourcesOnWhichWorkloadsRun() {
    assertThat(ESTATE.relations())
        .contains(
            WEB + " runs-on image://registry.example.com:5000/shop/web@sha256:aa",
            WEB + " runs-on image://docker.io/library/busybox",
            "Namespace/shop contains " + WEB);
    assertThat(ESTATE.snapshot().resources())
        .filteredOn(resource -> resource.kind().equals("container.image"))
        .extracting(resource -> resource.facets().at("latest").orElseThrow().toString())
        .containsExactly("Bool[value=true]", "Bool[value=false]");
  }

  @Test
  void labelsOwn() {
    assertThat(ESTATE.at(WEB).ownership().orElseThrow().reason()).isEqualTo("label team=web");
  }

  @Test
  void aWildcardInARoleIsSeen() {
    assertThat(ESTATE.facet("ClusterRole/all", "wildcard")).isEqualTo("true");
  }

  @Test
  void terraformsWordsMeanTheSame() {
    Estate estate =
        Estate.of(
            Declared.resource("kubernetes_deployment_v1.web")
                .with(
                    """
                    {"metadata":[{"name":"web","namespace":"shop"}],"spec":[{"template":[{"spec":[{
                      "host_network":true,
                      "container":[{"name":"c","image":"nginx:1.27","security_context":[{"run_as_non_root":true}]}]}]}]}]}
                    """));
    assertThat(estate.facet("kubernetes_deployment_v1.web", "workload_kind")).isEqualTo("\"Deployment\"");
    assertThat(estate.facet("kubernetes_deployment_v1.web", "host.network")).isEqualTo("true");
    assertThat(estate.facet("kubernetes_deployment_v1.web", "containers"))
        .contains("\"image_tag\":\"1.27\"", "\"run_as_non_root\":true");
  }
}
