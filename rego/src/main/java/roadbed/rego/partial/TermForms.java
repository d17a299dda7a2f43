package roadbed.rego.partial;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import roadbed.rego.resolve.Callee;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.Statement;
import roadbed.rego.syntax.Term;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** Terms of what is left: made of values, searched for variables, rewritten. */
final class TermForms {
  static final Location NOWHERE = new Location("", 0, 0);

  private TermForms() {}

  /** A value as a term. */
  static Term of(Value value) {
    return switch (value) {
      case ArrayValue array -> new Term.Array(NOWHERE, array.stream().map(TermForms::of).toList());
      case SetValue set -> new Term.Set(NOWHERE, set.stream().map(TermForms::of).toList());
      case ObjectValue object -> {
        List<Term.Member> members = new ArrayList<>(object.size());
        for (int i = 0; i < object.size(); i++) {
          members.add(new Term.Member(of(object.keyAt(i)), of(object.valueAt(i))));
        }
        yield new Term.Obj(NOWHERE, members);
      }
      default -> new Term.Scalar(NOWHERE, value);
    };
  }

  /** A value as it is, in one piece; what is left at the end has proper terms for it. */
  static Term ground(Value value) {
    return new Term.Scalar(NOWHERE, value);
  }

  /** The name of a function as a term. */
  static Term callee(String name) {
    String[] parts = name.split("\\.");
    List<Term> path = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      path.add(ground(StringValue.of(parts[i])));
    }
    return reference(variable(parts[0]), path);
  }

  /** A call that must hold; an operator stands between its operands. */
  static Term call(Callee callee, Term name, List<Term> args) {
    return callee instanceof Callee.Native builtin && builtin.builtin().infix() != null
        ? new Term.Infix(NOWHERE, builtin.name(), args)
        : new Term.Call(NOWHERE, name, args);
  }

  static Term.Var variable(String name) {
    return new Term.Var(NOWHERE, name);
  }

  /** A path from a head; a path of a path is one path. */
  static Term reference(Term head, List<? extends Term> path) {
    if (path.isEmpty()) {
      return head;
    }
    if (head instanceof Term.Ref ref) {
      List<Term> all = new ArrayList<>(ref.path());
      all.addAll(path);
      return new Term.Ref(NOWHERE, ref.head(), all);
    }
    return new Term.Ref(NOWHERE, head, List.copyOf(path));
  }

  /** A path of names and values, its first a name. */
  static Term reference(List<Value> path) {
    Term head = variable(path.getFirst() instanceof StringValue name ? name.value() : path.getFirst().toString());
    return reference(head, path.subList(1, path.size()).stream().map(TermForms::of).toList());
  }

  static Statement statement(Term term) {
    return new Statement.Expression(NOWHERE, false, term, List.of());
  }

  /** The statement that always holds. */
  static Statement holds() {
    return statement(ground(BooleanValue.TRUE));
  }

  static Statement equality(Term left, Term right) {
    return statement(new Term.Infix(NOWHERE, "eq", List.of(left, right)));
  }

  static Set<String> variables(List<Statement> statements) {
    Set<String> names = new LinkedHashSet<>();
    Rewriting search =
        new Rewriting(
            variable -> {
              names.add(variable.name());
              return variable;
            });
    statements.forEach(search::statement);
    return names;
  }

  static Set<String> variables(Term term) {
    return variables(List.of(statement(term)));
  }

  /** Statements with a proper term for each value. */
  static List<Statement> finished(List<Statement> statements) {
    return statements.stream().map(statement -> replaced(statement, Map.of())).toList();
  }

  /** Statements with terms in place of some variables. */
  static Statement replaced(Statement statement, Map<String, Term> terms) {
    return new Rewriting(variable -> terms.getOrDefault(variable.name(), variable)).statement(statement);
  }

  static Term replaced(Term term, Map<String, Term> terms) {
    return new Rewriting(variable -> terms.getOrDefault(variable.name(), variable)).term(term);
  }

  /** Goes through statements and terms, and puts something in the place of each variable. */
  private record Rewriting(UnaryVariable use) {
    interface UnaryVariable {
      Term apply(Term.Var variable);
    }

    Statement statement(Statement statement) {
      List<Statement.With> with =
          statement.with().stream()
              .map(one -> new Statement.With(one.at(), one.target(), term(one.value())))
              .toList();
      return switch (statement) {
        case Statement.Expression e -> new Statement.Expression(e.at(), e.negated(), term(e.term()), with);
        case Statement.Negation n -> new Statement.Negation(n.at(), body(n.body()), with);
        case Statement.SomeVars some -> some;
        case Statement.SomeIn some ->
            new Statement.SomeIn(
                some.at(), some.key() == null ? null : term(some.key()), term(some.value()), term(some.domain()), with);
        case Statement.Every every ->
            new Statement.Every(
                every.at(), every.key(), every.value(), term(every.domain()), body(every.body()), with);
      };
    }

    List<Statement> body(List<Statement> body) {
      return body.stream().map(this::statement).toList();
    }

    private List<Term> terms(List<Term> terms) {
      return terms.stream().map(this::term).toList();
    }

    Term term(Term term) {
      return switch (term) {
        case Term.Scalar scalar -> of(scalar.value());
        case Term.Var name -> isRoot(name) ? name : use.apply(name);
        case Term.Ref ref -> reference(term(ref.head()), terms(ref.path()));
        case Term.Array array -> new Term.Array(array.at(), terms(array.items()));
        case Term.Set set -> new Term.Set(set.at(), terms(set.items()));
        case Term.Obj object ->
            new Term.Obj(
                object.at(),
                object.members().stream().map(m -> new Term.Member(term(m.key()), term(m.value()))).toList());
        case Term.Call call -> new Term.Call(call.at(), call.name(), terms(call.args()));
        case Term.Infix infix -> new Term.Infix(infix.at(), infix.builtin(), terms(infix.args()));
        case Term.ArrayComprehension c -> new Term.ArrayComprehension(c.at(), term(c.head()), body(c.body()));
        case Term.SetComprehension c -> new Term.SetComprehension(c.at(), term(c.head()), body(c.body()));
        case Term.ObjectComprehension c ->
            new Term.ObjectComprehension(c.at(), term(c.key()), term(c.value()), body(c.body()));
        case Term.Template template -> template;
      };
    }

    private static boolean isRoot(Term.Var name) {
      return name.name().equals("input") || name.name().equals("data");
    }
  }
}
