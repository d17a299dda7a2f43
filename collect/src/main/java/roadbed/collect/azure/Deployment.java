package roadbed.collect.azure;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import roadbed.model.Value;

/** One template with its parameters where it is deployed: what its expressions see. */
final class Deployment implements Scope {
  private static final int MOST_LINKS = 20;

  private final Templates templates;
  private final TemplateFile template;
  private final Place place;
  private final Map<String, Value> given;
  private final @Nullable Deployment outer;
  private final Frame frame;
  private final @Nullable Deployment values;
  private final Evaluator evaluator;
  private final Map<String, Value> parameters = new HashMap<>();
  private final Map<String, Value> variables = new HashMap<>();
  private final Set<String> inProgress = new HashSet<>();
  private final IdentityHashMap<Node, Map<Map<String, Value>, Deployment>> deployed = new IdentityHashMap<>();
  private final Map<String, Deployment> nested = new HashMap<>();
  private @Nullable Map<String, Value> outputs;
  private boolean indexed;

  private Deployment(
      Templates templates,
      TemplateFile template,
      Place place,
      Map<String, Value> given,
      @Nullable Deployment outer,
      Frame frame,
      @Nullable Deployment values) {
    this.templates = templates;
    this.template = template;
    this.place = place;
    this.given = given;
    this.outer = outer;
    this.frame = frame;
    this.values = values;
    this.evaluator = new Evaluator(this);
  }

  /** A template that somebody deploys, with the parameters of its file by their lower-case names. */
  static Deployment of(Templates templates, TemplateFile template, Map<String, Value> given) {
    return new Deployment(templates, template, Place.unknown(template.level()), given, null, Frame.TOP, null);
  }

  TemplateFile template() {
    return template;
  }

  Place place() {
    return place;
  }

  Frame frame() {
    return frame;
  }

  Evaluator evaluator() {
    return evaluator;
  }

  /** How many linked or nested templates it is in. */
  private int depth() {
    int depth = 0;
    for (Deployment here = outer; here != null; here = here.outer) {
      depth++;
    }
    return depth;
  }

