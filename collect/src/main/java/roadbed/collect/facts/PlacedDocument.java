package roadbed.collect.facts;

import java.util.List;
import roadbed.collect.yaml.YamlNode;
import roadbed.model.AllocationJson;
import roadbed.model.Diagnostic;
import roadbed.model.Value;

/** A document of some kind as somebody wrote it, with the places of its pieces. What it means is not known here. */
public final class PlacedDocument {
  private final YamlNode.Mapping document;
  private final String file;

  /** A document that stands in a file. */
  public PlacedDocument(YamlNode.Mapping document, String file) {
    this.document = document;
    this.file = file;
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
