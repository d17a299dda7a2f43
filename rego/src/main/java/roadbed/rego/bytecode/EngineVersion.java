package roadbed.rego.bytecode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import roadbed.rego.eval.Code;
import roadbed.rego.ir.Planner;

/**
 * What version of the engine this is: a digest of the classes that plan, that generate, and that generated code calls. A
 * number that somebody has to raise would be forgotten.
 */
final class EngineVersion {
  private static final List<String> PLANNING =
      List.of(
          "Planner", "BodyPlanner", "ReferencePlanner", "UnificationPlanner", "BlockBuilder", "Step", "RuleIndex", "Join", "Costs", "TreeNode", "Plan");
  private static final List<String> GENERATING =
      List.of("ClassEmitter", "PlanEmitter", "BlockEmitter", "Uses", "Names", "Shortcut", "Constants", "ConstantTable");
  private static final List<String> CALLED =
      List.of("Operations", "Shortcuts", "Code", "Run", "Scope", "Extent", "Budget", "Documents", "Calls", "Walk", "Joins");

  private static final byte[] DIGEST = digest();

  private EngineVersion() {}

  static byte[] bytes() {
    return DIGEST.clone();
  }

  static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] digest() {
    MessageDigest digest = newDigest();
    add(digest, Planner.class, PLANNING);
    add(digest, EngineVersion.class, GENERATING);
    add(digest, Code.class, CALLED);
    return digest.digest();
  }

  private static void add(MessageDigest digest, Class<?> neighbour, List<String> names) {
    for (String name : names) {
      try (InputStream in = neighbour.getResourceAsStream(name + ".class")) {
        if (in == null) {
          throw new IllegalStateException("no class file of " + name);
        }
        digest.update(in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
