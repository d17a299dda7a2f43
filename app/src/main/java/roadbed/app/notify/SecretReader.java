package roadbed.app.notify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import roadbed.operate.notify.Secret;

/** Reads secrets where they stand, each time anew, so that one that was replaced is known without a start. */
public final class SecretReader {
  private static final int LONGEST = 64 << 10;

  private final UnaryOperator<@Nullable String> environment;

  /** Reads variables from an environment; one that is not set is null. */
  public SecretReader(UnaryOperator<@Nullable String> environment) {
    this.environment = environment;
  }

  /** One that reads this process's environment. */
  public static SecretReader ofProcess() {
    return new SecretReader(name -> name == null ? null : System.getenv(name));
  }

  /** A secret without blanks around it; empty where it is not there. */
  public Optional<String> read(Secret secret) {
    return switch (secret) {
      case Secret.Variable it -> Optional.ofNullable(environment.apply(it.name())).map(String::strip).filter(text -> !text.isEmpty());
      case Secret.InFile it -> file(it.path());
      case Secret.Written it -> Optional.of(it.text());
    };
  }

  private static Optional<String> file(String name) {
    try {
      Path path = Path.of(name);
      if (!Files.isRegularFile(path) || Files.size(path) > LONGEST) {
        return Optional.empty();
      }
      return Optional.of(Files.readString(path).strip()).filter(text -> !text.isEmpty());
    } catch (IOException | InvalidPathException _) {
      return Optional.empty();
    }
  }
}
