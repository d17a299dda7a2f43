package roadbed.assess.cost.allocation;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roadbed.model.AllocationRules.Attribute;
import roadbed.model.AllocationRules.Condition;
import roadbed.model.BillingColumn;
import roadbed.re2.BoundedPattern;

/** A condition, ready to be asked. */
final class Matcher {
  private record Test(Attribute attribute, Patterns patterns) {}

  private final List<Test> tests = new ArrayList<>();
  private final Optional<Pattern> name;
  private final Optional<Matcher> not;

  Matcher(Condition condition) {
    condition.tests().forEach(test -> tests.add(new Test(test.attribute(), new Patterns(test.patterns()))));
    name = condition.name().map(BoundedPattern::compile);
    not = condition.not().map(Matcher::new);
  }

  /** That the condition holds, with what its pattern of names found. */
  record Match(Optional<com.google.re2j.Matcher> name) {
    private static final Match PLAIN = new Match(Optional.empty());

    /** What a group of the pattern found; empty where there is no such group or it found nothing. */
    String group(String group) {
      return name.filter(found -> found.pattern().namedGroups().containsKey(group))
          .map(found -> found.group(group))
          .orElse("");
    }
  }

  Optional<Match> match(Sight sight) {
    for (Test test : tests) {
      if (!test.patterns().match(sight.value(test.attribute()))) {
        return Optional.empty();
      }
    }
    if (not.isPresent() && not.get().match(sight).isPresent()) {
      return Optional.empty();
    }
    if (name.isEmpty()) {
      return Optional.of(Match.PLAIN);
    }
    String named = sight.line().column(BillingColumn.RESOURCE_NAME);
    com.google.re2j.Matcher found =
        name.get().matcher(named.isEmpty() ? sight.line().column(BillingColumn.RESOURCE) : named);
    return found.find() ? Optional.of(new Match(Optional.of(found))) : Optional.empty();
  }
}
