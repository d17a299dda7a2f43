package roadbed.collect.terraform;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import roadbed.collect.terraform.PlanConfiguration.Call;
import roadbed.collect.terraform.PlanConfiguration.Declared;
import roadbed.collect.terraform.PlanConfiguration.Expression;
import roadbed.collect.terraform.PlanConfiguration.Module;
import roadbed.model.Reference;

/**
 * Follows the references of a plan's configuration to resource instances: through variables to the arguments
 * of the module call, through outputs into the called module, through data sources to what they are asked
 * about. Locals are lost in a plan, so what goes through one is not found.
 *
 * <p>Bounded: at most {@value #MOST_REFERENCES} references of one resource and {@value #DEEPEST} steps.
 */
final class PlanReferences {
  private static final int MOST_REFERENCES = 1_000;
  private static final int DEEPEST = 32;

  private final PlanConfiguration configuration;
  private final Instances instances;

  PlanReferences(PlanConfiguration configuration, Instances instances) {
    this.configuration = configuration;
    this.instances = instances;
  }

  /**
   * What a resource refers to.
   *
   * @param references its references, in the order of its attributes
   * @param sensitive paths of attributes that are given by a variable marked sensitive
   */
  record Found(List<Reference> references, Set<String> sensitive) {
    static final Found NOTHING = new Found(List.of(), Set.of());
  }

  /** The references of the resource at an absolute address. */
  Found of(Address address, Optional<Declared> declared) {
    if (declared.isEmpty() || declared.get().expressions().isEmpty()) {
      return Found.NOTHING;
    }
    String own = Address.join(address.parts(), true);
    Set<Reference> references = new LinkedHashSet<>();
    Set<String> sensitive = new HashSet<>();
    for (Expression expression : declared.get().expressions()) {
      Walk walk = new Walk(expression.attribute(), own, references, sensitive);
      walk.all(expression.references(), address.module(), address.modulePath(), address.lastKey().orElse(""), 0);
    }
    return new Found(List.copyOf(references), sensitive);
  }

  /** The walk from one attribute. */
  private final class Walk {
    private final String attribute;
    private final String own;
    private final Set<Reference> references;
    private final Set<String> sensitive;
    private final Set<String> visited = new HashSet<>();

    Walk(String attribute, String own, Set<Reference> references, Set<String> sensitive) {
      this.attribute = attribute;
      this.own = own;
      this.references = references;
      this.sensitive = sensitive;
    }

    void all(Collection<String> texts, String module, List<String> path, String key, int depth) {
      boolean keyed =
          texts.stream().anyMatch(text -> text.startsWith("each.") || text.startsWith("count."));
      for (String text : longest(texts)) {
        one(text, module, path, keyed ? key : "", depth);
      }
    }

    private void one(String text, String module, List<String> path, String key, int depth) {
      if (depth > DEEPEST
          || references.size() >= MOST_REFERENCES
          || !visited.add(module + "\n" + text + "\n" + key)) {
        return;
      }
      Address reference = Address.parse(text);
      if (reference.parts().size() < 2) {
        return;
      }
      String first = reference.parts().get(0).name();
      switch (first) {
        case "each", "count", "local", "path", "terraform", "self" -> {}
        case "var" -> variable(reference.parts().get(1).name(), module, path, depth);
        case "module" -> output(reference, module, path, key, depth);
        case "data" -> data(reference, module, path, key, depth);
        case "resource" -> {
          if (reference.parts().size() > 2) {
            managed(new Address(reference.parts().subList(1, reference.parts().size())), module, key);
          }
        }
        default -> managed(reference, module, key);
      }
    }

    private void managed(Address reference, String module, String key) {
      Address.Part name = reference.parts().get(1);
      String prefix = module.isEmpty() ? "" : module + ".";
      var targets = instances.of(prefix + reference.parts().get(0).name() + "." + name.name());
      String targetAttribute = Address.join(reference.parts().subList(2, reference.parts().size()), true);
      String wanted = name.key().isEmpty() ? key : name.key();
      String exact = targets.get(wanted);
      for (String target : exact == null ? targets.values() : List.of(exact)) {
        if (references.size() < MOST_REFERENCES && !target.equals(own)) {
          references.add(new Reference(attribute, target, targetAttribute));
        }
      }
    }

    private void data(Address reference, String module, List<String> path, String key, int depth) {
      if (reference.parts().size() < 3) {
        return;
      }
      String declaration =
          "data." + reference.parts().get(1).name() + "." + reference.parts().get(2).name();
      configuration
          .module(path)
          .map(declaring -> declaring.resources.get(declaration))
          .ifPresent(
              source -> {
                for (Expression expression : source.expressions()) {
                  all(expression.references(), module, path, key, depth + 1);
                }
              });
    }

    private void variable(String name, String module, List<String> path, int depth) {
      Optional<Module> declaring = configuration.module(path);
      if (declaring.isPresent() && declaring.get().sensitiveVariables.contains(name)) {
        sensitive.add(attribute);
      }
      if (path.isEmpty()) {
        return;
      }
      Address here = Address.parse(module);
      List<String> parentPath = path.subList(0, path.size() - 1);
      Call call = configuration.module(parentPath).map(parent -> parent.calls.get(path.getLast())).orElse(null);
      if (call == null || here.parts().size() < 2) {
        return;
      }
      String parent = Address.join(here.parts().subList(0, here.parts().size() - 2), true);
      all(
          call.arguments().getOrDefault(name, List.of()),
          parent,
          parentPath,
          here.lastKey().orElse(""),
          depth + 1);
    }

    private void output(Address reference, String module, List<String> path, String key, int depth) {
      if (reference.parts().size() < 3) {
        return;
      }
      Address.Part call = reference.parts().get(1);
      List<String> childPath = new ArrayList<>(path);
      childPath.add(call.name());
      List<String> texts =
          configuration
              .module(childPath)
              .map(child -> child.outputs.get(reference.parts().get(2).name()))
              .orElse(List.of());
      String base = (module.isEmpty() ? "" : module + ".") + "module." + call.name();
      Set<String> children = instances.ofModule(base);
      String wanted = base + (call.key().isEmpty() ? key : call.key());
      for (String child : children.contains(wanted) ? Set.of(wanted) : children) {
        all(texts, child, childPath, "", depth + 1);
      }
    }
  }

  /** Terraform lists {@code a.b.id} together with {@code a.b}: the longer one says it all. */
  private static List<String> longest(Collection<String> listed) {
    List<String> texts = listed.stream().limit(MOST_REFERENCES).toList();
    List<String> kept = new ArrayList<>(texts.size());
    for (String text : texts) {
      boolean prefix =
          texts.stream()
              .anyMatch(
                  other ->
                      other.length() > text.length()
                          && other.startsWith(text)
                          && (other.charAt(text.length()) == '.' || other.charAt(text.length()) == '['));
      if (!prefix && !kept.contains(text)) {
        kept.add(text);
      }
    }
    return kept;
  }
}
