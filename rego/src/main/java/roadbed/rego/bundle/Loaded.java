package roadbed.rego.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.Parser;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.ObjectValue;

/**
 * What was loaded.
 *
 * @param sources the Rego files, by name
 * @param data the data files merged into one document
 * @param bundles the bundles that sources and data came from, where bundles were loaded
 * @param problems what could not be loaded, and why
 */
public record Loaded(List<Source> sources, ObjectValue data, List<Bundle> bundles, List<RegoError> problems) {
  /** Nothing. */
  public static final Loaded NOTHING = new Loaded(List.of(), ObjectValue.EMPTY, List.of(), List.of());

  public Loaded {
    sources = List.copyOf(sources);
    bundles = List.copyOf(bundles);
    problems = List.copyOf(problems);
  }

  /**
   * The files as modules.
   *
   * @param modules those that could be read, in the order of their names
   * @param errors what is wrong with the others
   */
  public record Parsed(List<Module> modules, List<RegoError> errors) {
    public Parsed {
      modules = List.copyOf(modules);
      errors = List.copyOf(errors);
    }
  }

  /** Parses all files, on all cores. */
  public Parsed parse() {
    record One(@Nullable Module module, List<RegoError> errors) {}

    List<One> all =
        IntStream.range(0, sources.size())
            .parallel()
            .mapToObj(
                i -> {
                  Source source = sources.get(i);
                  List<RegoError> errors = new ArrayList<>();
                  Module module = Parser.module(source.name(), source.text(), source.dialect(), errors);
                  return new One(module, errors);
                })
            .toList();
    List<Module> modules = new ArrayList<>();
    List<RegoError> errors = new ArrayList<>();
    for (One one : all) {
      if (one.module() != null) {
        modules.add(one.module());
      }
      errors.addAll(one.errors());
    }
    return new Parsed(modules, errors);
  }
}
