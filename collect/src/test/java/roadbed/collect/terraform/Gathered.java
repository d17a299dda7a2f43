package roadbed.collect.terraform;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import roadbed.collect.CollectionSink;
import roadbed.collect.DocumentReader;
import roadbed.collect.SourceFile;
import roadbed.collect.SourceTree;
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
import roadbed.model.Reference;

/** A sink that remembers, and files in memory to read into it. */
final class Gathered implements CollectionSink {
  final List<CollectedResource> resources = new ArrayList<>();
  final List<Diagnostic> diagnostics = new ArrayList<>();

  static SourceFile file(String name, byte[] bytes) {
    return new SourceFile() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(bytes);
      }
    };
  }

  static SourceFile file(String name, String text) {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  static SourceFile file(Path path, String name) {
    return new SourceFile() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public InputStream open() throws IOException {
        return Files.newInputStream(path);
      }
    };
  }

  static Gathered by(DocumentReader reader, SourceFile file) {
    Gathered gathered = new Gathered();
    try {
      reader.read(file, gathered);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return gathered;
  }

  static Gathered plan(String text) {
    return by(new TerraformPlanReader(), file("plan.json", text));
  }

  static Gathered state(String text) {
    return by(new TerraformStateReader(), file("terraform.tfstate", text));
  }

  static Gathered configuration(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return configuration(
          files
              .filter(Files::isRegularFile)
              .map(path -> file(path, folder.relativize(path).toString().replace('\\', '/')))
              .toList());
    }
  }

  /** Reads files as a walk hands them in, which goes into no folder whose name begins with a dot. */
  static Gathered configuration(List<SourceFile> files) {
    Gathered gathered = new Gathered();
    try {
      List<SourceFile> walked = files.stream().filter(file -> !file.name().contains(".terraform/")).toList();
      new TerraformConfigurationReader().read(walked, SourceTree.of(files), gathered);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return gathered;
  }

  static Gathered configuration(String text) {
    return configuration(List.of(file("main.tf.json", text)));
  }

  CollectedResource resource(String address) {
    return resources.stream()
        .filter(resource -> resource.address().equals(address))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + address + " among " + addresses()));
  }

  List<String> addresses() {
    return resources.stream().map(CollectedResource::address).toList();
  }

  List<String> codes() {
    return diagnostics.stream().map(Diagnostic::code).toList();
  }

  static List<String> references(CollectedResource resource) {
    return resource.references().stream().map(Gathered::text).toList();
  }

  private static String text(Reference reference) {
    return reference.attribute() + " -> " + reference.target()
        + (reference.targetAttribute().isEmpty() ? "" : "." + reference.targetAttribute());
  }

  @Override
  public void resource(CollectedResource resource) {
    resources.add(resource);
  }

  @Override
  public void catalog(CatalogEntity entity) {
    throw new AssertionError("no catalog entity is expected");
  }

  @Override
  public void facts(EstateFacts facts) {
    throw new AssertionError("no facts are expected");
  }

  @Override
  public void incident(Incident incident) {
    throw new AssertionError("no incident is expected");
  }

  @Override
  public void delivery(DeliveryFact fact) {}

  @Override
  public void resilience(ResilienceFact fact) {}

  @Override
  public void document(WrittenDocument document) {}

  @Override
  public void use(MeasuredUse use) {}

  @Override
  public void billing(BillingFile file) {
    throw new AssertionError("no billing is expected");
  }

  @Override
  public void diagnostic(Diagnostic diagnostic) {
    diagnostics.add(diagnostic);
  }
}
