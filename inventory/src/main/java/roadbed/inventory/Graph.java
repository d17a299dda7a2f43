package roadbed.inventory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import roadbed.inventory.facet.Types;
import roadbed.model.CatalogEntity;
import roadbed.model.EstateFacts;
import roadbed.model.Relation;
import roadbed.model.Resource;
import roadbed.model.ResourceId;

/** Gathers the nodes and edges of a snapshot, each edge once with its first reason. */
final class Graph {
  private record Edge(ResourceId from, Relation.Type type, ResourceId to) {}

  private final Map<Edge, String> edges = new LinkedHashMap<>();
  private final Map<ResourceId, Node> nodes = new TreeMap<>();
  private final EstateFacts facts;

  Graph(EstateFacts facts) {
    this.facts = facts;
  }

  void edge(ResourceId from, Relation.Type type, ResourceId to, String reason) {
    if (!from.equals(to)) {
      edges.putIfAbsent(new Edge(from, type, to), reason);
    }
  }

  List<Relation> relations() {
    List<Relation> relations = new ArrayList<>(edges.size());
    edges.forEach((edge, reason) -> relations.add(new Relation(edge.from(), edge.type(), edge.to(), reason)));
    return relations;
  }

  List<Node> nodes() {
    return List.copyOf(nodes.values());
  }

  private Node node(String id, String kind, String name) {
    return nodes.computeIfAbsent(new ResourceId(id), key -> new Node(key, kind, name));
  }

  private ResourceId team(String name) {
    return node("team:" + name, "org.team", name).id();
  }

  /** The catalog's own nodes and edges. */
  void catalog(List<CatalogEntity> catalog) {
    Map<String, ResourceId> systems = new LinkedHashMap<>();
    for (CatalogEntity entity : catalog) {
      if (entity.kind().equals("System")) {
        systems.put(entity.name(), node(entity).id());
      }
    }
    for (CatalogEntity entity : catalog) {
      if (entity.kind().equals("Component") || entity.kind().equals("System")) {
        ResourceId id = node(entity).id();
        entity.owner().ifPresent(owner -> edge(id, Relation.Type.OWNED_BY, team(LabelNames.team(owner)), "spec.owner of the catalog"));
        if (entity.kind().equals("Component")) {
          entity
              .system()
              .map(systems::get)
              .ifPresent(system -> edge(system, Relation.Type.CONTAINS, id, "spec.system of the catalog"));
        }
      } else if (entity.kind().equals("Group")) {
        team(entity.name());
      }
    }
    dependencies(catalog);
  }

  /** What entities say that they need; who consumes an interface needs who provides it. */
  private void dependencies(List<CatalogEntity> catalog) {
    Map<String, CatalogEntity> entities = new LinkedHashMap<>();
    catalog.forEach(entity -> entities.putIfAbsent(reference(entity), entity));
    Map<String, List<CatalogEntity>> providers = new LinkedHashMap<>();
    for (CatalogEntity entity : catalog) {
      entity.links().provides().forEach(provided -> providers.computeIfAbsent(provided, _ -> new ArrayList<>(1)).add(entity));
    }
    for (CatalogEntity entity : catalog) {
      for (String needed : entity.links().dependsOn()) {
        if (needed.startsWith("api:") && providers.containsKey(needed)) {
          for (CatalogEntity provider : providers.getOrDefault(needed, List.of())) {
            edge(node(entity).id(), Relation.Type.DEPENDS_ON, node(provider).id(), "consumes " + needed + " of the catalog");
          }
        } else if (entities.containsKey(needed)) {
          edge(node(entity).id(), Relation.Type.DEPENDS_ON, node(known(entities, needed)).id(), "spec.dependsOn of the catalog");
        }
      }
      for (String needing : entity.links().dependencyOf()) {
        if (entities.containsKey(needing)) {
          edge(node(known(entities, needing)).id(), Relation.Type.DEPENDS_ON, node(entity).id(), "spec.dependencyOf of the catalog");
        }
      }
    }
  }

  private static CatalogEntity known(Map<String, CatalogEntity> entities, String reference) {
    CatalogEntity entity = entities.get(reference);
    if (entity == null) {
      throw new IllegalArgumentException("the catalog has no " + reference);
    }
    return entity;
  }

  private static String reference(CatalogEntity entity) {
    return entity.kind().toLowerCase(Locale.ROOT) + ":" + entity.namespace() + "/" + entity.name();
  }

  private Node node(CatalogEntity entity) {
    return node(reference(entity), "catalog." + entity.kind().toLowerCase(Locale.ROOT), entity.title().isBlank() ? entity.name() : entity.title());
  }

