package roadbed.assess.drift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.inventory.Sighting;
import roadbed.model.Change;
import roadbed.model.Declaration;

/**
 * Which resource of one side is which of another. A declaration is found in a state by its address, and in what is
 * live by the identifiers that the state knows, or by its own where they are known before it is applied. Where
 * several fit equally well none is taken.
 */
final class Matching {
  /** One resource as the sides know it; at least one of them does. */
  static final class Unit {
    private final @Nullable Folded declared;
    private @Nullable Folded state;
    private @Nullable Folded live;
    private boolean ambiguous;

    private Unit(@Nullable Folded declared, @Nullable Folded state, @Nullable Folded live) {
      this.declared = declared;
      this.state = state;
      this.live = live;
    }

    Optional<Folded> declared() {
      return Optional.ofNullable(declared);
    }

    Optional<Folded> state() {
      return Optional.ofNullable(state);
    }

    Optional<Folded> live() {
      return Optional.ofNullable(live);
    }

    /** Whether several live resources may be it. */
    boolean isAmbiguous() {
      return ambiguous;
    }

    /** The first of code, state and live that knows it. */
    Folded first() {
      Folded first = declared != null ? declared : state != null ? state : live;
      if (first == null) {
        throw new IllegalStateException("a unit has at least one side");
      }
      return first;
    }

    /** The one that knows best who it is. */
    Folded named() {
      Folded named = live != null ? live : state != null ? state : declared;
      return named == null ? first() : named;
    }
  }

  private final List<Unit> units = new ArrayList<>();
  private final List<DriftReport.Claim> claims = new ArrayList<>();
  private final Map<String, List<Folded>> liveByKey = new HashMap<>();
  private final Map<Folded, Boolean> taken = new HashMap<>();

  private Matching() {}

  static Matching of(List<Folded> declared, List<Folded> state, List<Folded> live) {
    Matching matching = new Matching();
    List<Folded> states = matching.claims(state);
    matching.declaredAndState(declared(declared), states);
    matching.live(live);
    return matching;
  }

  List<Unit> units() {
    return units;
  }

  List<DriftReport.Claim> claims() {
    return claims;
  }

  private static String key(Folded folded, Sighting.Key key) {
    return folded.type() + "\n" + key.strength() + "\n" + key.text();
  }

  /** Of a plan and the source that it was made from the plan knows more, and the source where it stands. */
  private static List<Folded> declared(List<Folded> all) {
    Map<String, Folded> plans = new HashMap<>();
    for (Folded one : all) {
      if (one.main().collected().declaration() == Declaration.TERRAFORM_PLAN) {
        plans.put(one.type() + " " + one.main().address(), one);
      }
    }
    List<Folded> kept = new ArrayList<>(all.size());
    for (Folded one : all) {
      boolean source = one.main().collected().declaration() == Declaration.TERRAFORM_SOURCE;
      Folded plan = source ? plans.get(one.type() + " " + one.main().address()) : null;
      if (plan != null && near(plan, one) > 0) {
        plan.writtenIn(one);
      } else {
        kept.add(one);
      }
    }
    return kept;
  }

  /** How many folders from the root on two documents have in common, and one. */
  private static int near(Folded one, Folded other) {
    String[] a = one.main().collected().location().file().split("/", -1);
    String[] b = other.main().collected().location().file().split("/", -1);
    int same = 0;
    while (same < a.length - 1 && same < b.length - 1 && a[same].equals(b[same])) {
      same++;
    }
    return same + 1;
  }

