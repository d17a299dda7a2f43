package roadbed.assess.cost.waste;

import java.util.List;
import java.util.Optional;
import roadbed.model.Location;
import roadbed.model.Money;
import roadbed.model.Provider;
import roadbed.model.ResourceId;

/**
 * Something that is paid for and not needed.
 *
 * @param id stable: the same rule on the same resource has the same id in every run
 * @param kind what kind of waste
 * @param rule the rule that found it, for example {@code idle-database}
 * @param subject the resource
 * @param title what would cost less, in a few words
 * @param why the facts that it rests on
 * @param part the part of the resource's cost that the change takes from
 * @param cost what that part costs in a month, where that is known
 * @param saving what the change saves if it is the only one
 * @param counted what of it counts in sums beside the other findings on the resource; zero where another one takes all
 * @param overlap which other finding goes first, in words; empty where none does
 * @param risk what may go wrong
 * @param effort how much work it is
 * @param confidence how sure it is
 * @param evidence measurements that it rests on
 * @param remedy the change
 */
public record WasteFinding(
    String id,
    WasteKind kind,
    String rule,
    Subject subject,
    String title,
    String why,
    Part part,
    Optional<MonthlyCost> cost,
    Estimate saving,
    Optional<Money> counted,
    String overlap,
    Grade risk,
    Grade effort,
    Grade confidence,
    List<Measured> evidence,
    Remedy remedy) {
  public WasteFinding {
    evidence = List.copyOf(evidence);
  }

  /**
   * What a finding is about.
   *
   * @param id identifier in the inventory, or in the bill for what only the bill knows
   * @param billed identifiers in the bill
   * @param address as its source names it
   * @param owner empty where nobody is known
   * @param environment empty where it is not known
   * @param location where it stands; of an empty file where only the bill knows it
   * @param code the resource of code that declares it, where that was read
   */
  public record Subject(
      String id,
      List<String> billed,
      String address,
      String type,
      String name,
      Provider provider,
      String account,
      String region,
      String owner,
      String environment,
      Location location,
      Optional<ResourceId> code) {
    public Subject {
      billed = List.copyOf(billed);
    }
  }

  WasteFinding counting(Optional<Money> money, String words) {
    return new WasteFinding(
        id, kind, rule, subject, title, why, part, cost, saving, money, words, risk, effort, confidence, evidence, remedy);
  }
}
