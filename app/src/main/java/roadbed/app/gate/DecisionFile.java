package roadbed.app.gate;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roadbed.assess.policy.gate.DecisionJson;
import roadbed.assess.policy.gate.DecisionLog;
import roadbed.assess.policy.gate.GateDecision;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** Decisions and what people said of them, a JSON document a line, the newest last. */
public final class DecisionFile {
  private static final int MOST_LINES = 1_000_000;

  private final Path file;

  /** The file; it is made with the first decision. */
  public DecisionFile(Path file) {
    this.file = file;
  }

  /** Adds a decision. */
  public void append(GateDecision decision) throws IOException {
    append(DecisionJson.of(decision));
  }

  /** Adds what somebody said. */
  public void append(GateDecision.Feedback feedback) throws IOException {
    append(DecisionJson.of(feedback));
  }

  /** One line in one write under a lock, so that commands that run at once do not mix their lines. */
  private void append(Value.Fields document) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    byte[] line = (ValueJson.text(document) + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        FileLock lock = channel.lock()) {
      ByteBuffer bytes = ByteBuffer.wrap(line);
      while (lock.isValid() && bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  /** All that is there; a line that is none of ours is said and passed over. */
  public DecisionLog read(List<Diagnostic> diagnostics) {
    if (!Files.exists(file)) {
      return DecisionLog.EMPTY;
    }
    List<GateDecision> decisions = new ArrayList<>();
    List<GateDecision.Feedback> feedback = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null && number < MOST_LINES; line = lines.readLine()) {
        number++;
        if (!read(line, decisions, feedback)) {
          diagnostics.add(
              Diagnostic.warning(
                  "decision.line",
                  Location.of(file.toString(), number, 1),
                  "this line is no decision and is passed over",
                  "remove it"));
        }
      }
    } catch (IOException e) {
      diagnostics.add(
          Diagnostic.error(
              "decision.unreadable", Location.of(file.toString()), "the decisions cannot be read: " + e.getMessage(), ""));
    }
    return new DecisionLog(decisions, feedback);
  }

  private static boolean read(
      String line, List<GateDecision> decisions, List<GateDecision.Feedback> feedback) {
    if (line.isBlank()) {
      return true;
    }
    try {
      Value document = ValueJson.parse(line);
      Optional<GateDecision> decision = DecisionJson.decision(document);
      Optional<GateDecision.Feedback> said = DecisionJson.feedback(document);
      decision.ifPresent(decisions::add);
      said.ifPresent(feedback::add);
      return decision.isPresent() || said.isPresent();
    } catch (RuntimeException _) {
      // Whatever the JSON parser says of it, it is none of ours.
      return false;
    }
  }
}
