package roadbed.rego.partial;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.resolve.Definition;
import roadbed.rego.resolve.Node;
import roadbed.rego.resolve.RuleNode;
import roadbed.rego.resolve.Variable;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.Rule;
import roadbed.rego.syntax.Statement;
import roadbed.rego.syntax.Term;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** The rules beside a query: what is left of rules that could not be written into it, under {@code data.partial}. */
final class Support {
  private static final String PACKAGE = "partial";

  private final PartialEvaluator in;
  private final Map<RuleNode, Optional<Term>> places = new HashMap<>();
  private final Map<List<String>, List<Rule>> packages = new LinkedHashMap<>();
  private int negations;

  Support(PartialEvaluator in) {
    this.in = in;
  }

  List<Module> modules() {
    List<Module> modules = new ArrayList<>();
    Location at = TermForms.NOWHERE;
    packages.forEach(
        (path, rules) -> {
          if (!rules.isEmpty()) {
            modules.add(new Module("", at, at, path, true, List.of(), rules, List.of()));
          }
        });
    return modules;
  }

  /** Where a rule of the support stands: its package, its name there, and what follows the name. */
  private record Name(List<String> packagePath, String name, List<Term> rest) {
    static Name of(RuleNode node) {
      List<String> path = new ArrayList<>();
      path.add(PACKAGE);
      List<Value> all = node.path();
      int i = 0;
      while (i < all.size() - 1 && all.get(i) instanceof StringValue && all.get(i + 1) instanceof StringValue) {
        path.add(((StringValue) all.get(i)).value());
        i++;
      }
      String name = all.get(i) instanceof StringValue text ? text.value() : all.get(i).toString();
      return new Name(path, name, all.subList(i + 1, all.size()).stream().map(TermForms::ground).toList());
    }

    Term reference() {
      List<Term> parts = new ArrayList<>();
      packagePath.forEach(part -> parts.add(TermForms.ground(StringValue.of(part))));
      parts.add(TermForms.ground(StringValue.of(name)));
      parts.addAll(rest);
      return TermForms.reference(TermForms.variable("data"), parts);
    }
  }

  /** The reference to what is left of a rule; null where it is never defined. */
  @Nullable Term rule(RuleNode node) {
    return placed(node, false);
  }

  /** The name of what is left of a function; null where it is never defined. */
  @Nullable Term function(RuleNode node) {
    return placed(node, true);
  }

  private @Nullable Term placed(RuleNode node, boolean function) {
    Optional<Term> known = places.get(node);
    if (known == null) {
      Name name = Name.of(node);
      places.put(node, Optional.of(name.reference()));
      List<Rule> rules = rules(node, name, function);
      boolean collection = node.kind() == RuleNode.Kind.SET || node.kind() == RuleNode.Kind.OBJECT;
      if (rules.isEmpty() && collection) {
        rules.add(nothing(node, name));
      }
      known = rules.isEmpty() ? Optional.empty() : Optional.of(name.reference());
      places.put(node, known);
      packages.computeIfAbsent(name.packagePath(), _ -> new ArrayList<>()).addAll(rules);
    }
    return known.orElse(null);
  }

  /** A set or an object to which nothing is ever added is still there. */
  private static Rule nothing(RuleNode node, Name name) {
    Term value =
        node.kind() == RuleNode.Kind.SET
            ? new Term.Set(TermForms.NOWHERE, List.of())
            : new Term.Obj(TermForms.NOWHERE, List.of());
    return new Rule(
        TermForms.NOWHERE, false, head(name, List.of(), null, null, value), List.of(TermForms.holds()), null);
  }

  private List<Rule> rules(RuleNode node, Name name, boolean function) {
    List<Rule> rules = new ArrayList<>();
    Definition byDefault = node.byDefault();
    if (byDefault != null) {
      Map<Variable, String> names = new HashMap<>();
      Bindings parameters = parameters(byDefault);
      Rule.Head head =
          head(
              name,
              List.of(),
              function ? args(byDefault, parameters) : null,
              null,
              TermForms.replaced(in.closures.term(byDefault.value(), parameters, names), Map.of()));
      rules.add(new Rule(TermForms.NOWHERE, true, head, List.of(), null));
    }
    for (Definition definition : node.definitions()) {
      if (definition.orElse() == null) {
        left(definition, name, function, rules);
      } else {
        rules.add(chain(definition, name, function));
      }
    }
    return rules;
  }

  private Bindings parameters(Definition definition) {
    Bindings bindings = Bindings.NONE;
    for (Variable parameter : definition.parameters()) {
      bindings = bindings.and(parameter, in.fresh(parameter));
    }
    return bindings;
  }

