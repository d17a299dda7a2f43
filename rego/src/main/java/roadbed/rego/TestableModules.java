package roadbed.rego;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.Rule;
import roadbed.rego.syntax.Statement;
import roadbed.rego.syntax.Term;
import roadbed.rego.value.StringValue;

/**
 * Gets the rules of modules ready to be tested.
 *
 * <p>Rules that test under one name are tests of their own: from the second on they are numbered. A rule that makes an
 * object, {@code test_sum[note]}, has a case for each key; it announces a case as soon as the key is known, so that one
 * that then fails is not mistaken for one that does not exist.
 */
final class TestableModules {
  private static final String TEST = "test_";
  private static final String SKIPPED = "todo_test_";
  private static final String ANNOUNCE = "internal.test_case";

  private final Map<List<String>, Integer> seen = new HashMap<>();

  private TestableModules() {}

  static List<Module> prepared(List<Module> modules) {
    TestableModules tests = new TestableModules();
    return modules.stream().map(tests::prepared).toList();
  }

  private static boolean isTest(String name) {
    return name.startsWith(TEST) || name.startsWith(SKIPPED);
  }

  private static boolean isSkipped(String name) {
    return name.startsWith(SKIPPED);
  }

  private Module prepared(Module module) {
    List<Rule> rules = module.rules().stream().map(rule -> prepared(module, rule)).toList();
    return new Module(
        module.file(), module.at(), module.pathAt(), module.path(), module.v1(), module.imports(), rules,
        module.annotations());
  }

  private Rule prepared(Module module, Rule rule) {
    Rule.Head head = rule.head();
    int names = 0;
    List<String> path = new ArrayList<>(module.path());
    String name = head.name();
    while (!isTest(name)) {
      path.add(name);
      if (names == head.path().size()
          || !(head.path().get(names) instanceof Term.Scalar scalar && scalar.value() instanceof StringValue next)) {
        return rule;
      }
      name = next.value();
      names++;
    }
    if (isSkipped(name)) {
      return rule;
    }
    path.add(name);
    int number = seen.merge(path, 1, Integer::sum) - 1;
    Rule announcing = announcing(rule, names);
    return number == 0 ? announcing : renamed(announcing, names, "%s#%02d".formatted(name, number));
  }

  private static Rule renamed(Rule rule, int names, String name) {
    Rule.Head head = rule.head();
    List<Term> path = new ArrayList<>(head.path());
    if (names > 0) {
      path.set(names - 1, new Term.Scalar(path.get(names - 1).at(), StringValue.of(name)));
    }
    Rule.Head newHead =
        new Rule.Head(
            head.at(), names == 0 ? name : head.name(), path, head.args(), head.key(), head.value(), head.marks());
    return new Rule(rule.at(), rule.isDefault(), newHead, rule.body(), rule.orElse());
  }

  private static Rule announcing(Rule rule, int names) {
    List<Term> keys = new ArrayList<>(rule.head().path().subList(names, rule.head().path().size()));
    if (keys.isEmpty() || rule.head().key() != null || rule.isDefault()) {
      return rule;
    }
    Set<String> wanted = new HashSet<>();
    keys.forEach(key -> names(key, wanted));
    int position = 0;
    Set<String> met = new HashSet<>();
    for (int i = 0; i < rule.body().size(); i++) {
      int before = met.size();
      names(rule.body().get(i), met);
      met.retainAll(wanted);
      position = met.size() > before ? i + 1 : position;
    }
    List<Statement> body = new ArrayList<>(rule.body());
    List<Term> operands = List.of(new Term.Array(rule.at(), keys));
    Term call = new Term.Call(rule.at(), builtin(rule), operands);
    body.add(position, new Statement.Expression(rule.at(), false, call, List.of()));
    return new Rule(rule.at(), rule.isDefault(), rule.head(), body, rule.orElse());
  }

  private static Term builtin(Rule rule) {
    int dot = ANNOUNCE.indexOf('.');
    Term last = new Term.Scalar(rule.at(), StringValue.of(ANNOUNCE.substring(dot + 1)));
    return new Term.Ref(rule.at(), new Term.Var(rule.at(), ANNOUNCE.substring(0, dot)), List.of(last));
  }

  private static void names(Collection<? extends Statement> body, Set<String> into) {
    body.forEach(statement -> names(statement, into));
  }

  private static void names(Statement statement, Set<String> into) {
    switch (statement) {
      case Statement.Expression expression -> names(expression.term(), into);
      case Statement.Negation negation -> names(negation.body(), into);
      case Statement.SomeVars _ -> {}
      case Statement.SomeIn some -> {
        names(some.key(), into);
        names(some.value(), into);
        names(some.domain(), into);
      }
      case Statement.Every every -> {
        names(every.domain(), into);
        names(every.body(), into);
      }
    }
    statement.with().forEach(with -> names(with.value(), into));
  }

  private static void names(@Nullable Term term, Set<String> into) {
    switch (term) {
      case null -> {}
      case Term.Scalar _ -> {}
      case Term.Var variable -> into.add(variable.name());
      case Term.Ref ref -> {
        names(ref.head(), into);
        ref.path().forEach(part -> names(part, into));
      }
      case Term.Array array -> array.items().forEach(item -> names(item, into));
      case Term.Set set -> set.items().forEach(item -> names(item, into));
      case Term.Obj object ->
          object.members().forEach(
              member -> {
                names(member.key(), into);
                names(member.value(), into);
              });
      case Term.Call call -> call.args().forEach(arg -> names(arg, into));
      case Term.Infix infix -> infix.args().forEach(arg -> names(arg, into));
      case Term.ArrayComprehension all -> names(all.body(), into);
      case Term.SetComprehension all -> names(all.body(), into);
      case Term.ObjectComprehension all -> names(all.body(), into);
      case Term.Template template ->
          template.parts().forEach(
              part -> {
                if (part instanceof Term.Embedded embedded) {
                  names(embedded.statement(), into);
                }
              });
    }
  }
}
