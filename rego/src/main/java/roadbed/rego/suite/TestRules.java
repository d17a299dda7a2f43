package roadbed.rego.suite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.Rule;
import roadbed.rego.syntax.Term;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Values;

/** Finds the tests in files, under the names that the compiler gives them where several have one name. */
final class TestRules {
  private static final String PREFIX = "test_";
  private static final String SKIPPED = "todo_test_";

  private final List<TestRule> tests = new ArrayList<>();
  private final Map<String, Integer> seen = new HashMap<>();

  private TestRules() {}

  /** The tests of files, in their order. */
  static List<TestRule> of(List<Module> modules) {
    TestRules rules = new TestRules();
    modules.forEach(module -> module.rules().forEach(rule -> rules.find(module, rule)));
    return List.copyOf(rules.tests);
  }

  private void find(Module module, Rule rule) {
    Rule.Head head = rule.head();
    int at = position(head);
    if (at < 0) {
      return;
    }
    String name = Objects.requireNonNull(nameAt(head, at));
    StringBuilder path = new StringBuilder("data");
    module.path().forEach(part -> path.append(step(part)));
    String packagePath = path.toString();
    boolean skipped = name.startsWith(SKIPPED);
    int earlier = skipped ? 0 : seen.merge(packagePath + "." + own(head, at, name), 1, Integer::sum) - 1;
    if (rule.isDefault()) {
      return;
    }
    String last = earlier == 0 ? name : "%s#%02d".formatted(name, earlier);
    StringBuilder query = new StringBuilder(packagePath);
    for (int i = 0; i <= at; i++) {
      query.append(step(i == at ? last : nameAt(head, i)));
    }
    boolean cases = head.path().size() > at && head.key() == null;
    tests.add(new TestRule(rule.at(), packagePath, own(head, at, last), query.toString(), skipped, cases));
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
      own.append(step(i == at ? last : nameAt(head, i)));
    }
    return own.toString();
  }

  private static String step(@Nullable String name) {
    String text = String.valueOf(name);
    return text.matches("[A-Za-z_][A-Za-z0-9_]*") ? "." + text : "[" + Values.quote(text) + "]";
  }
}
