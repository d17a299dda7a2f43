package roadbed.inventory.facet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import roadbed.model.Resource;
import roadbed.model.Value;

/**
 * Which attributes are read for which facets, while somebody wants to know: so an explanation says where a facet comes
 * from without a second description of the mapping.
 */
public final class Reads {
  private static final int MOST = 2_000_000;
  private static final ThreadLocal<@Nullable Reads> WATCHING = new ThreadLocal<>();
  /** How many want to know; looked at for each attribute that is read. */
  private static final AtomicInteger WATCHERS = new AtomicInteger();

  private final List<Read> reads = new ArrayList<>();
  private final Deque<String> facets = new ArrayDeque<>();
  private String resource = "";

  private Reads() {}

  /**
   * An attribute that was read.
   *
   * @param resource what was described, as {@link #describe} was told
   * @param facet the facet that it was read for; empty where it was read for none
   * @param root the document that was read, the very object
   * @param path the attribute in it
   */
  public record Read(String resource, String facet, Value root, String path) {}

  /** What reads for a resource name it by. */
  public static String name(Resource resource) {
    return resource.origin().location().file() + "\n" + resource.origin().address();
  }

  /** What is read while something is done. */
  public static List<Read> during(Runnable work) {
    Reads reads = new Reads();
    WATCHERS.incrementAndGet();
    WATCHING.set(reads);
    try {
      work.run();
    } finally {
      WATCHING.remove();
      WATCHERS.decrementAndGet();
    }
    return reads.reads;
  }

  /** What is read from now on is read to describe a resource, told by its file and address. */
  public static void describe(String file, String address) {
    Reads reads = WATCHERS.get() > 0 ? WATCHING.get() : null;
    if (reads != null) {
      reads.resource = file + "\n" + address;
    }
  }

  /** An attribute is read. */
  static void note(Value root, String path) {
    if (WATCHERS.get() > 0) {
      Reads reads = WATCHING.get();
      if (reads != null && reads.reads.size() < MOST) {
        reads.reads.add(new Read(reads.resource, String.join(".", reads.facets.reversed()), root, path));
      }
    }
  }

  /** What is read from now on is read for a facet. */
  static void begin(String facet) {
    Reads reads = WATCHERS.get() > 0 ? WATCHING.get() : null;
    if (reads != null) {
      reads.facets.push(facet);
    }
  }

  /** The facet is there. */
  static void end() {
    Reads reads = WATCHERS.get() > 0 ? WATCHING.get() : null;
    if (reads != null) {
      reads.facets.poll();
    }
  }
}
