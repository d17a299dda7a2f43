package roadbed.assess.cost.allocation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import roadbed.model.AllocationRules;

/**
 * What a change of rules moves.
 *
 * @param moves what goes from one owner and rule to another, before anything is split, most first
 * @param owners what each owner bears before and after, splits and all, most moved first
 */
public record Preview(List<Move> moves, List<OwnerChange> owners) {
  public Preview {
    moves = List.copyOf(moves);
    owners = List.copyOf(owners);
  }

  /**
   * Effective cost that goes elsewhere.
   *
   * @param from owner, or {@code pool:NAME}, or empty for nobody
   * @param fromRule the rule that put it there; empty where none did
   * @param to where it goes
   * @param toRule the rule that puts it there
   */
  public record Move(
      String currency, String from, String fromRule, String to, String toRule, BigDecimal effective) {}

  /**
   * An owner's effective cost.
   *
   * @param owner empty for nobody
   */
  public record OwnerChange(String currency, String owner, BigDecimal before, BigDecimal after) {
    /** What the change adds. */
    public BigDecimal difference() {
      return after.subtract(before);
    }
  }

  /** A charge and where two sets of rules put it. */
  public record Pair(Charge charge, Placement after) {}

  /**
   * Compares two sets of rules over the same charges.
   *
   * @param pairs charges as the rules of today place them, with the place that the rules to come give
   */
  public static Preview of(AllocationRules today, AllocationRules toCome, List<Pair> pairs, Measures measures) {
    Map<Move, BigDecimal> moved = new HashMap<>();
    for (Pair pair : pairs) {
      Placement before = pair.charge().placement();
      Placement after = pair.after();
      if (!place(before).equals(place(after))) {
        moved.merge(
            new Move(
                pair.charge().currency(), place(before), before.rule(), place(after), after.rule(), BigDecimal.ZERO),
            pair.charge().amounts().effective(),
            BigDecimal::add);
      }
    }
    List<Move> moves = new ArrayList<>();
    moved.forEach(
        (move, sum) ->
            moves.add(new Move(move.currency(), move.from(), move.fromRule(), move.to(), move.toRule(), sum)));
    moves.sort(
        Comparator.comparing((Move move) -> move.effective().abs()).reversed()
            .thenComparing(Move::currency).thenComparing(Move::from).thenComparing(Move::to).thenComparing(Move::toRule));
    Map<String, Map<String, Amounts>> before =
        Splitting.run(today, pairs.stream().map(Pair::charge).toList(), measures).sums(Allocated::owner);
    Map<String, Map<String, Amounts>> after =
        Splitting.run(toCome, pairs.stream().map(pair -> pair.charge().under(pair.after())).toList(), measures)
            .sums(Allocated::owner);
    List<OwnerChange> owners = new ArrayList<>();
    for (String currency : before.keySet()) {
      Map<String, Amounts> was = before.getOrDefault(currency, Map.of());
      Map<String, Amounts> is = after.getOrDefault(currency, Map.of());
      Set<String> all = new TreeSet<>(was.keySet());
      all.addAll(is.keySet());
      for (String owner : all) {
        owners.add(
            new OwnerChange(
                currency,
                owner,
                was.getOrDefault(owner, Amounts.ZERO).effective(),
                is.getOrDefault(owner, Amounts.ZERO).effective()));
      }
    }
    owners.sort(
        Comparator.comparing((OwnerChange change) -> change.difference().abs()).reversed()
            .thenComparing(OwnerChange::currency).thenComparing(OwnerChange::owner));
    return new Preview(moves, owners);
  }

  private static String place(Placement placement) {
    return placement.pool().isEmpty() ? placement.owner() : "pool:" + placement.pool();
  }
}
