package roadbed.app.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import roadbed.collect.CollectionSink;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.collect.kubernetes.KubernetesObjects;
import roadbed.inventory.Inventory;
import roadbed.inventory.Snapshot;
import roadbed.inventory.facet.Reads;
import roadbed.model.BillingFile;
import roadbed.model.CatalogEntity;
import roadbed.model.CollectedResource;
import roadbed.model.Collection;
import roadbed.model.Diagnostic;
import roadbed.model.EstateFacts;
import roadbed.model.Incident;
import roadbed.model.Location;
import roadbed.model.MeasuredUse;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.model.WrittenDocument;
import roadbed.model.delivery.DeliveryFact;
import roadbed.model.resilience.ResilienceFact;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Values;
import roadbed.web.ui.PastedDocuments;

/** Estates of single documents: what somebody pasted, or an object that is to be admitted. */
final class Documents {
  private static final Pattern TERRAFORM =
      Pattern.compile(
          "^(?:resource|data|module|variable|output|provider|locals|terraform)(?: +\"[^\"\n]*\")* *\\{", Pattern.MULTILINE);
  private static final Pattern DOCKERFILE = Pattern.compile("\\A(?:\\s*#[^\n]*\n|\\s*ARG [^\n]*\n|\\s*\n)*+\\s*FROM +\\S");

  private Documents() {}

  /** Reads a pasted document as a scan reads a file. */
  static PastedDocuments.Read pasted(String text, Clock clock) {
    try {
      Path folder = Files.createTempDirectory("roadbed-pasted");
      String name = name(text);
      Path file = folder.resolve(name);
      try {
        Files.writeString(file, text, StandardCharsets.UTF_8);
        Collection collection =
            new Collector().collect("document", List.of(file), clock.instant(), Progress.NONE, Limits.DEFAULT);
        List<Snapshot> made = new ArrayList<>();
        List<Reads.Read> reads = Reads.during(() -> made.add(Inventory.of(List.of(collection))));
        Snapshot snapshot = made.getFirst();
        List<Diagnostic> diagnostics = new ArrayList<>();
        collection.diagnostics().forEach(diagnostic -> diagnostics.add(named(diagnostic, file, name)));
        diagnostics.addAll(snapshot.diagnostics());
        return new PastedDocuments.Read(snapshot, diagnostics, reads, folder + "/");
      } finally {
        Files.deleteIfExists(file);
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name that a text would have as a file: what else it is, its content tells. */
  private static String name(String text) {
    if (text.stripLeading().startsWith("{")) {
      return "document.json";
    }
    if (TERRAFORM.matcher(text).find()) {
      return "main.tf";
    }
    return DOCKERFILE.matcher(text).find() ? "Dockerfile" : "document.yaml";
  }

  /** Where a pasted text lay for a moment is nobody's business. */
  private static Diagnostic named(Diagnostic diagnostic, Path file, String name) {
    Location at = diagnostic.location();
    return at.file().equals(file.toString())
        ? new Diagnostic(
            diagnostic.level(),
            diagnostic.code(),
            new Location(name, at.line(), at.column(), at.pointer()),
            diagnostic.message(),
            diagnostic.hint())
        : diagnostic;
  }

  /** The estate that one Kubernetes object is. */
  static Snapshot object(ObjectValue object, Instant now) {
    Found found = new Found();
    if (ValueJson.parse(Values.toPlainJson(object)) instanceof Value.Fields fields) {
      new KubernetesObjects(found).read(fields, Location.of("request"));
    }
    return Inventory.of(
        List.of(
            new Collection(
                "admission",
                now,
                found.resources,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Collection.Reading(1, 1, List.of(), 0))));
  }

  /** Keeps the resources of one object. */
  private static final class Found implements CollectionSink {
    private final List<CollectedResource> resources = new ArrayList<>();

    @Override
    public void resource(CollectedResource resource) {
      resources.add(resource);
    }

    @Override
    public void catalog(CatalogEntity entity) {
      // An object is none.
    }

    @Override
    public void facts(EstateFacts facts) {
      // An object has none.
    }

    @Override
    public void incident(Incident incident) {
      // An object is none.
    }

    @Override
    public void delivery(DeliveryFact fact) {}

    @Override
    public void resilience(ResilienceFact fact) {
      // A single object says nothing of backups.
    }

    @Override
    public void document(WrittenDocument document) {}

    @Override
    public void use(MeasuredUse use) {
      // An object is none.
    }

    @Override
    public void billing(BillingFile file) {
      // An object is none.
    }

    @Override
    public void diagnostic(Diagnostic diagnostic) {
      // What the API server accepts as an object is whole; what is not has no resources, and nothing is judged.
    }
  }
}
