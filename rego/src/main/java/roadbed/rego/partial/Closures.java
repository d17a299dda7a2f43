package roadbed.rego.partial;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.resolve.Body;
import roadbed.rego.resolve.Callee;
import roadbed.rego.resolve.Goal;
import roadbed.rego.resolve.Modifier;
import roadbed.rego.resolve.Node;
import roadbed.rego.resolve.RuleNode;
import roadbed.rego.resolve.Variable;
import roadbed.rego.syntax.GroundTerm;
import roadbed.rego.syntax.Statement;
import roadbed.rego.syntax.Term;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * Turns goals back into statements as they stand, with what is known of their variables: bodies of comprehensions, of
 * {@code every} and of alternatives, which are evaluated when all is known. Rules in them that touch something unknown are
 * those of the support. Under a {@code with} everything stays as it was written, since the {@code with} may change what
 * is known.
 */
final class Closures {
  private final PartialEvaluator in;
  private boolean original;

  Closures(PartialEvaluator in) {
    this.in = in;
  }

  /** A goal as a statement. */
  Statement statement(Goal goal, Bindings bindings) {
    return statement(goal, bindings, new HashMap<>());
  }

  Term comprehension(Node.Comprehension comprehension, Bindings bindings) {
    return term(comprehension, bindings, new HashMap<>());
  }

  List<Statement> body(Body body, Bindings bindings, Map<Variable, String> names) {
    Set<String> outside = outside(bindings, names);
    List<Statement> statements = new ArrayList<>();
    body.goals().forEach(goal -> statements.add(statement(goal, bindings, names)));
    return new Simplifying(outside).of(statements);
  }

  /** Names that may be known outside of a body: all but those that it alone uses. */
  private static Set<String> outside(Bindings bindings, Map<Variable, String> names) {
    Set<String> known = new HashSet<>(names.values());
    for (Variable variable : bindings.variables()) {
      Term term = bindings.get(variable);
      if (term != null) {
        known.addAll(TermForms.variables(term));
      }
    }
    return known;
  }

  private Statement statement(Goal goal, Bindings bindings, Map<Variable, String> names) {
    boolean outer = original;
    List<Statement.With> with = new ArrayList<>();
    for (Modifier modifier : goal.with()) {
      Term value =
          switch (modifier.replacement()) {
            case Modifier.ByValue by -> term(by.node(), bindings, names);
            case Modifier.ByFunction by -> callee(by.callee());
          };
      with.add(new Statement.With(TermForms.NOWHERE, target(modifier.target()), value));
    }
    original |= !with.isEmpty();
    Statement made = bare(goal, bindings, names);
    original = outer;
    return with.isEmpty() ? made : with(made, with);
  }

  private static Statement with(Statement statement, List<Statement.With> with) {
    return switch (statement) {
      case Statement.Expression e -> new Statement.Expression(e.at(), e.negated(), e.term(), with);
      case Statement.Negation n -> new Statement.Negation(n.at(), n.body(), with);
      case Statement.Every e -> new Statement.Every(e.at(), e.key(), e.value(), e.domain(), e.body(), with);
      case Statement.SomeIn s -> new Statement.SomeIn(s.at(), s.key(), s.value(), s.domain(), with);
      case Statement.SomeVars s -> s;
    };
  }

  private Term target(Modifier.Target target) {
    return switch (target) {
      case Modifier.InputTarget input -> TermForms.reference(path("input", input.path()));
      case Modifier.DataTarget data -> TermForms.reference(path("data", data.path()));
      case Modifier.FunctionTarget function -> callee(function.callee());
    };
  }

  private static List<Value> path(String root, List<Value> below) {
    List<Value> path = new ArrayList<>();
    path.add(StringValue.of(root));
    path.addAll(below);
    return path;
  }

  /** The function as the policy has it. */
  private static Term callee(Callee callee) {
    return switch (callee) {
      case Callee.Native builtin -> TermForms.callee(builtin.name());
      case Callee.Defined defined -> TermForms.reference(path("data", defined.node().path()));
    };
  }

  private Term called(Callee callee) {
    if (!original && callee instanceof Callee.Defined defined) {
      Term left = in.support.function(defined.node());
      if (left != null) {
        return left;
      }
    }
    return callee(callee);
  }

  private Statement bare(Goal goal, Bindings bindings, Map<Variable, String> names) {
    return switch (goal) {
      case Goal.Holds holds -> TermForms.statement(term(holds.term(), bindings, names));
      case Goal.Unify unify ->
          TermForms.equality(term(unify.left(), bindings, names), term(unify.right(), bindings, names));
      case Goal.Invoke invoke -> {
        List<Term> args = new ArrayList<>();
        invoke.args().forEach(arg -> args.add(term(arg, bindings, names)));
        Node result = invoke.result();
        Term name = called(invoke.callee());
        if (result == null) {
          yield TermForms.statement(TermForms.call(invoke.callee(), name, args));
        }
        args.add(term(result, bindings, names));
        yield TermForms.statement(new Term.Call(TermForms.NOWHERE, name, args));
      }
      case Goal.Absent absent -> {
        List<Statement> inner = new ArrayList<>();
        absent.body().goals().forEach(one -> inner.add(statement(one, bindings, names)));
        if (!absent.closed()
            && inner.size() == 1
            && inner.getFirst() instanceof Statement.Expression e
            && !e.negated()
            && e.with().isEmpty()) {
          yield new Statement.Expression(TermForms.NOWHERE, true, e.term(), List.of());
        }
        yield new Statement.Negation(TermForms.NOWHERE, inner, List.of());
      }
      case Goal.ForAll every -> {
        Variable key = every.key();
        Term.Var keyName = key == null ? null : TermForms.variable(name(key, names));
        Term.Var valueName = TermForms.variable(name(every.value(), names));
        Term domain = term(every.domain(), bindings, names);
        List<Statement> inner = body(every.body(), bindings, names);
        yield new Statement.Every(
            TermForms.NOWHERE,
            keyName,
            valueName,
            domain,
            inner.isEmpty() ? List.of(TermForms.holds()) : inner,
            List.of());
      }
    };
  }

