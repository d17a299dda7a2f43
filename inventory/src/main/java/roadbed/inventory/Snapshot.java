package roadbed.inventory;

import java.time.Instant;
import java.util.List;
import roadbed.model.CatalogEntity;
import roadbed.model.Diagnostic;
import roadbed.model.EstateFacts;
import roadbed.model.Incident;
import roadbed.model.MeasuredUse;
import roadbed.model.Relation;
import roadbed.model.Resource;
import roadbed.model.WrittenDocument;
import roadbed.model.delivery.DeliveryFact;
import roadbed.model.resilience.ResilienceFact;

/**
 * The estate at one moment.
 *
 * @param takenAt the newest capture time among the collections
 * @param resources all resources, ordered by id, each id once
 * @param nodes teams, catalog entities and accounts: ends of relations that are not resources and are counted
 *     as none
 * @param relations the graph's edges between resources and nodes
 * @param catalog catalog entities
 * @param facts all facts files merged
 * @param incidents all incidents, each id once
 * @param diagnostics what merging found wrong: duplicate ids, references to nothing, contradicting facts
 * @param delivery what was told about delivery, by all collections
 * @param resilience what was told about resilience, by all collections, the newest last
 * @param documents in which people say how they work, by all collections
 * @param uses how much of things was used, by all collections; of the same told twice, what the newer one tells
 */
public record Snapshot(
    Instant takenAt,
    List<Resource> resources,
    List<Node> nodes,
    List<Relation> relations,
    List<CatalogEntity> catalog,
    EstateFacts facts,
    List<Incident> incidents,
    List<Diagnostic> diagnostics,
    List<DeliveryFact> delivery,
    List<ResilienceFact> resilience,
    List<WrittenDocument> documents,
    List<MeasuredUse> uses) {
  public Snapshot {
    resources = List.copyOf(resources);
    nodes = List.copyOf(nodes);
    relations = List.copyOf(relations);
    catalog = List.copyOf(catalog);
    incidents = List.copyOf(incidents);
    diagnostics = List.copyOf(diagnostics);
    delivery = List.copyOf(delivery);
    resilience = List.copyOf(resilience);
    documents = List.copyOf(documents);
    uses = List.copyOf(uses);
  }

  /** A snapshot that says nothing of resilience, of how people work, and of use. */
  public Snapshot(
      Instant takenAt,
      List<Resource> resources,
      List<Node> nodes,
      List<Relation> relations,
      List<CatalogEntity> catalog,
      EstateFacts facts,
      List<Incident> incidents,
      List<Diagnostic> diagnostics,
      List<DeliveryFact> delivery) {
    this(takenAt, resources, nodes, relations, catalog, facts, incidents, diagnostics, delivery, List.of(), List.of(), List.of());
  }

  /** A snapshot that says nothing of delivery and resilience. */
  public Snapshot(
      Instant takenAt,
      List<Resource> resources,
      List<Node> nodes,
      List<Relation> relations,
      List<CatalogEntity> catalog,
      EstateFacts facts,
      List<Incident> incidents,
      List<Diagnostic> diagnostics) {
    this(takenAt, resources, nodes, relations, catalog, facts, incidents, diagnostics, List.of());
  }
}
