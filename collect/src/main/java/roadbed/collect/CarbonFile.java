package roadbed.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roadbed.collect.facts.CarbonDocument;
import roadbed.collect.yaml.YamlDocuments;
import roadbed.collect.yaml.YamlNode;
import roadbed.model.CarbonCoefficients;
import roadbed.model.Diagnostic;
import roadbed.model.Location;

/** Reads coefficients of emissions from a file: its one document of kind CarbonCoefficients. */
public final class CarbonFile {
  private CarbonFile() {}

  /** The coefficients, where nothing in the file is wrong, and what is. */
  public record Read(Optional<CarbonCoefficients> coefficients, List<Diagnostic> diagnostics) {
    public Read {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** Reads a file. */
  public static Read read(Path path) throws IOException {
    LocalFile file = new LocalFile(path.toString().replace('\\', '/'), path, Files::newInputStream);
    Gathering said = new Gathering(Limits.DEFAULT);
    Optional<String> text = WholeText.read(file, Limits.DEFAULT.wholeBytes(), said);
    List<Optional<CarbonCoefficients>> found = new ArrayList<>();
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
                && mapping.text("kind").equals(Optional.of("CarbonCoefficients"))) {
              found.add(CarbonDocument.read(mapping, file.name(), said));
            }
          }
        }
      }
    }
    if (!broken && found.size() != 1) {
      broken = true;
      said.diagnostic(
          Diagnostic.error(
              "carbon.documents",
              Location.of(file.name()),
              "one document of kind CarbonCoefficients is expected here, not " + found.size(),
              "see docs/guide/carbon.md"));
    }
    return new Read(broken ? Optional.empty() : found.getFirst(), said.diagnostics(file.name()));
  }
}
