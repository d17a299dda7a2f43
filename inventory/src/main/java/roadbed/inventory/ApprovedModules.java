package roadbed.inventory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import roadbed.model.EstateFacts;

/** Which module sources are approved; a pattern that names no version approves them all. For one thread. */
public final class ApprovedModules {
  private final List<PathGlob> approved;
  private final Map<String, Boolean> known = new HashMap<>();

  /** Those that these facts approve. */
  public ApprovedModules(EstateFacts facts) {
    approved = facts.approvedModules().stream().map(PathGlob::ofPath).toList();
  }

  /** Whether a module is among them, by its source as it is called, with or without a version. */
  public boolean contain(String module) {
    return known.computeIfAbsent(
        module,
        source -> {
          int version = source.lastIndexOf('@');
          String plain = version < 0 ? source : source.substring(0, version);
          return approved.stream().anyMatch(glob -> glob.matches(source) || glob.matches(plain));
        });
  }
}
