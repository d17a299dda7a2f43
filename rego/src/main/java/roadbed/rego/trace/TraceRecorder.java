package roadbed.rego.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import roadbed.rego.eval.Tracer;
import roadbed.rego.ir.Mark;
import roadbed.rego.ir.Operand;
import roadbed.rego.syntax.Location;
import roadbed.rego.trace.TraceEvent.Operation;
import roadbed.rego.value.Value;

/** Keeps the events of one evaluation, up to a number of them. */
public final class TraceRecorder implements Tracer {
  private static final int MOST = 200_000;

  /** A statement that is being evaluated. */
  private static final class Open {
    final Mark mark;
    final Body body;
    boolean held;

    Open(Mark mark, Body body) {
      this.mark = mark;
      this.body = body;
    }
  }

  /** A body that is being evaluated. */
  private record Body(int number, int parent, int depth) {}

  private final List<TraceEvent> events = new ArrayList<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private int bodies;

  /** The events so far. */
  public List<TraceEvent> events() {
    return List.copyOf(events);
  }

  /** A note of the policy itself, by the builtin {@code trace}. */
  public void note(String text) {
    Open top = open.peek();
    if (top != null) {
      add(new TraceEvent(Operation.NOTE, top.mark.at(), top.body.number, top.body.parent, top.body.depth, text, Map.of()));
    }
  }

  @Override
  public void begin(Mark mark, Value[] slots) {
    Open top = open.peek();
    switch (mark.kind()) {
      case RULE -> {
        Body body = inner(top);
        open.push(new Open(mark, body));
        add(mark, body, Operation.ENTER, mark.text(), Map.of());
      }
      case STATEMENT -> {
        Body body = mark.first() && top != null && top.mark.kind() != Mark.Kind.RULE ? inner(top) : bodyOf(top);
        if (!mark.first() && top != null) {
          top.held = true;
        }
        open.push(new Open(mark, body));
        add(mark, body, Operation.EVAL, mark.text(), values(mark, slots));
      }
      case END -> {
        if (!mark.first() && top != null) {
          top.held = true;
        }
        if (!mark.text().isEmpty()) {
          add(mark, bodyOf(top), Operation.EXIT, mark.text(), Map.of());
        }
      }
    }
  }

  @Override
  public void end(Mark mark, Value[] slots, boolean stopped) {
    switch (mark.kind()) {
      case RULE -> open.poll();
      case STATEMENT -> {
        Open ended = open.poll();
        if (ended == null) {
          return;
        }
        if (!ended.held) {
          add(mark, ended.body, Operation.FAIL, mark.text(), values(mark, slots));
        }
        if (!mark.first() && !stopped) {
          redo(slots);
        }
      }
      case END -> {
        if (stopped) {
          return;
        }
        Open top = open.peek();
        if (!mark.text().isEmpty()) {
          add(mark, bodyOf(top), Operation.REDO, mark.text(), Map.of());
        }
        if (!mark.first()) {
          redo(slots);
        }
      }
    }
  }

  /** The evaluation looks for another solution of the statement that is innermost now. */
  private void redo(Value[] slots) {
    Open top = open.peek();
    if (top != null && top.mark.kind() == Mark.Kind.STATEMENT) {
      add(top.mark, top.body, Operation.REDO, top.mark.text(), values(top.mark, slots));
    }
  }

  private Body inner(Open top) {
    bodies++;
    return top == null ? new Body(bodies, 0, 1) : new Body(bodies, top.body.number, top.body.depth + 1);
  }

  private Body bodyOf(Open top) {
    return top == null ? new Body(0, 0, 1) : top.body;
  }

  private static Map<String, Value> values(Mark mark, Value[] slots) {
    Map<String, Value> values = new TreeMap<>();
    for (Mark.Named named : mark.variables()) {
      Value value =
          switch (named.operand()) {
            case Operand.Slot slot -> slots[slot.index()];
            case Operand.Const constant -> constant.value();
          };
      if (value != null) {
        values.put(named.name(), value);
      }
    }
    return values;
  }

  private void add(Mark mark, Body body, Operation operation, String text, Map<String, Value> variables) {
    Location at = mark.at();
    add(new TraceEvent(operation, at, body.number, body.parent, body.depth, text, variables));
  }

  private void add(TraceEvent event) {
    if (events.size() < MOST) {
      events.add(event);
    }
  }
}
