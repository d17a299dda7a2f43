package roadbed.spark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import roadbed.assess.policy.Guardrails;
import roadbed.assess.policy.Judgement;
import roadbed.model.Ownership;
import roadbed.model.Resource;
import roadbed.model.Verdict;

/**
 * The shipped guardrails over the resources of an estate, on executors: each compiles them once and judges its part.
 * Verdicts are those of {@code roadbed scan} before exceptions, as rows that can be joined with cost.
 */
public final class SparkGuardrails {
  private static final int CHUNK = 2_000;
  private static final StructType SCHEMA =
      new StructType()
          .add("resource", DataTypes.StringType)
          .add("kind", DataTypes.StringType)
          .add("provider", DataTypes.StringType)
          .add("account", DataTypes.StringType)
          .add("name", DataTypes.StringType)
          .add("owner", DataTypes.StringType)
          .add("environment", DataTypes.StringType)
          .add("guardrail", DataTypes.StringType)
          .add("severity", DataTypes.StringType)
          .add("outcome", DataTypes.StringType)
          .add("message", DataTypes.StringType);

  private SparkGuardrails() {}

  /** A row for each resource and guardrail that bears on it. */
  public static Dataset<Row> verdicts(SparkSession spark, Estate estate) {
    Broadcast<Estate> sent = JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(estate);
    int resources = estate.ready().snapshot().resources().size();
    int parts = Math.max(1, Math.min(spark.sparkContext().defaultParallelism() * 4, (resources + CHUNK - 1) / CHUNK));
    return spark
        .range(0, resources, 1, parts)
        .mapPartitions(new Judging(sent), Encoders.row(SCHEMA));
  }

  /** Judges resources by their number in the snapshot, which is the same on all executors. */
  private static final class Judging implements MapPartitionsFunction<Long, Row> {
    private static final long serialVersionUID = 1;

    /** Read and compiled once in a process. */
    private static final class Shipped {
      static final Guardrails GUARDRAILS = Guardrails.shipped();
    }

    private final Broadcast<Estate> estate;

    Judging(Broadcast<Estate> estate) {
      this.estate = estate;
    }

    @Override
    public Iterator<Row> call(Iterator<Long> numbers) {
      List<Resource> all = estate.value().ready().snapshot().resources();
      List<Resource> mine = new ArrayList<>();
      numbers.forEachRemaining(number -> mine.add(all.get(number.intValue())));
      Judgement judgement = Shipped.GUARDRAILS.judge(mine);
      Map<String, Resource> byId = new HashMap<>();
      mine.forEach(resource -> byId.put(resource.id().value(), resource));
      return judgement.verdicts().stream()
          .map(verdict -> row(verdict, Objects.requireNonNull(byId.get(verdict.resource().value()))))
          .iterator();
    }

    private static Row row(Verdict verdict, Resource resource) {
      return RowFactory.create(
          resource.id().value(),
          resource.kind(),
          resource.provider().id(),
          resource.account(),
          resource.name(),
          resource.ownership().map(Ownership::owner).orElse(""),
          resource.environment().orElse(""),
          verdict.guardrail(),
          verdict.severity().id(),
          verdict.outcome().id(),
          String.join("\n", verdict.messages()));
    }
  }
}
