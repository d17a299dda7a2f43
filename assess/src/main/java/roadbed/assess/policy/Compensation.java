package roadbed.assess.policy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import roadbed.model.ExceptionGrant;
import roadbed.model.ExceptionRules;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.model.Verdict;

/**
 * Which compensating guardrails pass, and for what. One that judges the resource itself must pass for it; one that
 * judges other things (flow logs of a network, say) must pass for all that it judges in the resource's account, and
 * judge something there.
 */
final class Compensation {
  private final Map<String, Map<ResourceId, Verdict.Outcome>> ofResource = new HashMap<>();
  private final Map<String, Set<String>> passing = new HashMap<>();
  private final Map<String, Set<String>> failing = new HashMap<>();

  Compensation(ExceptionRules rules, List<Verdict> verdicts, Map<ResourceId, Resource> resources) {
    Set<String> wanted = new HashSet<>();
    rules.grants().stream().map(ExceptionGrant::compensating).forEach(id -> id.ifPresent(wanted::add));
    if (wanted.isEmpty()) {
      return;
    }
    for (Verdict verdict : verdicts) {
      Resource resource = resources.get(verdict.resource());
      if (wanted.contains(verdict.guardrail()) && resource != null) {
        ofResource
            .computeIfAbsent(verdict.guardrail(), _ -> new HashMap<>())
            .put(verdict.resource(), verdict.outcome());
        Map<String, Set<String>> side = verdict.outcome() == Verdict.Outcome.PASS ? passing : failing;
        side.computeIfAbsent(verdict.guardrail(), _ -> new HashSet<>()).add(account(resource));
      }
    }
  }

  boolean holds(String guardrail, Resource resource) {
    Verdict.Outcome own = ofResource.getOrDefault(guardrail, Map.of()).get(resource.id());
    if (own != null) {
      return own == Verdict.Outcome.PASS;
    }
    return passing.getOrDefault(guardrail, Set.of()).contains(account(resource))
        && !failing.getOrDefault(guardrail, Set.of()).contains(account(resource));
  }

  private static String account(Resource resource) {
    return resource.provider().id() + "/" + resource.account();
  }
}
