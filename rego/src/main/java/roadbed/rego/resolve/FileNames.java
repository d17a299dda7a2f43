package roadbed.rego.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.Module;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** What the names of one file mean: its imports, the rules of its package, and the two roots. */
final class FileNames {
  private final Map<String, List<String>> meanings = new HashMap<>();
  private final Set<String> usedImports = new HashSet<>();

  /** The names in a query: only the roots, and the imports that it is given. */
  FileNames() {}

  FileNames(Module module, RuleNode packageNode) {
    List<String> path = new ArrayList<>();
    path.add("data");
    path.addAll(module.path());
    for (Value name : packageNode.children().keySet()) {
      RuleNode child = packageNode.child(name);
      if (name instanceof StringValue text && child != null && (!child.isPackage() || hasRules(child))) {
        List<String> full = new ArrayList<>(path);
        full.add(text.value());
        meanings.put(text.value(), full);
      }
    }
    for (Module.Import imported : module.imports()) {
      if (imported.path().getFirst().equals("data") || imported.path().getFirst().equals("input")) {
        meanings.put(imported.name(), imported.path());
      }
    }
  }

  private static boolean hasRules(RuleNode node) {
    if (node.kind() != null) {
      return true;
    }
    for (RuleNode child : node.children().values()) {
      if (!child.isPackage() && hasRules(child)) {
        return true;
      }
    }
    return false;
  }

  /** The full path that a name stands for, with its root first; null where it is no global name. */
  @Nullable List<String> meaning(String name) {
    if (name.equals("input") || name.equals("data")) {
      return List.of(name);
    }
    List<String> path = meanings.get(name);
    if (path != null) {
      usedImports.add(name);
    }
    return path;
  }

  /** The names that mean something in the file, beside those of the language. */
  Set<String> known() {
    return meanings.keySet();
  }

  boolean used(String name) {
    return usedImports.contains(name);
  }
}
