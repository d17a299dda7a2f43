package roadbed.collect.terraform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import roadbed.collect.terraform.EvaluationContext.Evaluated;
import roadbed.collect.terraform.expression.Conversions;
import roadbed.collect.terraform.expression.Evaluator;
import roadbed.collect.terraform.expression.Expression;
import roadbed.collect.terraform.hcl.Attribute;
import roadbed.collect.terraform.hcl.Block;
import roadbed.collect.terraform.hcl.Body;
import roadbed.model.AttributePlaces;
import roadbed.model.Location;
import roadbed.model.Reference;
import roadbed.model.Value;

/**
 * Evaluates the body of a block: its attributes, its nested blocks as arrays of what they hold, and its {@code
 * dynamic} blocks as what they give. Remembers which attribute refers to what, and where each stands.
 */
final class BlockBody {
  private static final int MOST_REFERENCES = 1_000;
  private static final int MOST_BLOCKS = 10_000;
  private static final int DEEPEST = 100;

  /** What Terraform itself reads of a block, and no provider sees. */
  private static final Set<String> META =
      Set.of("count", "for_each", "provider", "providers", "depends_on", "lifecycle", "provisioner", "connection",
          JsonConfiguration.COMMENT);

  /** The one nested block that providers' schemas have as an object. */
  private static final String TIMEOUTS = "timeouts";

  private final EvaluationContext context;
  private final Set<Reference> references = new LinkedHashSet<>();
  private final AttributePlaces.Builder places = new AttributePlaces.Builder();
  private int blocks;

  BlockBody(EvaluationContext context) {
    this.context = context;
  }

  /** The attributes of a resource. */
  Value.Fields attributes(Body body, ModuleScope scope) {
    Map<String, Attribute> own = new LinkedHashMap<>(body.attributes());
    own.keySet().removeAll(META);
    return fields(new Body(own, body.blocks().stream().filter(block -> !META.contains(block.type())).toList()), "", scope);
  }

  /** One attribute, or all nested blocks of a type. */
  Value attribute(Body body, String name, ModuleScope scope) {
    Map<String, Attribute> only = new LinkedHashMap<>(body.attributes());
    only.keySet().retainAll(Set.of(name));
    Value value =
        fields(new Body(only, body.blocks().stream().filter(block -> block.makes().equals(name)).toList()), "", scope)
            .values()
            .get(name);
    return value == null ? Value.Null.INSTANCE : value;
  }

  /** What the attributes evaluated so far refer to. */
  List<Reference> references() {
    return List.copyOf(references);
  }

  /** Where the attributes evaluated so far stand. */
  AttributePlaces places() {
    return places.build();
  }

  /** A value outside of any body of attributes. */
  Value value(Expression expression, ModuleScope scope) {
    return value(expression, "", scope, "");
  }

  private static String step(String path, Object next) {
    return path.isEmpty() ? next.toString() : path + "." + next;
  }

  private void place(String path, Location location) {
    if (location.line() > 0) {
      places.add(path, location.file(), location.line(), location.column());
    }
  }

  /** Goes through what is written out as a list or an object, so that what stands in it is told apart. */
  private Value value(Expression expression, String path, ModuleScope scope, String file) {
    return switch (expression) {
      case Expression.Literal literal -> literal.value();
      case Expression.ObjectOf object -> object(object, path, scope, file);
      case Expression.TupleOf tuple -> {
        List<Value> items = new ArrayList<>(tuple.items().size());
        for (int i = 0; i < tuple.items().size(); i++) {
          Expression item = tuple.items().get(i);
          boolean structured = item instanceof Expression.ObjectOf || item instanceof Expression.TupleOf;
          items.add(value(item, structured ? step(path, i) : path, scope, file));
        }
        yield new Value.Items(items);
      }
      default -> worked(expression, path, scope);
    };
  }

  private Value object(Expression.ObjectOf object, String path, ModuleScope scope, String file) {
    Map<String, Value> fields = new LinkedHashMap<>();
    Optional<Value> keyless = Optional.empty();
    for (Expression.Entry entry : object.entries()) {
      Value key = value(entry.key(), path, scope, file);
      Optional<String> name = Conversions.asText(key);
      if (name.isEmpty()) {
        keyless = Optional.of(key instanceof Value.Unknown || key instanceof Value.Secret ? key : new Value.Unknown("a text is expected as a key"));
        continue;
      }
      String inner = step(path, name.get());
      if (entry.line() > 0 && !file.isEmpty()) {
        places.add(inner, file, entry.line(), entry.column());
      }
      fields.put(name.get(), value(entry.value(), inner, scope, file));
    }
    return keyless.orElseGet(() -> new Value.Fields(fields));
  }

  private Value worked(Expression expression, String path, ModuleScope scope) {
    Evaluated evaluated = context.watch(() -> new Evaluator(scope).evaluate(expression));
    for (EvaluationContext.Touched touched : evaluated.touched()) {
      if (references.size() < MOST_REFERENCES) {
        references.add(new Reference(path, touched.target(), touched.attribute()));
      }
    }
    return evaluated.value();
  }

