package roadbed.app.gate;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Files of a commit, read through the program {@code git} from its object database only: nothing is checked out, so
 * neither hooks nor filters run, and nothing is fetched.
 */
final class GitTree {
  private static final long SECONDS = 120;
  private static final int MOST_FILES = 200_000;
  private static final long MOST_BYTES = 2L << 30;
  private static final long LARGEST = 64L << 20;

  private final Path top;

  private GitTree(Path top) {
    this.top = top;
  }

  /** It cannot be read, and why, in words for the person who asked. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }

  /** The repository that a path lies in; empty where it lies in none, or there is no {@code git}. */
  static Optional<GitTree> around(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    Path folder = Files.isDirectory(absolute) ? absolute : absolute.getParent();
    if (folder == null) {
      return Optional.empty();
    }
    try {
      String top = text(folder, List.of("rev-parse", "--show-toplevel")).strip();
      return top.isEmpty() ? Optional.empty() : Optional.of(new GitTree(Path.of(top)));
    } catch (Unreadable | IOException _) {
      return Optional.empty();
    }
  }

  /** The folder that its paths are relative to. */
  Path top() {
    return top;
  }

  /** The commit that is checked out; empty where there is none yet. */
  Optional<String> head() throws IOException {
    try {
      return Optional.of(text(top, List.of("rev-parse", "--verify", "--quiet", "HEAD")).strip());
    } catch (Unreadable _) {
      return Optional.empty();
    }
  }

  /** Where the checked-out commit left a branch or commit; that commit itself where they have nothing in common. */
  String base(String reference) throws IOException, Unreadable {
    String commit =
        text(top, List.of("rev-parse", "--verify", "--quiet", "--end-of-options", reference + "^{commit}")).strip();
    try {
      String shared = text(top, List.of("merge-base", "HEAD", commit)).strip();
      return shared.isEmpty() ? commit : shared;
    } catch (Unreadable _) {
      return commit;
    }
  }

  private record Blob(String id, String path) {}

  /** Writes a commit's files into a folder. */
  void write(String commit, Path into) throws IOException, Unreadable {
    List<Blob> blobs = blobs(commit);
    Process process = start(top, List.of("cat-file", "--batch"));
    Thread asking = Thread.ofVirtual().start(() -> ask(process, blobs));
    long total = 0;
    try (InputStream in = new BufferedInputStream(process.getInputStream(), 1 << 16)) {
      for (Blob blob : blobs) {
        byte[] bytes = blob(in);
        total += bytes.length;
        if (total > MOST_BYTES) {
          throw new Unreadable("the commit's files are larger than " + (MOST_BYTES >> 30) + " GiB together");
        }
        Path file = into.resolve(blob.path()).normalize();
        if (!file.startsWith(into)) {
          throw new Unreadable("the commit has a path that leads out of it: " + blob.path());
        }
        Files.createDirectories(Optional.ofNullable(file.getParent()).orElse(into));
        Files.write(file, bytes);
      }
    } finally {
      process.destroy();
      asking.interrupt();
    }
  }

  private static void ask(Process process, List<Blob> blobs) {
    try (OutputStream out = process.getOutputStream()) {
      for (Blob blob : blobs) {
        out.write((blob.id() + "\n").getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException _) {
      // The reading side ended, and says why.
    }
  }

  /** Regular files of a size that is read; links and submodules are left out. */
  private List<Blob> blobs(String commit) throws IOException, Unreadable {
    String listed = text(top, List.of("ls-tree", "-r", "-z", "-l", "--full-tree", commit));
    List<Blob> blobs = new ArrayList<>();
    Predicate<String> regular = mode -> mode.equals("100644") || mode.equals("100755");
    int start = 0;
    for (int end = listed.indexOf('\0'); end >= 0; end = listed.indexOf('\0', start)) {
      String line = listed.substring(start, end);
      start = end + 1;
      int tab = line.indexOf('\t');
      List<String> fields = List.of(line.substring(0, tab).strip().split(" +", -1));
      if (fields.size() == 4 && regular.test(fields.get(0)) && Long.parseLong(fields.get(3)) <= LARGEST) {
        blobs.add(new Blob(fields.get(2), line.substring(tab + 1)));
      }
      if (blobs.size() > MOST_FILES) {
        throw new Unreadable("the commit has more than " + MOST_FILES + " files");
      }
    }
    return blobs;
  }

  /** {@code id blob size}, the bytes, a newline. */
  private static byte[] blob(InputStream in) throws IOException, Unreadable {
    StringBuilder header = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || header.length() > 200) {
        throw new Unreadable("git ended in the middle of a file");
      }
      header.append((char) c);
    }
    int blank = header.lastIndexOf(" ");
    if (!header.toString().contains(" blob ")) {
      throw new Unreadable("git does not have a file: " + header);
    }
    int size = Integer.parseInt(header.substring(blank + 1));
    byte[] bytes = in.readNBytes(size);
    if (bytes.length != size || in.read() != '\n') {
      throw new Unreadable("git ended in the middle of a file");
    }
    return bytes;
  }

  private static String text(Path folder, List<String> arguments) throws IOException, Unreadable {
    Process process = start(folder, arguments);
    process.getOutputStream().close();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream in = process.getInputStream()) {
      in.transferTo(bytes);
    }
    String problem;
    try (BufferedReader errors = process.errorReader(StandardCharsets.UTF_8)) {
      problem = Optional.ofNullable(errors.readLine()).orElse("");
    }
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new Unreadable("git took longer than " + SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new Unreadable("git was interrupted");
    }
    if (process.exitValue() != 0) {
      throw new Unreadable(problem.isEmpty() ? "git knows nothing of it" : problem);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static Process start(Path folder, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git", "--no-pager", "-c", "core.hooksPath=/dev/null"));
    command.addAll(List.of("-c", "core.fsmonitor=false", "-c", "protocol.allow=never", "-C", folder.toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("GIT_TERMINAL_PROMPT", "0");
    builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
    builder.environment().put("GIT_NO_LAZY_FETCH", "1");
    return builder.start();
  }
}
