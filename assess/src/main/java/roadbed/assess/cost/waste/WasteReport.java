package roadbed.assess.cost.waste;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import roadbed.assess.cost.backlog.Opportunity;
import roadbed.model.Money;
import roadbed.model.Value;

/**
 * What is wasted, and what could not be judged.
 *
 * @param findings those that save most first
 * @param notEvaluated rules that could not judge a resource, with the reason
 * @param resources how many resources were looked at
 * @param judged how many times a rule judged a resource
 * @param sources where the money is from: the days of the bill, and price sheets
 */
public record WasteReport(
    List<WasteFinding> findings, List<NotEvaluated> notEvaluated, int resources, int judged, List<String> sources) {
  public WasteReport {
    findings = List.copyOf(findings);
    notEvaluated = List.copyOf(notEvaluated);
    sources = List.copyOf(sources);
  }

  /**
   * Sums of some findings.
   *
   * @param findings how many
   * @param unknown how many of them have a saving that is not known, or only at most
   * @param counted what is saved in a month, by currency, each cent once
   */
  public record Total(int findings, int unknown, Map<String, BigDecimal> counted) {
    public Total {
      counted = java.util.Collections.unmodifiableMap(new TreeMap<>(counted));
    }

    private static final Total NONE = new Total(0, 0, Map.of());

    private Total plus(WasteFinding one) {
      Map<String, BigDecimal> sums = new TreeMap<>(counted);
      one.counted().ifPresent(money -> sums.merge(money.currency(), money.amount(), BigDecimal::add));
      return new Total(findings + 1, unknown + (one.saving().known().isPresent() ? 0 : 1), sums);
    }
  }

  /** Over everything. */
  public Total total() {
    return findings.stream().reduce(Total.NONE, Total::plus, (one, _) -> one);
  }

  /** By kind. */
  public Map<String, Total> byKind() {
    return by(one -> one.kind().id());
  }

  /** By owner; an empty text for those of nobody. */
  public Map<String, Total> byOwner() {
    return by(one -> one.subject().owner());
  }

  private Map<String, Total> by(Function<WasteFinding, String> key) {
    Map<String, Total> totals = new TreeMap<>();
    for (WasteFinding one : findings) {
      String name = key.apply(one);
      totals.put(name, totals.getOrDefault(name, Total.NONE).plus(one));
    }
    return totals;
  }

  /** How often a rule could not judge, by rule and reason. */
  public Map<String, Map<String, Long>> missing() {
    Map<String, Map<String, Long>> missing = new TreeMap<>();
    for (NotEvaluated one : notEvaluated) {
      missing.computeIfAbsent(one.rule(), _ -> new TreeMap<>()).merge(one.why(), 1L, Long::sum);
    }
    return missing;
  }

  /** The finding of an id. */
  public Optional<WasteFinding> finding(String id) {
    return findings.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /** The findings that pass a condition; what is not evaluated stays. */
  public WasteReport only(java.util.function.Predicate<WasteFinding> wanted) {
    return new WasteReport(findings.stream().filter(wanted).toList(), notEvaluated, resources, judged, sources);
  }

  /**
   * The findings whose saving is known and counts, as ideas for the backlog. A promise is rounded to cents.
   *
   * @param found the day on which they were found
   */
  public List<Opportunity.Idea> ideas(LocalDate found) {
    return findings.stream().flatMap(one -> idea(one, found).stream()).toList();
  }

  /** A finding as an idea for the backlog; empty where nothing of it counts. */
  public static Optional<Opportunity.Idea> idea(WasteFinding one, LocalDate found) {
    Optional<Money> counted = one.counted().filter(money -> money.amount().signum() > 0);
    return counted.map(
        money ->
            new Opportunity.Idea(
                one.id(),
                one.title(),
                one.subject().billed(),
                List.of(),
                money.amount().setScale(2, RoundingMode.HALF_EVEN),
                money.currency(),
                found));
  }

  /** The report as a document. */
  public Value.Fields document() {
    return WasteDocument.of(this);
  }
}
