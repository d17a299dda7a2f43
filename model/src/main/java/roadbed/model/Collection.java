package roadbed.model;

import java.time.Instant;
import java.util.List;
import roadbed.model.delivery.DeliveryFact;
import roadbed.model.resilience.ResilienceFact;

/**
 * What one collection found, with its errors: partial failure is data.
 *
 * @param source stable name of what was collected; a later collection of the same source replaces it
 * @param capturedAt when it was read
 * @param resources all resources, in the order read
 * @param catalog catalog entities
 * @param facts one entry for each facts file, in path order
 * @param incidents incidents
 * @param billing billing files that were recognised
 * @param diagnostics what could not be read, and what to do
 * @param reading how much was looked at
 * @param delivery what was told about delivery, in the order read
 * @param resilience what was told about resilience, in the order read
 * @param documents in which people say how they work, in the order read
 * @param uses how much of things was used, as monitoring systems measured it, in sum
 */
public record Collection(
    String source,
    Instant capturedAt,
    List<CollectedResource> resources,
    List<CatalogEntity> catalog,
    List<EstateFacts> facts,
    List<Incident> incidents,
    List<BillingFile> billing,
    List<Diagnostic> diagnostics,
    Reading reading,
    List<DeliveryFact> delivery,
    List<ResilienceFact> resilience,
    List<WrittenDocument> documents,
    List<MeasuredUse> uses) {
  public Collection {
    resources = List.copyOf(resources);
    catalog = List.copyOf(catalog);
    facts = List.copyOf(facts);
    incidents = List.copyOf(incidents);
    billing = List.copyOf(billing);
    diagnostics = List.copyOf(diagnostics);
    delivery = List.copyOf(delivery);
    resilience = List.copyOf(resilience);
    documents = List.copyOf(documents);
    uses = List.copyOf(uses);
  }

  /** A collection that says nothing of use. */
  public Collection(
      String source,
      Instant capturedAt,
      List<CollectedResource> resources,
      List<CatalogEntity> catalog,
      List<EstateFacts> facts,
      List<Incident> incidents,
      List<BillingFile> billing,
      List<Diagnostic> diagnostics,
      Reading reading,
      List<DeliveryFact> delivery,
      List<ResilienceFact> resilience,
      List<WrittenDocument> documents) {
    this(
        source,
        capturedAt,
        resources,
        catalog,
        facts,
        incidents,
        billing,
        diagnostics,
        reading,
        delivery,
        resilience,
        documents,
        List.of());
  }

  /** A collection in which nobody says how they work. */
  public Collection(
      String source,
      Instant capturedAt,
      List<CollectedResource> resources,
      List<CatalogEntity> catalog,
      List<EstateFacts> facts,
      List<Incident> incidents,
      List<BillingFile> billing,
      List<Diagnostic> diagnostics,
      Reading reading,
      List<DeliveryFact> delivery,
      List<ResilienceFact> resilience) {
    this(source, capturedAt, resources, catalog, facts, incidents, billing, diagnostics, reading, delivery, resilience, List.of());
  }

  /** A collection that says nothing of resilience. */
  public Collection(
      String source,
      Instant capturedAt,
      List<CollectedResource> resources,
      List<CatalogEntity> catalog,
      List<EstateFacts> facts,
      List<Incident> incidents,
      List<BillingFile> billing,
      List<Diagnostic> diagnostics,
      Reading reading,
      List<DeliveryFact> delivery) {
    this(source, capturedAt, resources, catalog, facts, incidents, billing, diagnostics, reading, delivery, List.of(), List.of());
  }

  /** A collection that says nothing of delivery and resilience. */
  public Collection(
      String source,
      Instant capturedAt,
      List<CollectedResource> resources,
      List<CatalogEntity> catalog,
      List<EstateFacts> facts,
      List<Incident> incidents,
      List<BillingFile> billing,
      List<Diagnostic> diagnostics,
      Reading reading) {
    this(source, capturedAt, resources, catalog, facts, incidents, billing, diagnostics, reading, List.of());
  }

  /**
   * How much was looked at.
   *
   * @param files files seen
   * @param recognised files that were recognised and read
   * @param unrecognised paths of files that nothing recognised; a prefix of them where they are very many
   * @param unrecognisedCount how many there are in all
   */
  public record Reading(
      long files, long recognised, List<String> unrecognised, long unrecognisedCount) {
    public Reading {
      unrecognised = List.copyOf(unrecognised);
    }
  }
}
