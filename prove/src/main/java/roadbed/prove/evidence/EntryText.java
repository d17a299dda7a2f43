package roadbed.prove.evidence;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;

/** The stored text of an entry: its fields and the root of the log that it was appended to. */
final class EntryText {
  private EntryText() {}

  /** An entry and the root of all entries before it. */
  record Parsed(EvidenceEntry entry, Hash prior) {}

  static String of(EvidenceEntry entry, Hash prior) {
    return CanonicalJson.text(
        new Value.Fields(
            Map.of(
                "actor", Value.of(entry.actor()),
                "at", Value.of(entry.at().toString()),
                "body", entry.body(),
                "index", Value.of(entry.index()),
                "prior", Value.of(prior.hex()),
                "type", Value.of(entry.type()))));
  }

  /** The entry with this text, or empty where it is none. */
  static Optional<Parsed> parse(String json) {
    try {
      if (ValueJson.parseOwn(json) instanceof Value.Fields fields
          && fields.values().get("index") instanceof Value.Whole index
          && fields.values().get("at") instanceof Value.Text at
          && fields.values().get("type") instanceof Value.Text type
          && fields.values().get("actor") instanceof Value.Text actor
          && fields.values().get("body") instanceof Value.Fields body) {
        return fields
            .text("prior")
            .flatMap(Hash::ofHex)
            .map(
                prior ->
                    new Parsed(
                        new EvidenceEntry(
                            index.value(), Instant.parse(at.value()), type.value(), actor.value(), body),
                        prior));
      }
      return Optional.empty();
    } catch (JacksonException | DateTimeException _) {
      return Optional.empty();
    }
  }
}
