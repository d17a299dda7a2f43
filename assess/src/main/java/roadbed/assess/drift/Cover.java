package roadbed.assess.drift;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import roadbed.inventory.Sighting;
import roadbed.model.Provider;

/**
 * What was looked into: a collection of what is live that has found resources of a type in an account has looked for
 * that type there, in every region of the account in which it found anything.
 */
final class Cover {
  private final Set<String> types = new HashSet<>();
  private final Set<String> regions = new HashSet<>();
  private final Set<String> anywhere = new HashSet<>();
  private final Map<String, Long> places = new TreeMap<>();

  Cover(List<Folded> live) {
    for (Folded one : live) {
      Sighting main = one.main();
      String account = main.provider() + " " + main.account();
      types.add(account + " " + one.type());
      anywhere.add(main.provider() + " " + one.type());
      regions.add(account + " " + main.region());
      String place =
          main.provider().id()
              + (main.account().isEmpty() ? "" : " " + main.account())
              + (main.region().isEmpty() ? "" : " " + main.region());
      places.merge(place, 1L, Long::sum);
    }
  }

  /** Whether a resource of the type would have been found if it were there. */
  boolean includes(Provider provider, String type, String account, String region) {
    if (account.isEmpty()) {
      return anywhere.contains(provider + " " + type);
    }
    // What was found may not say in which account it is, as objects of a cluster do not.
    for (String one : List.of(account, "")) {
      boolean looked = types.contains(provider + " " + one + " " + type);
      if (looked && (region.isEmpty() || regions.contains(provider + " " + one + " " + region) || regions.contains(provider + " " + one + " "))) {
        return true;
      }
    }
    return false;
  }

  Map<String, Long> places() {
    return places;
  }
}
