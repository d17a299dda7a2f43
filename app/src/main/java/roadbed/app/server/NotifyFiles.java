package roadbed.app.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import roadbed.app.notify.NotificationFiles;
import roadbed.collect.DocumentFile;
import roadbed.operate.notify.NotifySettings;

/**
 * Who is told, as an operator's files say it. Files that change are read again; where something in them is wrong then, what
 * held before holds, and what is wrong is told.
 */
final class NotifyFiles {
  private static final System.Logger LOG = System.getLogger(NotifyFiles.class.getName());

  private final List<Path> paths;
  private volatile State state = new State(NotifySettings.NONE, List.of());
  private Map<String, String> marks = Map.of();

  private record State(NotifySettings settings, List<String> problems) {
    State {
      problems = List.copyOf(problems);
    }
  }

  NotifyFiles(List<Path> paths) {
    this.paths = List.copyOf(paths);
    follow();
  }

  /** What holds. */
  NotifySettings settings() {
    return state.settings();
  }

  /** What is wrong with the files as they are now; what they say does not hold then. */
  List<String> problems() {
    return state.problems();
  }

  /** Reads the files where they changed. */
  synchronized void follow() {
    try {
      Map<String, String> now = marks();
      if (now.equals(marks)) {
        return;
      }
      marks = now;
      NotificationFiles read = NotificationFiles.read(paths);
      List<String> problems = new ArrayList<>();
      read.diagnostics().forEach(diagnostic -> problems.add(diagnostic.toString()));
      state = new State(problems.isEmpty() ? read.settings() : state.settings(), problems);
      problems.forEach(problem -> LOG.log(System.Logger.Level.WARNING, problem));
    } catch (IOException | UncheckedIOException e) {
      LOG.log(System.Logger.Level.WARNING, "who is told cannot be read: " + e.getMessage());
      state = new State(state.settings(), List.of("the files cannot be read: " + e.getMessage()));
      marks = Map.of();
    }
  }

  /** Size and time of each file. */
  private Map<String, String> marks() throws IOException {
    Map<String, String> marks = new TreeMap<>();
    for (Path path : paths) {
      for (Path file : DocumentFile.files(path)) {
        marks.put(file.toString(), Files.exists(file) ? Files.size(file) + "@" + Files.getLastModifiedTime(file) : "missing");
      }
    }
    return marks;
  }
}
