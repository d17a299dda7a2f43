package roadbed.assess.drift;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import roadbed.inventory.Sighting;
import roadbed.model.Declaration;
import roadbed.model.Location;
import roadbed.model.Value;

/**
 * Proposals for what to do about drift: code that says what is live, or the code applied again; an import with the
 * code for what nobody declares; forgetting what is gone. Proposes only, and proposes no change of code that would
 * make it fail a guardrail.
 */
public final class Reconcile {
  private final Function<String, Optional<List<String>>> sources;
  private final Map<String, Sighting> live = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private final List<Proposal> proposals = new ArrayList<>();
  private final SharedCode shared;

  private Reconcile(DriftReport report, List<Sighting> sightings, Function<String, Optional<List<String>>> sources) {
    this.sources = sources;
    this.shared = new SharedCode(report, sightings);
    for (Sighting one : sightings) {
      if (one.side() == Declaration.Side.LIVE && !one.setting()) {
        live.put(place(one.source(), one.address(), one.collected().location()), one);
      }
    }
  }

  /**
   * What could be done about each drift.
   *
   * @param sightings what the report was made from
   * @param sources the lines of a file of code; empty where it cannot be read
   */
  public static List<Proposal> of(
      DriftReport report, List<Sighting> sightings, Function<String, Optional<List<String>>> sources) {
    Reconcile reconcile = new Reconcile(report, sightings, sources);
    for (ResourceDrift one : report.drift()) {
      switch (one.kind()) {
        case CHANGED -> reconcile.changed(one);
        case MISSING -> reconcile.missing(one);
        case UNMANAGED -> reconcile.unmanaged(one);
        case EXCEPTED, PROVIDED, IN_STEP, NOT_COMPARABLE, NOT_COVERED -> {}
      }
    }
    return reconcile.proposals;
  }

  private static String place(String source, String address, Location location) {
    return source + "\n" + address + "\n" + location;
  }

  private void propose(
      ResourceDrift one, Proposal.Kind kind, String words, Optional<String> command, Optional<Proposal.Edit> edit) {
    proposals.add(new Proposal(one.key(), one.title(), kind, words, command, edit));
  }

  private void changed(ResourceDrift one) {
    if (!one.broken().isEmpty()) {
      again(one, "what is live breaks " + one.broken().getFirst().id() + ": make it what the code says");
      return;
    }
    for (AttributeDrift change : one.changes()) {
      Optional<String> obstacle = accept(one, change);
      obstacle.ifPresent(why -> again(one, change.path() + ": " + why));
    }
  }

  private void again(ResourceDrift one, String words) {
    boolean cluster = one.declared().map(ResourceDrift.Standing::declaration).filter(Declaration.KUBERNETES_MANIFEST::equals).isPresent();
    String command =
        cluster
            ? "kubectl diff -f " + shell(one.declared().map(standing -> standing.location().file()).orElse("FILE"))
            : "terraform plan -target=" + shell(one.declared().or(one::state).map(ResourceDrift.Standing::address).orElse(one.title()));
    boolean known = proposals.stream().anyMatch(other -> other.key().equals(one.key()) && other.command().isPresent());
    if (!known) {
      propose(one, Proposal.Kind.APPLY_AGAIN, words, Optional.of(command), Optional.empty());
    }
  }

  private static String shell(String word) {
    return word.matches("[A-Za-z0-9_./:@-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** Proposes the line that says what is live; else why there is none. */
  private Optional<String> accept(ResourceDrift one, AttributeDrift change) {
    Optional<Value> to = change.live().or(() -> one.live().isEmpty() ? change.state() : Optional.empty());
    if (change.declared().isEmpty() || to.isEmpty()) {
      return Optional.of("one side does not have it, so that no line of code can be changed into what is live");
    }
    if (change.place().filter(place -> place.line() > 0).isEmpty()) {
      return Optional.of("where the code sets it is not known");
    }
    Location place = change.place().get();
    if (!isCode(place.file())) {
      return Optional.of("the code itself is not here, only the plan that was made from it");
    }
    Optional<Location> decided = shared.decided(one, change);
    if (decided.isPresent()) {
      String others = shared.others(decided.get(), change.address());
      return Optional.of(
          "the code at " + place + " only passes the value on: it is decided at " + decided.get()
              + (others.isEmpty()
                  ? ", which nobody else here is known to take it from: change it there"
                  : ", also for " + others + ": whoever changes it there changes all of them"));
    }
    String others = shared.others(place, change.address());
    if (!others.isEmpty() || change.address().startsWith("module.") || change.address().endsWith("]")) {
      return Optional.of(
          "the code at " + place + " is the code of other resources as well"
              + (others.isEmpty() ? "" : ", of " + others)
              + ": whoever changes it changes all of them; give it a variable, or an instance of its own");
    }
    Optional<List<String>> lines = sources.apply(place.file());
    if (lines.isEmpty() || lines.get().size() < place.line()) {
      return Optional.of("the code at " + place + " cannot be read");
    }
    String name = AttributeFacts.last(change.attribute());
    Optional<String> line = HclText.replaced(lines.get().get(place.line() - 1), name, change.declared().get(), to.get());
    if (line.isEmpty()) {
      return Optional.of("the code at " + place + " computes it: change what it is computed from");
    }
    propose(
        one,
        Proposal.Kind.ACCEPT,
        change.path() + ": make the code say what is live",
        Optional.empty(),
        Optional.of(new Proposal.Edit(place.file(), place.line(), line.get())));
    return Optional.empty();
  }

  private static boolean isCode(String file) {
    return file.endsWith(".tf") || file.endsWith(".tf.json") || file.endsWith(".tofu") || file.endsWith(".tofu.json");
  }

  private void missing(ResourceDrift one) {
    again(one, "it is gone: make it again");
    if (one.state().isPresent() && one.declared().isEmpty()) {
      String text = "removed {\n  from = " + withoutKeys(one.title()) + "\n\n  lifecycle {\n    destroy = false\n  }\n}\n";
      propose(
          one,
          Proposal.Kind.FORGET,
          "it is gone and no code declares it: let the state forget it",
          Optional.empty(),
          Optional.of(new Proposal.Edit("removed.tf", 0, text)));
    }
  }

  /** A removed block names a declaration, not one of its instances. */
  private static String withoutKeys(String address) {
    return address.replaceAll("\\[[^\\]]*\\]", "");
  }

  private void unmanaged(ResourceDrift one) {
    Sighting found =
        one.live().map(standing -> live.get(place(standing.source(), standing.address(), standing.location()))).orElse(null);
    if (found == null || !found.type().matches("[a-z0-9]+_[a-z0-9_]+")) {
      return;
    }
    Optional<String> id =
        found.attributes().text("id").or(() -> found.keys().stream().findFirst().map(Sighting.Key::text));
    if (id.isEmpty()) {
      return;
    }
    String name = HclText.name(found.name());
    for (int i = 2; !names.add(found.type() + "." + name); i++) {
      name = HclText.name(found.name()) + "_" + i;
    }
    String text =
        "import {\n  to = " + found.type() + "." + name + "\n  id = " + HclText.quoted(id.get()) + "\n}\n\n" + HclText.resource(found, name);
    propose(
        one,
        Proposal.Kind.IMPORT,
        "write code for it and take it into the state",
        Optional.empty(),
        Optional.of(new Proposal.Edit("imports.tf", 0, text)));
  }
}
