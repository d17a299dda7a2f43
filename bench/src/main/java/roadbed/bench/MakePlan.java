package roadbed.bench;

import java.io.IOException;
import java.nio.file.Path;
import roadbed.testkit.PlanGenerator;

/** Writes a generated plan: {@code MakePlan FILE RESOURCES}. */
final class MakePlan {
  private MakePlan() {}

  public static void main(String[] arguments) throws IOException {
    PlanGenerator.write(Path.of(arguments[0]), Integer.parseInt(arguments[1]), 42);
  }
}
