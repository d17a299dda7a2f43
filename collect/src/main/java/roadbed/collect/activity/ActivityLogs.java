package roadbed.collect.activity;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import roadbed.model.Activity;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** The facade: files and folders of logs in, acts out. */
public final class ActivityLogs {
  private static final Set<String> LISTS = Set.of("Records", "records", "Events", "value", "entries");
  private static final int MOST_FILES = 100_000;
  private static final int MOST_ACTS = 1_000_000;
  private static final long MOST_BYTES = 4L << 30;

  private final List<Activity> acts = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private long left = MOST_BYTES;

  private ActivityLogs() {}

  /** What was read, and what could not be. */
  public record Read(List<Activity> acts, List<Diagnostic> diagnostics) {
    public Read {
      acts = List.copyOf(acts);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** Reads logs, gzipped or not, as arrays, as documents with an array, or a document a line. */
  public static Read read(List<Path> paths) {
    ActivityLogs logs = new ActivityLogs();
    paths.forEach(logs::path);
    return new Read(logs.acts, logs.diagnostics);
  }

  private void path(Path path) {
    try (Stream<Path> walk = Files.walk(path)) {
      walk.filter(Files::isRegularFile)
          .filter(file -> isLog(file.getFileName().toString()))
          .sorted()
          .limit(MOST_FILES)
          .forEach(this::file);
    } catch (IOException | UncheckedIOException e) {
      unreadable(path, String.valueOf(e.getMessage()));
    }
  }

  private static boolean isLog(String name) {
    return Stream.of(".json", ".json.gz", ".jsonl", ".ndjson", ".jsonl.gz", ".log", ".gz").anyMatch(name::endsWith);
  }

  private void unreadable(Path path, String why) {
    diagnostics.add(
        Diagnostic.error(
            "activity.unreadable",
            Location.of(path.toString()),
            "the log cannot be read: " + why,
            "export it again as JSON"));
  }

  private void file(Path file) {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        InputStream in = new Bounded(unpacked(raw));
        JsonParser parser = ValueJson.factory().createParser(ObjectReadContext.empty(), in)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        document(parser, token);
      }
    } catch (JacksonException e) {
      unreadable(file, e.getOriginalMessage() == null ? "it is not JSON" : e.getOriginalMessage());
    } catch (IOException e) {
      unreadable(file, String.valueOf(e.getMessage()));
    }
  }

  private static InputStream unpacked(InputStream in) throws IOException {
    in.mark(2);
    int first = in.read();
    int second = in.read();
    in.reset();
    return first == 0x1F && second == 0x8B ? new GZIPInputStream(in) : in;
  }

  /** All files together may have so many bytes. */
  private final class Bounded extends java.io.FilterInputStream {
    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int octet = super.read();
      spend(octet < 0 ? 0 : 1);
      return octet;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      spend(Math.max(0, read));
      return read;
    }

    private void spend(int bytes) throws IOException {
      left -= bytes;
      if (left < 0) {
        throw new IOException("the logs have more than 4 GiB; give fewer days of them");
      }
    }
  }

  private void document(JsonParser parser, JsonToken token) {
    if (token == JsonToken.START_ARRAY) {
      list(parser);
    } else if (token == JsonToken.START_OBJECT) {
      object(parser);
    }
  }

  private void list(JsonParser parser) {
    for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      if (token == JsonToken.START_OBJECT && ValueJson.read(parser) instanceof Value.Fields event) {
        event(event);
      } else if (token != JsonToken.START_OBJECT) {
        parser.skipChildren();
      }
    }
  }

  /** A document with a list of events, which may be long, or one event, which is short. */
  private void object(JsonParser parser) {
    java.util.Map<String, Value> fields = new java.util.LinkedHashMap<>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_ARRAY && LISTS.contains(name)) {
        list(parser);
      } else {
        fields.put(name, ValueJson.read(parser));
      }
    }
    event(new Value.Fields(fields));
  }

  private void event(Value.Fields event) {
    if (acts.size() >= MOST_ACTS) {
      return;
    }
    Optional<String> inner = event.text("CloudTrailEvent");
    if (inner.isPresent()) {
      try {
        if (ValueJson.parse(inner.get()) instanceof Value.Fields trail) {
          CloudTrail.act(trail).ifPresent(acts::add);
        }
      } catch (JacksonException _) {
        // An event whose text is damaged tells nothing; the others do.
      }
      return;
    }
    CloudTrail.act(event)
        .or(() -> AzureActivity.act(event))
        .or(() -> GoogleAudit.act(event))
        .ifPresent(acts::add);
  }
}
