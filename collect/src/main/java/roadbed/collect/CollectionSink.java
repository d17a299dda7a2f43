package roadbed.collect;

import roadbed.model.BillingFile;
import roadbed.model.CatalogEntity;
import roadbed.model.CollectedResource;
import roadbed.model.Diagnostic;
import roadbed.model.EstateFacts;
import roadbed.model.Incident;
import roadbed.model.MeasuredUse;
import roadbed.model.WrittenDocument;
import roadbed.model.delivery.DeliveryFact;
import roadbed.model.resilience.ResilienceFact;

/**
 * Takes what readers find, as they find it, so that what was read before an error is kept. One reader at a
 * time writes to a sink.
 */
public interface CollectionSink {

  /** A resource, its secrets already replaced. */
  void resource(CollectedResource resource);

  /** A catalog entity. */
  void catalog(CatalogEntity entity);

  /** The facts of one facts file. */
  void facts(EstateFacts facts);

  /** An incident. */
  void incident(Incident incident);

  /** Something that was told about delivery. */
  void delivery(DeliveryFact fact);

  /** Something that was told about resilience. */
  void resilience(ResilienceFact fact);

  /** A document in which people say how they work. */
  void document(WrittenDocument document);

  /** How much of something was used, in sum. */
  void use(MeasuredUse use);

  /** A file of billing lines, which somebody else reads. */
  void billing(BillingFile file);

  /** Something that a person should know. */
  void diagnostic(Diagnostic diagnostic);
}
