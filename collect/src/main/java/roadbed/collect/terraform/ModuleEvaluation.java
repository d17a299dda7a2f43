package roadbed.collect.terraform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import roadbed.collect.terraform.ConfigurationFolder.Declared;
import roadbed.collect.terraform.expression.Conversions;
import roadbed.collect.terraform.expression.Expression;
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
  private static final int MOST_INSTANCES = 10_000;

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
  record Instance(String key, Value value, ModuleScope scope) {}

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
    Value.Fields body = caller.call().body();
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
    return new ModuleScope(this, Map.of());
  }

  private Value evaluate(Value value, ModuleScope scope, Location location) {
    return new BlockBody(context, location).value(value, "", scope);
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
    Value value = given(declared);
    if (Value.Bool.TRUE.equals(declared.body().values().get("sensitive"))) {
      return value instanceof Value.Unknown || value instanceof Value.Null ? value : Value.Secret.INSTANCE;
    }
    return typed(value, declared.body().text("type").orElse(""));
  }

  private Value given(Declared declared) {
    if (caller != null) {
      Value argument = caller.call().body().values().get(declared.name());
      if (argument != null) {
        return caller.module().evaluate(argument, caller.scope(), caller.call().location());
      }
    } else {
      Value given = folder.given.get(declared.name());
      if (given != null) {
        return given;
      }
    }
    return declared
        .body()
        .get("default")
        .orElseGet(() -> new Value.Unknown("the variable " + declared.name() + " has no value here"));
  }

  /** Primitive types convert; a text that stands for another type is what that type makes of it. */
  private static Value typed(Value value, String type) {
    try {
      return switch (type) {
        case "string", "${string}" -> Conversions.asText(value).<Value>map(Value.Text::new).orElse(value);
        case "bool", "${bool}" ->
            value instanceof Value.Text text && (text.value().equals("true") || text.value().equals("false"))
                ? Value.of(text.value().equals("true"))
                : value;
        case "number", "${number}" ->
            value instanceof Value.Text text && text.value().matches("-?\\d{1,18}")
                ? new Value.Whole(Long.parseLong(text.value()))
                : value;
        default -> value;
      };
    } catch (Undecided undecided) {
      return undecided.instead();
    }
  }

  Value local(String name) {
    Value declared = folder.locals.get(name);
    if (declared == null) {
      throw Undecided.wrong("the local " + name + " is not declared here");
    }
    return context.once(
        absolute("local." + name), () -> evaluate(declared, scope(), Location.of(folder.path())));
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
    Value value = output.body().get("value").orElse(Value.Null.INSTANCE);
    return context.once(
        absolute("output." + name), () -> evaluate(value, scope(), output.location()));
  }

  // Repetition.

  private static boolean repeats(Declared block) {
    return block.body().values().containsKey("count") || block.body().values().containsKey("for_each");
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
    Value count = block.body().values().get("count");
    Value forEach = block.body().values().get("for_each");
    if (count == null && forEach == null) {
      return List.of(new Instance("", Value.Null.INSTANCE, scope()));
    }
    Value over = evaluate(count == null ? Objects.requireNonNull(forEach) : count, scope(), block.location());
    List<Instance> all = new ArrayList<>();
    if (count != null) {
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
          || block.body().values().containsKey("for_each");
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
    if (!block.body().values().containsKey(attribute)) {
      return null;
    }
    return context.once(
        target + "." + attribute,
        () -> new BlockBody(context, block.location()).attribute(block.body(), attribute, instance.scope()));
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
            target + instance.key(), () -> new BlockBody(context, block.location()).attributes(block.body(), scope));
    if (rest.isEmpty() || !(asked instanceof Value.Fields fields)) {
      return new Value.Unknown("known after apply: " + target);
    }
    String attribute = ModuleScope.name(rest, 0);
    if (type.equals("aws_iam_policy_document") && (attribute.equals("json") || attribute.equals("minified_json"))) {
      return PolicyDocument.of(fields);
    }
    Value given = fields.values().get(attribute);
    return given == null
        ? new Value.Unknown("known after apply: " + target + instance.key() + "." + attribute)
        : ModuleScope.walk(given, rest.subList(1, rest.size()));
  }

  // Providers.

  /** What the provider configuration that a resource uses says; a module inherits its caller's. */
  ProviderSettings settings(Provider provider, String key) {
    Declared block = folder.providers.get(key);
    if (block != null) {
      Value body =
          context.once(
              absolute("provider." + key),
              () -> new BlockBody(context, block.location()).attributes(block.body(), scope()));
      return body instanceof Value.Fields fields ? ProviderSettings.of(provider, fields) : ProviderSettings.NONE;
    }
    if (caller == null) {
      return ProviderSettings.NONE;
    }
    String inherited = key;
    if (caller.call().body().values().get("providers") instanceof Value.Fields passed
        && passed.values().get(key) instanceof Value.Text name) {
      inherited = providerKey(name.value());
    }
    return caller.module().settings(provider, inherited);
  }

  /** A provider is named bare or as a reference. */
  static String providerKey(String text) {
    return text.startsWith("${") && text.endsWith("}") ? text.substring(2, text.length() - 1).strip() : text;
  }
}