  private boolean isInside(String file) {
    for (Deployment here = this; here != null; here = here.outer) {
      if (here.template.name().equals(file)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Budget budget() {
    return templates.budget();
  }

  @Override
  public void problem(int line, int column, String message) {
    templates.problem(template.name(), line, column, message);
  }

  @Override
  public Value surroundings(String function) {
    return place.surroundings(function);
  }

  @Override
  public String id(String relative) {
    return place.id(relative);
  }

  @Override
  public Value parameter(String name) {
    if (values != null) {
      return values.parameter(name);
    }
    String key = name.toLowerCase(Locale.ROOT);
    return once(
        parameters,
        key,
        "parameter " + name,
        () -> {
          Optional<Node.Mapping> declared =
              template.root().mapping("parameters").flatMap(all -> all.mapping(name));
          if (declared.isEmpty()) {
            return Symbols.of("parameters('" + name + "')", "the template has no parameter " + name);
          }
          return parameter(name, declared.get(), given.get(key));
        });
  }

  private Value parameter(String name, Node.Mapping declared, @Nullable Value value) {
    String type = typeOf(declared, 0).toLowerCase(Locale.ROOT);
    boolean secret = type.equals("securestring") || type.equals("secureobject");
    Optional<Node> standard = declared.get("defaultValue");
    if (value == null && standard.isEmpty()) {
      return declared.is("nullable")
          ? Value.Null.INSTANCE
          : secret
              ? Value.Secret.INSTANCE
              : Symbols.of("parameters('" + name + "')", "the parameter " + name + " is given when it is deployed");
    }
    if (secret) {
      return Value.Secret.INSTANCE;
    }
    return value != null ? value : evaluator.value(standard.orElseThrow(), Frame.TOP);
  }

  /** The type of a parameter, also through the template's own definitions. */
  private String typeOf(Node.Mapping declared, int hops) {
    Optional<String> definition = declared.text("$ref").filter(ref -> ref.startsWith("#/definitions/"));
    if (definition.isPresent() && hops < 10) {
      String name = definition.get().substring("#/definitions/".length());
      return template
          .root()
          .mapping("definitions")
          .flatMap(all -> all.mapping(name))
          .map(found -> typeOf(found, hops + 1))
          .orElse("");
    }
    return declared.text("type").orElse("");
  }

  @Override
  public Value variable(String name) {
    if (values != null) {
      return values.variable(name);
    }
    return once(
        variables,
        name.toLowerCase(Locale.ROOT),
        "variable " + name,
        () -> {
          Optional<Node.Mapping> all = template.root().mapping("variables");
          Optional<Node> own = all.flatMap(found -> found.get(name));
          if (own.isPresent()) {
            return evaluator.value(own.get(), Frame.TOP);
          }
          return all.flatMap(found -> loop(found, name))
              .orElseGet(() -> Symbols.of("variables('" + name + "')", "the template has no variable " + name));
        });
  }

  /** A variable that is a loop: {@code "variables": {"copy": [{"name": …, "count": …, "input": …}]}}. */
  private Optional<Value> loop(Node.Mapping all, String name) {
    for (Node one : all.items("copy")) {
      if (one instanceof Node.Mapping loop && loop.text("name").filter(name::equalsIgnoreCase).isPresent()) {
        Node.Mapping alone =
            new Node.Mapping(
                Map.of("copy", new Node.Sequence(List.of(loop), loop.line(), loop.column())), loop.line(), loop.column());
        return evaluator.value(alone, Frame.TOP) instanceof Value.Fields fields
            ? fields.values().values().stream().findFirst()
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private Value once(Map<String, Value> cache, String key, String what, Supplier<Value> value) {
    Value known = cache.get(key);
    if (known != null) {
      return known;
    }
    if (!inProgress.add(what)) {
      return Symbols.of(what, "the " + what + " refers to itself");
    }
    try {
      Value found = value.get();
      cache.put(key, found);
      return found;
    } finally {
      inProgress.remove(what);
    }
  }

  @Override
  public Optional<Node.Mapping> function(String qualified) {
    if (values != null) {
      return values.function(qualified);
    }
    for (Node one : template.root().items("functions")) {
      if (one instanceof Node.Mapping group) {
        String namespace = group.text("namespace").orElse("") + ".";
        if (qualified.regionMatches(true, 0, namespace, 0, namespace.length())) {
          Optional<Node.Mapping> member =
              group.mapping("members").flatMap(all -> all.mapping(qualified.substring(namespace.length())));
          if (member.isPresent()) {
            return member;
          }
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<String> idOf(String symbolicName) {
    return resource(symbolicName)
        .flatMap(
            node ->
                node.text("type")
                    .map(
                        type -> {
                          String name = Arguments.textOf(name(node, symbolicName, frame));
                          String plain = type.contains("@") ? type.substring(0, type.indexOf('@')) : type;
                          return id(ResourceFunctions.relative(plain, Symbols.segments(name)));
                        }));
  }

  private Optional<Node.Mapping> resource(String symbolicName) {
    return template
        .root()
        .get("resources")
        .filter(Node.Mapping.class::isInstance)
        .map(Node.Mapping.class::cast)
        .flatMap(all -> Optional.ofNullable(all.fields().get(symbolicName)))
        .filter(Node.Mapping.class::isInstance)
        .map(Node.Mapping.class::cast);
  }

  /** The name of a resource; what a symbol could not be is said by the symbolic name, or by nothing. */
  Value name(Node.Mapping node, String symbolicName, Frame around) {
    Value name = node.get("name").map(found -> evaluator.value(found, around)).orElse(Value.of(symbolicName));
    return switch (name) {
      case Value.Text text -> text;
      case Value.Whole _, Value.Decimal _, Value.Bool _ -> Value.of(Arguments.textOf(name));
      case Value.Null _, Value.Items _, Value.Fields _, Value.Unknown _, Value.Secret _ ->
          Symbols.of(symbolicName.isEmpty() ? "name" : symbolicName, "the name is no text");
    };
  }

  @Override
  public Optional<Value> outputs(String target) {
    if (!indexed) {
      indexed = true;
      new Declarations(this, templates, _ -> {}).indexDeployments();
    }
    String display = target.toLowerCase(Locale.ROOT);
    Deployment found = nested.get(display);
    if (found == null && display.contains("/microsoft.resources/deployments/")) {
      found = nested.get(Symbols.segments(display).getLast());
    }
    return found == null ? Optional.empty() : found.ownOutputs();
  }

  private Optional<Value> ownOutputs() {
    if (outputs == null) {
      Map<String, Value> all = new LinkedHashMap<>();
      outputs = all;
      template
          .root()
          .mapping("outputs")
          .ifPresent(declared -> declared.fields().forEach((name, node) -> all.put(name, output(node))));
    }
    return Optional.of(new Value.Fields(outputs));
  }

  private Value output(Node node) {
    if (!(node instanceof Node.Mapping output)) {
      return Value.Null.INSTANCE;
    }
    String type = output.text("type").orElse("").toLowerCase(Locale.ROOT);
    Value value =
        type.startsWith("secure")
            ? Value.Secret.INSTANCE
            : output
                .get("value")
                .map(found -> evaluator.value(found, frame))
                .orElseGet(() -> Symbols.of("output", "known when it is deployed"));
    return new Value.Fields(Map.of("value", value));
  }

  /** The deployment that a resource of the template is, the same whenever it is asked for. */
  Optional<Deployment> nested(Node.Mapping node, String symbolicName, Frame around) {
    Map<Map<String, Value>, Deployment> turns = deployed.computeIfAbsent(node, _ -> new HashMap<>());
    Deployment known = turns.get(around.copies());
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Deployment> found = deploy(node, around);
    found.ifPresent(
        deployment -> {
          turns.put(around.copies(), deployment);
          nested.putIfAbsent(Arguments.textOf(name(node, symbolicName, around)).toLowerCase(Locale.ROOT), deployment);
          if (!symbolicName.isEmpty()) {
            nested.putIfAbsent(symbolicName.toLowerCase(Locale.ROOT), deployment);
          }
        });
    return found;
  }

  private Optional<Deployment> deploy(Node.Mapping node, Frame around) {
    Optional<Node.Mapping> properties = node.mapping("properties");
    if (properties.isEmpty()) {
      problem(node.line(), node.column(), "the deployment has no template");
      return Optional.empty();
    }
    if (depth() > MOST_LINKS) {
      problem(node.line(), node.column(), "templates are nested more than " + MOST_LINKS + " deep here");
      return Optional.empty();
    }
    Optional<Node.Mapping> inline = properties.get().mapping("template");
    Optional<TemplateFile> linked =
        inline.isPresent() ? Optional.empty() : linked(properties.get().mapping("templateLink"), node, around);
    Optional<TemplateFile> found = inline.map(root -> new TemplateFile(template.name(), root)).or(() -> linked);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    boolean inner =
        inline.isEmpty()
            || properties
                .get()
                .mapping("expressionEvaluationOptions")
                .flatMap(options -> options.text("scope"))
                .filter("inner"::equalsIgnoreCase)
                .isPresent();
    Place there =
        place.at(found.get().level(), text(node, "subscriptionId", around), text(node, "resourceGroup", around));
    Map<String, Value> arguments = new HashMap<>();
    properties
        .get()
        .mapping("parameters")
        .ifPresent(all -> all.fields().forEach((name, one) -> arguments.put(name.toLowerCase(Locale.ROOT), argument(one, around))));
    return Optional.of(
        new Deployment(
            templates,
            found.get(),
            there,
            arguments,
            this,
            inner ? Frame.TOP : around,
            inner ? null : values == null ? this : values));
  }

  private Value argument(Node node, Frame around) {
    if (!(node instanceof Node.Mapping argument)) {
      return evaluator.value(node, around);
    }
    return argument
        .get("value")
        .map(value -> evaluator.value(value, around))
        .orElse(argument.get("reference").isPresent() ? Value.Secret.INSTANCE : Value.Null.INSTANCE);
  }

  private Optional<String> text(Node.Mapping node, String name, Frame around) {
    return node.get(name)
        .map(found -> evaluator.value(found, around))
        .filter(Value.Text.class::isInstance)
        .map(value -> ((Value.Text) value).value());
  }

  private Optional<TemplateFile> linked(Optional<Node.Mapping> link, Node.Mapping node, Frame around) {
    if (link.isEmpty()) {
      problem(node.line(), node.column(), "the deployment has no template");
      return Optional.empty();
    }
    Optional<String> path =
        text(link.get(), "relativePath", around).or(() -> text(link.get(), "uri", around));
    Optional<TemplateFile> found = path.flatMap(written -> templates.linked(template.name(), written));
    if (found.isEmpty()) {
      templates.notFound(template.name(), link.get(), Symbols.display(path.orElse("")));
      return Optional.empty();
    }
    if (isInside(found.get().name())) {
      problem(link.get().line(), link.get().column(), "the template links to itself through " + found.get().name());
      return Optional.empty();
    }
    return found;
  }
}
