package roadbed.inventory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import roadbed.model.EstateFacts;

/** Which module sources are approved. */
final class Modules {
  private final List<PathGlob> approved;
  private final Map<String, Boolean> known = new HashMap<>();

  Modules(EstateFacts facts) {
    approved = facts.approvedModules().stream().map(PathGlob::ofPath).toList();
  }

  boolean approved(String module) {
    return known.computeIfAbsent(module, source -> approved.stream().anyMatch(glob -> glob.matches(source)));
  }
}