  private static List<Term> args(Definition definition, Bindings bindings) {
    List<Term> args = new ArrayList<>();
    for (Variable parameter : definition.parameters()) {
      Term term = bindings.get(parameter);
      if (term != null) {
        args.add(term);
      }
    }
    return args;
  }

  /** What is left of a definition: a rule for each way in which its body may hold. */
  private void left(Definition definition, Name name, boolean function, List<Rule> into) {
    Bindings parameters = parameters(definition);
    in.solve(
        definition.body().goals(),
        0,
        parameters,
        Residue.NONE,
        (bindings, residue) -> {
          Unification.Made<List<Term>> path = in.unification().terms(definition.path(), bindings);
          Term value = in.unification().term(definition.value(), path.bindings()).made();
          List<Term> args = args(definition, parameters);
          Set<String> kept = TermForms.variables(value);
          path.made().forEach(part -> kept.addAll(TermForms.variables(part)));
          args.forEach(arg -> kept.addAll(TermForms.variables(arg)));
          List<Statement> body = TermForms.finished(new Simplifying(kept).of(residue.statements()));
          Term written = TermForms.replaced(value, Map.of());
          List<Term> below = path.made().stream().map(part -> TermForms.replaced(part, Map.of())).toList();
          into.add(
              new Rule(
                  TermForms.NOWHERE,
                  false,
                  head(
                      name,
                      below,
                      function ? args : null,
                      definition.member() ? written : null,
                      definition.member() ? null : written),
                  body.isEmpty() ? List.of(TermForms.holds()) : body,
                  null));
          PartialEvaluator.bound(into.size());
        });
  }

  /** A definition with alternatives, whose order matters: as it was, with what is known in it. */
  private Rule chain(Definition definition, Name name, boolean function) {
    List<Definition> all = new ArrayList<>();
    for (Definition d = definition; d != null; d = d.orElse()) {
      all.add(d);
    }
    Bindings parameters = parameters(definition);
    Rule next = null;
    for (Definition d : all.reversed()) {
      Map<Variable, String> names = new HashMap<>();
      Bindings bindings = Bindings.NONE;
      for (int i = 0; i < d.parameters().size(); i++) {
        Term parameter = parameters.get(definition.parameters().get(i));
        if (parameter != null) {
          bindings = bindings.and(d.parameters().get(i), parameter);
        }
      }
      // The head comes first: the body keeps the variables that the head has.
      Term value = TermForms.replaced(in.closures.term(d.value(), bindings, names), Map.of());
      List<Term> below = new ArrayList<>();
      for (Node part : d.path()) {
        below.add(TermForms.replaced(in.closures.term(part, bindings, names), Map.of()));
      }
      List<Statement> body = TermForms.finished(in.closures.body(d.body(), bindings, names));
      List<Term> args = function ? args(definition, parameters) : null;
      next =
          new Rule(
              TermForms.NOWHERE,
              false,
              head(name, below, args, null, value),
              body.isEmpty() ? List.of(TermForms.holds()) : body,
              next);
    }
    if (next == null) {
      throw new IllegalStateException("a definition is its own first alternative");
    }
    return next;
  }

  private static Rule.Head head(
      Name name, List<Term> below, @Nullable List<Term> args, @Nullable Term key, @Nullable Term value) {
    List<Term> path = new ArrayList<>(name.rest().stream().map(part -> TermForms.replaced(part, Map.of())).toList());
    path.addAll(below);
    Set<Rule.Mark> marks = key == null ? Set.of() : Set.of(Rule.Mark.CONTAINS);
    return new Rule.Head(TermForms.NOWHERE, name.name(), path, args, key, value, marks);
  }

  /**
   * The statement that none of some ways holds.
   *
   * @param known the variables that have a value outside; they become parameters
   */
  Statement negation(List<List<Statement>> ways, Set<String> known) {
    String name = "__not" + ++negations + "__";
    List<Term> args =
        known.stream()
            .filter(variable -> ways.stream().anyMatch(way -> TermForms.variables(way).contains(variable)))
            .<Term>map(TermForms::variable)
            .toList();
    List<Rule> rules = packages.computeIfAbsent(List.of(PACKAGE), _ -> new ArrayList<>());
    Name place = new Name(List.of(PACKAGE), name, List.of());
    for (List<Statement> way : ways) {
      Rule.Head head =
          head(place, List.of(), args.isEmpty() ? null : args, null, TermForms.ground(BooleanValue.TRUE));
      rules.add(new Rule(TermForms.NOWHERE, false, head, TermForms.finished(way), null));
    }
    if (ways.isEmpty()) {
      return TermForms.holds();
    }
    Term call = args.isEmpty() ? place.reference() : new Term.Call(TermForms.NOWHERE, place.reference(), args);
    return new Statement.Expression(TermForms.NOWHERE, true, call, List.of());
  }
}
