package roadbed.app.drift;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import roadbed.collect.CollectionSink;
import roadbed.collect.SourceFile;
import roadbed.collect.terraform.TerraformPlanReader;
import roadbed.model.BillingFile;
import roadbed.model.CatalogEntity;
import roadbed.model.Change;
import roadbed.model.CollectedResource;
import roadbed.model.Collection;
import roadbed.model.Declaration;
import roadbed.model.Diagnostic;
import roadbed.model.EstateFacts;
import roadbed.model.Incident;
import roadbed.model.MeasuredUse;
import roadbed.model.WrittenDocument;
import roadbed.model.delivery.DeliveryFact;
import roadbed.model.resilience.ResilienceFact;

/**
 * The other sides of plans. A plan tells what is to be, what Terraform saw when it looked, and what its state had
 * recorded before that; an inventory wants the first of them only.
 */
final class PlanSides {
  private PlanSides() {}

  /** The resources of a collection with the other sides of its plans. */
  static List<CollectedResource> with(Collection collection) {
    Set<String> plans = new TreeSet<>();
    boolean live = false;
    boolean state = false;
    for (CollectedResource resource : collection.resources()) {
      if (resource.declaration() == Declaration.TERRAFORM_PLAN) {
        plans.add(resource.location().file());
      }
      live |= resource.declaration().side() == Declaration.Side.LIVE;
      state |= resource.declaration() == Declaration.TERRAFORM_STATE;
    }
    List<CollectedResource> all = new ArrayList<>(collection.resources());
    for (String plan : plans) {
      // What Terraform saw stands for what is live, and where that was collected, for the state.
      if (!live) {
        add(plan, TerraformPlanReader.Side.PRIOR, Declaration.TERRAFORM_REFRESH, all);
        if (!state) {
          add(plan, TerraformPlanReader.Side.DRIFT_RECORDED, Declaration.TERRAFORM_STATE, all);
        }
      } else if (!state) {
        add(plan, TerraformPlanReader.Side.PRIOR, Declaration.TERRAFORM_STATE, all);
      }
    }
    return all;
  }

  private static void add(
      String plan, TerraformPlanReader.Side side, Declaration as, List<CollectedResource> into) {
    try {
      new TerraformPlanReader(side).read(new PlanFile(plan), new Keeping(as, into));
    } catch (IOException _) {
      // It was read a moment ago, and what was wrong with it then is said.
    }
  }

  /** The same resource as another kind of document tells it. */
  static CollectedResource as(CollectedResource one, Declaration declaration, Change change) {
    return new CollectedResource(
        declaration,
        one.provider(),
        one.type(),
        one.address(),
        one.name(),
        one.attributes(),
        one.references(),
        one.module(),
        one.context(),
        change,
        one.location(),
        one.places(),
        one.capturedAt());
  }

  private record PlanFile(String name) implements SourceFile {
    @Override
    public InputStream open() throws IOException {
      InputStream in = Files.newInputStream(Path.of(name));
      return name.endsWith(".gz") ? new GZIPInputStream(in) : in;
    }
  }

  /** Keeps the resources; everything else of the plan is known already. */
  private record Keeping(Declaration as, List<CollectedResource> into) implements CollectionSink {
    @Override
    public void resource(CollectedResource resource) {
      // Of what the plan takes away the plan itself says what it is.
      if (resource.change() != Change.DELETE || as == Declaration.TERRAFORM_STATE) {
        into.add(PlanSides.as(resource, as, Change.NONE));
      }
    }

    @Override
    public void catalog(CatalogEntity entity) {}

    @Override
    public void facts(EstateFacts facts) {}

    @Override
    public void incident(Incident incident) {}

    @Override
    public void delivery(DeliveryFact fact) {}

    @Override
    public void resilience(ResilienceFact fact) {}

    @Override
    public void document(WrittenDocument document) {}

    @Override
    public void use(MeasuredUse use) {}

    @Override
    public void billing(BillingFile file) {}

    @Override
    public void diagnostic(Diagnostic diagnostic) {}
  }
}
