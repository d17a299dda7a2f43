package roadbed.rego.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One parsed file.
 *
 * @param path the package's path, without {@code data}
 * @param v1 whether the file is in the v1 dialect
 */
public record Module(
    String file,
    Location at,
    List<String> path,
    boolean v1,
    List<Import> imports,
    List<Rule> rules,
    List<Annotation> annotations) {
  public Module {
    path = List.copyOf(path);
    imports = List.copyOf(imports);
    rules = List.copyOf(rules);
    annotations = List.copyOf(annotations);
  }

  /**
   * An import.
   *
   * @param path all of it, {@code data} or {@code input} first
   */
  public record Import(Location at, List<String> path, @Nullable String alias) {
    public Import {
      path = List.copyOf(path);
    }

    /** The name that the import brings into the file. */
    public String name() {
      return alias != null ? alias : path.getLast();
    }
  }
}
