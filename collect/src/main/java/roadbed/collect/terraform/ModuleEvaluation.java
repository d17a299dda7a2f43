package roadbed.collect.terraform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import roadbed.collect.terraform.ConfigurationFolder.Declared;
import roadbed.collect.terraform.expression.Conversions;
import roadbed.collect.terraform.expression.Evaluator;
import roadbed.collect.terraform.expression.Expression;
import roadbed.collect.terraform.expression.ExpressionParser;
import roadbed.collect.terraform.expression.Parsed;
import roadbed.collect.terraform.expression.Scope;
import roadbed.collect.terraform.expression.Type;
import roadbed.collect.terraform.expression.Undecided;
import roadbed.collect.terraform.hcl.Attribute;
import roadbed.collect.terraform.hcl.Body;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Provider;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** One instance of a module while it is evaluated: what its variables, locals, resources and outputs are. */
final class ModuleEvaluation {
  private static final int DEEPEST_PASSING = 50;
  private static final int MOST_INSTANCES = 10_000;
  private static final Expression IS_FALSE = new Expression.Literal(Value.Bool.FALSE);
  private final EvaluationContext context;
  private final ConfigurationFolder folder;
  private final String address;
  private final @Nullable Caller caller;
  private final Calls calls;
  private final Map<String, List<Instance>> instances = new HashMap<>();
  private final Map<String, List<ModuleEvaluation>> children = new HashMap<>();

  /**
   * Who calls a module.
   *
   * @param module the calling module
   * @param call the block that calls
   * @param scope what names mean in the block, for this instance of the call
   */
  record Caller(ModuleEvaluation module, Declared call, ModuleScope scope) {}

  /**
   * An instance of a block that can repeat.
   *
   * @param key its key as addresses write it, with brackets; empty where there is none or it is not known
   * @param value its key
   * @param scope what names mean in it
   */
  record Instance(String key, Value value, ModuleScope scope) {

    /** A key as addresses write it; empty where it is none. */
    static Optional<String> key(Value value) {
      return switch (value) {
        case Value.Whole whole -> Optional.of("[" + whole.value() + "]");
        case Value.Text text -> Optional.of("[" + ValueJson.text(text) + "]");
        default -> Optional.empty();
      };
    }
  }

  /** Finds what a module calls. */
  @FunctionalInterface
  interface Calls {
    /** The instances of the module behind a call; none where it cannot be read. */
    List<ModuleEvaluation> of(ModuleEvaluation module, String name, Declared call);
  }

  ModuleEvaluation(
      EvaluationContext context,
      ConfigurationFolder folder,
      String address,
      @Nullable Caller caller,
      Calls calls) {
    this.context = context;
    this.folder = folder;
    this.address = address;
    this.caller = caller;
    this.calls = calls;
  }

  /** The folders of this module and of those that call it, innermost first. */
  List<String> path() {
    List<String> path = new ArrayList<>();
    for (ModuleEvaluation here = this; here != null; here = here.caller == null ? null : here.caller.module()) {
      path.add(here.folder.path());
    }
    return path;
  }

  ConfigurationFolder folder() {
    return folder;
  }

  /** The folder of the module that everything is called from. */
  ConfigurationFolder root() {
    return caller == null ? folder : caller.module().root();
  }

  /** The names of the calls that lead to a call of this module, with dots between. */
  String calls(String name) {
    return caller == null ? name : caller.module().calls(caller.call().name()) + "." + name;
  }

  /** {@code path.module}, {@code path.root} and {@code path.cwd}, as Terraform has them that runs in the root folder. */
  Value folderPath(String of) {
    return switch (of) {
      case "module" -> new Value.Text(relative());
      case "root" -> new Value.Text(".");
      case "cwd" -> new Value.Unknown("the folder that it runs in is not known");
      default -> throw Undecided.wrong("path." + of + " means nothing");
    };
  }

  private String relative() {
    try {
      String path = Path.of(root().path()).relativize(Path.of(folder.path())).toString().replace('\\', '/');
      return path.isEmpty() ? "." : path;
    } catch (IllegalArgumentException unrelated) {
      return folder.path();
    }
  }

  String address() {
    return address;
  }

  EvaluationContext context() {
    return context;
  }

  /** The source of the module, with its version; empty for the root. */
  Optional<String> source() {
    if (caller == null) {
      return Optional.empty();
    }
    Body body = caller.call().body();
    return body.text("source")
        .map(source -> body.text("version").map(version -> source + "@" + version).orElse(source));
  }

