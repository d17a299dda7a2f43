package roadbed.collect.facts;

import java.util.Optional;
import roadbed.collect.CollectionSink;
import roadbed.collect.yaml.YamlNode;
import roadbed.model.CarbonCoefficients;
import roadbed.model.CarbonJson;

/** Reads a document {@code kind: CarbonCoefficients}. */
public final class CarbonDocument {
  private CarbonDocument() {}

  /** The coefficients; empty where something in them is wrong, which is said. */
  public static Optional<CarbonCoefficients> read(YamlNode.Mapping document, String file, CollectionSink sink) {
    CarbonJson.Read read = CarbonJson.read(WrittenValues.of(document));
    WrittenValues.tell(read.problems(), "carbon.coefficients", document, file, sink);
    return read.coefficients();
  }
}
