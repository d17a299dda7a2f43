package roadbed.rego.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import roadbed.rego.builtin.Builtin;
import roadbed.rego.resolve.Node.Kind;
import roadbed.rego.resolve.Node.Root;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.syntax.Statement;
import roadbed.rego.syntax.Suggestions;
import roadbed.rego.syntax.Term;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** The terms' half of the {@link Translator}. */
final class Terms {
  private final Translator in;

  Terms(Translator in) {
    this.in = in;
  }

  /** A term as a goal may hold it: a reference or a comprehension stays what it is. */
  Node top(Term term) {
    return switch (term) {
      case Term.Scalar scalar -> new Node.Constant(scalar.value());
      case Term.Var variable -> variable(variable);
      case Term.Ref ref -> reference(ref);
      case Term.Array array -> array(array.items());
      case Term.Set set -> set(set.items());
      case Term.Obj object -> object(object);
      case Term.Call call -> call(call);
      case Term.Infix infix -> infix(infix);
      case Term.ArrayComprehension c -> comprehension(Kind.ARRAY, null, c.head(), c.body());
      case Term.SetComprehension c -> comprehension(Kind.SET, null, c.head(), c.body());
      case Term.ObjectComprehension c -> comprehension(Kind.OBJECT, c.key(), c.value(), c.body());
      case Term.Template template -> template(template);
    };
  }

  /** A term without references and comprehensions: those become goals that bind a variable. */
  Node simple(Term term) {
    Node node = top(term);
    return switch (node) {
      case Node.Reference _, Node.Comprehension _ -> extracted(term.at(), node);
      case Node.Constant _, Node.Local _, Node.ArrayNode _, Node.SetNode _, Node.ObjectNode _ -> node;
    };
  }

  private Node extracted(Location at, Node node) {
    Node.Local result = new Node.Local(in.generate(at));
    in.emit(new Goal.Unify(at, result, node, !in.inNegation(), in.modifiers()));
    return result;
  }

  /** The arguments of a nested call, which is taken out of a negation as a whole. */
  private List<Node> nestedArguments(List<Term> args) {
    boolean outer = in.setInNegation(false);
    List<Node> nodes = args.stream().map(this::simple).toList();
    in.setInNegation(outer);
    return nodes;
  }

  private Node variable(Term.Var name) {
    return switch (in.meaning(name)) {
      case Translator.Meaning.IsVariable local -> new Node.Local(local.variable());
      case Translator.Meaning.IsGlobal global -> global(name.at(), global.path(), List.of());
    };
  }

  private Node global(Location at, List<String> path, List<Node> rest) {
    List<Node> all = new ArrayList<>();
    for (String part : path.subList(1, path.size())) {
      all.add(new Node.Constant(StringValue.of(part)));
    }
    all.addAll(rest);
    return new Node.Reference(at, path.getFirst().equals("input") ? Root.INPUT : Root.DATA, null, all);
  }

  private Node reference(Term.Ref ref) {
    if (ref.head() instanceof Term.Var name) {
      Translator.Meaning meaning = in.meaning(name);
      List<Node> path = ref.path().stream().map(this::simple).toList();
      return switch (meaning) {
        case Translator.Meaning.IsVariable local ->
            new Node.Reference(ref.at(), Root.VARIABLE, local.variable(), path);
        case Translator.Meaning.IsGlobal global -> global(ref.at(), global.path(), path);
      };
    }
    Node head = simple(ref.head());
    Variable start;
    if (head instanceof Node.Local local) {
      start = local.variable();
    } else {
      start = in.generate(ref.at());
      in.emit(new Goal.Unify(ref.at(), new Node.Local(start), head, in.modifiers()));
    }
    return new Node.Reference(
        ref.at(), Root.VARIABLE, start, ref.path().stream().map(this::simple).toList());
  }

  private static @Nullable List<Value> constants(List<Node> nodes) {
    List<Value> values = new ArrayList<>(nodes.size());
    for (Node node : nodes) {
      if (!(node instanceof Node.Constant constant)) {
        return null;
      }
      values.add(constant.value());
    }
    return values;
  }

  private Node array(List<Term> items) {
    List<Node> nodes = items.stream().map(this::simple).toList();
    List<Value> values = constants(nodes);
    return values == null ? new Node.ArrayNode(nodes) : new Node.Constant(ArrayValue.of(values));
  }

