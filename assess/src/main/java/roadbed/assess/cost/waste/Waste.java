package roadbed.assess.cost.waste;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import roadbed.assess.cost.change.PriceSheet;
import roadbed.inventory.Snapshot;
import roadbed.inventory.facet.NotKnown;
import roadbed.model.Ownership;
import roadbed.model.Resource;
import roadbed.model.Utilisation;

/** The facade: an estate with its bill and its measurements in, what is wasted out. */
public final class Waste {
  private static final List<Rule> RULES =
      Stream.of(
              Unattached.RULES, Idle.RULES, Copies.RULES, Oversized.RULES, Generations.RULES, Schedules.RULES, Stored.RULES,
              Logs.RULES, Transfer.RULES)
          .flatMap(List::stream)
          .toList();

  private final Snapshot snapshot;
  private final Bill bill;
  private final PriceSheet prices;
  private final List<Utilisation> utilisation;
  private final WasteLimits limits;

  /**
   * What is looked at.
   *
   * @param bill what was billed lately; {@link Bill#NONE} where nothing was
   * @param prices what things would cost that no bill knows
   * @param utilisation how much they were used, as far as anybody measured, beside what the snapshot knows in sum
   */
  public Waste(Snapshot snapshot, Bill bill, PriceSheet prices, List<Utilisation> utilisation, WasteLimits limits) {
    this.snapshot = snapshot;
    this.bill = bill;
    this.prices = prices;
    this.utilisation = List.copyOf(utilisation);
    this.limits = limits;
  }

  /** The names of all rules, with the kind of waste that each looks for. */
  public static List<String> rules() {
    return Stream.concat(
            RULES.stream().map(rule -> rule.kind().id() + " " + rule.id()),
            Stream.of(WasteKind.TRANSFER.id() + " " + BilledWaste.CROSS_ZONE))
        .sorted()
        .toList();
  }

  /** Judges everything by every rule that is about it. */
  public WasteReport find(Instant now) {
    Estate estate = new Estate(snapshot, bill, prices, utilisation, limits, now);
    List<WasteFinding> findings = new ArrayList<>();
    List<NotEvaluated> missing = new ArrayList<>();
    int judged = 0;
    for (Seen it : estate.all()) {
      for (Rule rule : RULES) {
        if (rule.types().contains(it.type())) {
          switch (judged(rule, it, estate)) {
            case Rule.Judged.Fine _ -> judged++;
            case Rule.Judged.Unjudged(String why) ->
                missing.add(new NotEvaluated(rule.id(), rule.kind(), it.resource().id().value(), it.toString(), why));
            case Rule.Judged.Found(Rule.Draft draft) -> {
              judged++;
              findings.add(finding(rule, it, draft, estate));
            }
          }
        }
      }
    }
    findings.addAll(BilledWaste.find(estate.costs()));
    List<WasteFinding> settled =
        Overlaps.settle(findings).stream()
            .filter(one -> !(one.saving() instanceof Estimate.Known) || one.saving().rank().compareTo(limits.least()) >= 0)
            .sorted(
                Comparator.comparing((WasteFinding one) -> one.counted().map(money -> money.amount()).orElse(java.math.BigDecimal.ZERO))
                    .thenComparing(one -> one.saving().rank())
                    .reversed()
                    .thenComparing(one -> one.subject().address())
                    .thenComparing(WasteFinding::rule))
            .toList();
    return new WasteReport(settled, missing, estate.all().size(), judged, sources());
  }

  private List<String> sources() {
    List<String> sources = new ArrayList<>();
    sources.add(bill.uses().isEmpty() ? "no bill" : "the bill " + bill.period());
    sources.addAll(prices.sources());
    return sources;
  }

  private static Rule.Judged judged(Rule rule, Seen it, Estate estate) {
    try {
      return rule.judge().judge(it, estate);
    } catch (NotKnown unknown) {
      return Rule.unjudged("something that decides it is not known: " + unknown.reason());
    }
  }

  private static WasteFinding finding(Rule rule, Seen it, Rule.Draft draft, Estate estate) {
    Resource resource = it.resource();
    return new WasteFinding(
        id(rule.id(), resource.id().value()),
        rule.kind(),
        rule.id(),
        new WasteFinding.Subject(
            resource.id().value(),
            estate.costs().billed(it),
            resource.origin().address(),
            it.type(),
            resource.name(),
            resource.provider(),
            resource.account(),
            resource.region(),
            resource.ownership().map(Ownership::owner).orElse(""),
            resource.environment().orElse(""),
            resource.origin().location(),
            estate.code(it)),
        draft.title(),
        draft.why(),
        draft.part(),
        estate.costs().of(it, draft.part()),
        draft.saving(),
        Optional.empty(),
        "",
        draft.risk(),
        draft.effort(),
        draft.confidence(),
        draft.evidence(),
        draft.remedy());
  }

  /** The same in every run: by what was found, and on what. */
  static String id(String rule, String resource) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest((rule + "\n" + resource).getBytes(StandardCharsets.UTF_8));
      return "waste-" + HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
