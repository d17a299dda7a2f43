package roadbed.collect.azure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import roadbed.model.AttributePlaces;
import roadbed.model.Location;
import roadbed.model.Value;

/** Walks the resources of a template, each turn of their loops, their children and nested deployments. */
final class Declarations {
  private static final String DEPLOYMENTS = "Microsoft.Resources/deployments";
  private static final Set<String> NOT_ATTRIBUTES = Set.of("copy", "condition", "dependson", "resources", "comments", "existing");

  private final Deployment deployment;
  private final Templates templates;
  private final Consumer<Declared> found;
  private final Optional<String> module;

  Declarations(Deployment deployment, Templates templates, Consumer<Declared> found) {
    this(deployment, templates, found, Optional.empty());
  }

  private Declarations(
      Deployment deployment, Templates templates, Consumer<Declared> found, Optional<String> module) {
    this.deployment = deployment;
    this.templates = templates;
    this.found = found;
    this.module = module;
  }

  /** The resource that others are declared inside of. */
  private record Around(String type, String name) {
    static final Around NOTHING = new Around("", "");
  }

  /** One turn of a resource's loop. */
  @FunctionalInterface
  private interface Turn {
    void at(Frame frame);
  }

  /** Finds all resources. */
  void walk() {
    all(deployment.template().root(), Around.NOTHING, deployment.frame());
  }

  /** Makes only the deployments at the top known, so that their outputs can be asked for. */
  void indexDeployments() {
    named(deployment.template().root())
        .forEach(
            (symbolicName, node) -> {
              if (isDeployment(node)) {
                turns(node, deployment.frame(), frame -> deployment.nested(node, plain(symbolicName), frame));
              }
            });
  }

  private static boolean isDeployment(Node.Mapping node) {
    return node.text("type").filter(DEPLOYMENTS::equalsIgnoreCase).isPresent();
  }

  /** The resources of a template or resource, by symbolic name, or by a number where they have none. */
  private static Map<String, Node.Mapping> named(Node.Mapping around) {
    Map<String, Node.Mapping> named = new LinkedHashMap<>();
    Node resources = around.get("resources").orElse(null);
    if (resources instanceof Node.Mapping all) {
      all.fields()
          .forEach(
              (name, node) -> {
                if (node instanceof Node.Mapping mapping) {
                  named.put(name, mapping);
                }
              });
    } else {
      for (Node node : around.items("resources")) {
        if (node instanceof Node.Mapping mapping) {
          named.put("#" + named.size(), mapping);
        }
      }
    }
    return named;
  }

  private static String plain(String symbolicName) {
    return symbolicName.startsWith("#") ? "" : symbolicName;
  }

  private void all(Node.Mapping in, Around around, Frame frame) {
    named(in).forEach((name, node) -> turns(node, frame, turn -> resource(node, plain(name), around, turn)));
  }

  private void turns(Node.Mapping node, Frame frame, Turn turn) {
    Optional<Node.Mapping> loop = node.mapping("copy");
    if (loop.isEmpty()) {
      turn.at(frame);
      return;
    }
    String name = loop.get().text("name").orElse("copy");
    Value count =
        loop.get()
            .get("count")
            .map(written -> deployment.evaluator().value(written, frame))
            .orElse(Value.of(1));
    if (!(count instanceof Value.Whole whole)) {
      templates.unknownCount(deployment.template().name(), loop.get(), Symbols.reason(count).orElse("it is no whole number"));
      turn.at(frame.inResourceCopy(name, Symbols.of("copyIndex('" + name + "')", "how often it is repeated is not known")));
      return;
    }
    long most = Math.clamp(whole.value(), 0, Budget.MOST_COPIES);
    if (most < whole.value()) {
      deployment.problem(
          loop.get().line(),
          loop.get().column(),
          "a loop of " + whole.value() + " resources is more than Azure takes; the first " + most + " are read");
    }
    for (long i = 0; i < most; i++) {
      turn.at(frame.inResourceCopy(name, Value.of(i)));
    }
  }

  private void resource(Node.Mapping node, String symbolicName, Around around, Frame frame) {
    if (isRuledOut(node, frame)) {
      return;
    }
    if (isDeployment(node)) {
      if (!node.is("existing")) {
        nested(node, symbolicName, frame);
      }
      return;
    }
    Value writtenType = node.get("type").map(type -> deployment.evaluator().value(type, frame)).orElse(Value.Null.INSTANCE);
    if (!(writtenType instanceof Value.Text typeText) || typeText.value().isEmpty() || Symbols.in(typeText.value())) {
      deployment.problem(node.line(), node.column(), "the resource has no type that is known");
      return;
    }
    String type = withoutVersion(typeText.value());
    String name = Arguments.textOf(deployment.name(node, symbolicName, frame));
    boolean inside = !around.type().isEmpty() && !type.contains(".");
    String fullType = inside ? around.type() + "/" + type : type;
    String fullName = inside ? around.name() + "/" + name : name;
    if (!node.is("existing")) {
      declare(node, fullType, fullName, frame);
    }
    all(node, new Around(fullType, fullName), frame);
  }

