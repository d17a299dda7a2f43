package roadbed.store.duckdb;

import java.util.List;
import roadbed.assess.cost.LineView;

/** The Parquet files of the lake as the view {@code line} in DuckDB. */
final class BillingLines {
  private BillingLines() {}

  /**
   * The statement that makes the view.
   *
   * @param files Parquet files of the lake as SQL literals, at least one
   */
  static String view(List<String> files) {
    return "create or replace temp view line as " + select(files);
  }

  /** The lines as a query. */
  static String select(List<String> files) {
    return LineView.select(
        "read_parquet([" + String.join(", ", files) + "], union_by_name = true, hive_partitioning = false)");
  }
}