  /** Objects that several states hold are told of, and compared once. */
  private List<Folded> claims(List<Folded> states) {
    Map<String, List<Folded>> holders = new LinkedHashMap<>();
    for (Folded one : states) {
      one.keys().stream()
          .filter(key -> key.strength() == Sighting.Strength.GLOBAL)
          .findFirst()
          .or(() -> one.keys().stream().filter(key -> key.strength() == Sighting.Strength.NATIVE).findFirst())
          .ifPresent(
              key ->
                  holders
                      .computeIfAbsent(
                          key(one, key)
                              + (key.strength() == Sighting.Strength.GLOBAL ? "" : "\n" + one.main().account() + "\n" + one.main().region()),
                          _ -> new ArrayList<>(1))
                      .add(one));
    }
    Map<Folded, Boolean> dropped = new HashMap<>();
    holders.forEach(
        (_, all) -> {
          if (all.size() > 1 && !all.getFirst().isStub()) {
            List<String> addresses = all.stream().map(one -> one.main().address()).toList();
            claims.add(
                new DriftReport.Claim(
                    all.getFirst().type(),
                    all.getFirst().keys().getFirst().text(),
                    addresses,
                    all.stream().map(one -> one.main().collected().location()).toList(),
                    addresses.stream().distinct().count() == 1));
            Folded newest =
                all.stream().max(Comparator.comparing(one -> one.main().capturedAt())).orElse(all.getFirst());
            all.stream()
                .filter(one -> one != newest && one.main().address().equals(newest.main().address()))
                .forEach(one -> dropped.put(one, true));
          }
        });
    return states.stream().filter(one -> !dropped.containsKey(one)).toList();
  }

  private void declaredAndState(List<Folded> declared, List<Folded> states) {
    Map<String, List<Folded>> byAddress = new HashMap<>();
    for (Folded one : states) {
      byAddress.computeIfAbsent(one.type() + " " + one.main().address(), _ -> new ArrayList<>(1)).add(one);
    }
    Map<Folded, Folded> stateOf = new HashMap<>();
    Map<String, List<Folded>> askers = new LinkedHashMap<>();
    for (Folded one : declared) {
      String now = one.type() + " " + one.main().address();
      String before = one.main().collected().context().get("moved_from");
      // Until the move is applied the state has it at its former address.
      String address = byAddress.containsKey(now) || before == null ? now : one.type() + " " + before;
      if (byAddress.containsKey(address)) {
        askers.computeIfAbsent(address, _ -> new ArrayList<>(1)).add(one);
      }
    }
    askers.forEach((address, those) -> pair(those, byAddress.getOrDefault(address, List.of()), stateOf));
    Map<Folded, Boolean> used = new HashMap<>();
    for (Folded one : declared) {
      Folded state = stateOf.get(one);
      if (state != null) {
        used.put(state, true);
      }
      units.add(new Unit(one, state, null));
    }
    for (Folded state : states) {
      if (!used.containsKey(state)) {
        units.add(new Unit(null, state, null));
      }
    }
  }

  /** Pairs those of one address: the nearest documents first, and never two that cannot be the same. */
  private static void pair(List<Folded> declared, List<Folded> states, Map<Folded, Folded> stateOf) {
    record Pair(Folded declared, Folded state, int near) {}
    List<Pair> pairs = new ArrayList<>();
    for (Folded one : declared) {
      for (Folded state : states) {
        if (canBeSame(one, state)) {
          pairs.add(new Pair(one, state, near(one, state)));
        }
      }
    }
    pairs.sort(Comparator.comparingInt(Pair::near).reversed());
    Set<Folded> used = new HashSet<>();
    for (Pair pair : pairs) {
      if (!stateOf.containsKey(pair.declared()) && used.add(pair.state())) {
        stateOf.put(pair.declared(), pair.state());
      }
    }
  }

  /** Whether nothing that identifies them is known of both and different. */
  private static boolean canBeSame(Folded one, Folded other) {
    if (!fits(one.main().account(), other.main().account()) || !fits(one.main().region(), other.main().region())) {
      return false;
    }
    for (Sighting.Key key : one.keys()) {
      if (key.strength() == Sighting.Strength.GLOBAL) {
        Optional<Sighting.Key> same =
            other.keys().stream().filter(found -> found.strength() == Sighting.Strength.GLOBAL).findFirst();
        if (same.isPresent()) {
          return same.get().text().equals(key.text());
        }
      }
    }
    return true;
  }