  private Node set(List<Term> items) {
    List<Node> nodes = items.stream().map(this::simple).toList();
    List<Value> values = constants(nodes);
    return values == null ? new Node.SetNode(nodes) : new Node.Constant(SetValue.of(values));
  }

  private Node object(Term.Obj object) {
    List<Node> keys = new ArrayList<>();
    List<Node> values = new ArrayList<>();
    for (Term.Member member : object.members()) {
      keys.add(simple(member.key()));
      values.add(simple(member.value()));
    }
    List<Value> knownKeys = constants(keys);
    List<Value> knownValues = constants(values);
    if (knownKeys == null || knownValues == null) {
      return new Node.ObjectNode(keys, values);
    }
    ObjectValue.Builder builder = ObjectValue.builder(keys.size());
    for (int i = 0; i < knownKeys.size(); i++) {
      Value before = builder.get(knownKeys.get(i));
      if (before != null && !before.equals(knownValues.get(i))) {
        return new Node.ObjectNode(keys, values);
      }
      builder.put(knownKeys.get(i), knownValues.get(i));
    }
    return new Node.Constant(builder.build());
  }

  Callee builtin(String name, Location at) {
    Builtin builtin =
        in.builtins
            .find(name)
            .orElseThrow(() -> new IllegalStateException("the language lacks its operator " + name + " at " + at));
    return new Callee.Native(builtin);
  }

  private Node infix(Term.Infix infix) {
    if (infix.builtin().equals("assign") || infix.builtin().equals("eq")) {
      in.error(RegoError.COMPILE, "an assignment cannot stand inside an expression", infix.at());
    }
    List<Node> args = nestedArguments(infix.args());
    return invoked(infix.at(), builtin(infix.builtin(), infix.at()), args);
  }

  private Node invoked(Location at, Callee callee, List<Node> args) {
    Node.Local result = new Node.Local(in.generate(at));
    in.emit(new Goal.Invoke(at, callee, args, result, in.modifiers()));
    return result;
  }

  private Node call(Term.Call call) {
    Value known = metadataCall(call);
    if (known != null) {
      return new Node.Constant(known);
    }
    Callee callee = checked(call, false);
    List<Node> args = nestedArguments(call.args());
    if (callee == null) {
      return new Node.Local(in.generate(call.at()));
    }
    return invoked(call.at(), callee, args);
  }

  /** A call that is a statement: it must hold, or its last argument takes the result. */
  void callStatement(Term.Call call) {
    Value known = metadataCall(call);
    if (known != null) {
      in.emit(new Goal.Holds(call.at(), new Node.Constant(known), in.modifiers()));
      return;
    }
    if (isPrint(call)) {
      print(call);
      return;
    }
    Callee callee = checked(call, true);
    if (callee == null) {
      return;
    }
    List<Node> args = new ArrayList<>(call.args().stream().map(this::simple).toList());
    Node result = args.size() > callee.arity() ? args.removeLast() : null;
    in.emit(new Goal.Invoke(call.at(), callee, args, result, in.modifiers()));
  }

  private static boolean isPrint(Term.Call call) {
    return call.name() instanceof Term.Var name && name.name().equals("print");
  }

  /** Each argument is printed as the set of its values, so that an undefined one does not end the body. */
  private void print(Term.Call call) {
    call.args().forEach(this::refuseWildcards);
    List<Node> args = call.args().stream().map(arg -> wrapped(arg, () -> top(arg))).toList();
    in.emit(
        new Goal.Invoke(
            call.at(), builtin("internal.print", call.at()), List.of(new Node.ArrayNode(args)), null, in.modifiers()));
  }

  /** What is shown must be bound by what stands before it; {@code _} is bound by nothing. What has its own body may have one. */
  private void refuseWildcards(Term term) {
    switch (term) {
      case Term.Var name -> {
        if (name.isWildcard()) {
          in.error(RegoError.COMPILE, "var _ is undeclared", name.at());
        }
      }
      case Term.Ref ref -> {
        refuseWildcards(ref.head());
        ref.path().forEach(this::refuseWildcards);
      }
      case Term.Array array -> array.items().forEach(this::refuseWildcards);
      case Term.Set set -> set.items().forEach(this::refuseWildcards);
      case Term.Obj object ->
          object
              .members()
              .forEach(
                  member -> {
                    refuseWildcards(member.key());
                    refuseWildcards(member.value());
                  });
      case Term.Call inner -> inner.args().forEach(this::refuseWildcards);
      case Term.Infix infix -> infix.args().forEach(this::refuseWildcards);
      case Term.Scalar _,
          Term.ArrayComprehension _,
          Term.SetComprehension _,
          Term.ObjectComprehension _,
          Term.Template _ -> {
        // Shows what its own body binds.
      }
    }
  }

