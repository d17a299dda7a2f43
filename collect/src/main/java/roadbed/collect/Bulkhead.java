package roadbed.collect;

import java.io.IOException;
import java.io.UncheckedIOException;
import roadbed.model.Diagnostic;
import roadbed.model.Location;

/**
 * Keeps a fault of ours in reading one thing from losing all others. Readers answer whatever a document says with values
 * and diagnostics; where one throws all the same, that is our fault, and is said to be.
 */
public final class Bulkhead {
  private static final String OURS = "roadbed.";

  private Bulkhead() {}

  /** What is read. */
  @FunctionalInterface
  public interface Reading<T> {
    T read() throws IOException;
  }

  /** What is read into a sink. */
  @FunctionalInterface
  public interface Emitting {
    void read() throws IOException;
  }

  /**
   * Reads one thing.
   *
   * @param what where it stands, for the diagnostic
   * @param otherwise the answer where reading fails
   * @throws IOException where bytes cannot be read, which is nobody's fault here
   */
  public static <T> T around(Location what, CollectionSink sink, T otherwise, Reading<T> reading) throws IOException {
    try {
      return reading.read();
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    } catch (RuntimeException | StackOverflowError fault) {
      sink.diagnostic(
          Diagnostic.error(
              "reader.fault",
              what,
              "Roadbed failed in reading this (" + fault.getClass().getSimpleName() + " in " + frame(fault)
                  + "), which is its own fault; what it read of this before is kept, and the rest is read",
              "report it as a bug, if you can with a file that shows it; until then leave the file out"));
      return otherwise;
    }
  }

  /**
   * Reads one thing into a sink.
   *
   * @param what where it stands, for the diagnostic
   * @throws IOException where bytes cannot be read, which is nobody's fault here
   */
  public static void around(Location what, CollectionSink sink, Emitting reading) throws IOException {
    around(
        what,
        sink,
        true,
        () -> {
          reading.read();
          return true;
        });
  }

  /** The innermost place of ours; the message of an exception may quote the document, and is not told. */
  private static String frame(Throwable fault) {
    for (StackTraceElement element : fault.getStackTrace()) {
      if (element.getClassName().startsWith(OURS)) {
        return element.getClassName() + ":" + element.getLineNumber();
      }
    }
    return "an unknown place";
  }
}
