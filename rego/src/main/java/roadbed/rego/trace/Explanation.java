package roadbed.rego.trace;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import roadbed.rego.trace.TraceEvent.Operation;

/** How much of a trace is shown, by OPA's words; and the trace as text. */
public enum Explanation {
  OFF,
  /** All but what was tried again. */
  FULL,
  /** Notes and the rules that lead to them. */
  NOTES,
  /** Statements that did not hold and the rules that lead to them. */
  FAILS,
  /** Everything. */
  DEBUG;

  private static final int VALUE_WIDTH = 32;

  /** The one of this name. */
  public static Optional<Explanation> named(String name) {
    for (Explanation explanation : values()) {
      if (explanation.word().equals(name)) {
        return Optional.of(explanation);
      }
    }
    return Optional.empty();
  }

  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The part of a trace that is shown. */
  public List<TraceEvent> of(List<TraceEvent> trace) {
    return switch (this) {
      case OFF -> List.of();
      case FULL -> trace.stream().filter(event -> event.operation() != Operation.REDO).toList();
      case NOTES -> leadingTo(trace, event -> event.operation() == Operation.NOTE);
      case FAILS -> leadingTo(trace, event -> event.operation() == Operation.FAIL);
      case DEBUG -> trace;
    };
  }

  /** The notes and failed statements with what leads to them: what a failed test shows. */
  public static List<TraceEvent> ofTest(List<TraceEvent> trace) {
    return leadingTo(
        trace, event -> event.operation() == Operation.NOTE || event.operation() == Operation.FAIL);
  }

  /** The wanted events, and the beginnings and statements of the bodies that they are in. */
  private static List<TraceEvent> leadingTo(List<TraceEvent> trace, Predicate<TraceEvent> wanted) {
    BitSet kept = new BitSet(trace.size());
    Map<Integer, Integer> entered = new HashMap<>();
    Map<Integer, Integer> evaluated = new HashMap<>();
    Map<Integer, Integer> parents = new HashMap<>();
    for (int i = 0; i < trace.size(); i++) {
      TraceEvent event = trace.get(i);
      parents.putIfAbsent(event.query(), event.parent());
      if (event.operation() == Operation.ENTER) {
        entered.put(event.query(), i);
      } else if (event.operation() == Operation.EVAL) {
        evaluated.put(event.query(), i);
      }
      if (wanted.test(event)) {
        kept.set(i);
        boolean own = true;
        for (int query = event.query(); query != 0; query = parents.getOrDefault(query, 0)) {
          Integer enter = entered.get(query);
          if (enter != null) {
            kept.set(enter);
          }
          Integer eval = evaluated.get(query);
          if (eval != null && !own) {
            kept.set(eval);
          }
          own = false;
        }
      }
    }
    return kept.stream().mapToObj(trace::get).collect(Collectors.toCollection(ArrayList::new));
  }

  /**
   * A trace as lines: the place, and what happened there, further in the deeper it is.
   *
   * @param variables whether the values of variables are shown
   */
  public static String text(List<TraceEvent> trace, boolean variables) {
    int places = 0;
    int events = 0;
    for (TraceEvent event : trace) {
      places = Math.max(places, place(event).length());
      events = variables ? Math.max(events, what(event).length()) : 0;
    }
    StringBuilder text = new StringBuilder();
    for (TraceEvent event : trace) {
      String place = place(event);
      text.append(place).append(" ".repeat(places - place.length() + 5));
      String what = what(event);
      text.append(what);
      if (variables) {
        text.append(" ".repeat(events - what.length() + 5)).append(values(event));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String place(TraceEvent event) {
    return event.at().file() + ":" + event.at().line();
  }

  private static String what(TraceEvent event) {
    int bars = event.ofBody() || (event.operation() == Operation.REDO && event.text().startsWith("data."))
        ? event.depth() - 1
        : event.depth();
    String text = event.operation() == Operation.NOTE ? "\"" + event.text() + "\"" : event.text();
    if (event.operation() == Operation.EXIT) {
      bars = event.depth();
    }
    return "| ".repeat(Math.max(0, bars)) + event.operation().word() + " " + text;
  }

  private static String values(TraceEvent event) {
    return event.variables().entrySet().stream()
        .map(entry -> entry.getKey() + ": " + shortened(entry.getValue().toString(), VALUE_WIDTH))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** A value's text, cut where it is longer than that. */
  public static String shortened(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 3) + "...";
  }
}
