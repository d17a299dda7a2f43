package roadbed.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The data that is shared with the project: a folder {@code shared/data} beside the checkout. Where the whole
 * folder is absent a test is skipped and says so; where a part of it is missing the test fails.
 */
public final class SharedData {
  private SharedData() {}

  /** A file or folder of the shared data, by its path below {@code shared/data}. */
  public static Path at(String path) {
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      Path data = folder.resolve("shared").resolve("data");
      if (Files.isDirectory(data)) {
        Path found = data.resolve(path);
        if (!Files.exists(found)) {
          Assertions.fail("the shared data has no " + path + " in " + data);
        }
        return found;
      }
    }
    Assumptions.abort("SKIPPED: there is no folder shared/data beside the checkout, looked upwards from " + here);
    throw new AssertionError("an aborted test does not go on");
  }
}
