package roadbed.inventory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.ImageReference;
import roadbed.inventory.facet.NotKnown;
import roadbed.inventory.normal.kubernetes.Manifest;
import roadbed.model.AttributePlaces;
import roadbed.model.Change;
import roadbed.model.Declaration;
import roadbed.model.Provider;
import roadbed.model.Relation;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.model.Value;

/**
 * What Kubernetes objects say beyond their references: in which namespace of the same source and cluster they
 * lie, and on which images workloads run.
 */
final class Cluster {
  private final Graph graph;
  private final Map<ResourceId, Resource> images = new TreeMap<>();

  private Cluster(Graph graph) {
    this.graph = graph;
  }

  /** Draws these edges and gives the images that workloads run on. */
  static List<Resource> connect(List<Entry> entries, Map<Entry, String> accounts, Graph graph) {
    Cluster cluster = new Cluster(graph);
    Map<String, List<Entry>> namespaces = new HashMap<>();
    List<Entry> resources = entries.stream().filter(Entry::isResource).toList();
    for (Entry entry : resources) {
      if (entry.kind().equals("k8s.namespace")) {
        namespaces
            .computeIfAbsent(place(entry, accounts) + entry.name(), _ -> new ArrayList<>(1))
            .add(entry);
      }
    }
    for (Entry entry : resources) {
      Map<String, String> metadata = Manifest.texts(entry.doc(), "metadata");
      if (entry.collected().declaration() == Declaration.KUBERNETES_MANIFEST && metadata.containsKey("namespace")) {
        String name = metadata.get("namespace");
        List<Entry> found = namespaces.getOrDefault(place(entry, accounts) + name, List.of());
        if (found.size() == 1) {
          graph.edge(found.getFirst().id(), Relation.Type.CONTAINS, entry.id(), "namespace " + name);
        }
      }
      if (entry.kind().equals("k8s.workload")) {
        cluster.images(entry);
      }
    }
    return List.copyOf(cluster.images.values());
  }

  /** Names mean something only within one source and cluster. */
  private static String place(Entry entry, Map<Entry, String> accounts) {
    return entry.source + "\n" + accounts.getOrDefault(entry, "") + "\n";
  }

  private void images(Entry entry) {
    for (String written : written(entry)) {
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

  /** The image references that are known; where it is not known which containers there are, none. */
  private static List<String> written(Entry entry) {
    try {
      return Manifest.images(Manifest.pod(Manifest.of(entry.type(), entry.doc())).block("spec"));
    } catch (NotKnown _) {
      return List.of();
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
            full,
            Optional.empty(),
            false,
            Change.NONE,
            first.collected().location(),
            AttributePlaces.NONE,
            first.collected().capturedAt()));
  }
}
