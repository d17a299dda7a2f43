package roadbed.rego.service;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import roadbed.rego.QueryResult;
import roadbed.rego.server.DecisionEvent;
import roadbed.rego.server.Snapshot;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/**
 * Logs decisions: masked, perhaps dropped, printed, and kept until they are uploaded in compressed pieces. What cannot be
 * kept or sent is counted, oldest first; a decision never waits for an upload.
 */
final class DecisionLogger {
  private final ServiceConfiguration.DecisionLogs settings;
  private final ObjectValue labels;
  private final @Nullable RemoteService service;
  private final Consumer<String> console;
  private final Consumer<String> problems;
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private long dropped;
  private long second;
  private double inSecond;

  DecisionLogger(
      ServiceConfiguration.DecisionLogs settings,
      ObjectValue labels,
      @Nullable RemoteService service,
      Consumer<String> console,
      Consumer<String> problems) {
    this.settings = settings;
    this.labels = labels;
    this.service = service;
    this.console = console;
    this.problems = problems;
  }

  /** Takes a decision. */
  void log(DecisionEvent event) {
    ObjectValue value = value(event);
    if (BooleanValue.TRUE.equals(decided(event.snapshot(), settings.drop(), value))) {
      return;
    }
    Value mask = decided(event.snapshot(), settings.mask(), value);
    if (mask != null) {
      try {
        value = DecisionMasks.apply(value, mask);
      } catch (IllegalArgumentException e) {
        // A decision whose secrets could not be masked is not logged at all.
        problems.accept("decision " + event.id() + " is not logged: " + e.getMessage());
        return;
      }
    }
    if (settings.console()) {
      console.accept(
          Values.toJson(
              value
                  .toBuilder()
                  .put("level", StringValue.of("info"))
                  .put("msg", StringValue.of("Decision Log"))
                  .put("time", StringValue.of(DateTimeFormatter.ISO_INSTANT.format(event.at())))
                  .put("type", StringValue.of("openpolicyagent.org/decision_logs"))
                  .build()));
    }
    if (service != null) {
      keep(Values.toJson(value).getBytes(StandardCharsets.UTF_8), event.at().getEpochSecond());
    }
  }

  private @Nullable Value decided(Snapshot snapshot, String path, ObjectValue event) {
    QueryResult result = snapshot.decide(path, event);
    if (result.ended()) {
      throw new IllegalStateException("policy " + path + " failed");
    }
    return result.value().orElse(null);
  }

  private ObjectValue value(DecisionEvent event) {
    ObjectValue.Builder out =
        ObjectValue.builder(12)
            .put("labels", labels)
            .put("decision_id", StringValue.of(event.id()))
            .put("requested_by", StringValue.of(event.from()))
            .put("timestamp", StringValue.of(DateTimeFormatter.ISO_INSTANT.format(event.at())))
            .put("req_id", NumberValue.of(event.request()))
            .put("metrics", event.metrics());
    if (!event.path().isEmpty()) {
      out.put("path", StringValue.of(event.path()));
    }
    if (!event.query().isEmpty()) {
      out.put("query", StringValue.of(event.query()));
    }
    if (event.input() != null) {
      out.put("input", event.input());
    }
    if (event.result() != null) {
      out.put("result", event.result());
    }
    if (!event.errors().isEmpty()) {
      RegoError error = event.errors().getFirst();
      out.put(
          "error",
          ObjectValue.builder(2)
              .put("code", StringValue.of(error.code()))
              .put("message", StringValue.of(error.message()))
              .build());
    }
    if (!event.snapshot().bundles().isEmpty()) {
      ObjectValue.Builder bundles = ObjectValue.builder();
      event
          .snapshot()
          .bundles()
          .forEach((name, bundle) -> bundles.put(name, ObjectValue.of("revision", StringValue.of(bundle.revision()))));
      out.put("bundles", bundles.build());
    }
    return out.build();
  }

  private synchronized void keep(byte[] event, long now) {
    if (now != second) {
      second = now;
      inSecond = 0;
    }
    if (++inSecond > settings.mostPerSecond() || event.length > settings.mostBuffer()) {
      dropped++;
      return;
    }
    waiting.add(event);
    waitingBytes += event.length;
    while (waitingBytes > settings.mostBuffer()) {
      waitingBytes -= waiting.removeFirst().length;
      dropped++;
    }
  }

  /** How many decisions were lost to the limits. */
  synchronized long dropped() {
    return dropped;
  }

  synchronized boolean isIdle() {
    return waiting.isEmpty();
  }

  /**
   * Sends what waits; what is not taken waits on.
   *
   * @return what went wrong; null for nothing
   */
  @Nullable String upload() throws InterruptedException {
    RemoteService to = service;
    if (to == null) {
      return null;
    }
    for (List<byte[]> piece = take(); !piece.isEmpty(); piece = take()) {
      String problem;
      try {
        RemoteService.Answer answer =
            to.post(
                settings.resource(),
                Map.of("Content-Type", "application/json", "Content-Encoding", "gzip"),
                packed(piece));
        problem = answer.status() / 100 == 2 ? null : "log upload failed, server replied with HTTP " + answer.status();
      } catch (IOException e) {
        problem = "log upload failed: " + e.getMessage();
      } catch (InterruptedException e) {
        putBack(piece);
        throw e;
      }
      if (problem != null) {
        putBack(piece);
        return problem;
      }
    }
    return null;
  }

  /** The events of the next piece: as many as stay within the limit, supposing that they shrink to a third. */
  private synchronized List<byte[]> take() {
    List<byte[]> piece = new ArrayList<>();
    long size = 0;
    while (!waiting.isEmpty() && (piece.isEmpty() || size + waiting.getFirst().length <= settings.mostUpload() * 3L)) {
      byte[] event = waiting.removeFirst();
      size += event.length;
      waitingBytes -= event.length;
      piece.add(event);
    }
    return piece;
  }

  private synchronized void putBack(List<byte[]> piece) {
    for (byte[] event : piece.reversed()) {
      waiting.addFirst(event);
      waitingBytes += event.length;
    }
  }

  private static byte[] packed(List<byte[]> events) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write('[');
      for (int i = 0; i < events.size(); i++) {
        if (i > 0) {
          gzip.write(',');
        }
        gzip.write(events.get(i));
      }
      gzip.write(']');
    }
    return out.toByteArray();
  }

  /** How long to wait between uploads. */
  Duration pause(boolean failed, int failures, double random) {
    return Pauses.between(settings.reporting(), failed, failures, random);
  }
}
