package roadbed.collect.terraform;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.model.Value;

/**
 * What a plan's {@code configuration} says that its resource changes do not: which expression refers to what.
 *
 * @param root the root module
 * @param providers provider configurations by key; constant values, and {@code var.name} references as text
 */
record PlanConfiguration(Module root, Map<String, ProviderBlock> providers) {
  static final PlanConfiguration EMPTY = new PlanConfiguration(new Module(), Map.of());

  /** A module: filled while it is read, and not changed afterwards. */
  static final class Module {
    final Map<String, Declared> resources = new HashMap<>();
    final Map<String, Call> calls = new HashMap<>();
    final Map<String, List<String>> outputs = new HashMap<>();
    final Set<String> sensitiveVariables = new HashSet<>();
  }

  /**
   * A resource or data source as declared.
   *
   * @param providerKey key of its provider configuration
   * @param expressions its attributes that refer to something
   */
  record Declared(String providerKey, List<Expression> expressions) {}

  /**
   * An attribute that refers to something.
   *
   * @param attribute dotted path
   * @param references what it refers to, as Terraform lists it
   */
  record Expression(String attribute, List<String> references) {}

  /**
   * A call of a module.
   *
   * @param source where the module comes from, with its version constraint behind an {@code @}
   * @param arguments what each argument refers to
   * @param module what it declares
   */
  record Call(String source, Map<String, List<String>> arguments, Module module) {}

  /** A provider's block: known values as they stand, references as {@link Value.Unknown} {@code var.name}. */
  record ProviderBlock(String name, Value.Fields expressions) {}

  /** The module behind a path of call names. */
  Optional<Module> module(List<String> path) {
    Module here = root;
    for (String name : path) {
      Call call = here.calls.get(name);
      if (call == null) {
        return Optional.empty();
      }
      here = call.module();
    }
    return Optional.of(here);
  }

  /** The source of the innermost module of a path of call names; empty for the root. */
  Optional<String> source(List<String> path) {
    if (path.isEmpty()) {
      return Optional.empty();
    }
    return module(path.subList(0, path.size() - 1))
        .map(parent -> parent.calls.get(path.getLast()))
        .map(Call::source)
        .filter(source -> !source.isEmpty());
  }
}
