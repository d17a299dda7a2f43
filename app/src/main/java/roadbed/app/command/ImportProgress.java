package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import roadbed.assess.cost.BillingLake;
import roadbed.model.BillingFile;

/** How far an import is, as a bar over one line of the terminal; nothing where messages do not go to one. */
final class ImportProgress implements BillingLake.Watcher, AutoCloseable {
  private static final int WIDTH = 30;

  private final Terminal terminal;
  private final long all;

  private ImportProgress(Terminal terminal, long all) {
    this.terminal = terminal;
    this.all = all;
  }

  static ImportProgress on(Terminal terminal, List<BillingFile> files) throws IOException {
    long all = 0;
    for (BillingFile file : files) {
      all += Files.size(file.path());
    }
    return new ImportProgress(terminal, Math.max(1, all));
  }

  @Override
  public void at(String step, long bytes) {
    if (terminal.interactive()) {
      int done = (int) (WIDTH * bytes / all);
      terminal.err().printf(
          "\r\u001b[K[%s%s] %3d%% %s", "#".repeat(done), " ".repeat(WIDTH - done), 100 * bytes / all, step);
      terminal.err().flush();
    }
  }

  @Override
  public void close() {
    if (terminal.interactive()) {
      terminal.err().print("\r\u001b[K");
      terminal.err().flush();
    }
  }
}
