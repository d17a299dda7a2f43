package roadbed.rego.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.StringValue;

/**
 * One parsed file.
 *
 * @param at where the word {@code package} stands
 * @param pathAt where the package's path begins
 * @param path the package's path, without {@code data}
 * @param v1 whether the file is in the v1 dialect
 */
public record Module(
    String file,
    Location at,
    Location pathAt,
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

  /** The path of one of the rules as far as it is made of constant texts, {@code data} first. */
  public List<String> rulePath(int rule) {
    return groundPath(path, rules.get(rule));
  }

  /** The path of a rule in a package as far as it is made of constant texts, {@code data} first. */
  public static List<String> groundPath(List<String> packagePath, Rule rule) {
    List<String> ground = new ArrayList<>();
    ground.add("data");
    ground.addAll(packagePath);
    ground.add(rule.head().name());
    for (Term part : rule.head().path()) {
      if (!(part instanceof Term.Scalar scalar && scalar.value() instanceof StringValue name)) {
        break;
      }
      ground.add(name.value());
    }
    return ground;
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
