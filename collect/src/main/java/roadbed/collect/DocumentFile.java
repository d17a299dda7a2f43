package roadbed.collect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import roadbed.collect.facts.AllocationDocument;
import roadbed.collect.facts.BudgetDocument;
import roadbed.collect.facts.CarbonDocument;
import roadbed.collect.facts.GateDocument;
import roadbed.collect.facts.PlacedDocument;
import roadbed.collect.yaml.YamlDocuments;
import roadbed.collect.yaml.YamlNode;
import roadbed.model.AllocationRules;
import roadbed.model.CarbonCoefficients;
import roadbed.model.CostBudget;
import roadbed.model.Diagnostic;
import roadbed.model.GateRules;
import roadbed.model.Location;

/** Reads documents of one kind from files that are named for them; documents of other kinds beside them are passed over. */
public final class DocumentFile {
  private DocumentFile() {}

  /** The one document that a file must hold, where nothing in the file is wrong, and what is. */
  public record One<T>(Optional<T> document, List<Diagnostic> diagnostics) {
    public One {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** What stands in all documents of the kind and is right, and what is wrong. */
  public record All<T>(List<T> documents, List<Diagnostic> diagnostics) {
    public All {
      documents = List.copyOf(documents);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** Turns a document into what it says; what is wrong goes to the gathering, and the answer is empty then. */
  @FunctionalInterface
  private interface Reading<T> {
    T read(YamlNode.Mapping document, String file, Gathering said);
  }

  /** What was found in a file, and whether all of it is well-formed. */
  private record Found<T>(List<T> read, boolean whole) {}

  /** Rules of allocation: the one document of kind Allocation. */
  public static One<AllocationRules> allocation(Path path) throws IOException {
    return one(file(path), "Allocation", "allocation", AllocationDocument::read);
  }

  /** Rules of allocation in a text that somebody typed or sent; places are told by its name. */
  public static One<AllocationRules> allocation(String name, String text) throws IOException {
    return one(text(name, text), "Allocation", "allocation", AllocationDocument::read);
  }

  /** Coefficients of emissions: the one document of kind CarbonCoefficients. */
  public static One<CarbonCoefficients> carbon(Path path) throws IOException {
    return one(file(path), "CarbonCoefficients", "carbon", CarbonDocument::read);
  }

  /** How the gate acts: the one document of kind Gate, usually in {@code gate.yaml}. */
  public static One<GateRules> gate(Path path) throws IOException {
    return one(file(path), "Gate", "gate", GateDocument::read);
  }

  /** Budgets: all documents of kind Budgets. */
  public static All<CostBudget> budgets(Path path) throws IOException {
    Gathering said = new Gathering(Limits.DEFAULT);
    SourceFile file = file(path);
    Found<List<CostBudget>> found = read(file, "Budgets", BudgetDocument::read, said);
    return new All<>(found.read().stream().flatMap(List::stream).toList(), said.diagnostics(file.name()));
  }

  /** Documents of a kind as they are written, in the order of files; of folders all YAML files below them are read. */
  public static All<PlacedDocument> placed(String kind, List<Path> paths) throws IOException {
    List<PlacedDocument> documents = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    for (Path path : paths) {
      for (Path one : files(path)) {
        All<PlacedDocument> of = placed(kind, file(one));
        documents.addAll(of.documents());
        diagnostics.addAll(of.diagnostics());
      }
    }
    return new All<>(documents, diagnostics);
  }

  /** Documents of a kind in a text that somebody typed or sent; places are told by its name. */
  public static All<PlacedDocument> placed(String kind, String name, String text) throws IOException {
    return placed(kind, text(name, text));
  }

  private static All<PlacedDocument> placed(String kind, SourceFile file) throws IOException {
    Gathering said = new Gathering(Limits.DEFAULT);
    Found<PlacedDocument> found = read(file, kind, (document, name, _) -> new PlacedDocument(document, name), said);
    return new All<>(found.read(), said.diagnostics(file.name()));
  }

  /** The files that are read of a path: itself, or the YAML files of a folder, in the order of their names. */
  public static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> found = Files.walk(path, Limits.DEFAULT.folderDepth())) {
      return found
          .filter(file -> file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  private static SourceFile text(String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new LocalFile(name, Path.of(name), _ -> new ByteArrayInputStream(bytes));
  }

  private static SourceFile file(Path path) {
    return new LocalFile(path.toString().replace('\\', '/'), path, Files::newInputStream);
  }

  /** The guide to the kind and the code of the error are both called by the topic. */
  private static <T> One<T> one(SourceFile file, String kind, String topic, Reading<Optional<T>> reading) throws IOException {
    Gathering said = new Gathering(Limits.DEFAULT);
    Found<Optional<T>> found = read(file, kind, reading, said);
    boolean right = found.whole() && found.read().size() == 1;
    if (found.whole() && !right) {
      said.diagnostic(
          Diagnostic.error(
              topic + ".documents",
              Location.of(file.name()),
              "one document of kind " + kind + " is expected here, not " + found.read().size(),
              "see docs/guide/" + topic + ".md"));
    }
    return new One<>(right ? found.read().getFirst() : Optional.empty(), said.diagnostics(file.name()));
  }

  private static <T> Found<T> read(SourceFile file, String kind, Reading<T> reading, Gathering said) throws IOException {
    Optional<String> text = WholeText.read(file, Limits.DEFAULT.wholeBytes(), said);
    List<T> found = new ArrayList<>();
    boolean whole = text.isPresent();
    YamlDocuments documents = new YamlDocuments(text.orElse(""), file, Limits.DEFAULT);
    while (documents.hasNext()) {
      switch (documents.next()) {
        case YamlDocuments.Document.Broken why -> {
          whole = false;
          said.diagnostic(why.why());
        }
        case YamlDocuments.Document.Read read -> {
          for (YamlNode root : read.roots()) {
            if (root instanceof YamlNode.Mapping mapping && mapping.text("kind").equals(Optional.of(kind))) {
              found.add(reading.read(mapping, file.name(), said));
            }
          }
        }
      }
    }
    return new Found<>(found, whole);
  }
}
