package roadbed.rego.ir;

import java.util.ArrayList;
import java.util.List;
import roadbed.rego.resolve.Node;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.NumberValue;

/** Plans equalities: what is known is computed, what is not is bound, collections are taken apart as far as needed. */
final class UnificationPlanner {
  private record Pair(Node left, Node right) {}

  private final BodyPlanner in;

  UnificationPlanner(BodyPlanner in) {
    this.in = in;
  }

  void unify(Node left, Node right) {
    List<Pair> open = new ArrayList<>();
    open.add(new Pair(left, right));
    while (!open.isEmpty()) {
      List<Pair> later = new ArrayList<>();
      boolean progress = false;
      for (Pair pair : open) {
        progress |= step(pair, later);
      }
      if (!progress) {
        throw new IllegalStateException("neither side of an equality is known: " + left + " = " + right);
      }
      open = later;
    }
  }

  private boolean step(Pair pair, List<Pair> later) {
    Node left = pair.left();
    Node right = pair.right();
    // A closure may need what a reference on the other side binds; so references go first.
    if (left instanceof Node.Comprehension && right instanceof Node.Reference && in.isKnown(right)) {
      match(left, in.value(right));
      return true;
    }
    if (in.isKnown(left)) {
      match(right, in.value(left));
      return true;
    }
    if (in.isKnown(right)) {
      match(left, in.value(right));
      return true;
    }
    if (left instanceof Node.ArrayNode a && right instanceof Node.ArrayNode b) {
      if (a.items().size() != b.items().size()) {
        in.emit(new Step.Never());
        bindAll(left);
        bindAll(right);
        return true;
      }
      for (int i = 0; i < a.items().size(); i++) {
        later.add(new Pair(a.items().get(i), b.items().get(i)));
      }
      return true;
    }
    if (left instanceof Node.ObjectNode a && right instanceof Node.ObjectNode b) {
      return members(a, b, later);
    }
    later.add(pair);
    return false;
  }

  private boolean members(Node.ObjectNode a, Node.ObjectNode b, List<Pair> later) {
    if (a.keys().size() != b.keys().size() || !b.keys().containsAll(a.keys())) {
      in.emit(new Step.Never());
      bindAll(a);
      bindAll(b);
      return true;
    }
    for (int i = 0; i < a.keys().size(); i++) {
      later.add(new Pair(a.values().get(i), b.values().get(b.keys().indexOf(a.keys().get(i)))));
    }
    return true;
  }

  /** After a step that is never defined, what follows may still be planned as if its variables were bound. */
  private void bindAll(Node node) {
    switch (node) {
      case Node.Local local -> {
        if (!in.isBound(local.variable())) {
          in.bind(local.variable(), new Operand.Const(ArrayValue.EMPTY));
        }
      }
      case Node.ArrayNode array -> array.items().forEach(this::bindAll);
      case Node.ObjectNode object -> object.values().forEach(this::bindAll);
      case Node.Reference reference -> reference.path().forEach(this::bindAll);
      case Node.Constant _, Node.SetNode _, Node.Comprehension _ -> {
        // Binds nothing.
      }
    }
  }

  /** A pattern and the value that it must fit. */
  private record Part(Node pattern, Operand value) {}

  /** Compares a value with a pattern and binds the pattern's variables. */
  void match(Node pattern, Operand value) {
    matchAll(List.of(new Part(pattern, value)));
  }

  /** Compares two values with two patterns at once: each may need what the other binds. */
  void match(Node first, Operand firstValue, Node second, Operand secondValue) {
    matchAll(List.of(new Part(first, firstValue), new Part(second, secondValue)));
  }

  private void matchAll(List<Part> parts) {
    List<Part> open = parts;
    while (!open.isEmpty()) {
      List<Part> later = new ArrayList<>();
      boolean progress = false;
      for (Part part : open) {
        progress |= match(part, later);
      }
      if (!progress) {
        throw new IllegalStateException("a pattern that cannot be bound: " + open);
      }
      open = later;
    }
  }

  /** Matches a part as far as it can be; what must wait for other parts, and the parts of parts, come later. */
  private boolean match(Part part, List<Part> later) {
    Node pattern = part.pattern();
    Operand value = part.value();
    if (pattern instanceof Node.Local local && !in.isBound(local.variable())) {
      in.bind(local.variable(), value);
      return true;
    }
    if (in.isKnown(pattern)) {
      in.emit(new Step.Equal(in.value(pattern), value));
      return true;
    }
    if (pattern instanceof Node.ArrayNode array) {
      in.emit(new Step.IsArray(value, array.items().size()));
      for (int i = 0; i < array.items().size(); i++) {
        later.add(member(array.items().get(i), value, new Operand.Const(NumberValue.of(i))));
      }
      return true;
    }
    if (pattern instanceof Node.ObjectNode object && object.keys().stream().allMatch(in::isKnown)) {
      in.emit(new Step.IsObject(value, object.keys().size()));
      for (int i = 0; i < object.keys().size(); i++) {
        later.add(member(object.values().get(i), value, in.value(object.keys().get(i))));
      }
      return true;
    }
    later.add(part);
    return false;
  }

  private Part member(Node pattern, Operand of, Operand key) {
    int to = in.newSlot();
    in.emit(new Step.Get(to, of, key));
    return new Part(pattern, new Operand.Slot(to));
  }
}
