package roadbed.collect.facts;

import java.util.Set;
import roadbed.collect.CollectionSink;
import roadbed.collect.yaml.YamlNode;
import roadbed.model.Location;
import roadbed.model.resilience.ResilienceDocuments;

/** Reads documents of kinds {@code Resilience}, {@code Drill} and {@code VersionCalendar}. */
public final class ResilienceDocument {
  /** The kinds. */
  public static final Set<String> KINDS = Set.of("Resilience", "Drill", "VersionCalendar");

  private ResilienceDocument() {}

  /** Reads one; what is wrong in it is said. */
  public static void read(YamlNode.Mapping document, String file, CollectionSink sink) {
    ResilienceDocuments.Read read =
        ResilienceDocuments.read(WrittenValues.of(document), Location.of(file, document.line(), document.column()));
    WrittenValues.tell(read.problems(), "resilience.document", document, file, sink);
    read.facts().forEach(sink::resilience);
  }
}