  /** What a body holds while it is gathered: blocks of a type come from several places. */
  private static final class Fields {
    final Map<String, Value> values = new LinkedHashMap<>();
    final Map<String, List<Value>> blocks = new LinkedHashMap<>();

    /** The blocks of a type so far; empty where it is not known how many there are. */
    Optional<List<Value>> blocks(String type) {
      Value before = values.get(type);
      if (before instanceof Value.Unknown) {
        return Optional.empty();
      }
      return Optional.of(
          blocks.computeIfAbsent(
              type,
              _ -> {
                List<Value> begun = new ArrayList<>();
                if (before instanceof Value.Items items) {
                  begun.addAll(items.values());
                } else if (before instanceof Value.Fields fields) {
                  begun.add(fields);
                }
                values.put(type, Value.Items.EMPTY);
                return begun;
              }));
    }

    void unknown(String type, Value.Unknown unknown) {
      blocks.remove(type);
      values.put(type, unknown);
    }

    Value.Fields all() {
      blocks.forEach((type, all) -> values.put(type, new Value.Items(all)));
      return new Value.Fields(values);
    }
  }

  private Value.Fields fields(Body body, String path, ModuleScope scope) {
    Fields fields = new Fields();
    body.attributes()
        .forEach(
            (name, attribute) -> {
              String inner = step(path, name);
              place(inner, attribute.location());
              scope.module().decided(attribute.value()).ifPresent(at -> places.decided(inner, at));
              fields.values.put(name, value(attribute.value(), inner, scope, attribute.location().file()));
            });
    for (Block block : body.blocks()) {
      String inner = step(path, block.makes());
      place(inner, block.location());
      if (block.isDynamic()) {
        dynamic(block, inner, scope, fields);
      } else if (block.type().equals(TIMEOUTS)) {
        fields.values.put(TIMEOUTS, fields(block.body(), inner, scope));
      } else {
        fields.blocks(block.type()).ifPresent(all -> add(all, block.body(), block.location(), inner, scope));
      }
    }
    return fields.all();
  }

  private void add(List<Value> all, Body body, Location location, String path, ModuleScope scope) {
    if (path.length() > DEEPEST * DEEPEST || ++blocks > MOST_BLOCKS) {
      all.add(new Value.Unknown("there are more than " + MOST_BLOCKS + " nested blocks"));
      return;
    }
    String inner = step(path, all.size());
    place(inner, location);
    all.add(fields(body, inner, scope));
  }

  private void dynamic(Block block, String path, ModuleScope scope, Fields into) {
    String label = block.makes();
    Expression forEach = block.body().value("for_each").orElse(new Expression.Literal(Value.Null.INSTANCE));
    Value over = value(forEach, path, scope, "");
    Body content = block.body().blocks("content").stream().findFirst().map(Block::body).orElse(Body.EMPTY);
    String iterator = block.body().value("iterator").flatMap(BlockBody::word).orElse(label);
    Optional<List<Value>> all = into.blocks(label);
    if (all.isEmpty()) {
      return;
    }
    switch (over) {
      case Value.Items items -> {
        boolean set = items.kind() == Value.Items.Kind.SET;
        for (int i = 0; i < items.values().size() && blocks <= MOST_BLOCKS; i++) {
          Value item = items.values().get(i);
          Value key = set ? item : new Value.Whole(i);
          add(all.get(), content, block.location(), path, scope.with(iterator, element(key, item)));
        }
      }
      case Value.Fields fields -> {
        for (Map.Entry<String, Value> one : new TreeMap<>(fields.values()).entrySet()) {
          if (blocks <= MOST_BLOCKS) {
            ModuleScope inner = scope.with(iterator, element(new Value.Text(one.getKey()), one.getValue()));
            add(all.get(), content, block.location(), path, inner);
          }
        }
      }
      case Value.Null _ -> {}
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Unknown _, Value.Secret _ -> {
        // What each block would be is still worth a look: for what it refers to, and for what holds with and without it.
        String reason = "how many " + label + " blocks there are is not known";
        Value.Unknown each = new Value.Unknown(reason);
        Value.Fields one = fields(content, path, scope.with(iterator, element(each, each)));
        List<Value> present = new ArrayList<>(all.get());
        present.add(one);
        into.unknown(label, all.get().isEmpty() ? new Value.Unknown(reason, new Value.Items(present)) : each);
      }
    }
  }

  /** A name that is written bare in native syntax and as text in JSON syntax. */
  private static Optional<String> word(Expression expression) {
    return switch (expression) {
      case Expression.Root root -> Optional.of(root.name());
      case Expression.Literal(Value.Text(String text)) -> Optional.of(text);
      default -> Optional.empty();
    };
  }

  private static Value.Fields element(Value key, Value value) {
    Map<String, Value> element = new LinkedHashMap<>();
    element.put("key", key);
    element.put("value", value);
    return new Value.Fields(element);
  }
}
