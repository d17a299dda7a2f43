package roadbed.rego.partial;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.partial.PartialEvaluator.Then;
import roadbed.rego.partial.PartialEvaluator.Wanted;
import roadbed.rego.partial.PartialEvaluator.WithTerm;
import roadbed.rego.resolve.Node;
import roadbed.rego.resolve.Variable;
import roadbed.rego.syntax.GroundTerm;
import roadbed.rego.syntax.Term;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.Value;

/** Makes both sides of an equation equal as far as they are known; of the rest, an equation is left. */
final class Unification {
  private final PartialEvaluator in;

  /** Something made, with the variables that were named for it. */
  record Made<T>(T made, Bindings bindings) {}

  Unification(PartialEvaluator in) {
    this.in = in;
  }

  void unify(Node left, Node right, Bindings bindings, Residue residue, Then then) {
    boolean leftOpen = open(left, bindings);
    boolean rightOpen = open(right, bindings);
    if (leftOpen && rightOpen) {
      if (left instanceof Node.ArrayNode one && right instanceof Node.ArrayNode other) {
        if (one.items().size() == other.items().size()) {
          pairs(one.items(), other.items(), 0, bindings, residue, then);
        }
        return;
      }
      Made<Term> term = term(left, bindings);
      match(right, term.made(), term.bindings(), residue, then);
    } else if (leftOpen) {
      value(right, bindings, residue, (term, after, rest) -> match(left, term, after, rest, then));
    } else if (rightOpen) {
      value(left, bindings, residue, (term, after, rest) -> match(right, term, after, rest, then));
    } else if (left instanceof Node.Reference reference && right instanceof Node.Constant constant) {
      compared(reference, constant.value(), bindings, residue, then);
    } else if (right instanceof Node.Reference reference && left instanceof Node.Constant constant) {
      compared(reference, constant.value(), bindings, residue, then);
    } else {
      value(
          left,
          bindings,
          residue,
          (one, after, rest) ->
              value(right, after, rest, (other, last, all) -> equal(one, other, last, all, then)));
    }
  }

  private void compared(Node.Reference reference, Value constant, Bindings bindings, Residue residue, Then then) {
    in.lookup()
        .find(
            reference,
            new Wanted(constant, false),
            bindings,
            residue,
            (term, after, rest) -> equal(term, TermForms.ground(constant), after, rest, then));
  }

  private void pairs(List<Node> ones, List<Node> others, int i, Bindings bindings, Residue residue, Then then) {
    if (i == ones.size()) {
      then.go(bindings, residue);
    } else {
      unify(
          ones.get(i),
          others.get(i),
          bindings,
          residue,
          (after, rest) -> pairs(ones, others, i + 1, after, rest, then));
    }
  }

  /** Whether a node is a pattern with a variable that has no value yet. */
  static boolean open(Node node, Bindings bindings) {
    return switch (node) {
      case Node.Local local -> bindings.get(local.variable()) == null;
      case Node.ArrayNode array -> array.items().stream().anyMatch(item -> open(item, bindings));
      case Node.SetNode set -> set.items().stream().anyMatch(item -> open(item, bindings));
      case Node.ObjectNode object ->
          object.keys().stream().anyMatch(key -> open(key, bindings))
              || object.values().stream().anyMatch(value -> open(value, bindings));
      case Node.Constant _, Node.Reference _, Node.Comprehension _ -> false;
    };
  }

  /** The value of a node: a term, or a reference to something unknown. */
  void value(Node node, Bindings bindings, Residue residue, WithTerm use) {
    switch (node) {
      case Node.Reference reference -> in.lookup().find(reference, Wanted.ANYTHING, bindings, residue, use);
      case Node.Comprehension comprehension ->
          use.go(in.closures.comprehension(comprehension, bindings), bindings, residue);
      case Node.Constant _, Node.Local _, Node.ArrayNode _, Node.SetNode _, Node.ObjectNode _ -> {
        Made<Term> term = term(node, bindings);
        use.go(term.made(), term.bindings(), residue);
      }
    }
  }

