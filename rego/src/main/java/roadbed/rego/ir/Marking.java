package roadbed.rego.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import roadbed.rego.resolve.Variable;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.OneLine;
import roadbed.rego.syntax.Statement;
import roadbed.rego.syntax.Term;

/**
 * Marks the statements of one definition.
 *
 * <p>A statement is marked once in a body, where its first goal stands: the goals of two statements may alternate.
 */
final class Marking {
  private final BodyPlanner in;
  private final Landmarks landmarks;
  private Set<Statement> marked = none();
  private boolean first = true;

  /** What the next body is the body of; nothing for one within another. */
  private String rule = "";
  private Location place = new Location("", 1, 1);

  Marking(BodyPlanner in, Landmarks landmarks) {
    this.in = in;
    this.landmarks = landmarks;
  }

  private static Set<Statement> none() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  Block rule(Location at, String path, Supplier<Block> body) {
    rule = path;
    place = at;
    Block made = body.get();
    return new Block(List.of(new Step.Marked(new Mark(Mark.Kind.RULE, at, true, path, List.of()), made)));
  }

  /** A body: its statements, and at its end what it was for. */
  void body(Runnable work, Supplier<Step> last) {
    Set<Statement> outer = marked;
    boolean outerFirst = first;
    String outerRule = rule;
    marked = none();
    marked.addAll(outer);
    first = true;
    rule = "";
    work.run();
    Step end = last.get();
    Mark mark = new Mark(Mark.Kind.END, place, first, outerRule, List.of());
    in.open(body -> new Step.Marked(mark, body));
    in.emit(end);
    marked = outer;
    first = outerFirst;
    rule = outerRule;
  }

  /** Marks the statement that a goal belongs to, unless this body or one around it is within that statement already. */
  void goal(Location at) {
    Statement statement = landmarks.statement(at);
    if (statement == null || !marked.add(statement)) {
      return;
    }
    boolean isFirst = first;
    first = false;
    Map<Variable, Operand> bound = in.bound();
    Set<String> names = names(statement);
    in.open(
        body -> {
          List<Mark.Named> variables = new ArrayList<>();
          bound.forEach(
              (variable, operand) -> {
                if (names.contains(variable.name())) {
                  variables.add(new Mark.Named(variable.name(), operand));
                }
              });
          variables.sort((a, b) -> a.name().compareTo(b.name()));
          return new Step.Marked(
              new Mark(Mark.Kind.STATEMENT, statement.at(), isFirst, OneLine.of(statement), variables), body);
        });
  }

  /** The names that a statement speaks of outside of the bodies within it. */
  private static Set<String> names(Statement statement) {
    Set<String> names = new HashSet<>();
    switch (statement) {
      case Statement.Expression expression -> names(expression.term(), names);
      case Statement.SomeIn some -> {
        Term key = some.key();
        if (key != null) {
          names(key, names);
        }
        names(some.value(), names);
        names(some.domain(), names);
      }
      case Statement.Every every -> names(every.domain(), names);
      case Statement.Negation _, Statement.SomeVars _ -> {
        // Speaks of what is within it only.
      }
    }
    statement.with().forEach(with -> names(with.value(), names));
    return names;
  }

  private static void names(Term term, Set<String> into) {
    switch (term) {
      case Term.Var variable -> into.add(variable.name());
      case Term.Ref ref -> {
        names(ref.head(), into);
        ref.path().forEach(part -> names(part, into));
      }
      case Term.Array array -> array.items().forEach(item -> names(item, into));
      case Term.Set set -> set.items().forEach(item -> names(item, into));
      case Term.Obj object ->
          object
              .members()
              .forEach(
                  member -> {
                    names(member.key(), into);
                    names(member.value(), into);
                  });
      case Term.Call call -> call.args().forEach(arg -> names(arg, into));
      case Term.Infix infix -> infix.args().forEach(arg -> names(arg, into));
      case Term.Scalar _,
          Term.Template _,
          Term.ArrayComprehension _,
          Term.SetComprehension _,
          Term.ObjectComprehension _ -> {
        // Binds nothing that is seen here.
      }
    }
  }
}