  /** The instances of the module behind a call. */
  List<ModuleEvaluation> children(String name, Declared call) {
    List<ModuleEvaluation> before = children.get(name);
    if (before != null) {
      return before;
    }
    children.put(name, List.of());
    List<ModuleEvaluation> all = calls.of(this, name, call);
    children.put(name, all);
    return all;
  }

  /** The address of something in this module. */
  String absolute(String relative) {
    return address.isEmpty() ? relative : address + "." + relative;
  }

  private ModuleScope scope() {
    return new ModuleScope(this);
  }

  /** What an expression of this module comes to. */
  Value value(Expression expression) {
    return value(expression, scope());
  }

  /** What an expression comes to where names mean this. */
  Value value(Expression expression, ModuleScope scope) {
    return new BlockBody(context).value(expression, scope);
  }

  // Variables, locals, outputs.

  Value variable(String name) {
    Declared declared = folder.variables.get(name);
    if (declared == null) {
      throw Undecided.wrong("the variable " + name + " is not declared here");
    }
    return context.once(absolute("var." + name), () -> variable(declared));
  }

  private Value variable(Declared declared) {
    Body body = declared.body();
    Value value = given(declared);
    if (value instanceof Value.Null && body.value("nullable").filter(IS_FALSE::equals).isPresent()) {
      value = defaultOf(declared);
    }
    if (body.isTrue("sensitive") || body.isTrue("ephemeral")) {
      return value instanceof Value.Unknown || value instanceof Value.Null ? value : Value.Secret.INSTANCE;
    }
    try {
      return Conversions.convert(value, type(declared));
    } catch (Undecided unfit) {
      return unfit.instead();
    }
  }

  /** The type that a variable is declared with; JSON syntax has it as text. */
  private static Type type(Declared declared) {
    Optional<Expression> constraint = declared.body().value("type");
    Optional<Expression> bare =
        constraint.map(
            one ->
                one instanceof Expression.Literal(Value.Text(String text))
                        && ExpressionParser.expression(text) instanceof Parsed.Good(Expression inner)
                    ? inner
                    : one);
    return bare.flatMap(Type::constraint).orElse(Type.ANY);
  }

  private Value given(Declared declared) {
    if (caller != null) {
      Optional<Expression> argument = caller.call().body().value(declared.name());
      if (argument.isPresent()) {
        return caller.module().value(argument.get(), caller.scope());
      }
    } else {
      Expression given = folder.given.get(declared.name());
      if (given != null) {
        return new Evaluator(Scope.NOTHING).evaluate(given);
      }
    }
    return defaultOf(declared);
  }

  private static Value defaultOf(Declared declared) {
    return declared
        .body()
        .value("default")
        .map(value -> new Evaluator(Scope.NOTHING).evaluate(value))
        .orElseGet(() -> new Value.Unknown("the variable " + declared.name() + " has no value here"));
  }

  /**
   * Where a value is decided that an expression only passes on: by an argument of the module's call, the default of a
   * variable, or a local value. Empty where the expression is more than that, or the value comes from outside the
   * configuration.
   */
  Optional<Location> decided(Expression expression) {
    return decided(expression, 0);
  }

  private Optional<Location> decided(Expression expression, int deep) {
    Expression here = expression;
    while (here instanceof Expression.Index || here instanceof Expression.Attribute) {
      if (here instanceof Expression.Attribute(Expression.Root(String root), String name) && deep < DEEPEST_PASSING) {
        return switch (root) {
          case "var" -> ofVariable(name, deep);
          case "local" ->
              Optional.ofNullable(folder.locals.get(name)).flatMap(local -> decidedBy(local, deep));
          default -> Optional.empty();
        };
      }
      here = here instanceof Expression.Attribute(Expression of, String _) ? of : ((Expression.Index) here).of();
    }
    return Optional.empty();
  }

  private Optional<Location> ofVariable(String name, int deep) {
    Declared declared = folder.variables.get(name);
    if (declared == null) {
      return Optional.empty();
    }
    if (caller != null) {
      Attribute argument = caller.call().body().attributes().get(name);
      if (argument != null) {
        return caller.module().decidedBy(argument, deep);
      }
    } else if (folder.given.containsKey(name)) {
      return Optional.empty();
    }
    return Optional.ofNullable(declared.body().attributes().get("default")).map(Attribute::location).filter(at -> at.line() > 0);
  }

  private Optional<Location> decidedBy(Attribute attribute, int deep) {
    return decided(attribute.value(), deep + 1)
        .or(() -> Optional.of(attribute.location()))
        .filter(at -> at.line() > 0);
  }

