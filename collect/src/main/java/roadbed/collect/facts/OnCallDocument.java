package roadbed.collect.facts;

import java.util.List;
import java.util.Optional;
import roadbed.collect.yaml.YamlNode;
import roadbed.model.AllocationJson;
import roadbed.model.Diagnostic;
import roadbed.model.Value;

/** A document {@code kind: OnCall} as somebody wrote it, with the places of its pieces. What it means is not known here. */
public final class OnCallDocument {
  private final YamlNode.Mapping document;
  private final String file;

  private OnCallDocument(YamlNode.Mapping document, String file) {
    this.document = document;
    this.file = file;
  }

  /** The document, where it is of this kind. */
  public static Optional<OnCallDocument> of(YamlNode root, String file) {
    return root instanceof YamlNode.Mapping mapping && mapping.text("kind").equals(Optional.of("OnCall"))
        ? Optional.of(new OnCallDocument(mapping, file))
        : Optional.empty();
  }

  /** What is written; scalars are texts. */
  public Value value() {
    return WrittenValues.of(document);
  }

  /** Problems with the places of what they point at. */
  public List<Diagnostic> places(List<AllocationJson.Problem> problems) {
    return problems.stream().map(problem -> WrittenValues.diagnostic(problem, "oncall.document", document, file)).toList();
  }
}
