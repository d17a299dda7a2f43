package roadbed.spark.program;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import roadbed.model.CsvText;
import roadbed.spark.Estate;
import roadbed.spark.SparkGuardrails;
import roadbed.spark.SparkSessions;

/** {@code roadbed-spark guardrails}: what the shipped guardrails say of resources. */
final class GuardrailsOnSpark implements SparkCommand {

  @Override
  public String name() {
    return "guardrails";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Judges resources by the shipped guardrails and writes the verdicts as CSV: those of roadbed scan, before"
                + " exceptions.");
    spec.addPositional(SparkCommand.estate());
    spec.addOption(
        SparkCommand.option("--out", "DIR", "Write the verdicts as Parquet instead, a path or a URI.").build());
    return spec;
  }

  @Override
  public int run(ParseResult words, PrintStream out, PrintStream err) throws IOException {
    Estate estate = new Estate(SparkCommand.collected(words, err), Optional.empty(), List.of());
    String to = words.matchedOptionValue("--out", "");
    try (SparkSession spark = SparkSessions.open()) {
      Dataset<Row> verdicts = SparkGuardrails.verdicts(spark, estate).persist(StorageLevel.MEMORY_AND_DISK());
      if (to.isEmpty()) {
        List<String> header = List.of(verdicts.columns());
        out.print(new CsvText().row(header));
        Iterator<Row> rows = verdicts.orderBy("resource", "guardrail").toLocalIterator();
        while (rows.hasNext()) {
          Row row = rows.next();
          List<String> texts = new ArrayList<>();
          for (int i = 0; i < row.length(); i++) {
            texts.add(row.getString(i));
          }
          out.print(new CsvText().row(texts));
        }
      } else {
        verdicts.write().mode(SaveMode.ErrorIfExists).parquet(to);
      }
      for (Row row : verdicts.groupBy("outcome").count().orderBy("outcome").collectAsList()) {
        err.println(row.getString(0) + ": " + row.getLong(1));
      }
    }
    return SparkMain.DONE;
  }
}
