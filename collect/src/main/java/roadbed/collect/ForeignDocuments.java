package roadbed.collect;

import java.util.Map;
import java.util.Optional;
import roadbed.model.Value;

/** Documents of other tools that people take for inputs of ours, so that they are told what they have. */
final class ForeignDocuments {
  private ForeignDocuments() {}

  /** What a document with these top-level keys is, in words. */
  static Optional<String> named(Map<String, Value> keys) {
    if (keys.get("ChangeSetName") instanceof Value.Text && keys.containsKey("Changes")) {
      return Optional.of("a CloudFormation change set");
    }
    if (keys.get("changes") instanceof Value.Items && keys.get("status") instanceof Value.Text) {
      return Optional.of("an Azure what-if result");
    }
    return Optional.empty();
  }
}
