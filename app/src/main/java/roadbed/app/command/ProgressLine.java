package roadbed.app.command;

import java.io.PrintStream;
import roadbed.collect.Progress;

/**
 * Progress drawn over one line of the terminal, from the second on that the work takes; nothing where messages
 * do not go to a terminal.
 */
final class ProgressLine implements Progress, AutoCloseable {
  private static final long QUIET_NANOS = 700_000_000L;
  private static final long BETWEEN_NANOS = 100_000_000L;
  private static final String[] TURN = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};

  private final PrintStream to;
  private final boolean drawing;
  private final long started = System.nanoTime();
  private long drawnAt = started + QUIET_NANOS - BETWEEN_NANOS;
  private int turns;

  private ProgressLine(PrintStream to, boolean drawing) {
    this.to = to;
    this.drawing = drawing;
  }

  static ProgressLine on(Terminal terminal) {
    return new ProgressLine(terminal.err(), terminal.interactive());
  }

  @Override
  public void at(long files, long recognised, long resources) {
    if (!drawing) {
      return;
    }
    long now = System.nanoTime();
    if (now - drawnAt < BETWEEN_NANOS) {
      return;
    }
    drawnAt = now;
    String turn = TURN[turns++ % TURN.length];
    to.printf(
        "\r\u001b[K%s reading: %,d files, %,d recognised, %,d resources", turn, files, recognised, resources);
    to.flush();
  }

  @Override
  public void close() {
    if (turns > 0) {
      to.print("\r\u001b[K");
      to.flush();
    }
  }
}
