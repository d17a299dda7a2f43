package roadbed.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import roadbed.assess.cost.currency.Rates;
import roadbed.assess.cost.explore.CostAnswer;
import roadbed.assess.cost.explore.CostAnswer.Item;
import roadbed.assess.cost.explore.CostExplorer;
import roadbed.assess.cost.explore.CostQuestion;
import roadbed.assess.cost.explore.SqlQuestions;

/** Questions to the lines of a billing folder, answered by Spark. */
public final class SparkCostExplorer implements CostExplorer {
  private final SparkSession spark;
  private final String billing;
  private final Rates rates;
  private final SqlQuestions questions;

  /**
   * Questions to a billing folder.
   *
   * @param billing a path or a URI
   */
  public SparkCostExplorer(SparkSession spark, String billing, Rates rates) {
    this.spark = spark;
    this.billing = billing;
    this.rates = rates;
    spark.udf().register("billed_tag", (UDF2<String, String, String>) TagText::of, DataTypes.StringType);
    questions = new SqlQuestions(new Asked(spark), rates);
  }

  @Override
  public List<String> currencies() {
    return rates.currencies();
  }

  private boolean open() {
    try {
      return SparkLines.open(spark, billing);
    } catch (IOException e) {
      throw new UncheckedIOException("billing cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public CostAnswer explore(CostQuestion question) {
    return open()
        ? questions.explore(question, false)
        : new CostAnswer(question, false, List.of(), Map.of(), Map.of(), List.of());
  }

  @Override
  public List<Item> items(CostQuestion question, int most) {
    return open() ? questions.items(question, most) : List.of();
  }

  /** Spark as it answers questions to the view {@code line}. */
  private record Asked(SparkSession spark) implements SqlQuestions.Engine {

    /** Parameters get names: those without one come in another order in Spark 4.2.0 where there are more than four. */
    @Override
    public void ask(String sql, List<Object> values, Consumer<SqlQuestions.Cells> each) {
      Map<String, Object> named = new HashMap<>();
      StringBuilder text = new StringBuilder();
      int from = 0;
      for (int at = sql.indexOf('?'); at >= 0; at = sql.indexOf('?', from)) {
        String name = "p" + named.size();
        text.append(sql, from, at).append(':').append(name);
        named.put(name, values.get(named.size()));
        from = at + 1;
      }
      text.append(sql, from, sql.length());
      Iterator<Row> rows = spark.sql(text.toString(), named).toLocalIterator();
      while (rows.hasNext()) {
        each.accept(new Cells(rows.next()));
      }
    }

    /** The key in hexadecimal, so that whatever it is, it is neither quotes nor a parameter. */
    @Override
    public String tag(String key) {
      String hexadecimal = HexFormat.of().formatHex(key.getBytes(StandardCharsets.UTF_8));
      return "billed_tag(tags, decode(unhex('" + hexadecimal + "'), 'UTF-8'))";
    }
  }

  /** A row; Spark counts its columns from 0. */
  private record Cells(Row row) implements SqlQuestions.Cells {

    @Override
    public String text(int column) {
      return row.getString(column - 1);
    }

    @Override
    public BigDecimal amount(int column) {
      return row.getDecimal(column - 1);
    }

    @Override
    public Optional<LocalDate> day(int column) {
      return Optional.ofNullable(row.getAs(column - 1));
    }

    @Override
    public boolean truth(int column) {
      return row.getBoolean(column - 1);
    }
  }
}
