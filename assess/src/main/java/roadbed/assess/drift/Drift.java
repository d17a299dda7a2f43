package roadbed.assess.drift;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import roadbed.assess.drift.Matching.Unit;
import roadbed.inventory.Sighting;
import roadbed.model.Change;
import roadbed.model.Declaration;
import roadbed.model.Severity;
import roadbed.model.Value;

/**
 * The facade: what the sides say in, what is not as declared out. A function of its input.
 *
 * <p>What is declared is held against what is live. Where there is no code the state stands for it, with all that
 * was applied; where nothing live was collected the state stands for that, so that a state which Terraform has
 * refreshed still shows what was changed by hand.
 */
public final class Drift {
  /** Drift first, by what it breaks, then by its kind and its name. */
  static final Comparator<ResourceDrift> WORST_FIRST =
      Comparator.comparing((ResourceDrift one) -> !one.kind().isDrift())
          .thenComparing(
              (ResourceDrift one) -> one.risk().orElse(null), Comparator.nullsLast(Comparator.<Severity>reverseOrder()))
          .thenComparing(ResourceDrift::kind)
          .thenComparing(ResourceDrift::type)
          .thenComparing(ResourceDrift::title)
          .thenComparing(ResourceDrift::key);

  private final Cover cover;
  private final boolean anyLive;
  private final boolean anyDeclared;
  private final List<ResourceDrift> resources = new ArrayList<>();
  private long compared;
  private long notCompared;

  private Drift(Cover cover, boolean anyLive, boolean anyDeclared) {
    this.cover = cover;
    this.anyLive = anyLive;
    this.anyDeclared = anyDeclared;
  }

  /** What is not as declared among these sightings. */
  public static DriftReport of(List<Sighting> sightings) {
    return of(sightings, DriftExceptions.NONE);
  }

  /** What is not as declared among these sightings, and not excepted. */
  public static DriftReport of(List<Sighting> sightings, DriftExceptions exceptions) {
    List<Folded> declared = folded(sightings, Declaration.Side.DECLARED);
    List<Folded> state = folded(sightings, Declaration.Side.STATE);
    List<Folded> live = folded(sightings, Declaration.Side.LIVE);
    Matching matching = Matching.of(declared, state, live);
    Drift drift = new Drift(new Cover(live), !live.isEmpty(), !declared.isEmpty());
    for (Unit unit : matching.units()) {
      drift.resources.add(exceptions.apply(drift.resource(unit), sides(unit)));
    }
    drift.resources.sort(WORST_FIRST);
    return new DriftReport(
        sightings.stream().map(Sighting::capturedAt).max(Comparator.naturalOrder()).orElse(Instant.EPOCH),
        drift.resources,
        matching.claims(),
        new DriftReport.Coverage(
            count(declared), count(state), count(live), drift.compared, drift.notCompared, drift.cover.places()));
  }

  private static List<Sighting> sides(Unit unit) {
    return Stream.of(unit.declared(), unit.state(), unit.live())
        .flatMap(Optional::stream)
        .map(Folded::main)
        .toList();
  }

  private static long count(List<Folded> side) {
    return side.stream().filter(one -> !one.isStub()).count();
  }

  private static List<Folded> folded(List<Sighting> sightings, Declaration.Side side) {
    return Folding.of(sightings.stream().filter(one -> one.side() == side && isCompared(one)).toList());
  }

  /** Files and pipelines have no live counterpart. */
  private static boolean isCompared(Sighting sighting) {
    return switch (sighting.collected().declaration()) {
      case DOCKERFILE, PIPELINE, CODE_HOST_EXPORT -> false;
      default -> sighting.collected().change() != Change.DELETE;
    };
  }

  private ResourceDrift resource(Unit unit) {
    if (unit.live().isPresent() && unit.declared().isEmpty() && unit.state().isEmpty()) {
      return unmanaged(unit, unit.live().get());
    }
    Optional<Folded> wanted = unit.declared().or(unit::state);
    if (unit.state().isPresent() && isGone(unit, unit.state().get())) {
      return alone(unit, unit.state().get());
    }
    Optional<Folded> found = unit.live().or(() -> unit.declared().isPresent() ? unit.state() : Optional.empty());
    if (wanted.isPresent() && found.isPresent()) {
      return compared(unit, wanted.get(), found.get());
    }
    return alone(unit, wanted.orElseGet(unit::first));
  }

  /** Whether what is live would have it, by the identifier that the state knows, and does not. */
  private boolean isGone(Unit unit, Folded state) {
    Sighting main = state.main();
    return unit.live().isEmpty()
        && !unit.isAmbiguous()
        && !state.isStub()
        && state.keys().stream().anyMatch(key -> key.strength() == Sighting.Strength.GLOBAL || key.strength() == Sighting.Strength.NATIVE)
        && cover.includes(main.provider(), state.type(), main.account(), main.region());
  }