  /** A node as a term; a variable without a value gets a name. */
  Made<Term> term(Node node, Bindings bindings) {
    return switch (node) {
      case Node.Constant constant -> new Made<>(TermForms.ground(constant.value()), bindings);
      case Node.Local local -> local(local.variable(), bindings);
      case Node.ArrayNode array -> {
        Made<List<Term>> items = terms(array.items(), bindings);
        yield new Made<>(whole(new Term.Array(TermForms.NOWHERE, items.made())), items.bindings());
      }
      case Node.SetNode set -> {
        Made<List<Term>> items = terms(set.items(), bindings);
        yield new Made<>(whole(new Term.Set(TermForms.NOWHERE, items.made())), items.bindings());
      }
      case Node.ObjectNode object -> {
        Made<List<Term>> keys = terms(object.keys(), bindings);
        Made<List<Term>> values = terms(object.values(), keys.bindings());
        List<Term.Member> members = new ArrayList<>();
        for (int i = 0; i < keys.made().size(); i++) {
          members.add(new Term.Member(keys.made().get(i), values.made().get(i)));
        }
        yield new Made<>(whole(new Term.Obj(TermForms.NOWHERE, members)), values.bindings());
      }
      case Node.Reference _, Node.Comprehension _ ->
          throw new IllegalStateException("a reference inside of a term: " + node);
    };
  }

  private Made<Term> local(Variable variable, Bindings bindings) {
    Term known = bindings.get(variable);
    if (known != null) {
      return new Made<>(known, bindings);
    }
    Term made = in.fresh(variable);
    return new Made<>(made, bindings.and(variable, made));
  }

  Made<List<Term>> terms(List<Node> nodes, Bindings bindings) {
    List<Term> terms = new ArrayList<>(nodes.size());
    Bindings all = bindings;
    for (Node node : nodes) {
      Made<Term> term = term(node, all);
      terms.add(term.made());
      all = term.bindings();
    }
    return new Made<>(terms, all);
  }

  /** A collection in one piece, where all in it is known. */
  private static Term whole(Term term) {
    Value value = GroundTerm.value(term);
    return value == null ? term : TermForms.ground(value);
  }

  /** Binds the variables of a pattern to the parts of a term. */
  void match(Node pattern, Term term, Bindings bindings, Residue residue, Then then) {
    switch (pattern) {
      case Node.Local local when bindings.get(local.variable()) == null -> {
        if (isSettled(term)) {
          then.go(bindings.and(local.variable(), term), residue);
        } else {
          Term.Var name = in.fresh(local.variable());
          then.go(bindings.and(local.variable(), name), residue.and(TermForms.equality(name, term)));
        }
      }
      case Node.ArrayNode array when open(array, bindings) -> {
        List<Term> items = items(term);
        if (items != null) {
          if (items.size() == array.items().size()) {
            each(array.items(), items, 0, bindings, residue, then);
          }
        } else {
          left(pattern, term, bindings, residue, then);
        }
      }
      case Node.ObjectNode object when open(object, bindings) -> object(object, term, bindings, residue, then);
      case Node.SetNode set when open(set, bindings) -> left(pattern, term, bindings, residue, then);
      case Node.Constant _,
          Node.Local _,
          Node.ArrayNode _,
          Node.SetNode _,
          Node.ObjectNode _,
          Node.Reference _,
          Node.Comprehension _ ->
          value(
              pattern, bindings, residue, (other, after, rest) -> equal(other, term, after, rest, then));
    }
  }

  /** Leaves an equation, unless the term is of another kind than the pattern. */
  private void left(Node pattern, Term term, Bindings bindings, Residue residue, Then then) {
    Made<Term> made = term(pattern, bindings);
    if (!differ(made.made(), term)) {
      then.go(made.bindings(), residue.and(TermForms.equality(made.made(), term)));
    }
  }

  private void each(List<Node> patterns, List<Term> terms, int i, Bindings bindings, Residue residue, Then then) {
    if (i == patterns.size()) {
      then.go(bindings, residue);
    } else {
      match(
          patterns.get(i),
          terms.get(i),
          bindings,
          residue,
          (after, rest) -> each(patterns, terms, i + 1, after, rest, then));
    }
  }