  private String name(Variable variable, Map<Variable, String> names) {
    return names.computeIfAbsent(variable, one -> in.fresh(one).name());
  }

  /** A node as a term. */
  Term term(Node node, Bindings bindings, Map<Variable, String> names) {
    return switch (node) {
      case Node.Constant constant -> TermForms.ground(constant.value());
      case Node.Local local -> {
        Term known = bindings.get(local.variable());
        yield known != null ? known : TermForms.variable(name(local.variable(), names));
      }
      case Node.ArrayNode array -> new Term.Array(TermForms.NOWHERE, terms(array.items(), bindings, names));
      case Node.SetNode set -> new Term.Set(TermForms.NOWHERE, terms(set.items(), bindings, names));
      case Node.ObjectNode object -> {
        List<Term> keys = terms(object.keys(), bindings, names);
        List<Term> values = terms(object.values(), bindings, names);
        List<Term.Member> members = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
          members.add(new Term.Member(keys.get(i), values.get(i)));
        }
        yield new Term.Obj(TermForms.NOWHERE, members);
      }
      case Node.Reference reference -> reference(reference, bindings, names);
      case Node.Comprehension comprehension -> {
        // The terms come first: their variables are known to the body, so it keeps them.
        Node keyNode = comprehension.key();
        Term key = keyNode == null ? null : term(keyNode, bindings, names);
        Term value = term(comprehension.value(), bindings, names);
        List<Statement> body = body(comprehension.body(), bindings, names);
        List<Statement> inner = body.isEmpty() ? List.of(TermForms.holds()) : body;
        yield switch (comprehension.kind()) {
          case ARRAY -> new Term.ArrayComprehension(TermForms.NOWHERE, value, inner);
          case SET -> new Term.SetComprehension(TermForms.NOWHERE, value, inner);
          case OBJECT ->
              new Term.ObjectComprehension(TermForms.NOWHERE, key == null ? value : key, value, inner);
        };
      }
    };
  }

  private List<Term> terms(List<Node> nodes, Bindings bindings, Map<Variable, String> names) {
    return nodes.stream().map(node -> term(node, bindings, names)).toList();
  }

  private Term reference(Node.Reference reference, Bindings bindings, Map<Variable, String> names) {
    List<Term> parts = terms(reference.path(), bindings, names);
    Variable variable = reference.variable();
    if (variable != null) {
      Term known = bindings.get(variable);
      return TermForms.reference(known != null ? known : TermForms.variable(name(variable, names)), parts);
    }
    boolean input = reference.root() == Node.Root.INPUT;
    String root = input ? "input" : "data";
    Term plain = TermForms.reference(TermForms.variable(root), parts);
    if (original) {
      return plain;
    }
    List<Value> path = path(root, List.of());
    for (Term part : parts) {
      Value value = GroundTerm.value(part);
      if (value == null) {
        break;
      }
      path.add(value);
    }
    Term known = input ? input(path, parts) : data(path, parts);
    return known == null ? plain : known;
  }

  private @Nullable Term input(List<Value> path, List<Term> parts) {
    Value at = in.exact.input();
    if (in.options.touches(path) || path.size() <= parts.size()) {
      return null;
    }
    for (Value key : path.subList(1, path.size())) {
      at = at == null ? null : at.get(key);
    }
    return at == null ? null : TermForms.ground(at);
  }

  private @Nullable Term data(List<Value> path, List<Term> parts) {
    RuleNode node = in.root;
    int i = 0;
    while (i < path.size() - 1 && node.kind() == null) {
      RuleNode child = node.child(path.get(i + 1));
      if (child == null) {
        break;
      }
      node = child;
      i++;
    }
    if (in.options.touches(path)) {
      return null;
    }
    boolean whole = path.size() > parts.size();
    boolean rule = node.kind() != null && node.kind() != RuleNode.Kind.FUNCTION;
    if (rule && in.reach.touches(node)) {
      Term left = node.children().isEmpty() ? in.support.rule(node) : null;
      return left == null ? null : TermForms.reference(left, parts.subList(i, parts.size()));
    }
    if (whole && !in.reach.touches(node)) {
      Value value = in.exact.document(path.subList(1, path.size()));
      return value == null ? null : TermForms.ground(value);
    }
    return null;
  }
}
