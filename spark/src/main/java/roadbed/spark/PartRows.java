package roadbed.spark;

import java.math.BigDecimal;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import roadbed.assess.cost.allocation.Allocated;
import roadbed.assess.cost.allocation.Amounts;
import roadbed.assess.cost.allocation.Charge;
import roadbed.assess.cost.allocation.Placement;
import roadbed.assess.cost.allocation.Step;

/**
 * What splitting gives, as rows of Spark: parts of charges ({@code kind} is {@code part}), shares that a step gave ({@code
 * given}) or could not give ({@code left}), and sums after each step ({@code total}).
 */
final class PartRows {
  static final StructType SCHEMA =
      ChargeRows.amounts(
          new StructType()
              .add("kind", DataTypes.StringType)
              .add("number", DataTypes.IntegerType)
              .add("step", DataTypes.StringType)
              .add("method", DataTypes.StringType)
              .add("period", DataTypes.StringType)
              .add("receiver", DataTypes.StringType)
              .add("weight", DataTypes.StringType)
              .add("value", DataTypes.StringType)
              .add("day", DataTypes.DateType)
              .add("currency", DataTypes.StringType)
              .add("provider", DataTypes.StringType)
              .add("account", DataTypes.StringType)
              .add("account_name", DataTypes.StringType)
              .add("environment", DataTypes.StringType)
              .add("service", DataTypes.StringType)
              .add("category", DataTypes.StringType)
              .add("region", DataTypes.StringType)
              .add("charge_category", DataTypes.StringType)
              .add("commitment", DataTypes.StringType)
              .add("rule", DataTypes.StringType)
              .add("basis", DataTypes.StringType)
              .add("owner", DataTypes.StringType)
              .add("pool", DataTypes.StringType)
              .add("trail", DataTypes.StringType));

  private PartRows() {}

  /**
   * A part.
   *
   * @param value what the dimension says of it
   */
  static Row part(Allocated part, String value) {
    Charge charge = part.charge();
    Placement place = charge.placement();
    Amounts amounts = part.amounts();
    return RowFactory.create(
        "part", null, null, null, null, null, null, value, charge.day(), charge.currency(), place.provider().id(),
        place.account(), place.accountName(), place.environment(), charge.service(), charge.category(), charge.region(),
        charge.chargeCategory(), charge.commitment(), place.rule(), part.basis(), part.owner(), part.pool(), part.trail(),
        exact(amounts.billed()), exact(amounts.effective()), exact(amounts.list()), exact(amounts.contracted()));
  }

  /** What a step gave. */
  static Row given(int number, Step step, Step.Share share) {
    return ofStep(
        "given", number, step.name(), step.method(), share.period(), share.receiver(), share.weight().toPlainString(),
        share.currency(), step.pool(), share.amounts());
  }

  /** What a step could not give. */
  static Row left(int number, Step step, Step.Left left) {
    return ofStep(
        "left", number, step.name(), step.method(), left.period(), null, null, left.currency(), step.pool(),
        left.amounts());
  }

  /** A sum after a step. */
  static Row total(int number, String after, String currency, Amounts amounts) {
    return ofStep("total", number, after, null, null, null, null, currency, null, amounts);
  }

  private static Row ofStep(
      String kind,
      int number,
      String step,
      @Nullable String method,
      @Nullable String period,
      @Nullable String receiver,
      @Nullable String weight,
      String currency,
      @Nullable String pool,
      Amounts amounts) {
    return RowFactory.create(
        kind, number, step, method, period, receiver, weight, null, null, currency, null, null, null, null, null, null,
        null, null, null, null, null, null, pool, null,
        exact(amounts.billed()), exact(amounts.effective()), exact(amounts.list()), exact(amounts.contracted()));
  }

  /**
   * With the digits of the column.
   *
   * @throws ArithmeticException where that would lose one
   */
  private static BigDecimal exact(BigDecimal amount) {
    return amount.setScale(SparkLines.AMOUNT.scale());
  }
}
