package roadbed.rego.suite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.Rule;
import roadbed.rego.syntax.Statement;
import roadbed.rego.syntax.Term;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Values;

/**
 * Finds tests in files.
 *
 * <p>Rules of one name are tests of their own, so all but the first are given another name. A rule with variables in its
 * head, {@code test_x[case]}, tells when a case begins, so that one that fails is known as well as one that passes.
 */
final class TestRules {
  private static final String PREFIX = "test_";
  private static final String SKIPPED = "todo_test_";

  private final List<TestRule> tests = new ArrayList<>();
  private final Map<String, Integer> seen = new HashMap<>();

  /** The tests found so far, in the order of the files. */
  List<TestRule> tests() {
    return List.copyOf(tests);
  }

  /** The file as it is to be compiled. */
  Module find(Module module) {
    List<Rule> rules = new ArrayList<>();
    int before = tests.size();
    for (Rule rule : module.rules()) {
      rules.add(find(module, rule));
    }
    return tests.size() == before ? module : module.withRules(rules);
  }

  private Rule find(Module module, Rule rule) {
    Rule.Head head = rule.head();
    int at = position(head);
    if (at < 0) {
      return rule;
    }
    String name = Objects.requireNonNull(nameAt(head, at));
    StringBuilder path = new StringBuilder("data");
    module.path().forEach(part -> path.append(step(part)));
    String packagePath = path.toString();
    String own = own(head, at, name);
    boolean skipped = name.startsWith(SKIPPED);
    Rule made = rule;
    String shown = own;
    String last = name;
    if (!skipped && !rule.isDefault()) {
      int earlier = seen.merge(packagePath + "." + own, 1, Integer::sum) - 1;
      if (earlier > 0) {
        last = "%s#%02d".formatted(name, earlier);
        shown = own(head, at, last);
        made = renamed(made, at, last);
      }
    }
    boolean cases = head.path().size() > at && head.key() == null;
    if (cases && !skipped) {
      made = announced(made, head.path().subList(at, head.path().size()));
    }
    if (!rule.isDefault()) {
      StringBuilder query = new StringBuilder(packagePath);
      for (int i = 0; i <= at; i++) {
        query.append(step(i == at ? last : nameAt(head, i)));
      }
      tests.add(new TestRule(rule.at(), packagePath, shown, query.toString(), skipped, cases));
    }
    return made;
  }

  /** Which name of a head's path says that it is a test; -1 for none. */
  private static int position(Rule.Head head) {
    for (int i = 0; i <= head.path().size(); i++) {
      String name = nameAt(head, i);
      if (name == null) {
        return -1;
      }
      if (name.startsWith(PREFIX) || name.startsWith(SKIPPED)) {
        return i;
      }
    }
    return -1;
  }

  private static @Nullable String nameAt(Rule.Head head, int position) {
    if (position == 0) {
      return head.name();
    }
    return head.path().get(position - 1) instanceof Term.Scalar scalar && scalar.value() instanceof StringValue text
        ? text.value()
        : null;
  }

  private static String own(Rule.Head head, int at, String last) {
    StringBuilder own = new StringBuilder(at == 0 ? last : head.name());
    for (int i = 1; i <= at; i++) {
      own.append(step(i == at ? last : String.valueOf(nameAt(head, i))));
    }
    return own.toString();
  }

  private static String step(@Nullable String name) {
    String text = String.valueOf(name);
    return text.matches("[A-Za-z_][A-Za-z0-9_]*") ? "." + text : "[" + Values.quote(text) + "]";
  }

  private static Rule renamed(Rule rule, int at, String name) {
    Rule.Head head = rule.head();
    if (at == 0) {
      return rule.withHead(head.named(name, head.path()));
    }
    List<Term> path = new ArrayList<>(head.path());
    path.set(at - 1, new Term.Scalar(path.get(at - 1).at(), StringValue.of(name)));
    return rule.withHead(head.named(head.name(), path));
  }

  /** The rule with a call that tells of a case, as soon as what names the case is known. */
  private static Rule announced(Rule rule, List<Term> named) {
    Location at = rule.at();
    Term function =
        new Term.Ref(at, new Term.Var(at, "internal"), List.of(new Term.Scalar(at, StringValue.of("test_case"))));
    Statement call =
        new Statement.Expression(at, false, new Term.Call(at, function, List.of(new Term.Array(at, named))), List.of());
    Set<String> wanted = new HashSet<>();
    named.forEach(term -> names(term, wanted));
    int after = 0;
    for (int i = 0; i < rule.body().size() && !wanted.isEmpty(); i++) {
      Statement statement = rule.body().get(i);
      if (!(statement instanceof Statement.SomeVars)) {
        Set<String> mentioned = new HashSet<>();
        names(statement, mentioned);
        if (wanted.removeIf(mentioned::contains)) {
          after = i + 1;
        }
      }
    }
    List<Statement> body = new ArrayList<>(rule.body());
    body.add(after, call);
    return rule.withBody(body);
  }

  private static void names(Statement statement, Set<String> into) {
    switch (statement) {
      case Statement.Expression expression -> names(expression.term(), into);
      case Statement.SomeIn some -> {
        Term key = some.key();
        if (key != null) {
          names(key, into);
        }
        names(some.value(), into);
      }
      case Statement.Negation _, Statement.SomeVars _, Statement.Every _ -> {
        // Binds nothing that a head could use.
      }
    }
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
      case Term.Obj object -> object.members().forEach(member -> names(member.value(), into));
      case Term.Call call -> call.args().forEach(arg -> names(arg, into));
      case Term.Infix infix -> infix.args().forEach(arg -> names(arg, into));
      case Term.Scalar _,
          Term.Template _,
          Term.ArrayComprehension _,
          Term.SetComprehension _,
          Term.ObjectComprehension _ -> {
        // Binds nothing outside of itself.
      }
    }
  }
}
