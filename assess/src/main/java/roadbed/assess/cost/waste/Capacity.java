package roadbed.assess.cost.waste;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import roadbed.assess.cost.waste.Rule.Judged;
import roadbed.model.Money;
import roadbed.model.Utilisation.Metric;
import roadbed.model.Value;

/** Tables that pay for capacity by the hour and take up little of it. */
final class Capacity {
  /** A unit to write costs five times one to read, in all regions. */
  private static final BigDecimal WRITE = new BigDecimal("5");

  /** What DynamoDB calls full: above it requests wait. */
  private static final double TARGET = 0.7;

  private Capacity() {}

  static Judged judge(Seen it, Estate estate) {
    if (!it.text("billing_mode", "BillingModeSummary.BillingMode").orElse("PROVISIONED").toUpperCase(Locale.ROOT).equals("PROVISIONED")) {
      return Rule.FINE;
    }
    Optional<BigDecimal> read = it.number("read_capacity", "ProvisionedThroughput.ReadCapacityUnits");
    Optional<BigDecimal> write = it.number("write_capacity", "ProvisionedThroughput.WriteCapacityUnits");
    if (read.isEmpty() || write.isEmpty()) {
      return Rule.unjudged("its capacity is not told");
    }
    if (estate.names("aws_appautoscaling_target", "table/" + it.resource().name())) {
      return Rule.FINE;
    }
    Optional<Measured> reads = estate.measurements().of(it, Metric.READ_UNITS);
    Optional<Measured> writes = estate.measurements().of(it, Metric.WRITE_UNITS);
    if (reads.isEmpty() || writes.isEmpty()) {
      return Rule.unjudged("capacity that is taken up is not measured");
    }
    BigDecimal wantedRead = wanted(reads.get()).min(read.get());
    BigDecimal wantedWrite = wanted(writes.get()).min(write.get());
    BigDecimal before = read.get().add(write.get().multiply(WRITE));
    BigDecimal after = wantedRead.add(wantedWrite.multiply(WRITE));
    if (after.compareTo(before.multiply(new BigDecimal("0.75"))) > 0) {
      return Rule.FINE;
    }
    BigDecimal difference = before.subtract(after);
    Estimate saving =
        estate.costs().of(it, Part.RUN)
            .<Estimate>map(
                cost ->
                    new Estimate.AtMost(
                        new Money(Costs.share(cost.money().amount(), difference, before), cost.money().currency()),
                        cost.words() + ", in proportion to the capacity; what of it is storage is not told apart"))
            .orElseGet(() -> estate.noCost(it));
    return new Rule.Draft(
            "Give the table " + it.resource().name() + " a capacity of " + wantedRead.toPlainString() + " to read and "
                + wantedWrite.toPlainString() + " to write instead of " + read.get().toPlainString() + " and "
                + write.get().toPlainString(),
            "it never took up more than " + Measured.number(reads.get().max()) + " units a second to read and "
                + Measured.number(writes.get().max()) + " to write",
            Part.RUN,
            saving,
            Grade.medium("requests beyond the capacity are refused: shorter peaks than the samples are not seen"),
            Grade.low("two attributes, without a stop; or on-demand billing, which needs no capacity"),
            estate.measured(reads.get(), Grade.medium("reads and writes are measured")),
            List.of(reads.get(), writes.get()),
            new Remedy(
                List.of(
                    Remedy.attribute(Value.of(wantedRead.longValue()), "read_capacity"),
                    Remedy.attribute(Value.of(wantedWrite.longValue()), "write_capacity")),
                "read_capacity  = " + wantedRead.toPlainString() + "\nwrite_capacity = " + wantedWrite.toPlainString() + "\n",
                List.of(
                    "aws dynamodb update-table --table-name " + it.resource().name() + " --provisioned-throughput ReadCapacityUnits="
                        + wantedRead.toPlainString() + ",WriteCapacityUnits=" + wantedWrite.toPlainString())))
        .found();
  }

  /** The highest moment with headroom, at least one unit. */
  private static BigDecimal wanted(Measured measured) {
    return BigDecimal.valueOf(Math.max(1, (long) Math.ceil(measured.max() / TARGET)));
  }
}
