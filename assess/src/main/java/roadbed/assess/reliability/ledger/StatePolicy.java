package roadbed.assess.reliability.ledger;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.model.slo.ServiceLevelObjective;
import roadbed.model.slo.SliceState;

/** What slices without counts mean for an objective. */
public record StatePolicy(Meaning noTraffic, Meaning noData, Meaning targetGone) {
  /** Nobody asked: nothing went wrong and nothing went right. Nobody measured: unknown. Gone: down. */
  public static final StatePolicy USUAL = new StatePolicy(Meaning.IGNORE, Meaning.IGNORE, Meaning.BAD);

  /** What a slice means. Good and bad slices weigh as much as a slice of the time's mean traffic. */
  public enum Meaning {
    GOOD,
    BAD,
    IGNORE
  }

  /**
   * As an objective's labels say, and as usual where they do not: {@code roadbed_no_traffic}, {@code roadbed_no_data} and
   * {@code roadbed_target_gone} (also written {@code roadbed.dev/no-traffic} and so on), each {@code good}, {@code bad}
   * or {@code ignore}. A word that is none of these is taken for {@code bad}, so that a slip never makes a pass.
   */
  public static StatePolicy of(ServiceLevelObjective slo) {
    return new StatePolicy(
        said(slo.labels(), SliceState.NO_TRAFFIC).orElse(USUAL.noTraffic),
        said(slo.labels(), SliceState.NO_DATA).orElse(USUAL.noData),
        said(slo.labels(), SliceState.TARGET_GONE).orElse(USUAL.targetGone));
  }

  private static Optional<Meaning> said(Map<String, String> labels, SliceState state) {
    return Optional.ofNullable(labels.get("roadbed.dev/" + state.id()))
        .or(() -> Optional.ofNullable(labels.get("roadbed_" + state.id().replace('-', '_'))))
        .map(
            word ->
                switch (word.strip().toLowerCase(Locale.ROOT)) {
                  case "good" -> Meaning.GOOD;
                  case "ignore" -> Meaning.IGNORE;
                  default -> Meaning.BAD;
                });
  }
}
