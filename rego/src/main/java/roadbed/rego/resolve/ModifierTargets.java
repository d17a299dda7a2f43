package roadbed.rego.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.syntax.Statement;
import roadbed.rego.syntax.Term;
import roadbed.rego.value.Value;

/** Reads what a {@code with} replaces and checks that it may be replaced. */
final class ModifierTargets {
  /** Builtins whose calls are answered while a policy is compiled. */
  private static final Set<String> METADATA = Set.of("rego.metadata.chain", "rego.metadata.rule");

  private final Translator in;

  ModifierTargets(Translator in) {
    this.in = in;
  }

  @Nullable Modifier resolve(Statement.With with) {
    Modifier.Target target = target(with.target());
    if (target == null) {
      // The value is resolved all the same, for the errors in it.
      in.simple(with.value());
      return null;
    }
    if (target instanceof Modifier.FunctionTarget replaced
        && (with.value() instanceof Term.Var || with.value() instanceof Term.Ref)
        && !isLocal(with.value())) {
      Callee callee = in.callee(with.value());
      if (callee != null) {
        if (callee.arity() != replaced.callee().arity()) {
          error(with, "function " + callee.name() + " has arity " + callee.arity() + ", " + replaced.callee().name()
              + " has arity " + replaced.callee().arity());
          return null;
        }
        return new Modifier(with.at(), target, new Modifier.ByFunction(callee));
      }
    }
    return new Modifier(with.at(), target, new Modifier.ByValue(in.simple(with.value())));
  }

  private boolean isLocal(Term term) {
    Term head = term instanceof Term.Ref ref ? ref.head() : term;
    return head instanceof Term.Var name && in.declared(name.name());
  }

  private void error(Statement.With with, String message) {
    in.error(RegoError.TYPE, message, with.at());
  }

  /** A target is always global, even where a variable has the name of a document, as files from before OPA 1.0 may. */
  private Node document(Term term) {
    Term head = term instanceof Term.Ref ref ? ref.head() : term;
    List<Term> rest = term instanceof Term.Ref ref ? ref.path() : List.of();
    if (!(head instanceof Term.Var name && (name.name().equals("input") || name.name().equals("data")))) {
      return in.term(term);
    }
    List<Node> path = new ArrayList<>();
    rest.forEach(part -> path.add(part instanceof Term.Scalar scalar ? new Node.Constant(scalar.value()) : in.term(part)));
    Node.Root root = name.name().equals("input") ? Node.Root.INPUT : Node.Root.DATA;
    return new Node.Reference(term.at(), root, null, path);
  }

  private Modifier.@Nullable Target target(Term term) {
    Callee callee = isLocal(term) ? null : in.callee(term);
    if (callee != null) {
      String problem = callee instanceof Callee.Native called ? irreplaceable(called) : null;
      if (problem != null) {
        in.error(RegoError.COMPILE, "with keyword replacing built-in function: " + problem, term.at());
        return null;
      }
      return new Modifier.FunctionTarget(callee);
    }
    Node node = isLocal(term) ? document(term) : in.term(term);
    if (node instanceof Node.Reference reference && reference.root() != Node.Root.VARIABLE) {
      List<Value> path = new ArrayList<>();
      for (Node part : reference.path()) {
        if (!(part instanceof Node.Constant constant)) {
          in.error(RegoError.COMPILE, "with keyword target must be a ground reference", term.at());
          return null;
        }
        path.add(constant.value());
      }
      if (reference.root() == Node.Root.INPUT) {
        return new Modifier.InputTarget(List.copyOf(path));
      }
      RuleNode place = in.root;
      for (int i = 0; i < path.size() && place != null; i++) {
        place = place.child(path.get(i));
        if (place != null && place.kind() != null && i < path.size() - 1 && place.kind() != RuleNode.Kind.OBJECT) {
          in.error(RegoError.COMPILE, "with keyword cannot partially replace virtual document(s)", term.at());
          return null;
        }
      }
      return new Modifier.DataTarget(List.copyOf(path));
    }
    in.error(RegoError.TYPE, "with keyword target must reference existing input, data, or a function", term.at());
    return null;
  }

  /** Why a builtin cannot be replaced; null where it can. */
  private static @Nullable String irreplaceable(Callee.Native called) {
    String name = called.name();
    if (METADATA.contains(name) || name.equals("eq")) {
      return "replacement of \"" + name + "\" invalid";
    }
    if (name.startsWith("internal.")) {
      return "replacement of internal function \"" + name + "\" invalid";
    }
    if (called.builtin().relation()) {
      return "target must not be a relation";
    }
    return called.builtin().signature().result() == null ? "target must not be a void function" : null;
  }
}