  private ResourceDrift unmanaged(Unit unit, Folded live) {
    Optional<String> maker = Provided.by(live);
    return built(
        unit,
        maker.isPresent() ? DriftKind.PROVIDED : DriftKind.UNMANAGED,
        maker.orElse("no code and no state here knows it"),
        List.of(),
        List.of(),
        0);
  }

  /** One side alone knows it. */
  private ResourceDrift alone(Unit unit, Folded wanted) {
    Sighting main = wanted.main();
    if (unit.isAmbiguous()) {
      return plain(unit, DriftKind.NOT_COMPARABLE, "several live resources may be it; give the state, which knows its identifier");
    }
    if (unit.declared().isPresent() && Matching.isToBeCreated(unit.declared().get())) {
      return plain(unit, DriftKind.NOT_COMPARABLE, "the plan is yet to create it");
    }
    if (wanted.isStub()) {
      return plain(unit, DriftKind.NOT_COVERED, "what it configures is not here");
    }
    if (!anyLive) {
      return plain(
          unit,
          DriftKind.NOT_COVERED,
          unit.state().isPresent()
              ? "nothing live was collected, and no code here declares it"
              : "neither a state nor anything live knows it");
    }
    if (!cover.includes(main.provider(), wanted.type(), main.account(), main.region())) {
      return plain(
          unit,
          DriftKind.NOT_COVERED,
          "no " + wanted.type() + " was collected" + (main.account().isEmpty() ? "" : " in " + main.account())
              + (main.region().isEmpty() ? "" : " " + main.region()));
    }
    if (wanted.keys().isEmpty() || (unit.state().isEmpty() && wanted.keys().stream().allMatch(key -> key.strength() == Sighting.Strength.NAME) && isMadeUp(wanted))) {
      return plain(unit, DriftKind.NOT_COMPARABLE, "its identifier is known only after apply; give the state");
    }
    return plain(
        unit,
        DriftKind.MISSING,
        unit.state().isPresent() ? "the state holds it, and it is not there" : "it is declared, and it is not there");
  }

  /** Whether what looks like a name may be none. */
  private static boolean isMadeUp(Folded wanted) {
    return wanted.document().get("name_prefix") instanceof Value.Text;
  }

  private ResourceDrift plain(Unit unit, DriftKind kind, String reason) {
    return built(unit, kind, reason, List.of(), List.of(), 0);
  }

  private ResourceDrift compared(Unit unit, Folded wanted, Folded found) {
    boolean codeFirst = unit.declared().isPresent();
    Optional<Folded> state = unit.state();
    Comparison against = Comparison.of(wanted, found);
    Map<String, Comparison.Difference> differences = new LinkedHashMap<>();
    against.differences().forEach(one -> differences.put(one.path(), one));
    List<ResourceDrift.NotCompared> open = new ArrayList<>(against.notCompared());
    int count = against.compared();
    Map<String, String> notes = new LinkedHashMap<>();
    if (codeFirst && state.isPresent() && unit.live().isPresent() && !open.isEmpty()) {
      // What the code leaves open the state knows: what was applied then is what should be now.
      Comparison applied = Comparison.of(state.get(), found);
      count += fill(open, applied, differences, notes, "the code leaves it open; this is what was applied");
      if (!open.isEmpty()) {
        Comparison seen = Comparison.of(wanted, state.get());
        count += fill(open, seen, differences, notes, "what is live does not tell it; the state does");
      }
    }
    differences
        .values()
        .removeIf(
            one -> {
              boolean ignored = isIgnored(unit, wanted, one);
              if (ignored) {
                open.add(new ResourceDrift.NotCompared(one.path(), "the code says to ignore its changes"));
              }
              return ignored;
            });
    compared += count;
    notCompared += open.size();
    if (differences.isEmpty()) {
      return built(
          unit,
          count == 0 && !open.isEmpty() ? DriftKind.NOT_COMPARABLE : DriftKind.IN_STEP,
          count == 0 && !open.isEmpty() ? "no attribute is known on both sides" : reasonInStep(unit),
          List.of(),
          open,
          count);
    }
    List<AttributeDrift> changes = new ArrayList<>();
    for (Comparison.Difference one : differences.values()) {
      changes.add(change(unit, wanted, one, notes.getOrDefault(one.path(), one.note())));
    }
    return built(unit, DriftKind.CHANGED, reasonChanged(unit), changes, open, count);
  }

  /** Whether the declaration that an attribute stands in lets it differ. */
  private static boolean isIgnored(Unit unit, Folded wanted, Comparison.Difference one) {
    Folded.Origin origin = wanted.origin(one.path(), one.attribute());
    String written = unit.declared().map(code -> code.written().main().collected().context().get("ignore_changes")).orElse("");
    String own = origin.sighting().collected().context().getOrDefault("ignore_changes", "");
    return (own.isEmpty() ? written : own)
        .lines()
        .anyMatch(
            path ->
                path.equals("*")
                    || isAround(path, one.path())
                    || isAround(path, Comparison.withoutPositions(origin.attribute()))
                    || (path.startsWith("tags_all") && isAround("tags" + path.substring("tags_all".length()), one.path())));
  }

