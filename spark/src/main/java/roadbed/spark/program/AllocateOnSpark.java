package roadbed.spark.program;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.assess.cost.allocation.AllocationSums;
import roadbed.collect.DocumentFile;
import roadbed.collect.billing.MeasuresCsv;
import roadbed.model.AllocationRules;
import roadbed.model.AllocationRules.Measure;
import roadbed.model.AllocationRules.Span;
import roadbed.model.Collection;
import roadbed.model.CsvText;
import roadbed.spark.Estate;
import roadbed.spark.SparkAllocation;
import roadbed.spark.SparkLines;
import roadbed.spark.SparkSessions;

/** {@code roadbed-spark allocate}: the rows of {@code roadbed cost allocate --csv}. */
final class AllocateOnSpark implements SparkCommand {
  private static final long MOST_MEASURES = 200L << 20;

  @Override
  public String name() {
    return "allocate";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description("Says whose cost is, as roadbed cost allocate does, and writes the same rows as CSV.");
    spec.addPositional(SparkCommand.estate());
    spec.addOption(SparkCommand.billing());
    spec.addOption(
        SparkCommand.option("--rules", "FILE", "Rules (kind: Allocation) instead of those in the files.").build());
    spec.addOption(
        SparkCommand.option("--measures", "FILE", "Measures to split by: CSV with metric, period, owner, value.").build());
    spec.addOption(
        SparkCommand.option("--by", "WHAT", "Sum by " + String.join(", ", AllocationSums.dimensions().keySet()) + ".")
            .defaultValue("owner")
            .build());
    spec.addOption(day("--from", "The first day that counts."));
    spec.addOption(day("--to", "The last day that counts."));
    spec.addOption(
        SparkCommand.option("--out", "DIR", "Write all parts (by month) and all steps as Parquet too, a path or a URI.")
            .build());
    return spec;
  }

  private static OptionSpec day(String name, String description) {
    return OptionSpec.builder(name).type(LocalDate.class).paramLabel("DAY").description(description).build();
  }

  @Override
  public int run(ParseResult words, PrintStream out, PrintStream err) throws IOException {
    Collection collection = SparkCommand.collected(words, err);
    if (collection.diagnostics().stream().anyMatch(diagnostic -> diagnostic.code().equals("allocation.rules"))) {
      throw new IllegalArgumentException("the rules of allocation are wrong; nothing is allocated by half of them");
    }
    Estate estate = new Estate(collection, rules(words, err), measures(words, err));
    Span span =
        new Span(
            Optional.ofNullable(words.<LocalDate>matchedOptionValue("--from", null)),
            Optional.ofNullable(words.<LocalDate>matchedOptionValue("--to", null)));
    String to = words.matchedOptionValue("--out", "");
    try (SparkSession spark = SparkSessions.open()) {
      if (!SparkLines.open(spark, words.matchedOptionValue("--data", ""))) {
        throw new IllegalArgumentException("there are no billing lines in " + words.matchedOptionValue("--data", ""));
      }
      try (SparkAllocation allocation =
          new SparkAllocation(spark, estate, span, words.matchedOptionValue("--by", "owner"))) {
        CsvText csv = new CsvText().row(AllocationSums.HEADER);
        allocation.rows().forEach(csv::row);
        out.print(csv);
        for (SparkAllocation.Total total : allocation.totals()) {
          err.println(
              "after " + total.after() + ": " + AllocationSums.plain(total.amounts().effective()) + " "
                  + total.currency() + " effective, " + AllocationSums.plain(total.amounts().billed()) + " billed");
        }
        if (!to.isEmpty()) {
          allocation.parts().write().mode(SaveMode.ErrorIfExists).partitionBy("month").parquet(to + "/parts");
          allocation.steps().coalesce(1).write().mode(SaveMode.ErrorIfExists).parquet(to + "/steps");
        }
      }
    }
    return SparkMain.DONE;
  }

  private static Optional<AllocationRules> rules(ParseResult words, PrintStream err) throws IOException {
    String file = words.matchedOptionValue("--rules", "");
    if (file.isEmpty()) {
      return Optional.empty();
    }
    DocumentFile.One<AllocationRules> read = DocumentFile.allocation(Path.of(file));
    SparkCommand.say(read.diagnostics(), err);
    if (read.document().isEmpty()) {
      throw new IllegalArgumentException(file + " holds no rules that can be used");
    }
    return read.document();
  }

  private static List<Measure> measures(ParseResult words, PrintStream err) {
    String file = words.matchedOptionValue("--measures", "");
    if (file.isEmpty()) {
      return List.of();
    }
    MeasuresCsv.Read read = MeasuresCsv.read(SparkCommand.text(file, MOST_MEASURES), file);
    SparkCommand.say(read.diagnostics(), err);
    return read.measures();
  }
}