  /** What a resource is owned by and lies in. */
  void belongs(Resource resource, Owners.Found found) {
    resource
        .ownership()
        .ifPresent(owned -> edge(resource.id(), Relation.Type.OWNED_BY, team(owned.owner()), owned.reason()));
    found
        .entity()
        .filter(entity -> entity.kind().equals("Component") || entity.kind().equals("System") || nodes.containsKey(new ResourceId(reference(entity))))
        .ifPresent(
            entity -> edge(node(entity).id(), Relation.Type.CONTAINS, resource.id(), "catalog " + entity.kind().toLowerCase(Locale.ROOT) + " " + entity.name()));
    if (!resource.account().isEmpty()) {
      edge(account(resource), Relation.Type.CONTAINS, resource.id(), "account " + resource.account());
    }
  }

  private ResourceId account(Resource resource) {
    ResourceId id = new ResourceId("account:" + resource.provider().id() + "/" + resource.account());
    if (!nodes.containsKey(id)) {
      String name =
          Owners.account(facts, resource.provider(), resource.account())
              .map(EstateFacts.Account::name)
              .filter(text -> !text.isBlank())
              .orElse(resource.account());
      nodes.put(id, new Node(id, "cloud.account", name));
    }
    return id;
  }

  /** The edges that follow from an entry's references and parents; settings speak for their parent. */
  void references(Entry entry) {
    for (Entry parent : entry.parents) {
      if (entry.isResource()) {
        edge(parent.id(), Relation.Type.CONTAINS, entry.id(), "is part of " + parent.address());
      }
    }
    Set<Entry> speakers = new LinkedHashSet<>();
    if (entry.isResource()) {
      speakers.add(entry);
    } else {
      entry.parents.forEach(parent -> speakers.add(parent.kept()));
    }
    for (Entry from : speakers) {
      for (Entry.Link link : entry.links) {
        Entry to = link.target().kept();
        if (to.isResource() && !entry.parents.contains(to) && to != from) {
          between(from, to, link.reference().attribute(), entry);
        }
      }
    }
  }

  private void between(Entry from, Entry to, String attribute, Entry because) {
    String reason =
        attribute
            + " → "
            + to.address()
            + (because == from ? "" : " (" + because.address() + ")");
    String kind = to.kind();
    String own = from.kind();
    if (contains(kind, own)) {
      edge(to.id(), Relation.Type.CONTAINS, from.id(), reason);
    } else if (attribute.startsWith("metadata.ownerReferences")) {
      edge(to.id(), Relation.Type.CONTAINS, from.id(), reason);
    } else if (own.equals("k8s.service") && kind.equals("k8s.workload")) {
      edge(from.id(), Relation.Type.EXPOSES, to.id(), reason);
    } else if (own.equals("network.listener") || own.equals("network.loadbalancer") || own.equals("k8s.ingress")) {
      edge(from.id(), kind.startsWith("network.") && !exposable(to) ? Relation.Type.ATTACHED_TO : Relation.Type.EXPOSES, to.id(), reason);
    } else if (exposable(from) && !kind.startsWith("network.")) {
      edge(from.id(), Relation.Type.EXPOSES, to.id(), reason);
    } else if (runsOn(own, kind)) {
      edge(from.id(), Relation.Type.RUNS_ON, to.id(), reason);
    } else if (attaches(kind)) {
      edge(from.id(), Relation.Type.ATTACHED_TO, to.id(), reason);
    } else {
      edge(from.id(), Relation.Type.READS, to.id(), reason);
    }
  }

  /** Load balancers' targets, which stand between a balancer and what it exposes. */
  private static boolean exposable(Entry entry) {
    return entry.type().endsWith("target_group")
        || entry.type().endsWith("backend_service")
        || entry.type().endsWith("backend_address_pool");
  }

  private static boolean contains(String outer, String inner) {
    return switch (outer) {
      case "network.vpc" -> inner.equals("network.subnet") || inner.equals("network.firewall");
      case "container.cluster" -> inner.equals("container.nodepool");
      case "storage.bucket" -> inner.equals("storage.container");
      case "crypto.vault" -> inner.equals("crypto.key") || inner.equals("secret");
      case "account.project" -> true;
      default -> false;
    };
  }

  private static boolean runsOn(String own, String kind) {
    return switch (kind) {
      case "container.cluster", "container.image" -> true;
      case "compute.instance", "compute.template" -> !own.startsWith("network.") && !own.startsWith("storage.");
      default -> false;
    };
  }

  private static boolean attaches(String kind) {
    return kind.startsWith("network.")
        || kind.startsWith("identity.")
        || kind.startsWith("compute.")
        || kind.equals("storage.volume")
        || kind.equals("k8s.namespace")
        || kind.equals("k8s.role")
        || kind.equals("k8s.workload");
  }

  /** Whether an entry's role makes it speak in the graph at all. */
  static boolean speaks(Entry entry) {
    return !entry.isDuplicate() && (!entry.data || entry.role() == Types.Role.DATA);
  }
}
