package roadbed.collect.terraform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.collect.terraform.expression.Conversions;
import roadbed.collect.terraform.expression.FileTree;
import roadbed.collect.terraform.expression.Scope;
import roadbed.collect.terraform.expression.Undecided;
import roadbed.model.Value;

/**
 * What names mean within a block of a module: the module's own, and what the block repeats over.
 *
 * @param module the module
 * @param bound {@code each}, {@code count} and the iterators of dynamic blocks
 */
record ModuleScope(ModuleEvaluation module, Map<String, Value> bound) implements Scope {

  /** This scope with one more name. */
  ModuleScope with(String name, Value value) {
    Map<String, Value> more = new LinkedHashMap<>(bound);
    more.put(name, value);
    return new ModuleScope(module, more);
  }

  @Override
  public Value resolve(String root, List<Value> path) {
    Value here = bound.get(root);
    if (here != null) {
      return walk(here, path);
    }
    return switch (root) {
      case "var" -> walk(module.variable(name(path, 0)), path.subList(1, path.size()));
      case "local" -> walk(module.local(name(path, 0)), path.subList(1, path.size()));
      case "module" -> module.output(path);
      case "data" -> module.data(path);
      case "resource" -> module.resource(name(path, 0), path.subList(1, path.size()));
      case "path" -> walk(module.folderPath(name(path, 0)), path.subList(1, path.size()));
      case "terraform", "tofu" -> workspace(name(path, 0));
      case "ephemeral" -> new Value.Unknown("an ephemeral value is never kept");
      case "each", "count", "self" -> throw Undecided.wrong(root + " means nothing here");
      // Terraform refuses these; converters from other syntaxes write them and mean the truth values.
      case "True" -> Value.Bool.TRUE;
      case "False" -> Value.Bool.FALSE;
      default -> module.resource(root, path);
    };
  }

  @Override
  public Optional<List<Value>> elements(String root, List<Value> path) {
    return bound.containsKey(root) ? Optional.empty() : module.elements(root, path);
  }

  @Override
  public FileTree files() {
    return module.context().files();
  }

  /** Nobody has chosen a workspace before anything is run. */
  private static Value workspace(String name) {
    return name.equals("workspace") ? new Value.Text("default") : new Value.Unknown("known when it runs");
  }

  /** A name that a reference must have at a place. */
  static String name(List<Value> path, int at) {
    if (at < path.size() && path.get(at) instanceof Value.Text name) {
      return name.value();
    }
    throw Undecided.wrong("the reference is not complete");
  }

  /** Follows steps; a block that is written as one object is its own first element. */
  static Value walk(Value from, List<Value> steps) {
    Value here = from;
    for (Value key : steps) {
      boolean ownFirst =
          here instanceof Value.Fields fields && key.equals(new Value.Whole(0)) && !fields.values().containsKey("0");
      here = ownFirst ? here : Conversions.step(here, key);
    }
    return here;
  }
}
