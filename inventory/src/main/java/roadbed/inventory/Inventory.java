package roadbed.inventory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.Reads;
import roadbed.inventory.facet.Types;
import roadbed.inventory.normal.NormalForms;
import roadbed.model.CatalogEntity;
import roadbed.model.Collection;
import roadbed.model.CollectedResource;
import roadbed.model.Diagnostic;
import roadbed.model.EstateFacts;
import roadbed.model.Incident;
import roadbed.model.MeasuredUse;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.model.resilience.QuotaReading;
import roadbed.model.resilience.ResilienceFact;

/**
 * The facade: collections in, one snapshot out. A function of its input, without clock and without effects.
 *
 * <p>The steps, in this order: merge what plan and state say of one resource; follow references and join settings
 * and parts; identify and drop duplicates; give each resource its normal form, place, owner and tier; draw the
 * graph.
 */
public final class Inventory {
  private Inventory() {}

  /** The estate that these collections describe together. */
  public static Snapshot of(List<Collection> collections) {
    Types types = NormalForms.types();
    List<Diagnostic> diagnostics = new ArrayList<>();
    List<Collection> ordered =
        collections.stream()
            .sorted(Comparator.comparing(Collection::capturedAt).reversed().thenComparing(Collection::source))
            .toList();
    EstateFacts facts =
        Facts.merge(collections.stream().flatMap(collection -> collection.facts().stream()).toList(), diagnostics);
    List<CatalogEntity> catalog = catalog(ordered);

    List<Entry> entries = new ArrayList<>();
    for (Collection collection : ordered) {
      List<Entry> ofSource = Merge.ofSource(collection, types);
      Joins.join(ofSource, diagnostics);
      entries.addAll(ofSource);
    }
    entries.sort(Comparator.comparing((Entry entry) -> entry.capturedAt).reversed());

    Places places = new Places(facts);
    Map<Entry, String> accounts = Duplicates.identify(entries, places, diagnostics);

    Owners owners = new Owners(facts, catalog);
    ApprovedModules modules = new ApprovedModules(facts);
    Graph graph = new Graph(facts);
    graph.catalog(catalog);
    List<Resource> resources = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      if (entry.isResource()) {
        String account = accounts.getOrDefault(entry, "");
        Labels labels = Labels.of(entry);
        Owners.Found found = owners.of(entry, labels, account);
        Resource resource = resource(entry, account, places.region(entry), labels, found, modules);
        resources.add(resource);
        graph.belongs(resource, found);
      }
    }
    for (Entry entry : entries) {
      if (Graph.speaks(entry)) {
        graph.references(entry);
      }
    }
    resources.addAll(Cluster.connect(entries, accounts, graph));
    resources.sort(Comparator.comparing(Resource::id));
    return new Snapshot(
        ordered.isEmpty() ? Instant.EPOCH : ordered.getFirst().capturedAt(),
        resources,
        graph.nodes(),
        graph.relations(),
        catalog,
        facts,
        incidents(ordered),
        diagnostics,
        ordered.reversed().stream().flatMap(collection -> collection.delivery().stream()).toList(),
        ordered.reversed().stream().flatMap(collection -> resilience(collection)).toList(),
        ordered.reversed().stream().flatMap(collection -> collection.documents().stream()).toList(),
        uses(ordered));
  }

  private static Resource resource(
      Entry entry,
      String account,
      String region,
      Labels labels,
      Owners.Found found,
      ApprovedModules modules) {
    CollectedResource collected = entry.collected();
    return new Resource(
        entry.id(),
        entry.kind(),
        collected.type(),
        collected.provider(),
        account,
        region,
        displayName(entry, labels),
        labels.tags(),
        found.ownership(),
        found.environment(),
        found.tier(),
        found.system(),
        facets(entry).build(),
        collected.attributes(),
        satellites(entry),
        new Resource.Origin(
            entry.source,
            collected.declaration(),
            collected.address(),
            collected.module(),
            collected.module().map(modules::contain).orElse(false),
            collected.change(),
            collected.location(),
            entry.places(),
            collected.capturedAt(),
            Optional.ofNullable(collected.context().get("construct"))));
  }

  private static Facets facets(Entry entry) {
    Facets facets = new Facets();
    Reads.describe(entry.collected().location().file(), entry.address());
    if (entry.row != null) {
      entry.row.mapping().describe(entry, facets);
    }
    return facets;
  }

  /** What people call it: its Name tag or name attribute where it is known, else the address's name. */
  private static String displayName(Entry entry, Labels labels) {
    return entry
        .known("name")
        .or(() -> entry.known("bucket").filter(_ -> entry.kind().equals("storage.bucket")))
        .or(() -> entry.known("identifier"))
        .or(() -> entry.known("function_name").filter(_ -> entry.kind().equals("function")))
        .or(() -> Optional.ofNullable(labels.tags().get("Name")))
        .filter(name -> !name.isBlank())
        .orElse(entry.name());
  }

  private static Map<String, List<Resource.Satellite>> satellites(Entry entry) {
    if (entry.settings().isEmpty()) {
      return Map.of();
    }
    Map<String, List<Resource.Satellite>> satellites = new LinkedHashMap<>();
    for (Entry setting : entry.settings()) {
      satellites
          .computeIfAbsent(setting.type(), _ -> new ArrayList<>(1))
          .add(
              new Resource.Satellite(
                  setting.address(), setting.collected().attributes(), setting.collected().location()));
    }
    return satellites;
  }

  /** The newest of each catalog entity, in the order read. */
  private static List<CatalogEntity> catalog(List<Collection> newestFirst) {
    Map<String, CatalogEntity> entities = new LinkedHashMap<>();
    for (Collection collection : newestFirst) {
      for (CatalogEntity entity : collection.catalog()) {
        entities.putIfAbsent(
            (entity.kind() + ":" + entity.namespace() + "/" + entity.name()), entity);
      }
    }
    return List.copyOf(entities.values());
  }

  /** A reading that does not say when it was taken was taken when it was collected. */
  private static Stream<ResilienceFact> resilience(Collection collection) {
    return collection.resilience().stream()
        .map(fact -> fact instanceof QuotaReading reading ? reading.takenAt(collection.capturedAt()) : fact);
  }

  /** The newest of each measurement: two of the same differ in when they were made. */
  private static List<MeasuredUse> uses(List<Collection> newestFirst) {
    Map<List<Object>, MeasuredUse> uses = new LinkedHashMap<>();
    for (Collection collection : newestFirst) {
      for (MeasuredUse use : collection.uses()) {
        uses.merge(
            List.of(use.subject(), use.metric(), use.statistic(), use.name(), use.labels(), use.source()),
            use,
            (known, other) -> other.until().isAfter(known.until()) ? other : known);
      }
    }
    return List.copyOf(uses.values());
  }

  private static List<Incident> incidents(List<Collection> newestFirst) {
    Map<String, Incident> incidents = new HashMap<>();
    for (Collection collection : newestFirst) {
      for (Incident incident : collection.incidents()) {
        incidents.putIfAbsent(incident.id(), incident);
      }
    }
    return incidents.values().stream()
        .sorted(Comparator.comparing(Incident::impactStartedAt).thenComparing(Incident::id))
        .toList();
  }
}
