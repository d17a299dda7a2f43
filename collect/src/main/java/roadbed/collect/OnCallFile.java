package roadbed.collect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import roadbed.collect.facts.OnCallDocument;
import roadbed.collect.yaml.YamlDocuments;
import roadbed.collect.yaml.YamlNode;
import roadbed.model.Diagnostic;

/** Finds documents of kind OnCall in files; documents of other kinds are passed over. */
public final class OnCallFile {
  private OnCallFile() {}

  /** Documents in the order of files, and what could not be read. */
  public record Read(List<OnCallDocument> documents, List<Diagnostic> diagnostics) {
    public Read {
      documents = List.copyOf(documents);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** Reads files, and of folders all YAML files below them. */
  public static Read read(List<Path> paths) throws IOException {
    List<OnCallDocument> documents = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    for (Path path : paths) {
      for (Path one : files(path)) {
        read(new LocalFile(one.toString().replace('\\', '/'), one, Files::newInputStream), documents, diagnostics);
      }
    }
    return new Read(documents, diagnostics);
  }

  /**
   * Reads a text that somebody typed or sent.
   *
   * @param name by which its places are told
   */
  public static Read read(String name, InputStream text) throws IOException {
    List<OnCallDocument> documents = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    read(new LocalFile(name, Path.of(name), _ -> text), documents, diagnostics);
    return new Read(documents, diagnostics);
  }

  private static List<Path> files(Path path) throws IOException {
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

  private static void read(SourceFile file, List<OnCallDocument> found, List<Diagnostic> diagnostics) throws IOException {
    Gathering said = new Gathering(Limits.DEFAULT);
    Optional<String> text = WholeText.read(file, Limits.DEFAULT.wholeBytes(), said);
    YamlDocuments documents = new YamlDocuments(text.orElse(""), file, Limits.DEFAULT);
    while (documents.hasNext()) {
      switch (documents.next()) {
        case YamlDocuments.Document.Broken why -> said.diagnostic(why.why());
        case YamlDocuments.Document.Read read -> {
          for (YamlNode root : read.roots()) {
            OnCallDocument.of(root, file.name()).ifPresent(found::add);
          }
        }
      }
    }
    diagnostics.addAll(said.diagnostics(file.name()));
  }
}