  private Node wrapped(Term term, Supplier<Node> make) {
    Node.Local value = new Node.Local(in.generate(term.at()));
    List<Goal> goals =
        in.collect(
            () -> {
              in.push(List.of());
              Node node = make.get();
              in.emit(new Goal.Unify(term.at(), value, node, List.of()));
              in.pop();
            });
    return extracted(term.at(), new Node.Comprehension(Kind.SET, null, value, new Body(goals)));
  }

  private @Nullable Value metadataCall(Term.Call call) {
    List<String> path = Translator.path(call.name());
    if (path == null || path.size() != 3 || !call.args().isEmpty()) {
      return null;
    }
    return switch (String.join(".", path)) {
      case "rego.metadata.rule" -> in.metadata().rule();
      case "rego.metadata.chain" -> in.metadata().chain();
      default -> null;
    };
  }

  private @Nullable Callee checked(Term.Call call, boolean withResult) {
    Callee callee = in.callee(call.name());
    List<String> path = Translator.path(call.name());
    String name = path == null ? "?" : String.join(".", path);
    if (callee == null) {
      RegoError error = new RegoError(RegoError.TYPE, "undefined function " + name, call.at());
      in.errors.add(error.hinting(Suggestions.nearest(name, in.callable())));
      return null;
    }
    int arity = callee.arity();
    int given = call.args().size();
    boolean variadic = callee instanceof Callee.Native n && n.builtin().signature().variadic() != null;
    boolean contested = callee instanceof Callee.Defined defined && defined.node().isContested();
    if (!contested && given != arity && !(withResult && given == arity + 1) && !(variadic && given >= arity)) {
      in.error(
          RegoError.TYPE,
          "function " + callee.name() + " has arity " + arity + ", got " + given + " argument" + (given == 1 ? "" : "s"),
          call.at());
      return null;
    }
    if (in.v1() && callee instanceof Callee.Native n && n.builtin().deprecated()) {
      in.error(RegoError.TYPE, "deprecated built-in function calls in expression: " + name, call.at());
    }
    return callee;
  }

  private Node comprehension(Kind kind, @Nullable Term key, Term value, List<Statement> body) {
    Node[] made = new Node[2];
    Body resolved =
        in.body(
            body,
            () -> {},
            () -> {
              if (key != null) {
                made[0] = simple(key);
              }
              made[1] = simple(value);
            });
    return new Node.Comprehension(kind, made[0], made[1], resolved);
  }

  private Node template(Term.Template template) {
    List<Node> parts = new ArrayList<>();
    for (Term.Part part : template.parts()) {
      switch (part) {
        case Term.Text text -> parts.add(new Node.Constant(StringValue.of(text.text())));
        case Term.Embedded embedded -> {
          if (embedded.statement() instanceof Statement.Expression expression) {
            parts.add(embedded(expression));
          }
        }
      }
    }
    List<Value> known = constants(parts);
    Node all = known == null ? new Node.ArrayNode(parts) : new Node.Constant(ArrayValue.of(known));
    return invoked(template.at(), builtin("internal.template_string", template.at()), List.of(all));
  }

  /** An embedded expression is the set of its values, so that an undefined one can be shown as such. */
  private Node embedded(Statement.Expression expression) {
    Term term = expression.term();
    refuseWildcards(term);
    if (expression.with().isEmpty()) {
      return wrapped(term, () -> top(term));
    }
    Term.Var name = new Term.Var(term.at(), in.freshWildcard());
    Statement statement =
        new Statement.Expression(
            term.at(), false, new Term.Infix(term.at(), "eq", List.of(name, term)), expression.with());
    return extracted(term.at(), comprehension(Kind.SET, null, name, List.of(statement)));
  }
}
