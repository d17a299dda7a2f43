package roadbed.inventory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.inventory.facet.Types;
import roadbed.model.Declaration;
import roadbed.model.Diagnostic;
import roadbed.model.ResourceId;

/** Gives every entry its identity, and of several with the same one keeps the newest. */
final class Duplicates {
  private final Map<ResourceId, Entry> taken;
  private final List<Diagnostic> diagnostics;

  private Duplicates(int size, List<Diagnostic> diagnostics) {
    this.taken = HashMap.newHashMap(size);
    this.diagnostics = diagnostics;
  }

  /**
   * Identifies all entries.
   *
   * @param newestFirst entries, those of newer collections first
   * @return each entry's account
   */
  static Map<Entry, String> identify(List<Entry> newestFirst, Places places, List<Diagnostic> diagnostics) {
    Map<Entry, String> accounts = HashMap.newHashMap(newestFirst.size());
    Duplicates duplicates = new Duplicates(newestFirst.size(), diagnostics);
    List<Entry> later = new ArrayList<>();
    for (Entry entry : newestFirst) {
      accounts.put(entry, places.account(entry));
      if (entry.role() == Types.Role.RESOURCE && !entry.data) {
        duplicates.identify(entry, accounts.getOrDefault(entry, ""));
      } else {
        later.add(entry);
      }
    }
    for (Entry entry : later) {
      duplicates.identify(entry, accounts.getOrDefault(entry, ""));
    }
    return accounts;
  }

  private void identify(Entry entry, String account) {
    Optional<ResourceId> global =
        entry.role() == Types.Role.SETTING || entry.data ? Optional.empty() : Identity.global(entry, account);
    if (global.isPresent()) {
      Entry holder = taken.putIfAbsent(global.get(), entry);
      if (holder == null) {
        entry.identify(global.get());
        return;
      }
      if (holder.type().equals(entry.type())) {
        duplicate(entry, holder, global.get());
        return;
      }
    }
    ResourceId own = new ResourceId(entry.source + "//" + entry.address());
    Entry holder = taken.putIfAbsent(own, entry);
    if (holder == null) {
      entry.identify(own);
      return;
    }
    String file = entry.collected().location().file();
    if (entry.source.equals(holder.source) && holder.collected().location().file().equals(file)) {
      duplicate(entry, holder, own);
      return;
    }
    ResourceId qualified = new ResourceId(entry.source + "//" + file + "//" + entry.address());
    Entry second = taken.putIfAbsent(qualified, entry);
    if (second == null) {
      entry.identify(qualified);
    } else {
      duplicate(entry, second, qualified);
    }
  }

  private void duplicate(Entry entry, Entry holder, ResourceId id) {
    boolean planAndState =
        entry.source.equals(holder.source)
            && entry.collected().declaration() != holder.collected().declaration();
    if (planAndState && entry.collected().declaration() == Declaration.TERRAFORM_PLAN) {
      entry.identify(id);
      taken.put(id, entry);
      holder.duplicateOf(entry);
    } else {
      entry.duplicateOf(holder);
    }
    boolean sameSide =
        entry.collected().declaration().side() == holder.collected().declaration().side();
    if (sameSide && !planAndState && !(entry.role() == Types.Role.SETTING) && !entry.data) {
      diagnostics.add(
          Diagnostic.warning(
              "inventory.duplicate-id",
              entry.collected().location(),
              id + " is also described in " + holder.collected().location() + ", which is kept",
              "describe a resource in one place, or scan one of the two"));
    }
  }
}
