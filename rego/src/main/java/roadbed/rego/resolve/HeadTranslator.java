package roadbed.rego.resolve;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.resolve.Scope.Occurrence;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.syntax.Rule;
import roadbed.rego.syntax.Term;

/** Turns a rule's head, its bodies and alternatives into definitions. */
final class HeadTranslator {
  private final Translator in;

  HeadTranslator(Translator in) {
    this.in = in;
  }

  Definition definition(Rule rule) {
    Rule.Head head = rule.head();
    List<Term> args = head.args();
    if (rule.isDefault()) {
      checkDefault(rule);
    }
    in.push(List.of());
    List<Variable> parameters = new ArrayList<>();
    List<Term> patterns = new ArrayList<>();
    List<Variable> patternVariables = new ArrayList<>();
    Set<String> declared = new HashSet<>();
    for (Term arg : args == null ? List.<Term>of() : args) {
      if (hasCall(arg)) {
        in.error(RegoError.COMPILE, "rule arguments cannot contain calls", arg.at());
        continue;
      }
      if (arg instanceof Term.Var name && !name.isWildcard() && declared.add(name.name())) {
        parameters.add(in.declare(name, Occurrence.ARGUMENT));
        continue;
      }
      Variable parameter = in.generate(arg.at());
      parameters.add(parameter);
      if (!(arg instanceof Term.Var name && name.isWildcard())) {
        patterns.add(arg);
        patternVariables.add(parameter);
        Set<String> names = new HashSet<>();
        Scope.patternNames(arg, names);
        names.removeAll(declared);
        declareAll(arg, names);
        declared.addAll(names);
      }
    }
    Definition first = one(rule, parameters, patterns, patternVariables);
    List<Definition> alternatives = new ArrayList<>();
    for (Rule alternative = rule.orElse(); alternative != null; alternative = alternative.orElse()) {
      alternatives.add(one(alternative, parameters, patterns, patternVariables));
    }
    in.pop();
    Definition next = null;
    for (Definition alternative : alternatives.reversed()) {
      next = withElse(alternative, next);
    }
    return withElse(first, next);
  }

  private static Definition withElse(Definition one, @Nullable Definition orElse) {
    return new Definition(
        one.at(), one.parameters(), one.path(), one.member(), one.body(), one.value(), orElse);
  }

  /** Declares the variables of an argument's pattern, each once. */
  private void declareAll(Term pattern, Set<String> names) {
    Set<String> open = new HashSet<>(names);
    walk(pattern, open);
  }

  private void walk(Term pattern, Set<String> open) {
    switch (pattern) {
      case Term.Var name -> {
        if (!name.isWildcard() && open.remove(name.name())) {
          in.declare(name, Occurrence.ARGUMENT);
        }
      }
      case Term.Array array -> array.items().forEach(item -> walk(item, open));
      case Term.Obj object -> object.members().forEach(member -> walk(member.value(), open));
      default -> {
        // Binds nothing.
      }
    }
  }

  private Definition one(Rule rule, List<Variable> parameters, List<Term> patterns, List<Variable> patternVariables) {
    Rule.Head head = rule.head();
    int ground = head.args() != null ? head.path().size() : RuleTree.groundLength(head);
    List<Node> path = new ArrayList<>();
    Node[] value = new Node[1];
    Body body =
        in.body(
            rule.body(),
            () -> {
              for (int i = 0; i < patterns.size(); i++) {
                Node pattern = in.term(patterns.get(i));
                in.emit(
                    new Goal.Unify(
                        patterns.get(i).at(), new Node.Local(patternVariables.get(i)), pattern, List.of()));
              }
            },
            () -> {
              for (Term part : head.path().subList(ground, head.path().size())) {
                path.add(in.simple(part));
              }
              Term key = head.key();
              Term written = head.value();
              value[0] = in.simple(key != null ? key : written != null ? written : Resolver.TRUE);
            });
    return new Definition(rule.at(), parameters, path, head.key() != null, body, value[0], null);
  }

  private void checkDefault(Rule rule) {
    Term value = rule.head().value();
    if (value != null && !isConstant(value)) {
      in.error(RegoError.COMPILE, "illegal default rule (value cannot contain var, ref or call)", value.at());
    }
    if (!rule.head().path().stream().allMatch(Term.Scalar.class::isInstance)) {
      in.error(RegoError.COMPILE, "illegal default rule (name cannot contain variables)", rule.at());
    }
    List<Term> args = rule.head().args();
    Set<String> names = new HashSet<>();
    for (Term arg : args == null ? List.<Term>of() : args) {
      if (!(arg instanceof Term.Var) && !(arg instanceof Term.Scalar)) {
        in.error(RegoError.COMPILE, "illegal default rule (arguments must be variables or constants)", rule.at());
      } else if (arg instanceof Term.Var name && !names.add(name.name())) {
        in.error(RegoError.COMPILE, "illegal default rule (arguments cannot be repeated " + name.name() + ")", rule.at());
      }
    }
  }

  private static boolean hasCall(Term term) {
    return switch (term) {
      case Term.Call _, Term.Infix _ -> true;
      case Term.Array array -> array.items().stream().anyMatch(HeadTranslator::hasCall);
      case Term.Set set -> set.items().stream().anyMatch(HeadTranslator::hasCall);
      case Term.Obj object -> object.members().stream().anyMatch(m -> hasCall(m.key()) || hasCall(m.value()));
      case Term.Ref ref -> hasCall(ref.head()) || ref.path().stream().anyMatch(HeadTranslator::hasCall);
      case Term.Scalar _, Term.Var _, Term.Template _ -> false;
      case Term.ArrayComprehension _, Term.SetComprehension _, Term.ObjectComprehension _ -> false;
    };
  }

  private static boolean isConstant(Term term) {
    return switch (term) {
      case Term.Scalar _, Term.ArrayComprehension _, Term.SetComprehension _, Term.ObjectComprehension _ -> true;
      case Term.Array array -> array.items().stream().allMatch(HeadTranslator::isConstant);
      case Term.Set set -> set.items().stream().allMatch(HeadTranslator::isConstant);
      case Term.Obj object ->
          object.members().stream().allMatch(m -> isConstant(m.key()) && isConstant(m.value()));
      case Term.Var _, Term.Ref _, Term.Call _, Term.Infix _, Term.Template _ -> false;
    };
  }
}
