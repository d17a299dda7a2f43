package roadbed.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Opens Spark as the shared SQL expects it. */
public final class SparkSessions {
  private SparkSessions() {}

  /**
   * A session. Under {@code spark-submit} it is the cluster's; else Spark runs in this process, on all cores.
   *
   * <p>Days are those of UTC, names stand in double quotes, a sum that is too large is an error and not null, and each
   * Parquet file has the columns that it is asked for, not those of its folder's name.
   */
  public static SparkSession open() {
    SparkConf settings = new SparkConf();
    if (!settings.contains("spark.master")) {
      int cores = Runtime.getRuntime().availableProcessors();
      settings
          .setMaster("local[*]")
          .set("spark.ui.enabled", "false")
          .set("spark.driver.host", "127.0.0.1")
          .set("spark.driver.bindAddress", "127.0.0.1")
          .set("spark.sql.shuffle.partitions", Integer.toString(2 * cores));
    }
    return SparkSession.builder()
        .appName("roadbed")
        .config(settings)
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.ansi.enabled", "true")
        .config("spark.sql.ansi.doubleQuotedIdentifiers", "true")
        .config("spark.sql.datetime.java8API.enabled", "true")
        .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
        .getOrCreate();
  }
}
