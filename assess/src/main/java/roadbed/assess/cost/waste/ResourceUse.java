package roadbed.assess.cost.waste;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import roadbed.model.Money;

/**
 * How much of a provisioned part of a resource is used on the whole.
 *
 * @param resource the resource's id
 * @param component which part
 * @param provisioned how much of it there is, in the component's unit; empty where its size is not known
 * @param used how much of it was used in the mean, in the same unit; empty where nobody measured it
 * @param from when the measurement begins
 * @param until when it ends
 * @param hours the time that its samples stand for, in whole hours
 * @param source what measured it; empty where nobody did
 * @param reason why it is not known how much of what was used; empty where it is
 * @param share the part of the resource's cost that this component is taken to be: in the ratio of what a core, a GiB of
 *     memory and a GiB of disk cost by {@link ResourceUses}' rates; zero where the size is not known
 * @param nominal what the component costs in a month by these rates, in no currency of anybody's bill
 * @param listed what the whole resource costs in a month at list prices, where a sheet has them
 */
public record ResourceUse(
    String resource,
    Component component,
    Optional<BigDecimal> provisioned,
    Optional<BigDecimal> used,
    Optional<Instant> from,
    Optional<Instant> until,
    long hours,
    String source,
    String reason,
    BigDecimal share,
    BigDecimal nominal,
    Optional<Money> listed) {

  /** What is provisioned by size. */
  public enum Component {
    CPU("cores"),
    MEMORY("GiB"),
    STORAGE("GiB");

    private final String unit;

    Component(String unit) {
      this.unit = unit;
    }

    /** The unit of its sizes. */
    public String unit() {
      return unit;
    }

    /** The identifier used in documents and tables, for example {@code cpu}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