  Value local(String name) {
    Attribute declared = folder.locals.get(name);
    if (declared == null) {
      throw Undecided.wrong("the local " + name + " is not declared here");
    }
    return context.once(absolute("local." + name), () -> value(declared.value()));
  }

  /** {@code module.name.output}, with a key where the call repeats. */
  Value output(List<Value> path) {
    String name = ModuleScope.name(path, 0);
    Declared call = folder.calls.get(name);
    if (call == null) {
      throw Undecided.wrong("the module " + name + " is not called here");
    }
    List<Value> rest = path.subList(1, path.size());
    List<ModuleEvaluation> modules = children(name, call);
    if (modules.isEmpty()) {
      return new Value.Unknown("what module." + name + " puts out is not known: the module is not read");
    }
    List<Instance> repeated = instances("module." + name, call);
    ModuleEvaluation module = modules.getFirst();
    if (repeats(call)) {
      if (rest.isEmpty()) {
        return new Value.Unknown("known after apply: module." + name);
      }
      for (int i = 0; i < Math.min(repeated.size(), modules.size()); i++) {
        if (repeated.get(i).value().equals(rest.getFirst())) {
          module = modules.get(i);
        }
      }
      rest = rest.subList(1, rest.size());
    }
    if (rest.isEmpty()) {
      return new Value.Unknown("known after apply: module." + name);
    }
    return ModuleScope.walk(module.output(ModuleScope.name(rest, 0)), rest.subList(1, rest.size()));
  }

  private Value output(String name) {
    Declared output = folder.outputs.get(name);
    if (output == null) {
      throw Undecided.wrong("the module has no output " + name);
    }
    Value value =
        context.once(
            absolute("output." + name),
            () -> output.body().value("value").map(one -> value(one)).orElse(Value.Null.INSTANCE));
    boolean secret = output.body().isTrue("sensitive") || output.body().isTrue("ephemeral");
    return secret && !(value instanceof Value.Unknown) && !(value instanceof Value.Null) ? Value.Secret.INSTANCE : value;
  }

  // Repetition.

  private static boolean repeats(Declared block) {
    return block.body().has("count") || block.body().has("for_each");
  }

  /** The instances of a block; one without a key where how it repeats is not known. */
  List<Instance> instances(String key, Declared block) {
    List<Instance> before = instances.get(key);
    if (before != null) {
      return before;
    }
    // Whoever asks while the repetition itself is worked out sees one instance.
    instances.put(key, List.of(single(new Value.Unknown("it refers to itself"))));
    List<Instance> all = repeated(key, block);
    instances.put(key, all);
    return all;
  }

  private Instance single(Value.Unknown unknown) {
    Map<String, Value> each = new LinkedHashMap<>();
    each.put("key", unknown);
    each.put("value", unknown);
    return new Instance(
        "",
        unknown,
        scope()
            .with("each", new Value.Fields(each))
            .with("count", new Value.Fields(Map.of("index", unknown))));
  }

  private List<Instance> repeated(String key, Declared block) {
    boolean counted = block.body().has("count");
    Optional<Expression> repetition = block.body().value(counted ? "count" : "for_each");
    if (repetition.isEmpty()) {
      return List.of(new Instance("", Value.Null.INSTANCE, scope()));
    }
    List<Instance> all = new ArrayList<>();
    if (!counted
        && repetition.get() instanceof Expression.Attribute(Expression.Root(String root), String name)
        && elements(root, List.of(new Value.Text(name))).isPresent()) {
      return alike(root, new Value.Text(name));
    }
    Value over = value(repetition.get());
    if (counted) {
      Optional<Integer> times = times(over);
      if (times.isEmpty()) {
        return List.of(single(new Value.Unknown("how many " + key + " there are is not known")));
      }
      for (int i = 0; i < Math.min(times.get(), MOST_INSTANCES); i++) {
        Value index = new Value.Whole(i);
        all.add(
            new Instance("[" + i + "]", index, scope().with("count", new Value.Fields(Map.of("index", index)))));
      }
      limit(times.get(), block);
      return all;
    }
    Map<String, Value> elements = new TreeMap<>();
    switch (over) {
      case Value.Fields fields -> elements.putAll(fields.values());
      case Value.Items items -> {
        for (Value item : items.values()) {
          Optional<String> text = Conversions.asText(item);
          if (text.isEmpty()) {
            return List.of(single(new Value.Unknown("which " + key + " there are is not known")));
          }
          elements.put(text.get(), item);
        }
      }
      case Value.Null _ -> {}
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Unknown _, Value.Secret _ -> {
        return List.of(single(new Value.Unknown("which " + key + " there are is not known")));
      }
    }
    elements.forEach(
        (name, value) -> {
          if (all.size() < MOST_INSTANCES) {
            Value.Text text = new Value.Text(name);
            Map<String, Value> each = new LinkedHashMap<>();
            each.put("key", text);
            each.put("value", value);
            all.add(
                new Instance("[" + ValueJson.text(text) + "]", text, scope().with("each", new Value.Fields(each))));
          }
        });
    limit(elements.size(), block);
    return all;
  }