  private void object(Node.ObjectNode pattern, Term term, Bindings bindings, Residue residue, Then then) {
    List<Term> parts = new ArrayList<>();
    ObjectValue known = GroundTerm.value(term) instanceof ObjectValue value ? value : null;
    for (Node key : pattern.keys()) {
      Value name = open(key, bindings) ? null : GroundTerm.value(term(key, bindings).made());
      if (known == null || name == null) {
        left(pattern, term, bindings, residue, then);
        return;
      }
      Value part = known.get(name);
      if (part == null) {
        return;
      }
      parts.add(TermForms.ground(part));
    }
    if (known == null ? parts.isEmpty() : known.size() == parts.size()) {
      each(pattern.values(), parts, 0, bindings, residue, then);
    }
  }

  /** Whether a term has a value wherever it stands. */
  static boolean isSettled(Term term) {
    return switch (term) {
      case Term.Scalar _ -> true;
      case Term.Var name -> !name.name().equals("input") && !name.name().equals("data");
      case Term.Array array -> array.items().stream().allMatch(Unification::isSettled);
      case Term.Set set -> set.items().stream().allMatch(Unification::isSettled);
      case Term.Obj object ->
          object.members().stream().allMatch(m -> isSettled(m.key()) && isSettled(m.value()));
      case Term.Ref _,
          Term.Call _,
          Term.Infix _,
          Term.ArrayComprehension _,
          Term.SetComprehension _,
          Term.ObjectComprehension _,
          Term.Template _ -> false;
    };
  }

  /** The items of a term that is an array; null where it is none, or not known to be one. */
  static @Nullable List<Term> items(Term term) {
    return switch (term) {
      case Term.Array array -> array.items();
      case Term.Scalar scalar when scalar.value() instanceof ArrayValue array ->
          array.stream().map(TermForms::ground).toList();
      default -> null;
    };
  }

  /** Goes on where two terms are equal. */
  void equal(Term one, Term other, Bindings bindings, Residue residue, Then then) {
    Value left = GroundTerm.value(one);
    Value right = GroundTerm.value(other);
    if (left != null && right != null) {
      if (left.equals(right)) {
        then.go(bindings, residue);
      }
      return;
    }
    if (differ(one, other)) {
      return;
    }
    if (one instanceof Term.Var && one.equals(other) && isSettled(one)) {
      then.go(bindings, residue);
      return;
    }
    List<Term> ones = items(one);
    List<Term> others = items(other);
    if (ones != null && others != null) {
      if (ones.size() == others.size()) {
        items(ones, others, 0, bindings, residue, then);
      }
      return;
    }
    then.go(bindings, residue.and(TermForms.equality(one, other)));
  }

  private void items(List<Term> ones, List<Term> others, int i, Bindings bindings, Residue residue, Then then) {
    if (i == ones.size()) {
      then.go(bindings, residue);
    } else {
      equal(
          ones.get(i),
          others.get(i),
          bindings,
          residue,
          (after, rest) -> items(ones, others, i + 1, after, rest, then));
    }
  }

  /** Whether two terms are of kinds that are never equal. */
  private static boolean differ(Term one, Term other) {
    int left = kind(one);
    int right = kind(other);
    return left != 0 && right != 0 && left != right;
  }

  private static int kind(Term term) {
    return switch (term) {
      case Term.Scalar scalar ->
          switch (scalar.value()) {
            case ArrayValue _ -> 1;
            case SetValue _ -> 2;
            case ObjectValue _ -> 3;
            default -> 4;
          };
      case Term.Array _, Term.ArrayComprehension _ -> 1;
      case Term.Set _, Term.SetComprehension _ -> 2;
      case Term.Obj _, Term.ObjectComprehension _ -> 3;
      case Term.Var _, Term.Ref _, Term.Call _, Term.Infix _, Term.Template _ -> 0;
    };
  }
}
