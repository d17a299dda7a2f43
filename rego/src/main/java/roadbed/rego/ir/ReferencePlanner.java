package roadbed.rego.ir;

import java.util.ArrayList;
import java.util.List;
import roadbed.rego.resolve.Node;
import roadbed.rego.resolve.RuleNode;
import roadbed.rego.value.Value;

/** Plans references: constant paths at once, the rules' tree as far as it is known, then one level after the other. */
final class ReferencePlanner {
  private final BodyPlanner in;
  private final Planner planner;

  ReferencePlanner(BodyPlanner in, Planner planner) {
    this.in = in;
    this.planner = planner;
  }

  Operand plan(Node.Reference reference) {
    return switch (reference.root()) {
      case INPUT -> input(reference.path());
      case DATA -> data(reference.path());
      case VARIABLE -> {
        if (reference.variable() == null) {
          throw new IllegalStateException("a reference without its beginning at " + reference.at());
        }
        yield below(in.operand(reference.variable()), reference.path());
      }
    };
  }

  private Operand input(List<Node> path) {
    int constants = 0;
    List<Value> known = new ArrayList<>();
    while (constants < path.size() && path.get(constants) instanceof Node.Constant constant) {
      known.add(constant.value());
      constants++;
    }
    int to = in.newSlot();
    in.emit(new Step.Input(to, known));
    return below(new Operand.Slot(to), path.subList(constants, path.size()));
  }

  /** One level after the other into a value. */
  private Operand below(Operand start, List<Node> path) {
    Operand at = start;
    for (Node part : path) {
      if (in.isKnown(part)) {
        Operand key = in.value(part);
        int to = in.newSlot();
        in.emit(new Step.Get(to, at, key));
        at = new Operand.Slot(to);
      } else {
        int key = in.newSlot();
        int value = in.newSlot();
        Operand from = at;
        in.open(body -> new Step.Scan(from, key, value, Join.of(key, value, body), body));
        in.match(part, new Operand.Slot(key));
        at = new Operand.Slot(value);
      }
    }
    return at;
  }

  private Operand data(List<Node> path) {
    TreeNode node = planner.root();
    List<Value> known = new ArrayList<>();
    int i = 0;
    while (i < path.size() && node.kind() == null && path.get(i) instanceof Node.Constant constant) {
      TreeNode child = node.child(constant.value());
      if (child == null) {
        return base(path, known, i);
      }
      known.add(constant.value());
      node = child;
      i++;
    }
    List<Node> rest = path.subList(i, path.size());
    RuleNode.Kind kind = node.kind();
    if (kind == null) {
      return tree(node, rest);
    }
    return switch (kind) {
      case COMPLETE, SET -> {
        int to = in.newSlot();
        in.emit(new Step.Document(to, node));
        yield below(new Operand.Slot(to), rest);
      }
      case OBJECT -> object(node, rest);
      case FUNCTION -> {
        in.emit(new Step.Never());
        yield below(new Operand.Const(roadbed.rego.value.NullValue.NULL), rest);
      }
    };
  }

  private Operand base(List<Node> path, List<Value> known, int from) {
    List<Value> all = new ArrayList<>(known);
    int i = from;
    while (i < path.size() && path.get(i) instanceof Node.Constant constant) {
      all.add(constant.value());
      i++;
    }
    int to = in.newSlot();
    in.emit(new Step.Base(to, all));
    return below(new Operand.Slot(to), path.subList(i, path.size()));
  }

  private Operand object(TreeNode node, List<Node> rest) {
    List<Operand> known = new ArrayList<>();
    for (Node part : rest) {
      if (!in.isKnown(part)) {
        break;
      }
      known.add(in.value(part));
    }
    int to = in.newSlot();
    in.emit(known.isEmpty() ? new Step.Document(to, node) : new Step.Extent(to, node, known));
    Operand at = new Operand.Slot(to);
    for (Operand key : known) {
      int next = in.newSlot();
      in.emit(new Step.Get(next, at, key));
      at = new Operand.Slot(next);
    }
    return below(at, rest.subList(known.size(), rest.size()));
  }

  /** Below an inner node: names are found one by one, and the document at the end once all are known. */
  private Operand tree(TreeNode node, List<Node> rest) {
    List<Operand> path = new ArrayList<>();
    for (Node part : rest) {
      if (in.isKnown(part)) {
        path.add(in.value(part));
      } else {
        int key = in.newSlot();
        List<Operand> sofar = List.copyOf(path);
        in.open(body -> new Step.TreeScan(node, sofar, key, body));
        in.match(part, new Operand.Slot(key));
        path.add(new Operand.Slot(key));
      }
    }
    int to = in.newSlot();
    in.emit(new Step.Tree(to, node, path));
    return new Operand.Slot(to);
  }
}
