package roadbed.inventory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import roadbed.model.EstateFacts;

/** Which module sources are approved; a pattern that names no version approves them all. */
final class Modules {
  private final List<PathGlob> approved;
  private final Map<String, Boolean> known = new HashMap<>();

  Modules(EstateFacts facts) {
    approved = facts.approvedModules().stream().map(PathGlob::ofPath).toList();
  }

  boolean approved(String module) {
    return known.computeIfAbsent(
        module,
        source -> {
          int version = source.lastIndexOf('@');
          String plain = version < 0 ? source : source.substring(0, version);
          return approved.stream().anyMatch(glob -> glob.matches(source) || glob.matches(plain));
        });
  }
}
