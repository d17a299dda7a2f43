package roadbed.spark;

import java.time.LocalDate;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import roadbed.assess.cost.allocation.Amounts;
import roadbed.assess.cost.allocation.Charge;
import roadbed.assess.cost.allocation.Placement;
import roadbed.model.Provider;

/** Charges as rows of Spark, before and after they are summed. */
final class ChargeRows {
  /** What charges are told apart by. */
  static final String KEYS =
      "at, currency, service, category, region, charge_category, commitment, unused, provider, account, account_name,"
          + " environment, owner, pool, rule, basis";

  /** The four amounts, summed. */
  static final String SUMS =
      "sum(billed) as billed, sum(effective) as effective, sum(list) as list, sum(contracted) as contracted";

  static final StructType SCHEMA =
      amounts(
          new StructType()
              .add("at", DataTypes.DateType)
              .add("currency", DataTypes.StringType)
              .add("service", DataTypes.StringType)
              .add("category", DataTypes.StringType)
              .add("region", DataTypes.StringType)
              .add("charge_category", DataTypes.StringType)
              .add("commitment", DataTypes.StringType)
              .add("unused", DataTypes.BooleanType)
              .add("provider", DataTypes.StringType)
              .add("account", DataTypes.StringType)
              .add("account_name", DataTypes.StringType)
              .add("environment", DataTypes.StringType)
              .add("owner", DataTypes.StringType)
              .add("pool", DataTypes.StringType)
              .add("rule", DataTypes.StringType)
              .add("basis", DataTypes.StringType));

  private ChargeRows() {}

  /** A schema with the four amounts at its end. */
  static StructType amounts(StructType schema) {
    return schema
        .add("billed", SparkLines.AMOUNT)
        .add("effective", SparkLines.AMOUNT)
        .add("list", SparkLines.AMOUNT)
        .add("contracted", SparkLines.AMOUNT);
  }

  static Row of(Charge charge) {
    Placement place = charge.placement();
    return RowFactory.create(
        charge.day(),
        charge.currency(),
        charge.service(),
        charge.category(),
        charge.region(),
        charge.chargeCategory(),
        charge.commitment(),
        charge.unused(),
        place.provider().name(),
        place.account(),
        place.accountName(),
        place.environment(),
        place.owner(),
        place.pool(),
        place.rule(),
        place.basis(),
        charge.amounts().billed(),
        charge.amounts().effective(),
        charge.amounts().list(),
        charge.amounts().contracted());
  }

  /** A charge whose amounts have the digits that they need and no more, as shares are of its last digit. */
  static Charge charge(Row row) {
    Placement place =
        new Placement(
            Provider.valueOf(row.getString(8)),
            row.getString(9),
            row.getString(10),
            row.getString(11),
            row.getString(12),
            row.getString(13),
            row.getString(14),
            row.getString(15));
    return new Charge(
        row.<LocalDate>getAs(0),
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getBoolean(7),
        place,
        new Amounts(
            Amounts.shortest(row.getDecimal(16)),
            Amounts.shortest(row.getDecimal(17)),
            Amounts.shortest(row.getDecimal(18)),
            Amounts.shortest(row.getDecimal(19))));
  }
}
