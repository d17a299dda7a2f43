package roadbed.model;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a Terraform module is kept, and what was found there that speaks for its quality.
 *
 * @param source the module as it is called, without a version
 * @param folder the folder of the module, as files are named
 * @param unknown why nothing can be said of it; empty where the folder was looked into
 * @param tests files with tests of the module, the first ones in order of their names
 * @param checks checks of policy that the repository runs, each with the file that says so
 * @param location where this is written
 */
public record ModuleRepository(
    String source, String folder, Optional<String> unknown, List<String> tests, List<String> checks, Location location) {
  private static final Pattern QUERY = Pattern.compile("[?].*$", Pattern.DOTALL);
  private static final Pattern VERSION = Pattern.compile("@[^@/]*$");

  public ModuleRepository {
    tests = List.copyOf(tests);
    checks = List.copyOf(checks);
  }

  /** A module's source without what says its version: {@code ?ref=v1}, {@code @~> 5.1}. */
  public static String withoutVersion(String source) {
    return VERSION.matcher(QUERY.matcher(source).replaceFirst("")).replaceFirst("");
  }
}
