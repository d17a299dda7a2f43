package roadbed.app.config;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The user's folders, after the XDG base directory specification: {@code ROADBED_STATE} and {@code
 * ROADBED_CACHE} override them.
 *
 * @param state what must be kept: evidence, the server's database, billing lines
 * @param cache what can be made again: unpacked programs and libraries, start-up caches
 */
public record Folders(Path state, Path cache) {

  /** The folders that an environment names. */
  public static Folders of(Map<String, String> environment, Path home) {
    return new Folders(
        folder(environment, "ROADBED_STATE", "XDG_STATE_HOME", home.resolve(".local/state")),
        folder(environment, "ROADBED_CACHE", "XDG_CACHE_HOME", home.resolve(".cache")));
  }

  /** The folders of this process. */
  public static Folders ofProcess() {
    return of(System.getenv(), Path.of(System.getProperty("user.home", ".")));
  }

  private static Path folder(
      Map<String, String> environment, String own, String xdg, Path otherwise) {
    String named = environment.getOrDefault(own, "");
    if (!named.isEmpty()) {
      return Path.of(named);
    }
    String base = environment.getOrDefault(xdg, "");
    return (base.isEmpty() ? otherwise : Path.of(base)).resolve("roadbed");
  }

  /** The evidence log of scans. */
  public Path evidence() {
    return state.resolve("evidence");
  }

  /** What this user's gates decided, a decision a line. */
  public Path decisions() {
    return state.resolve("decisions.jsonl");
  }

  /** The backlog of optimisations, an event a line. */
  public Path backlog() {
    return state.resolve("backlog.jsonl");
  }

  /** Statements of closed months. */
  public Path statements() {
    return state.resolve("statements");
  }

  /** The signing key of this user's evidence. */
  public Path keys() {
    return state.resolve("keys");
  }

  /** The embedded database's data. */
  public Path postgres() {
    return state.resolve("postgres");
  }

  /** The server's billing lines. */
  public Path billing() {
    return state.resolve("billing");
  }

  /** A token by which this user's own commands may write to this user's own server. */
  public Path localToken() {
    return state.resolve("local.token");
  }

  /** Removes a folder that was made for a while, with all that is in it. */
  public static void remove(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException problem)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
