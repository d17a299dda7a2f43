package roadbed.inventory;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import roadbed.inventory.dialect.Translated;
import roadbed.model.Declaration;

/**
 * What an inventory of what is there leaves out. Clouds list much of what belongs to a resource apart from it: the
 * firewall rules of a database server, access policies, diagnostic settings. Where a source holds none of a type at
 * all, it was not asked for, and that a resource has none means nothing.
 */
final class Untold {
  private Untold() {}

  /** Marks the entries of one source. */
  static void mark(List<Entry> entriesOfOneSource) {
    Set<String> told = new HashSet<>();
    for (Entry entry : entriesOfOneSource) {
      if (isLive(entry)) {
        told.add(entry.type());
        entry.translated().ifPresent(translated -> translated.settings().stream().map(Translated.Setting::type).forEach(told::add));
      }
    }
    for (Entry entry : entriesOfOneSource) {
      List<String> apart = isLive(entry) ? entry.listedApart() : List.of();
      if (!apart.isEmpty()) {
        Set<String> untold = new HashSet<>(apart);
        untold.removeAll(told);
        entry.untold(isSaidOtherwise(apart, told) ? Set.of() : untold);
      }
    }
  }

  /** Access policies are told whole, whichever of their three forms Terraform would write. */
  private static boolean isSaidOtherwise(List<String> apart, Set<String> told) {
    return apart.stream().allMatch(type -> type.contains("_iam_")) && told.stream().anyMatch(type -> type.contains("_iam_"));
  }

  private static boolean isLive(Entry entry) {
    return entry.collected().declaration().side() == Declaration.Side.LIVE;
  }
}