  /** One instance for each of a block that repeats itself. */
  private List<Instance> alike(String root, Value.Text name) {
    List<Instance> all = new ArrayList<>();
    for (Value key : elements(root, List.of(name)).orElse(List.of())) {
      Optional<String> text = Conversions.asText(key);
      if (text.isPresent()) {
        Value.Text each = new Value.Text(text.get());
        all.add(
            new Instance(
                "[" + ValueJson.text(each) + "]",
                each,
                scope()
                    .with("each", new Value.Fields(Map.of("key", each)))
                    .of(new ModuleScope.Source(root, List.of(name, key)))));
      }
    }
    return all;
  }

  private static Optional<Integer> times(Value count) {
    return switch (count) {
      case Value.Whole whole when whole.value() >= 0 ->
          Optional.of((int) Math.min(whole.value(), Integer.MAX_VALUE));
      case Value.Text text when text.value().matches("\\d{1,9}") -> Optional.of(Integer.parseInt(text.value()));
      case Value.Bool bool -> Optional.of(bool.value() ? 1 : 0);
      case Value.Null _ -> Optional.of(1);
      default -> Optional.empty();
    };
  }

  private void limit(int wanted, Declared block) {
    if (wanted > MOST_INSTANCES) {
      context
          .sink()
          .diagnostic(
              Diagnostic.warning(
                  "terraform.instances",
                  block.location(),
                  "this block stands for " + wanted + " instances; the first " + MOST_INSTANCES + " are read",
                  "scan a plan instead"));
    }
  }

  /** The keys behind a reference to a block that repeats a known number of times. */
  Optional<List<Value>> elements(String root, List<Value> path) {
    boolean module = root.equals("module");
    if (path.size() != 1 || !(path.getFirst() instanceof Value.Text name)) {
      return Optional.empty();
    }
    String key = root + "." + name.value();
    Declared block = module ? folder.calls.get(name.value()) : folder.resources.get(key);
    if (block == null || !repeats(block)) {
      return Optional.empty();
    }
    List<Instance> all = instances(key, block);
    boolean known = all.stream().noneMatch(instance -> instance.value() instanceof Value.Unknown);
    return known ? Optional.of(all.stream().map(Instance::value).toList()) : Optional.empty();
  }

  // Resources and data sources.

  /** {@code type.name.attribute}, with a key where the resource repeats. */
  Value resource(String type, List<Value> path) {
    String key = type + "." + ModuleScope.name(path, 0);
    Declared block = folder.resources.get(key);
    if (block == null) {
      throw Undecided.wrong(key + " is not declared here");
    }
    List<Instance> all = instances(key, block);
    List<Value> rest = path.subList(1, path.size());
    Instance instance = all.isEmpty() ? null : all.getFirst();
    boolean whole = rest.isEmpty();
    if (!whole && repeats(block)) {
      Value wanted = rest.getFirst();
      boolean keyed = wanted instanceof Value.Whole || wanted instanceof Value.Unknown
          || block.body().has("for_each");
      if (keyed) {
        rest = rest.subList(1, rest.size());
        Optional<Instance> exact =
            all.stream().filter(one -> one.value().equals(wanted) || one.value() instanceof Value.Unknown).findFirst();
        if (exact.isEmpty() && wanted instanceof Value.Unknown) {
          whole = true;
        } else {
          instance = exact.orElse(null);
        }
      } else {
        whole = true;
      }
    }
    if (whole) {
      all.forEach(one -> context.touch(absolute(key + one.key()), ""));
      return new Value.Unknown("known after apply: " + absolute(key));
    }
    if (instance == null) {
      throw Undecided.wrong(key + " has no such instance");
    }
    String target = absolute(key + instance.key());
    if (rest.isEmpty()) {
      context.touch(target, "");
      return new Value.Unknown("known after apply: " + target);
    }
    String attribute = ModuleScope.name(rest, 0);
    Value value = attribute(block, instance, target, attribute);
    context.touch(target, attribute);
    return value == null
        ? new Value.Unknown("known after apply: " + target + "." + attribute)
        : ModuleScope.walk(value, rest.subList(1, rest.size()));
  }

