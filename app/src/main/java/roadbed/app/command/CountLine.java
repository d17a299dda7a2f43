package roadbed.app.command;

import java.io.PrintStream;

/** How many of a known number are done, drawn over one line of a terminal; nothing where messages do not go to one. */
final class CountLine implements AutoCloseable {
  private static final long QUIET_NANOS = 700_000_000L;
  private static final long BETWEEN_NANOS = 100_000_000L;
  private static final int WIDTH = 30;

  private final PrintStream to;
  private final boolean drawing;
  private final String doing;
  private final int all;
  private long drawnAt = System.nanoTime() + QUIET_NANOS - BETWEEN_NANOS;
  private boolean drawn;

  private CountLine(PrintStream to, boolean drawing, String doing, int all) {
    this.to = to;
    this.drawing = drawing;
    this.doing = doing;
    this.all = all;
  }

  static CountLine on(Terminal terminal, String doing, int all) {
    return new CountLine(terminal.err(), terminal.interactive(), doing, all);
  }

  /** Told how many are done, from any thread. */
  synchronized void at(int done) {
    long now = System.nanoTime();
    if (!drawing || now - drawnAt < BETWEEN_NANOS) {
      return;
    }
    drawnAt = now;
    drawn = true;
    int full = (int) ((long) WIDTH * done / Math.max(1, all));
    to.printf("\r\u001b[K%s [%s%s] %,d of %,d", doing, "#".repeat(full), " ".repeat(WIDTH - full), done, all);
    to.flush();
  }

  @Override
  public synchronized void close() {
    if (drawn) {
      to.print("\r\u001b[K");
      to.flush();
    }
  }
}
