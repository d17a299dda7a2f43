package roadbed.inventory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.ImageReference;
import roadbed.inventory.facet.NotKnown;
import roadbed.inventory.normal.kubernetes.Manifest;
import roadbed.model.Change;
import roadbed.model.Declaration;
import roadbed.model.Provider;
import roadbed.model.Relation;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.model.Value;

/**
 * What Kubernetes objects say of each other by name: a workload runs on images, reads secrets and configuration,
 * a service exposes the workloads it selects. Objects refer to each other within one source and cluster.
 */
final class Cluster {
  private final Graph graph;
  private final Map<Entry, String> accounts;
  private final Map<String, List<Entry>> byName = new HashMap<>();
  private final Map<String, List<Entry>> podsByLabel = new HashMap<>();
  private final Map<ResourceId, Resource> images = new TreeMap<>();

  private Cluster(Map<Entry, String> accounts, Graph graph) {
    this.accounts = accounts;
    this.graph = graph;
  }

  /** Draws the edges and gives the images that workloads run on. */
  static List<Resource> connect(List<Entry> entries, Map<Entry, String> accounts, Graph graph) {
    List<Entry> objects =
        entries.stream()
            .filter(
                entry ->
                    entry.collected().declaration() == Declaration.KUBERNETES_MANIFEST && entry.isResource())
            .toList();
    Cluster cluster = new Cluster(accounts, graph);
    objects.forEach(cluster::index);
    for (Entry object : objects) {
      try {
        cluster.connect(object);
      } catch (NotKnown _) {
        // What is not known cannot be followed; the facets of the object say that it is not known.
      }
    }
    entries.stream()
        .filter(entry -> entry.type().startsWith("kubernetes_") && entry.isResource())
        .filter(entry -> entry.kind().equals("k8s.workload"))
        .forEach(cluster::images);
    return List.copyOf(cluster.images.values());
  }

  private String place(Entry entry) {
    return entry.source + "\n" + accounts.getOrDefault(entry, "") + "\n";
  }

  private static String namespace(Entry entry) {
    return Manifest.texts(entry.doc(), "metadata").getOrDefault("namespace", "default");
  }

  private static String kind(Entry entry) {
    return entry.type().substring(entry.type().lastIndexOf('/') + 1);
  }

  private static String name(Entry entry) {
    return Manifest.texts(entry.doc(), "metadata").getOrDefault("name", entry.name());
  }

  private static boolean isClusterWide(String kind) {
    return switch (kind) {
      case "Namespace", "ClusterRole", "ClusterRoleBinding", "PersistentVolume" -> true;
      default -> false;
    };
  }

  private void index(Entry entry) {
    String kind = kind(entry);
    String namespace = isClusterWide(kind) ? "" : namespace(entry);
    byName
        .computeIfAbsent(place(entry) + namespace + "/" + kind + "/" + name(entry), _ -> new ArrayList<>(1))
        .add(entry);
    if (entry.kind().equals("k8s.workload")) {
      Manifest.texts(Manifest.pod(entry.doc()), "metadata.labels")
          .forEach(
              (label, value) ->
                  podsByLabel
                      .computeIfAbsent(place(entry) + namespace + "/" + label + "=" + value, _ -> new ArrayList<>(1))
                      .add(entry));
    }
  }

