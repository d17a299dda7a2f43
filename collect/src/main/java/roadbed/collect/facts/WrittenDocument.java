package roadbed.collect.facts;

import java.util.List;
import java.util.Optional;
import roadbed.collect.yaml.YamlNode;
import roadbed.model.AllocationJson;
import roadbed.model.Diagnostic;
import roadbed.model.Value;

/** A document of some kind as somebody wrote it, with the places of its pieces. What it means is not known here. */
public final class WrittenDocument {
  private final YamlNode.Mapping document;
  private final String file;

  private WrittenDocument(YamlNode.Mapping document, String file) {
    this.document = document;
    this.file = file;
  }

  /** The document, where it is of a kind. */
  public static Optional<WrittenDocument> of(YamlNode root, String kind, String file) {
    return root instanceof YamlNode.Mapping mapping && mapping.text("kind").equals(Optional.of(kind))
        ? Optional.of(new WrittenDocument(mapping, file))
        : Optional.empty();
  }

  /** What is written; scalars are texts. */
  public Value value() {
    return WrittenValues.of(document);
  }

  /**
   * Problems with the places of what they point at.
   *
   * @param code of all of them
   */
  public List<Diagnostic> places(List<AllocationJson.Problem> problems, String code) {
    return problems.stream().map(problem -> WrittenValues.diagnostic(problem, code, document, file)).toList();
  }
}
