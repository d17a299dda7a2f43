package roadbed.rego.partial;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.partial.PartialEvaluator.Wanted;
import roadbed.rego.partial.PartialEvaluator.WithTerm;
import roadbed.rego.resolve.Definition;
import roadbed.rego.resolve.Node;
import roadbed.rego.resolve.RuleNode;
import roadbed.rego.syntax.GroundTerm;
import roadbed.rego.syntax.Term;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * Follows references: through known values to what they hold, through rules to what they make, and into the unknown no
 * further, where the rest of the reference is left.
 */
final class Lookup {
  private final PartialEvaluator in;

  Lookup(PartialEvaluator in) {
    this.in = in;
  }

  void find(Node.Reference reference, Wanted wanted, Bindings bindings, Residue residue, WithTerm use) {
    switch (reference.root()) {
      case VARIABLE -> {
        Term base = reference.variable() == null ? null : bindings.get(reference.variable());
        if (base == null) {
          throw new IllegalStateException("a reference into a variable without a value at " + reference.at());
        }
        below(base, reference.path(), 0, bindings, residue, use);
      }
      case INPUT ->
          known(in.exact.input(), List.of(StringValue.of("input")), reference.path(), 0, bindings, residue, use);
      case DATA ->
          data(
              new Place(in.root, in.exact.data(), List.of(StringValue.of("data"))),
              wanted,
              reference.path(),
              0,
              bindings,
              residue,
              use);
    }
  }

  /** A place below data: its rules, its base document, its path. */
  private record Place(@Nullable RuleNode rules, @Nullable Value base, List<Value> path) {
    Place child(Value key) {
      return new Place(rules == null ? null : rules.child(key), base == null ? null : member(base, key), and(path, key));
    }
  }

  private static List<Value> and(List<Value> path, Value key) {
    List<Value> longer = new ArrayList<>(path);
    longer.add(key);
    return longer;
  }

  private static @Nullable Value member(Value value, Value key) {
    Value found = value.get(key);
    // The base document comes from JSON, where names are texts.
    return found == null && key instanceof NumberValue && value instanceof ObjectValue object
        ? object.get(key.toString())
        : found;
  }

  private static @Nullable Value ground(Node node, Bindings bindings) {
    return switch (node) {
      case Node.Constant constant -> constant.value();
      case Node.Local local -> {
        Term term = bindings.get(local.variable());
        yield term == null ? null : GroundTerm.value(term);
      }
      default -> null;
    };
  }

  /** A document without rules, parts of which may be unknown. */
  private void known(
      @Nullable Value at,
      List<Value> path,
      List<Node> rest,
      int i,
      Bindings bindings,
      Residue residue,
      WithTerm use) {
    if (!in.options.touches(path)) {
      if (at != null) {
        below(TermForms.ground(at), rest, i, bindings, residue, use);
      }
      return;
    }
    Value key = i == rest.size() || in.options.unknown(path) ? null : ground(rest.get(i), bindings);
    if (key == null) {
      left(TermForms.reference(path), rest, i, bindings, residue, use);
    } else {
      known(at == null ? null : member(at, key), and(path, key), rest, i + 1, bindings, residue, use);
    }
  }

  /** Leaves a reference. */
  private void left(Term base, List<Node> rest, int i, Bindings bindings, Residue residue, WithTerm use) {
    Unification.Made<List<Term>> parts = in.unification().terms(rest.subList(i, rest.size()), bindings);
    use.go(TermForms.reference(base, parts.made()), parts.bindings(), residue);
  }

  private void data(
      Place place, Wanted wanted, List<Node> rest, int i, Bindings bindings, Residue residue, WithTerm use) {
    RuleNode rules = place.rules();
    if (rules == null || in.options.unknown(place.path())) {
      known(place.base(), place.path(), rest, i, bindings, residue, use);
      return;
    }
    if (!in.reach.touches(rules) && !in.options.touches(place.path())) {
      Value document = in.exact.document(place.path().subList(1, place.path().size()));
      if (document != null) {
        below(TermForms.ground(document), rest, i, bindings, residue, use);
      }
      return;
    }
    if (rules.kind() != null) {
      rule(rules, place, wanted, rest, i, bindings, residue, use);
      return;
    }
    if (i == rest.size()) {
      use.go(TermForms.reference(place.path()), bindings, residue);
      return;
    }
    Value key = ground(rest.get(i), bindings);
    if (key != null) {
      data(place.child(key), wanted, rest, i + 1, bindings, residue, use);
      return;
    }
    Set<Value> keys = new LinkedHashSet<>(rules.children().keySet());
    if (place.base() instanceof ObjectValue object) {
      for (int k = 0; k < object.size(); k++) {
        keys.add(object.keyAt(k));
      }
    }
    for (Value one : keys) {
      in.unification()
          .match(
              rest.get(i),
              TermForms.ground(one),
              bindings,
              residue,
              (after, left) -> data(place.child(one), wanted, rest, i + 1, after, left, use));
    }
  }

  private void rule(
      RuleNode rule,
      Place place,
      Wanted wanted,
      List<Node> rest,
      int i,
      Bindings bindings,
      Residue residue,
      WithTerm use) {
    switch (rule.kind()) {
      case null -> throw new IllegalStateException("no rule at " + rule);
      case FUNCTION -> {
        // A function is no document.
      }
      case COMPLETE -> {
        if (in.staysApart(rule) || defaultMatters(rule, wanted, i == rest.size())) {
          apart(rule, rest, i, bindings, residue, use);
        } else {
          for (Definition definition : rule.definitions()) {
            in.solve(
                definition.body().goals(),
                0,
                Bindings.NONE,
                residue,
                (inner, left) -> below(value(definition.value(), inner), rest, i, bindings, left, use));
          }
        }
      }
      case SET -> {
        if (i == rest.size() || in.staysApart(rule)) {
          apart(rule, rest, i, bindings, residue, use);
        } else {
          for (Definition definition : rule.definitions()) {
            in.solve(
                definition.body().goals(),
                0,
                Bindings.NONE,
                residue,
                (inner, left) -> member(value(definition.value(), inner), rest, i, bindings, left, use));
          }
        }
      }
      case OBJECT -> object(rule, place, rest, i, bindings, residue, use);
    }
  }

