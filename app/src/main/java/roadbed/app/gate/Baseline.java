package roadbed.app.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.assess.policy.gate.DecisionJson;
import roadbed.assess.policy.gate.GateFinding;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;

/** Findings written down, to be compared with later. One finding a line, so that a change of it can be reviewed. */
public final class Baseline {
  private static final String FORMAT = "roadbed.baseline/1";
  private static final long MOST_BYTES = 512L << 20;

  private Baseline() {}

  /** Writes findings. */
  public static void write(Path file, String source, Instant at, List<GateFinding> findings) throws IOException {
    Map<String, Value> head = new LinkedHashMap<>();
    head.put("format", Value.of(FORMAT));
    head.put("source", Value.of(source));
    head.put("at", Value.of(at.toString()));
    StringBuilder text = new StringBuilder(ValueJson.text(new Value.Fields(head)));
    text.setLength(text.length() - 1);
    text.append(",\"findings\":[");
    for (int i = 0; i < findings.size(); i++) {
      text.append(i == 0 ? "\n" : ",\n").append(ValueJson.text(DecisionJson.of(findings.get(i))));
    }
    text.append("\n]}\n");
    Files.writeString(file, text);
  }

  /** The findings in a file; empty where it is no baseline. */
  public static Optional<List<GateFinding>> read(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      return Optional.empty();
    }
    Value document;
    try {
      document = ValueJson.parse(Files.readString(file));
    } catch (JacksonException _) {
      return Optional.empty();
    }
    if (!(document instanceof Value.Fields fields)
        || !fields.text("format").equals(Optional.of(FORMAT))
        || !(fields.get("findings").orElse(null) instanceof Value.Items items)) {
      return Optional.empty();
    }
    List<GateFinding> findings = new ArrayList<>();
    for (Value item : items.values()) {
      DecisionJson.finding(item).ifPresent(findings::add);
    }
    return findings.size() == items.values().size() ? Optional.of(findings) : Optional.empty();
  }
}