  private boolean isRuledOut(Node.Mapping node, Frame frame) {
    Value condition =
        node.get("condition").map(written -> deployment.evaluator().value(written, frame)).orElse(Value.Bool.TRUE);
    try {
      return !Arguments.truthOf(condition);
    } catch (Unresolved _) {
      return false;
    }
  }

  private static String withoutVersion(String type) {
    int at = type.indexOf('@');
    return at < 0 ? type : type.substring(0, at);
  }

  private void nested(Node.Mapping node, String symbolicName, Frame frame) {
    deployment
        .nested(node, symbolicName, frame)
        .ifPresent(
            inner -> {
              boolean linked = !inner.template().name().equals(deployment.template().name());
              new Declarations(inner, templates, found, linked ? Optional.of(inner.template().name()) : module).walk();
            });
  }

  private void declare(Node.Mapping node, String type, String name, Frame frame) {
    if (!deployment.budget().anotherResource()) {
      templates.tooMany(deployment.template().name());
      return;
    }
    AttributePlaces.Builder places = new AttributePlaces.Builder();
    Optional<Evaluator.Noting> noting =
        Optional.of(new Evaluator.Noting(deployment.template().name(), places));
    Map<String, Value> attributes = new LinkedHashMap<>();
    node.fields()
        .forEach(
            (key, field) -> {
              if (!NOT_ATTRIBUTES.contains(key.toLowerCase(java.util.Locale.ROOT))) {
                attributes.put(key, deployment.evaluator().value(field, frame, key, noting));
              }
            });
    Identified identified = identify(type, name, text(attributes.get("scope")));
    attributes.put("type", Value.of(identified.type()));
    attributes.put("name", Value.of(name));
    if (!Symbols.in(identified.id())) {
      attributes.put("id", Value.of(identified.id()));
    }
    found.accept(
        new Declared(
            identified.type(),
            identified.address(),
            identified.parent(),
            identified.id(),
            new Value.Fields(attributes),
            places.build(),
            Location.of(deployment.template().name(), node.line(), node.column()),
            module));
  }

  private static Optional<String> text(@org.jspecify.annotations.Nullable Value value) {
    return value instanceof Value.Text text ? Optional.of(text.value()) : Optional.empty();
  }

  private record Identified(String type, String address, Optional<String> parent, String id) {}

  /** An extension says what it extends by its scope, or, as was usual before, by its type and name. */
  private Identified identify(String type, String name, Optional<String> scope) {
    List<String> names = Symbols.segments(name);
    int extension = type.toLowerCase(java.util.Locale.ROOT).indexOf("/providers/");
    if (extension > 0) {
      String base = type.substring(0, extension);
      int own = Math.min(names.size(), base.split("/", -1).length - 1);
      String parent = ResourceFunctions.relative(base, names.subList(0, own));
      String extensionType =
          (own < names.size() ? names.get(own) + "/" : "") + type.substring(extension + "/providers/".length());
      List<String> rest = own < names.size() ? names.subList(own + 1, names.size()) : List.of();
      return extension(parent, extensionType, rest);
    }
    if (scope.isPresent() && !scope.get().equals("/")) {
      return extension(relativeOf(scope.get()), type, names);
    }
    String address = ResourceFunctions.relative(type, names);
    List<String> types = new ArrayList<>(List.of(type.split("/", -1)));
    Optional<String> parent =
        types.size() > 2 && names.size() > 1
            ? Optional.of(
                ResourceFunctions.relative(
                    String.join("/", types.subList(0, types.size() - 1)), names.subList(0, names.size() - 1)))
            : Optional.empty();
    return new Identified(type, address, parent, deployment.id(address));
  }

  private Identified extension(String parent, String type, List<String> names) {
    String relative = ResourceFunctions.relative(type, names);
    String address = parent + "/providers/" + relative;
    return new Identified(type, address, Optional.of(parent), deployment.id(parent) + "/providers/" + relative);
  }

  /** What follows {@code /providers/} in an id; a scope may be written as just that. */
  static String relativeOf(String id) {
    String lower = id.toLowerCase(java.util.Locale.ROOT);
    int at = lower.indexOf("/providers/");
    return at < 0 ? id : id.substring(at + "/providers/".length());
  }
}
