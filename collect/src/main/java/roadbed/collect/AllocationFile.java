package roadbed.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roadbed.collect.facts.AllocationDocument;
import roadbed.collect.yaml.YamlDocuments;
import roadbed.collect.yaml.YamlNode;
import roadbed.model.AllocationRules;
import roadbed.model.Diagnostic;
import roadbed.model.Location;

/** Reads the rules of allocation from a file: its one document of kind Allocation. */
public final class AllocationFile {
  private AllocationFile() {}

  /** The rules, where nothing in the file is wrong, and what is. */
  public record Read(Optional<AllocationRules> rules, List<Diagnostic> diagnostics) {
    public Read {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** Reads a file. */
  public static Read read(Path path) throws IOException {
    LocalFile file = new LocalFile(path.toString().replace('\\', '/'), path, Files::newInputStream);
    Gathering said = new Gathering(Limits.DEFAULT);
    Optional<String> text = WholeText.read(file, Limits.DEFAULT.wholeBytes(), said);
    List<Optional<AllocationRules>> found = new ArrayList<>();
    boolean broken = text.isEmpty();
    YamlDocuments documents = new YamlDocuments(text.orElse(""), file, Limits.DEFAULT);
    while (documents.hasNext()) {
      switch (documents.next()) {
        case YamlDocuments.Document.Broken why -> {
          broken = true;
          said.diagnostic(why.why());
        }
        case YamlDocuments.Document.Read read -> {
          for (YamlNode root : read.roots()) {
            if (root instanceof YamlNode.Mapping mapping
                && mapping.text("kind").equals(Optional.of("Allocation"))) {
              found.add(AllocationDocument.read(mapping, file.name(), said));
            }
          }
        }
      }
    }
    if (!broken && found.size() != 1) {
      broken = true;
      said.diagnostic(
          Diagnostic.error(
              "allocation.documents",
              Location.of(file.name()),
              "one document of kind Allocation is expected here, not " + found.size(),
              "see docs/guide/allocation.md"));
    }
    return new Read(broken ? Optional.empty() : found.getFirst(), said.diagnostics(file.name()));
  }
}
