package roadbed.collect.terraform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import roadbed.collect.terraform.EvaluationContext.Evaluated;
import roadbed.collect.terraform.expression.Scope;
import roadbed.model.Location;
import roadbed.model.Reference;
import roadbed.model.Value;

/**
 * Evaluates the body of a block: its attributes, its nested blocks as objects or arrays as they stand, and its
 * {@code dynamic} blocks as arrays of what they give. Remembers which attribute refers to what.
 */
final class BlockBody {
  private static final int MOST_REFERENCES = 1_000;

  /** What Terraform itself reads of a block, and no provider sees. */
  private static final Set<String> META =
      Set.of("count", "for_each", "provider", "providers", "depends_on", "lifecycle", "provisioner", "connection");

  private final EvaluationContext context;
  private final Location location;
  private final Set<Reference> references = new LinkedHashSet<>();

  BlockBody(EvaluationContext context, Location location) {
    this.context = context;
    this.location = location;
  }

  /** The attributes of a resource. */
  Value.Fields attributes(Value.Fields body, ModuleScope scope) {
    Map<String, Value> own = new LinkedHashMap<>(body.values());
    own.keySet().removeAll(META);
    return fields(own, "", scope);
  }

  /** One attribute, or nested block with its dynamic ones. */
  Value attribute(Value.Fields body, String name, ModuleScope scope) {
    Map<String, Value> only = new LinkedHashMap<>();
    for (String key : List.of(name, "dynamic")) {
      Value value = body.values().get(key);
      if (value != null) {
        only.put(key, value);
      }
    }
    Value value = fields(only, "", scope).values().get(name);
    return value == null ? Value.Null.INSTANCE : value;
  }

  /** What the attributes evaluated so far refer to. */
  List<Reference> references() {
    return List.copyOf(references);
  }

  /** Any value of the document. */
  Value value(Value value, String path, ModuleScope scope) {
    return switch (value) {
      case Value.Text text -> leaf(text, path, scope);
      case Value.Fields fields -> fields(fields.values(), path, scope);
      case Value.Items items -> {
        List<Value> evaluated = new ArrayList<>(items.values().size());
        for (int i = 0; i < items.values().size(); i++) {
          Value item = items.values().get(i);
          evaluated.add(value(item, item instanceof Value.Text ? path : step(path, i), scope));
        }
        yield new Value.Items(evaluated);
      }
      case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ ->
          value;
    };
  }

  private static String step(String path, Object next) {
    return path.isEmpty() ? next.toString() : path + "." + next;
  }

  private Value leaf(Value.Text text, String path, Scope scope) {
    Evaluated evaluated = context.watch(() -> context.text(text.value(), scope, location));
    for (EvaluationContext.Touched touched : evaluated.touched()) {
      if (references.size() < MOST_REFERENCES) {
        references.add(new Reference(path, touched.target(), touched.attribute()));
      }
    }
    return evaluated.value();
  }

  private Value.Fields fields(Map<String, Value> fields, String path, ModuleScope scope) {
    Map<String, Value> evaluated = new LinkedHashMap<>();
    fields.forEach(
        (name, value) -> {
          if (!name.equals("//") && !name.equals("dynamic")) {
            evaluated.put(name, value(value, step(path, name), scope));
          }
        });
    Value dynamic = fields.get("dynamic");
    if (dynamic != null) {
      dynamic(dynamic, path, scope, evaluated);
    }
    return new Value.Fields(evaluated);
  }

  private void dynamic(Value dynamic, String path, ModuleScope scope, Map<String, Value> into) {
    switch (dynamic) {
      case Value.Items items -> items.values().forEach(item -> dynamic(item, path, scope, into));
      case Value.Fields labels ->
          labels
              .values()
              .forEach(
                  (label, blocks) -> {
                    List<Value> all = blocks instanceof Value.Items items ? items.values() : List.of(blocks);
                    for (Value block : all) {
                      if (block instanceof Value.Fields fields) {
                        repeat(label, fields, path, scope, into);
                      }
                    }
                  });
      case Value.Text _,
          Value.Whole _,
          Value.Decimal _,
          Value.Bool _,
          Value.Null _,
          Value.Unknown _,
          Value.Secret _ -> {}
    }
  }

  private void repeat(
      String label, Value.Fields block, String path, ModuleScope scope, Map<String, Value> into) {
    Value over = value(block.get("for_each").orElse(Value.Null.INSTANCE), step(path, label), scope);
    Value content =
        switch (block.values().get("content")) {
          case Value.Items items when items.values().size() == 1 -> items.values().getFirst();
          case null -> Value.Fields.EMPTY;
          case Value other -> other;
        };
    String iterator = block.text("iterator").orElse(label);
    List<Value> blocks = new ArrayList<>();
    switch (into.get(label)) {
      case Value.Items items -> blocks.addAll(items.values());
      case Value.Fields fields -> blocks.add(fields);
      case Value.Unknown _ -> {
        return;
      }
      case null, default -> {}
    }
    switch (over) {
      case Value.Items items -> {
        for (Value item : items.values()) {
          blocks.add(
              value(content, step(step(path, label), blocks.size()), scope.with(iterator, element(item, item))));
        }
      }
      case Value.Fields fields ->
          new TreeMap<>(fields.values())
              .forEach(
                  (key, item) ->
                      blocks.add(
                          value(
                              content,
                              step(step(path, label), blocks.size()),
                              scope.with(iterator, element(new Value.Text(key), item)))));
      case Value.Null _ -> {}
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Unknown _, Value.Secret _ -> {
        // What each block would be is still worth a look, for what it refers to.
        Value.Unknown unknown = new Value.Unknown("how many " + label + " blocks there are is not known");
        value(content, step(path, label), scope.with(iterator, element(unknown, unknown)));
        into.put(label, unknown);
        return;
      }
    }
    into.put(label, new Value.Items(blocks));
  }

  private static Value.Fields element(Value key, Value value) {
    Map<String, Value> element = new LinkedHashMap<>();
    element.put("key", key);
    element.put("value", value);
    return new Value.Fields(element);
  }
}