  /** The value that the configuration gives to an attribute; null where it gives none. */
  private @Nullable Value attribute(Declared block, Instance instance, String target, String attribute) {
    boolean given =
        block.body().has(attribute) || block.body().blocks().stream().anyMatch(one -> one.makes().equals(attribute));
    if (!given) {
      return null;
    }
    return context.once(
        target + "." + attribute,
        () -> new BlockBody(context).attribute(block.body(), attribute, instance.scope()));
  }

  /** {@code data.type.name.attribute}: what is asked is known, what is answered is not. */
  Value data(List<Value> path) {
    String type = ModuleScope.name(path, 0);
    String key = type + "." + ModuleScope.name(path, 1);
    Declared block = folder.data.get(key);
    if (block == null) {
      throw Undecided.wrong("data." + key + " is not declared here");
    }
    List<Instance> all = instances("data." + key, block);
    List<Value> rest = path.subList(2, path.size());
    Instance instance = all.isEmpty() ? null : all.getFirst();
    if (!rest.isEmpty() && repeats(block)) {
      Value wanted = rest.getFirst();
      rest = rest.subList(1, rest.size());
      instance = all.stream().filter(one -> one.value().equals(wanted)).findFirst().orElse(instance);
    }
    String target = absolute("data." + key);
    if (instance == null) {
      throw Undecided.wrong(target + " has no such instance");
    }
    ModuleScope scope = instance.scope();
    Value asked =
        context.once(
            target + instance.key(), () -> new BlockBody(context).attributes(block.body(), scope));
    if (rest.isEmpty() || !(asked instanceof Value.Fields fields)) {
      return new Value.Unknown("known after apply: " + target);
    }
    String attribute = ModuleScope.name(rest, 0);
    if (type.equals("aws_iam_policy_document") && (attribute.equals("json") || attribute.equals("minified_json"))) {
      return PolicyDocument.of(fields);
    }
    Value given = fields.values().get(attribute);
    if (given == null) {
      given = DataSources.answer(type, attribute, fields, () -> settings(block).context()).orElse(null);
    }
    return given == null
        ? new Value.Unknown("known after apply: " + target + instance.key() + "." + attribute)
        : ModuleScope.walk(given, rest.subList(1, rest.size()));
  }

  // Providers.

  /** What the provider configuration that a block uses says. */
  ProviderSettings settings(Declared block) {
    String key = providerKey(block);
    return settings(Providers.of(key, block.type()), key);
  }

  /** What a provider's configuration says; a module inherits its caller's. */
  ProviderSettings settings(Provider provider, String key) {
    Declared block = folder.providers.get(key);
    if (block != null) {
      Value body =
          context.once(absolute("provider." + key), () -> new BlockBody(context).attributes(block.body(), scope()));
      return body instanceof Value.Fields fields ? ProviderSettings.of(provider, fields) : ProviderSettings.NONE;
    }
    return caller == null ? ProviderSettings.NONE : caller.module().settings(provider, passed(caller.call().body(), key));
  }

  /** What a provider is called where a module is called. */
  private static String passed(Body call, String key) {
    if (call.value("providers").orElse(null) instanceof Expression.ObjectOf providers) {
      for (Expression.Entry entry : providers.entries()) {
        if (providerKey(entry.key()).equals(key)) {
          return providerKey(entry.value());
        }
      }
    }
    return key;
  }

  /** The key of the provider that a block uses: the one that it names, or the one that its type begins with. */
  static String providerKey(Declared block) {
    String type = block.type();
    return block
        .body()
        .value("provider")
        .map(ModuleEvaluation::providerKey)
        .orElseGet(() -> type.contains("_") ? type.substring(0, type.indexOf('_')) : type);
  }

  /** A provider is named bare, as a reference or as text; of several of an alias all share its settings. */
  private static String providerKey(Expression named) {
    return switch (named) {
      case Expression.Literal(Value.Text(String text)) -> text;
      case Expression.Root root -> root.name();
      case Expression.Attribute attribute -> providerKey(attribute.of()) + "." + attribute.name();
      case Expression.Index index -> providerKey(index.of());
      default -> "";
    };
  }
}
