package roadbed.operate.change;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import roadbed.assess.change.ChangeRiskJson;
import roadbed.assess.change.ProposedChangeJson;
import roadbed.model.Value;

/** A change as programs see it; docs/reference/changes.md describes it. */
public final class ChangeRecordJson {
  private ChangeRecordJson() {}

  /** The change without its trail. */
  public static Value.Fields line(ChangeRecord record, ChangeState state) {
    return new Value.Fields(fields(record, state));
  }

  /** The change with all that happened to it. */
  public static Value.Fields of(ChangeRecord record, ChangeState state) {
    Map<String, Value> fields = fields(record, state);
    fields.put(
        "entries",
        new Value.Items(
            record.entries().stream()
                .<Value>map(
                    entry -> {
                      Map<String, Value> one = new LinkedHashMap<>();
                      one.put("at", Value.of(entry.at().toString()));
                      one.put("actor", Value.of(entry.actor()));
                      one.putAll(ChangeEntryJson.of(entry.what()).values());
                      return new Value.Fields(one);
                    })
                .toList()));
    return new Value.Fields(fields);
  }

  private static Map<String, Value> fields(ChangeRecord record, ChangeState state) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("id", Value.of(record.id()));
    fields.put("state", Value.of(state.id()));
    fields.put("may_go_on", Value.of(state.mayGoOn()));
    fields.put("why", Value.ofTexts(state.words()));
    fields.put("emergency", Value.of(record.wasEmergency()));
    fields.put("review_due", Value.of(record.reviewDue()));
    fields.put("proposed_at", Value.of(record.proposedAt().toString()));
    fields.put("began_at", known(record.beganAt().map(at -> Value.of(at.toString()))));
    fields.put("ended_at", known(record.endedAt().map(at -> Value.of(at.toString()))));
    fields.put("outcome", known(record.outcome().map(outcome -> Value.of(outcome.id()))));
    fields.put("leave", known(record.leave().map(leave -> Value.of(leave.id()))));
    fields.put("risk", known(record.weighed().map(weighed -> ChangeRiskJson.of(weighed.risk()))));
    fields.put("ruling", known(record.weighed().map(weighed -> ChangeRiskJson.of(weighed.ruling()))));
    fields.put("change", ProposedChangeJson.of(record.change()));
    return fields;
  }

  /** Null where it is not known: the field is there and says so. */
  private static Value known(Optional<? extends Value> value) {
    return value.isPresent() ? value.get() : Value.Null.INSTANCE;
  }
}