  /** The object of that name; of several the one in the same file, and none where that does not decide. */
  private Optional<Entry> find(Entry from, String namespace, String kind, String name) {
    List<Entry> found =
        byName.getOrDefault(
            place(from) + (isClusterWide(kind) ? "" : namespace) + "/" + kind + "/" + name, List.of());
    if (found.size() > 1) {
      String file = from.collected().location().file();
      found = found.stream().filter(entry -> entry.collected().location().file().equals(file)).toList();
    }
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  private void edge(Entry from, Relation.Type type, String kind, Optional<String> name, String because) {
    name.flatMap(text -> find(from, namespace(from), kind, text))
        .ifPresent(to -> graph.edge(from.id(), type, to.id(), because + " " + name.orElse("")));
  }

  private void connect(Entry entry) {
    if (!isClusterWide(kind(entry))) {
      find(entry, "", "Namespace", namespace(entry))
          .ifPresent(
              space -> graph.edge(space.id(), Relation.Type.CONTAINS, entry.id(), "namespace " + namespace(entry)));
    }
    switch (entry.kind()) {
      case "k8s.workload" -> workload(entry);
      case "k8s.service" -> service(entry);
      case "k8s.ingress" -> ingress(entry);
      case "k8s.rolebinding" -> roleBinding(entry);
      default -> {}
    }
  }

  private void workload(Entry entry) {
    images(entry);
    Document pod = Manifest.pod(entry.doc()).block("spec");
    edge(entry, Relation.Type.ATTACHED_TO, "ServiceAccount", pod.text("serviceAccountName"), "serviceAccountName");
    for (Document volume : pod.blocks("volumes")) {
      edge(entry, Relation.Type.READS, "Secret", volume.text("secret.secretName"), "volume of secret");
      edge(entry, Relation.Type.READS, "ConfigMap", volume.text("configMap.name"), "volume of config map");
      edge(
          entry,
          Relation.Type.ATTACHED_TO,
          "PersistentVolumeClaim",
          volume.text("persistentVolumeClaim.claimName"),
          "volume claim");
    }
    for (List<Document> containers : Manifest.containers(pod).values()) {
      for (Document container : containers) {
        for (Document from : container.blocks("envFrom")) {
          edge(entry, Relation.Type.READS, "Secret", from.text("secretRef.name"), "envFrom secret");
          edge(entry, Relation.Type.READS, "ConfigMap", from.text("configMapRef.name"), "envFrom config map");
        }
        for (Document variable : container.blocks("env")) {
          edge(entry, Relation.Type.READS, "Secret", variable.text("valueFrom.secretKeyRef.name"), "env from secret");
          edge(
              entry,
              Relation.Type.READS,
              "ConfigMap",
              variable.text("valueFrom.configMapKeyRef.name"),
              "env from config map");
        }
      }
    }
  }

  private void service(Entry entry) {
    Map<String, String> selector = Manifest.texts(entry.doc(), "spec.selector");
    if (selector.isEmpty()) {
      return;
    }
    Map.Entry<String, String> first = selector.entrySet().iterator().next();
    String key = place(entry) + namespace(entry) + "/" + first.getKey() + "=" + first.getValue();
    for (Entry workload : podsByLabel.getOrDefault(key, List.of())) {
      Map<String, String> labels = Manifest.texts(Manifest.pod(workload.doc()), "metadata.labels");
      if (labels.entrySet().containsAll(selector.entrySet())) {
        graph.edge(entry.id(), Relation.Type.EXPOSES, workload.id(), "selector " + selector);
      }
    }
  }

  private void ingress(Entry entry) {
    Document spec = entry.doc().block("spec");
    edge(entry, Relation.Type.EXPOSES, "Service", spec.text("defaultBackend.service.name"), "default backend");
    for (Document rule : spec.blocks("rules")) {
      for (Document path : rule.block("http").blocks("paths")) {
        Optional<String> name = path.text("backend.service.name").or(() -> path.text("backend.serviceName"));
        edge(entry, Relation.Type.EXPOSES, "Service", name, "backend");
      }
    }
  }

  private void roleBinding(Entry entry) {
    Document doc = entry.doc();
    edge(
        entry,
        Relation.Type.ATTACHED_TO,
        doc.text("roleRef.kind").orElse("Role"),
        doc.text("roleRef.name"),
        "roleRef");
    for (Document subject : doc.blocks("subjects")) {
      if (subject.isAny("kind", "ServiceAccount")) {
        subject
            .text("name")
            .flatMap(
                name -> find(entry, subject.text("namespace").orElse(namespace(entry)), "ServiceAccount", name))
            .ifPresent(to -> graph.edge(entry.id(), Relation.Type.ATTACHED_TO, to.id(), "subject"));
      }
    }
  }

  private void images(Entry entry) {
    Document pod = Manifest.pod(Manifest.of(entry.type(), entry.doc())).block("spec");
    for (String written : Manifest.images(pod)) {
      ImageReference reference = ImageReference.parse(written);
      String full =
          reference.registry()
              + "/"
              + reference.repository()
              + reference.tag().map(tag -> ":" + tag).orElse("")
              + reference.digest().map(digest -> "@" + digest).orElse("");
      Resource image =
          images.computeIfAbsent(new ResourceId("image://" + full), id -> image(id, full, reference, entry));
      graph.edge(entry.id(), Relation.Type.RUNS_ON, image.id(), "image " + written);
    }
  }

  private static Resource image(ResourceId id, String full, ImageReference reference, Entry first) {
    Facets facets =
        new Facets()
            .set("registry", reference.registry())
            .set("repository", reference.repository())
            .set("tag", reference.tag())
            .set("digest", reference.digest())
            .set("pinned", reference.digest().isPresent())
            .set("latest", reference.latest());
    return new Resource(
        id,
        "container.image",
        "container-image",
        Provider.OTHER,
        "",
        "",
        full,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        facets.build(),
        new Value.Fields(Map.of("image", Value.of(full))),
        Map.of(),
        new Resource.Origin(
            first.source,
            first.collected().declaration(),
            first.address(),
            Optional.empty(),
            false,
            Change.NONE,
            first.collected().location()));
  }
}
