package roadbed.rego.builtin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.Value;

/** Reachability in graphs, and the walk through a document. */
final class Graphs {
  private Graphs() {}

  static @Nullable Body body(String name) {
    return switch (name) {
      case "graph.reachable" -> Graphs::reachable;
      case "graph.reachable_paths" -> Graphs::reachablePaths;
      case "walk" -> Graphs::walk;
      default -> null;
    };
  }

  private static Iterable<Value> vertices(@Nullable Value collection) {
    return switch (collection) {
      case ArrayValue array -> array;
      case SetValue set -> set;
      case null, default -> List.of();
    };
  }

  private static Iterable<Value> roots(Value[] args) {
    if (args[1] instanceof ArrayValue || args[1] instanceof SetValue) {
      return vertices(args[1]);
    }
    throw BuiltinException.wrongType(2, args[1], "{array, set}");
  }

  private static Value reachable(CallContext context, Value[] args) {
    ObjectValue graph = Operands.object(args, 1);
    ArrayDeque<Value> queue = new ArrayDeque<>();
    roots(args).forEach(queue::add);
    SetValue.Builder reached = SetValue.builder();
    while (!queue.isEmpty()) {
      Value node = queue.remove();
      Value edges = graph.get(node);
      if (edges != null && reached.add(node)) {
        context.checkTime();
        vertices(edges).forEach(queue::add);
      }
    }
    return reached.build();
  }

  private static Value reachablePaths(CallContext context, Value[] args) {
    ObjectValue graph = Operands.object(args, 1);
    PathFinder finder = new PathFinder(context, graph);
    for (Value root : roots(args)) {
      Value edges = graph.get(root);
      if (edges == null) {
        continue;
      }
      finder.path.add(root);
      boolean any = false;
      for (Value neighbour : vertices(edges)) {
        any = true;
        finder.follow(neighbour, SetValue.of(root).toBuilder());
      }
      if (!any) {
        finder.found();
      }
      finder.path.clear();
    }
    return finder.paths.build();
  }

  private static final class PathFinder {
    private static final int MAX_LENGTH = 2_000;

    private final CallContext context;
    private final ObjectValue graph;
    private final SetValue.Builder paths = SetValue.builder();
    private final List<Value> path = new ArrayList<>();

    PathFinder(CallContext context, ObjectValue graph) {
      this.context = context;
      this.graph = graph;
    }

    void found() {
      paths.add(ArrayValue.of(path));
      context.checkItems(paths.size());
      context.checkTime();
    }

    /** Goes on from a node; what any path below the same first step went through is not gone through again. */
    void follow(Value node, SetValue.Builder reached) {
      Value edges = graph.get(node);
      if (edges == null) {
        found();
        return;
      }
      if (path.size() >= MAX_LENGTH) {
        throw BuiltinException.limit("path of more than " + MAX_LENGTH + " nodes");
      }
      path.add(node);
      boolean any = false;
      for (Value neighbour : vertices(edges)) {
        any = true;
        if (reached.contains(neighbour)) {
          found();
        } else {
          reached.add(node);
          follow(neighbour, reached);
        }
      }
      if (!any) {
        found();
      }
      path.removeLast();
    }
  }

  /** All pairs of path and value, the document itself first. */
  private static Value walk(CallContext context, Value[] args) {
    List<Value> pairs = new ArrayList<>();
    walk(context, ArrayValue.EMPTY, args[0], pairs);
    return ArrayValue.of(pairs);
  }

  private static void walk(CallContext context, ArrayValue path, Value value, List<Value> pairs) {
    pairs.add(ArrayValue.of(path, value));
    context.checkItems(pairs.size());
    context.checkTime();
    switch (value) {
      case ArrayValue array -> {
        for (int i = 0; i < array.size(); i++) {
          walk(context, append(path, NumberValue.of(i)), array.get(i), pairs);
        }
      }
      case ObjectValue object -> {
        for (int i = 0; i < object.size(); i++) {
          walk(context, append(path, object.keyAt(i)), object.valueAt(i), pairs);
        }
      }
      case SetValue set -> {
        for (Value element : set) {
          walk(context, append(path, element), element, pairs);
        }
      }
      default -> {}
    }
  }

  private static ArrayValue append(ArrayValue path, Value key) {
    Value[] longer = java.util.Arrays.copyOf(path.toArray(), path.size() + 1);
    longer[path.size()] = key;
    return ArrayValue.of(longer);
  }
}