  private static boolean fits(String one, String other) {
    return one.isEmpty() || other.isEmpty() || one.equalsIgnoreCase(other);
  }

  private void live(List<Folded> live) {
    for (Folded one : live) {
      for (Sighting.Key key : one.keys()) {
        liveByKey.computeIfAbsent(key(one, key), _ -> new ArrayList<>(1)).add(one);
      }
    }
    for (Sighting.Strength strength : Sighting.Strength.values()) {
      for (Unit unit : units) {
        if (unit.live == null) {
          find(unit, strength);
        }
      }
    }
    byAddress(live);
    for (Folded one : live) {
      if (!taken.containsKey(one) && !one.isStub()) {
        units.add(new Unit(null, null, one));
      }
    }
  }

  /** What Terraform itself tells of what is live has the addresses of the code. */
  private void byAddress(List<Folded> live) {
    Map<String, Folded> seen = new HashMap<>();
    for (Folded one : live) {
      if (one.main().collected().declaration() == Declaration.TERRAFORM_REFRESH && !taken.containsKey(one)) {
        seen.put(one.type() + " " + one.main().address(), one);
      }
    }
    for (Unit unit : units) {
      Folded found = unit.live == null ? seen.get(unit.first().type() + " " + unit.first().main().address()) : null;
      if (found != null && canBeSame(unit.first(), found) && taken.put(found, true) == null) {
        unit.live = found;
        unit.ambiguous = false;
      }
    }
  }

  private void find(Unit unit, Sighting.Strength strength) {
    for (Folded side : unit.state != null && unit.declared != null
        ? List.of(unit.state, unit.declared)
        : List.of(unit.first())) {
      for (Sighting.Key key : side.keys()) {
        if (key.strength() == strength && take(unit, side, liveByKey.getOrDefault(key(side, key), List.of()), key)) {
          return;
        }
      }
    }
  }

  private boolean take(Unit unit, Folded side, List<Folded> candidates, Sighting.Key key) {
    boolean global = key.strength() == Sighting.Strength.GLOBAL;
    boolean ofAccount = key.strength() == Sighting.Strength.SINGLETON && key.text().equals("of the account");
    List<Folded> fitting = new ArrayList<>(1);
    for (Folded candidate : candidates) {
      boolean place =
          global
              || (fits(place(unit, side, true), candidate.main().account())
                  && (ofAccount || fits(place(unit, side, false), candidate.main().region())));
      if (place && !taken.containsKey(candidate)) {
        fitting.add(candidate);
      }
    }
    if (fitting.size() == 1 || (global && !fitting.isEmpty())) {
      // Of two captures of one object the newer one counts.
      Folded newest =
          fitting.stream().max(Comparator.comparing(one -> one.main().capturedAt())).orElse(fitting.getFirst());
      unit.live = newest;
      unit.ambiguous = false;
      fitting.forEach(one -> taken.put(one, true));
      return true;
    }
    if (global && !candidates.isEmpty()) {
      // Two addresses hold one object, which is told of as a claim; each is compared.
      unit.live = candidates.getFirst();
      return true;
    }
    unit.ambiguous |= fitting.size() > 1;
    return false;
  }

  /** Account or region by the side that is asked, else by the other one. */
  private static String place(Unit unit, Folded side, boolean account) {
    String own = account ? side.main().account() : side.main().region();
    if (!own.isEmpty()) {
      return own;
    }
    Folded state = unit.state;
    return state == null ? "" : account ? state.main().account() : state.main().region();
  }

  /** Whether the code says that it is yet to be made. */
  static boolean isToBeCreated(Folded declared) {
    return declared.main().collected().change() == Change.CREATE;
  }
}
