package roadbed.collect.terraform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roadbed.collect.CollectionSink;
import roadbed.collect.terraform.expression.Expression;
import roadbed.collect.terraform.hcl.Attribute;
import roadbed.collect.terraform.hcl.Body;
import roadbed.model.Diagnostic;
import roadbed.model.Location;

/**
 * What the files of one folder declare together, in whichever syntax: a module, not yet evaluated. Filled while it is
 * read.
 */
final class ConfigurationFolder {
  private static final int MOST_OF_A_NAME = 1_000;

  /**
   * A block of the top: its labels are its key in the maps below.
   *
   * @param type its first label
   * @param name its last label
   */
  record Declared(String type, String name, Body body, Location location) {}

  private final String path;
  final Map<String, Declared> resources = new LinkedHashMap<>();
  final Map<String, Declared> data = new LinkedHashMap<>();
  final Map<String, Declared> variables = new LinkedHashMap<>();
  final Map<String, Declared> outputs = new LinkedHashMap<>();
  final Map<String, Declared> calls = new LinkedHashMap<>();
  final Map<String, Attribute> locals = new LinkedHashMap<>();

  final Map<String, Declared> checks = new LinkedHashMap<>();

  /** Blocks {@code moved}, {@code import} and {@code removed}, in their order; the type is the block's. */
  final List<Declared> refactorings = new ArrayList<>();

  /** By local name, or {@code name.alias}. */
  final Map<String, Declared> providers = new LinkedHashMap<>();

  /** Values that files of variable values give, by variable. */
  final Map<String, Expression> given = new LinkedHashMap<>();

  ConfigurationFolder(String path) {
    this.path = path;
  }

  /** Its path, as the names of its files have it; empty for the current folder. */
  String path() {
    return path;
  }

  /** How many labels the blocks of a type have; negative for a type that declares nothing that is read. */
  static int labels(String type) {
    return switch (type) {
      case "resource", "data" -> 2;
      case "variable", "output", "module", "provider", "check" -> 1;
      case "locals", "moved", "import", "removed" -> 0;
      default -> -1;
    };
  }

  /**
   * Takes a block of a type that is read, with as many labels as such blocks have.
   *
   * @param override whether it changes a block of the same name instead of standing beside it
   */
  void take(String type, List<String> labels, Body body, Location location, boolean override, CollectionSink sink) {
    switch (type) {
      case "resource" -> put(resources, labels, body, location, override, sink);
      case "data" -> put(data, labels, body, location, override, sink);
      case "variable" -> put(variables, labels, body, location, override, sink);
      case "output" -> put(outputs, labels, body, location, override, sink);
      case "module" -> put(calls, labels, body, location, override, sink);
      case "check" -> put(checks, labels, body, location, override, sink);
      case "moved", "import", "removed" -> refactorings.add(new Declared(type, type, body, location));
      case "provider" -> provider(labels.getFirst(), body, location, override);
      case "locals" -> body.attributes().forEach((name, local) -> local(name, local, override, sink));
      default -> {}
    }
  }

  private void put(
      Map<String, Declared> blocks,
      List<String> labels,
      Body body,
      Location location,
      boolean override,
      CollectionSink sink) {
    String key = String.join(".", labels);
    Declared block = new Declared(labels.getFirst(), labels.getLast(), body, location);
    Declared before = blocks.get(key);
    if (before == null) {
      blocks.put(key, block);
    } else if (override) {
      blocks.put(key, new Declared(before.type(), before.name(), before.body().changedBy(body), before.location()));
    } else {
      // Terraform refuses this, but both may be meant: the later one is kept beside the first.
      int number = 2;
      while (blocks.containsKey(key + "#" + number) && number < MOST_OF_A_NAME) {
        number++;
      }
      blocks.putIfAbsent(key + "#" + number, block);
      sink.diagnostic(
          Diagnostic.warning(
              "terraform.duplicate-address",
              location,
              key + " is declared twice in this folder, first at " + before.location()
                  + "; this one is read as " + key + "#" + number,
              "give one of them another name"));
    }
  }

  private void local(String name, Attribute local, boolean override, CollectionSink sink) {
    Attribute before = locals.get(name);
    if (before == null || override) {
      locals.put(name, local);
    } else {
      sink.diagnostic(
          Diagnostic.warning(
              "terraform.duplicate-address",
              local.location(),
              "local." + name + " is declared twice in this folder, first at " + before.location()
                  + "; the first one counts",
              "give one of them another name"));
    }
  }

  private void provider(String name, Body body, Location location, boolean override) {
    String key = body.text("alias").map(alias -> name + "." + alias).orElse(name);
    Declared before = providers.get(key);
    if (before == null) {
      providers.put(key, new Declared(name, name, body, location));
    } else if (override) {
      providers.put(key, new Declared(name, name, before.body().changedBy(body), before.location()));
    }
  }
}