  /** Closes what another comparison can tell; returns how many it did. */
  private static int fill(
      List<ResourceDrift.NotCompared> open,
      Comparison by,
      Map<String, Comparison.Difference> differences,
      Map<String, String> notes,
      String note) {
    int before = open.size();
    Map<String, Comparison.Difference> found = new LinkedHashMap<>();
    by.differences().forEach(one -> found.put(one.path(), one));
    List<ResourceDrift.NotCompared> left = new ArrayList<>();
    for (ResourceDrift.NotCompared one : open) {
      boolean closed = by.notCompared().stream().noneMatch(other -> isAround(other.path(), one.path()) || isAround(one.path(), other.path()));
      for (Comparison.Difference difference : found.values()) {
        if (isAround(one.path(), difference.path()) && differences.putIfAbsent(difference.path(), difference) == null) {
          notes.put(difference.path(), note);
        }
      }
      if (!closed || one.why().equals("it is a secret")) {
        left.add(one);
      }
    }
    open.clear();
    open.addAll(left);
    return before - left.size();
  }

  private static boolean isAround(String around, String path) {
    return path.equals(around) || path.startsWith(around + ".");
  }

  private String reasonInStep(Unit unit) {
    return unit.declared().isEmpty() && anyDeclared ? "the state holds it, and the code here does not declare it" : "";
  }

  private static String reasonChanged(Unit unit) {
    if (unit.live().isEmpty()) {
      return "the state, as Terraform last saw it, is not what the code says";
    }
    boolean seen =
        unit.live().get().main().collected().declaration() == Declaration.TERRAFORM_REFRESH && unit.state().isEmpty();
    boolean planned =
        unit.declared().map(code -> code.main().collected().change()).filter(change -> change == Change.UPDATE || change == Change.REPLACE).isPresent();
    return seen && planned ? "the plan changes it; it may be the code that is newer" : "";
  }

  private static AttributeDrift change(Unit unit, Folded wanted, Comparison.Difference one, String note) {
    boolean code = unit.declared().isPresent();
    Optional<Value> state = unit.state().flatMap(folded -> at(folded, one.path()));
    Optional<Value> declared = code ? at(unit.declared().get(), one.path()).or(one::wanted) : Optional.empty();
    Folded.Origin origin = wanted.origin(one.path(), one.attribute());
    Optional<roadbed.model.Location> place =
        origin.place().or(() -> code ? Optional.of(origin.sighting().collected().location()) : Optional.empty());
    return new AttributeDrift(
        one.path(),
        declared.map(Drift::shown),
        (unit.live().isEmpty() ? one.found().or(() -> state) : state.or(() -> code ? Optional.empty() : one.wanted())).map(Drift::shown),
        unit.live().isEmpty() ? Optional.empty() : one.found().map(Drift::shown),
        origin.sighting().address(),
        origin.attribute(),
        place,
        note);
  }

  /** The value at a path whose steps may be names of members, with dots in them. */
  private static Optional<Value> at(Folded folded, String path) {
    return Paths.at(new Value.Fields(folded.document()), path);
  }

  private static Value shown(Value value) {
    return switch (value) {
      case Value.Secret _ -> Value.of("(secret)");
      default -> Hidden.in(value);
    };
  }

  private ResourceDrift built(
      Unit unit,
      DriftKind kind,
      String reason,
      List<AttributeDrift> changes,
      List<ResourceDrift.NotCompared> open,
      int count) {
    Folded named = unit.named();
    Folded first = unit.first();
    Sighting main = named.main();
    return new ResourceDrift(
        key(unit, named),
        main.id(),
        kind,
        main.provider(),
        named.type(),
        main.account().isEmpty() ? first.main().account() : main.account(),
        main.region().isEmpty() ? first.main().region() : main.region(),
        first.main().name(),
        first.main().owner().or(main::owner),
        first.main().environment().or(main::environment),
        unit.declared().map(Folded::written).map(Drift::standing),
        unit.state().map(Drift::standing),
        unit.live().map(Drift::standing),
        changes,
        open,
        count,
        reason,
        List.of(),
        List.of());
  }

  /** By what identifies it everywhere, so that it stays the same when a side comes or goes. */
  private static String key(Unit unit, Folded named) {
    String place = named.main().provider().id() + "/" + named.main().account() + "/" + named.type() + "/";
    return unit.state()
        .or(unit::live)
        .flatMap(one -> one.keys().stream().findFirst())
        .or(() -> named.keys().stream().findFirst())
        .map(key -> place + key.text())
        .orElseGet(() -> place + named.main().source() + "//" + named.main().address());
  }

  private static ResourceDrift.Standing standing(Folded folded) {
    Sighting main = folded.main();
    return new ResourceDrift.Standing(
        main.source(), main.address(), main.collected().declaration(), main.collected().location(), main.capturedAt());
  }
}
