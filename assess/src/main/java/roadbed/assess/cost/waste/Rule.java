package roadbed.assess.cost.waste;

import java.util.List;
import java.util.Set;

/**
 * One way to waste money on resources of some types.
 *
 * @param id what it is called, for example {@code idle-database}
 * @param kind what kind of waste it finds
 * @param types Terraform types that it is about
 * @param judge how a resource is judged
 */
record Rule(String id, WasteKind kind, Set<String> types, Judge judge) {

  /** Judges one resource. */
  @FunctionalInterface
  interface Judge {
    Judged judge(Seen it, Estate estate);
  }

  /** What came of looking at one resource. */
  sealed interface Judged {
    /** It is as it should be, or not what the rule is about. */
    record Fine() implements Judged {}

    /** It cannot be judged, and why. */
    record Unjudged(String why) implements Judged {}

    /** It is waste. */
    record Found(Draft draft) implements Judged {}
  }

  static final Judged FINE = new Judged.Fine();

  static Judged unjudged(String why) {
    return new Judged.Unjudged(why);
  }

  /** A finding before it is known what else there is on its resource. */
  record Draft(
      String title,
      String why,
      Part part,
      Estimate saving,
      Grade risk,
      Grade effort,
      Grade confidence,
      List<Measured> evidence,
      Remedy remedy) {
    Draft {
      evidence = List.copyOf(evidence);
    }

    Judged found() {
      return new Judged.Found(this);
    }
  }

  static Rule of(String id, WasteKind kind, Judge judge, String... types) {
    return new Rule(id, kind, Set.of(types), judge);
  }
}
