package roadbed.app.command;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a command writes.
 *
 * @param out results, buffered; flushed when the command ends
 * @param err messages and progress
 * @param colour whether results go to a terminal that shows colour
 * @param interactive whether messages go to a terminal, so that progress can be drawn over itself
 * @param width columns to write in
 * @param in what is typed or piped in
 */
record Terminal(
    PrintStream out, PrintStream err, boolean colour, boolean interactive, int width, InputStream in) {

  private static final int DEFAULT_WIDTH = 100;

  /** The process's own terminal, as the launcher and the environment describe it. */
  static Terminal ofProcess() {
    Map<String, String> environment = System.getenv();
    boolean outIsTerminal = "1".equals(environment.get("ROADBED_TTY_OUT"));
    boolean errIsTerminal = "1".equals(environment.get("ROADBED_TTY_ERR"));
    boolean plain =
        environment.containsKey("NO_COLOR") || "dumb".equals(environment.getOrDefault("TERM", "dumb"));
    int width = DEFAULT_WIDTH;
    try {
      width = Math.clamp(Integer.parseInt(environment.getOrDefault("COLUMNS", "")), 60, 160);
    } catch (NumberFormatException _) {
      // Not told: the default stands.
    }
    return new Terminal(
        stream(new FileOutputStream(FileDescriptor.out), false),
        stream(new FileOutputStream(FileDescriptor.err), true),
        outIsTerminal && !plain,
        errIsTerminal,
        width,
        System.in);
  }

  private static PrintStream stream(OutputStream to, boolean autoFlush) {
    return new PrintStream(new BufferedOutputStream(to, 1 << 16), autoFlush, StandardCharsets.UTF_8);
  }
}
