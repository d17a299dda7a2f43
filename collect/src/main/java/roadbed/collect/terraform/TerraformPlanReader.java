package roadbed.collect.terraform;

import java.io.IOException;
import roadbed.collect.CollectionSink;
import roadbed.collect.DocumentReader;
import roadbed.collect.SourceFile;

/**
 * Reads plans as {@code terraform show -json PLAN} writes them (format versions 0 and 1, of Terraform and OpenTofu)
 * and the redacted plans of HCP Terraform, which have no configuration and so no references.
 *
 * <p>One pass keeps the resource changes and the references of the configuration, in whichever order they come, and
 * skips the rest. Only a plan without {@code resource_changes} is read a second time, for its
 * {@code planned_values}.
 *
 * <p>A plan describes several estates, and a reader reads one {@link Side} of it. {@link #summary} gives what a plan
 * says beside attributes: moves, imports, reasons, replace paths, drift, checks and outputs.
 */
public final class TerraformPlanReader implements DocumentReader {
  private final Side side;

  /** Which of the estates that a plan describes is read. */
  public enum Side {
    /** As it will be: what declares it is the plan. A resource that is deleted shows what it was. */
    PLANNED,
    /**
     * As it is before the plan is applied: what {@code before} says of each resource that is there, as a state
     * tells it. A resource that is moved stands at its new address, so that the two sides can be compared; one
     * that is created is not there. Each carries the change that is planned for it.
     */
    PRIOR,
    /** As the state recorded it before Terraform refreshed it; only what has drifted. */
    DRIFT_RECORDED,
    /** As Terraform found it when it refreshed; only what has drifted, and is still there. */
    DRIFT_FOUND
  }

  /** A reader of the estate as it will be. */
  public TerraformPlanReader() {
    this(Side.PLANNED);
  }

  /** A reader of one of the estates. */
  public TerraformPlanReader(Side side) {
    this.side = side;
  }

  @Override
  public void read(SourceFile source, CollectionSink sink) throws IOException {
    new PlanDocument(new JsonFile(source, sink), side).read();
  }

  /**
   * What a plan says beside the attributes of its resources. What is wrong with the document goes to the sink; no
   * resource does.
   *
   * @throws IOException where the bytes cannot be read
   */
  public static PlanSummary summary(SourceFile source, CollectionSink sink) throws IOException {
    return new PlanOverview(new JsonFile(source, sink)).read();
  }
}
