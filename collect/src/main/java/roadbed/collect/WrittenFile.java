package roadbed.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import roadbed.collect.facts.WrittenDocument;
import roadbed.collect.yaml.YamlDocuments;
import roadbed.collect.yaml.YamlNode;
import roadbed.model.Diagnostic;

/** Finds documents of one kind in files, as they are written; documents of other kinds are passed over. */
public final class WrittenFile {
  private WrittenFile() {}

  /** Documents in the order of files, and what could not be read. */
  public record Read(List<WrittenDocument> documents, List<Diagnostic> diagnostics) {
    public Read {
      documents = List.copyOf(documents);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** Reads files, and of folders all YAML files below them. */
  public static Read read(String kind, List<Path> paths) throws IOException {
    List<WrittenDocument> documents = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    for (Path path : paths) {
      for (Path one : files(path)) {
        read(kind, new LocalFile(one.toString().replace('\\', '/'), one, Files::newInputStream), documents, diagnostics);
      }
    }
    return new Read(documents, diagnostics);
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

  private static void read(String kind, SourceFile file, List<WrittenDocument> found, List<Diagnostic> diagnostics) throws IOException {
    Gathering said = new Gathering(Limits.DEFAULT);
    Optional<String> text = WholeText.read(file, Limits.DEFAULT.wholeBytes(), said);
    YamlDocuments documents = new YamlDocuments(text.orElse(""), file, Limits.DEFAULT);
    while (documents.hasNext()) {
      switch (documents.next()) {
        case YamlDocuments.Document.Broken why -> said.diagnostic(why.why());
        case YamlDocuments.Document.Read read -> {
          for (YamlNode root : read.roots()) {
            WrittenDocument.of(root, kind, file.name()).ifPresent(found::add);
          }
        }
      }
    }
    diagnostics.addAll(said.diagnostics(file.name()));
  }
}