  private Term value(Node node, Bindings bindings) {
    return in.unification().term(node, bindings).made();
  }

  private static boolean defaultMatters(RuleNode rule, Wanted wanted, boolean whole) {
    Definition byDefault = rule.byDefault();
    if (byDefault == null) {
      return false;
    }
    return !(whole && byDefault.value() instanceof Node.Constant constant && wanted.excludes(constant.value()));
  }

  private void apart(RuleNode rule, List<Node> rest, int i, Bindings bindings, Residue residue, WithTerm use) {
    Term reference = in.support.rule(rule);
    if (reference != null) {
      left(reference, rest, i, bindings, residue, use);
    }
  }

  /** A member of a set is found under itself. */
  private void member(Term member, List<Node> rest, int i, Bindings bindings, Residue residue, WithTerm use) {
    in.unification()
        .match(
            rest.get(i),
            member,
            bindings,
            residue,
            (after, left) -> below(member, rest, i + 1, after, left, use));
  }

  private void object(
      RuleNode rule, Place place, List<Node> rest, int i, Bindings bindings, Residue residue, WithTerm use) {
    boolean deep =
        rule.definitions().stream().allMatch(d -> d.path().size() + (d.member() ? 1 : 0) <= rest.size() - i);
    if (!rule.children().isEmpty()) {
      left(TermForms.reference(place.path()), rest, i, bindings, residue, use);
    } else if (!deep || in.staysApart(rule) || rule.byDefault() != null) {
      apart(rule, rest, i, bindings, residue, use);
    } else {
      for (Definition definition : rule.definitions()) {
        in.solve(
            definition.body().goals(),
            0,
            Bindings.NONE,
            residue,
            (inner, left) -> entry(definition, inner, 0, rest, i, bindings, left, use));
      }
    }
  }

  private void entry(
      Definition definition,
      Bindings inner,
      int part,
      List<Node> rest,
      int i,
      Bindings bindings,
      Residue residue,
      WithTerm use) {
    if (part < definition.path().size()) {
      in.unification()
          .match(
              rest.get(i + part),
              value(definition.path().get(part), inner),
              bindings,
              residue,
              (after, left) -> entry(definition, inner, part + 1, rest, i, after, left, use));
      return;
    }
    Term value = value(definition.value(), inner);
    if (definition.member()) {
      member(value, rest, i + part, bindings, residue, use);
    } else {
      below(value, rest, i + part, bindings, residue, use);
    }
  }

  /** What a term holds. */
  private void below(Term base, List<Node> rest, int i, Bindings bindings, Residue residue, WithTerm use) {
    if (i == rest.size()) {
      use.go(base, bindings, residue);
      return;
    }
    Node part = rest.get(i);
    switch (base) {
      case Term.Scalar scalar -> within(scalar.value(), part, rest, i, bindings, residue, use);
      case Term.Array array -> {
        for (int k = 0; k < array.items().size(); k++) {
          Term item = array.items().get(k);
          found(part, TermForms.ground(NumberValue.of(k)), item, rest, i, bindings, residue, use);
        }
      }
      case Term.Set set -> {
        for (Term item : set.items()) {
          found(part, item, item, rest, i, bindings, residue, use);
        }
      }
      case Term.Obj object -> {
        for (Term.Member member : object.members()) {
          found(part, member.key(), member.value(), rest, i, bindings, residue, use);
        }
      }
      case Term.Var _,
          Term.Ref _,
          Term.Call _,
          Term.Infix _,
          Term.ArrayComprehension _,
          Term.SetComprehension _,
          Term.ObjectComprehension _,
          Term.Template _ -> left(base, rest, i, bindings, residue, use);
    }
  }

  private void found(
      Node part, Term key, Term value, List<Node> rest, int i, Bindings bindings, Residue residue, WithTerm use) {
    in.unification()
        .match(
            part, key, bindings, residue, (after, left) -> below(value, rest, i + 1, after, left, use));
  }

  private void within(
      Value value, Node part, List<Node> rest, int i, Bindings bindings, Residue residue, WithTerm use) {
    Value key = ground(part, bindings);
    if (key != null) {
      Value found = value.get(key);
      if (found != null) {
        below(TermForms.ground(found), rest, i + 1, bindings, residue, use);
      }
      return;
    }
    switch (value) {
      case ArrayValue array -> {
        for (int k = 0; k < array.size(); k++) {
          Term item = TermForms.ground(array.get(k));
          found(part, TermForms.ground(NumberValue.of(k)), item, rest, i, bindings, residue, use);
        }
      }
      case SetValue set -> {
        for (Value item : set) {
          found(part, TermForms.ground(item), TermForms.ground(item), rest, i, bindings, residue, use);
        }
      }
      case ObjectValue object -> {
        for (int k = 0; k < object.size(); k++) {
          Term item = TermForms.ground(object.valueAt(k));
          found(part, TermForms.ground(object.keyAt(k)), item, rest, i, bindings, residue, use);
        }
      }
      default -> {
        // A scalar holds nothing.
      }
    }
  }
}
