package roadbed.rego.builtin;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.Value;

/**
 * Answers to {@code http.send} that outlive an evaluation, because the policy or the server said that they may. Bounded:
 * the answers that were not asked for longest go first. Safe to use from many threads.
 */
public final class HttpCache {
  private static final long STANDARD_BYTES = 64_000_000;

  private final long maxBytes;
  private final Map<Value, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  private record Entry(HttpAnswer answer, Instant until) {}

  /** A cache of 64 MB. */
  public HttpCache() {
    this(STANDARD_BYTES);
  }

  /** A cache of so many bytes. */
  public HttpCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** An answer, and until when it is fresh. */
  record Cached(HttpAnswer answer, boolean fresh) {}

  synchronized @Nullable Cached find(Value request, Instant now) {
    Entry entry = entries.get(request);
    return entry == null ? null : new Cached(entry.answer(), now.isBefore(entry.until()));
  }

  synchronized void put(Value request, HttpAnswer answer, Instant until) {
    remove(request);
    if (answer.size() > maxBytes) {
      return;
    }
    entries.put(request, new Entry(answer, until));
    bytes += answer.size();
    Iterator<Entry> oldest = entries.values().iterator();
    while (bytes > maxBytes) {
      bytes -= oldest.next().answer().size();
      oldest.remove();
    }
  }

  synchronized void remove(Value request) {
    Entry old = entries.remove(request);
    bytes -= old == null ? 0 : old.answer().size();
  }
}
