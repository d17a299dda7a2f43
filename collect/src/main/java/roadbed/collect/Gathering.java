package roadbed.collect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import roadbed.model.BillingFile;
import roadbed.model.CatalogEntity;
import roadbed.model.CollectedResource;
import roadbed.model.Declaration;
import roadbed.model.Diagnostic;
import roadbed.model.EstateFacts;
import roadbed.model.Incident;
import roadbed.model.Location;
import roadbed.model.MeasuredUse;
import roadbed.model.WrittenDocument;
import roadbed.model.delivery.DeliveryFact;
import roadbed.model.resilience.ResilienceFact;

/** Keeps what readers find, within bounds: what goes beyond them is counted and said once. */
final class Gathering implements CollectionSink {
  private final Limits limits;
  final List<CollectedResource> resources = new ArrayList<>();
  final List<CatalogEntity> catalog = new ArrayList<>();
  final List<EstateFacts> facts = new ArrayList<>();
  final List<Incident> incidents = new ArrayList<>();
  final List<BillingFile> billing = new ArrayList<>();
  final List<DeliveryFact> delivery = new ArrayList<>();
  final List<ResilienceFact> resilience = new ArrayList<>();
  final List<WrittenDocument> documents = new ArrayList<>();
  final List<MeasuredUse> uses = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Map<String, Integer> diagnosticsByCode = new TreeMap<>();
  private long overflowing;

  Gathering(Limits limits) {
    this.limits = limits;
  }

  @Override
  public void resource(CollectedResource resource) {
    if (kept(resources.size())) {
      resources.add(resource);
    }
  }

  /** Leaves out the objects that files declare: they are parts of something else. */
  void forgetManifests(Set<String> files) {
    resources.removeIf(
        resource ->
            resource.declaration() == Declaration.KUBERNETES_MANIFEST && files.contains(resource.location().file()));
  }

  @Override
  public void catalog(CatalogEntity entity) {
    if (kept(catalog.size())) {
      catalog.add(entity);
    }
  }

  @Override
  public void facts(EstateFacts fact) {
    if (kept(facts.size())) {
      facts.add(fact);
    }
  }

  @Override
  public void incident(Incident incident) {
    if (kept(incidents.size())) {
      incidents.add(incident);
    }
  }

  @Override
  public void billing(BillingFile file) {
    if (kept(billing.size())) {
      billing.add(file);
    }
  }

  @Override
  public void delivery(DeliveryFact fact) {
    if (kept(delivery.size())) {
      delivery.add(fact);
    }
  }

  @Override
  public void resilience(ResilienceFact fact) {
    if (kept(resilience.size())) {
      resilience.add(fact);
    }
  }

  @Override
  public void document(WrittenDocument document) {
    if (kept(documents.size())) {
      documents.add(document);
    }
  }

  @Override
  public void use(MeasuredUse use) {
    if (kept(uses.size())) {
      uses.add(use);
    }
  }

  private boolean kept(int size) {
    if (size < limits.resources()) {
      return true;
    }
    overflowing++;
    return false;
  }

  @Override
  public void diagnostic(Diagnostic diagnostic) {
    if (diagnosticsByCode.merge(diagnostic.code(), 1, Integer::sum) <= limits.listed()) {
      diagnostics.add(diagnostic);
    }
  }

  /** All diagnostics that are listed, then how many of each kind are not. */
  List<Diagnostic> diagnostics(String source) {
    List<Diagnostic> all = new ArrayList<>(diagnostics);
    diagnosticsByCode.forEach(
        (code, count) -> {
          if (count > limits.listed()) {
            all.add(
                Diagnostic.warning(
                    "diagnostics.more",
                    Location.of(source),
                    (count - limits.listed()) + " more of " + code + " are not listed",
                    "mend the first ones; the others are often like them"));
          }
        });
    if (overflowing > 0) {
      all.add(
          Diagnostic.error(
              "collection.too-many",
              Location.of(source),
              overflowing + " elements beyond the first " + limits.resources() + " were left out",
              "scan parts of the estate as sources of their own"));
    }
    return all;
  }
}
