package roadbed.collect.terraform;

import java.util.ArrayList;
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
 * @param source what {@code each.value} is an instance of, where the block repeats as another one does
 */
record ModuleScope(ModuleEvaluation module, Map<String, Value> bound, Optional<Source> source) implements Scope {

  private static final Value EACH_VALUE = new Value.Text("value");

  /** A block that repeats, by the first name of a reference to it and its further steps, down to one instance. */
  record Source(String root, List<Value> path) {}

  ModuleScope(ModuleEvaluation module) {
    this(module, Map.of(), Optional.empty());
  }

  /** This scope with one more name. */
  ModuleScope with(String name, Value value) {
    Map<String, Value> more = new LinkedHashMap<>(bound);
    more.put(name, value);
    return new ModuleScope(module, more, source);
  }

  /** This scope, in which {@code each.value} is an instance of a block. */
  ModuleScope of(Source instance) {
    return new ModuleScope(module, bound, Optional.of(instance));
  }

  @Override
  public Value resolve(String root, List<Value> path) {
    if (source.isPresent() && root.equals("each") && !path.isEmpty() && path.getFirst().equals(EACH_VALUE)) {
      List<Value> whole = new ArrayList<>(source.get().path());
      whole.addAll(path.subList(1, path.size()));
      return new ModuleScope(module).resolve(source.get().root(), whole);
    }
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
