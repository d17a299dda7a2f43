package roadbed.spark;

import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructType;
import roadbed.assess.cost.LineView;

/** The billing lines as the view {@code line} in Spark. */
public final class SparkLines {
  /** All amounts: exact, as the lake keeps them. */
  static final DecimalType AMOUNT = DataTypes.createDecimalType(38, 18);

  private SparkLines() {}

  /**
   * Makes the view over a billing folder, for whatever is asked next.
   *
   * @param billing the folder, a path or a URI
   * @return whether there are any lines
   */
  public static boolean open(SparkSession spark, String billing) throws IOException {
    List<String> files = BillingFiles.of(billing, spark.sparkContext().hadoopConfiguration());
    if (files.isEmpty()) {
      return false;
    }
    spark
        .read()
        .schema(schema())
        .parquet(files.stream().map(SparkLines::plain).toArray(String[]::new))
        .createOrReplaceTempView("billing_file");
    spark.sql(LineView.select("billing_file")).createOrReplaceTempView("line");
    return true;
  }

  /** Stated rather than read from the files: what else a bill brought is not needed, and need not agree between bills. */
  private static StructType schema() {
    StructType schema = new StructType();
    for (var column : LineView.columns().entrySet()) {
      DataType type =
          switch (column.getValue()) {
            case TEXT -> DataTypes.StringType;
            case TIME -> DataTypes.TimestampType;
            case AMOUNT -> AMOUNT;
          };
      schema = schema.add(column.getKey(), type);
    }
    return schema;
  }

  /** The path of one file, where Spark would read a pattern. */
  private static String plain(String path) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if ("*?[]{}\\".indexOf(c) >= 0) {
        plain.append('\\');
      }
      plain.append(c);
    }
    return plain.toString();
  }
}
