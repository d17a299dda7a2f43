package roadbed.web.fakes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import roadbed.assess.policy.Guardrails;
import roadbed.inventory.Inventory;
import roadbed.model.Value;
import roadbed.prove.evidence.EvidenceLog;
import roadbed.rego.builtin.CallContext;
import roadbed.rego.bundle.Source;
import roadbed.rego.eval.Limits;
import roadbed.rego.server.Api;
import roadbed.rego.server.ServerSettings;
import roadbed.rego.server.Store;
import roadbed.rego.server.Surroundings;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.value.ObjectValue;
import roadbed.web.WebParts;
import roadbed.web.hooks.AdmissionSettings;
import roadbed.web.ui.PastedDocuments;

/** The parts of a server over fakes, full or empty. */
public final class FakeServer {
  public final FakeAccess access = new FakeAccess();
  public final FakeIntake intake = new FakeIntake();
  public final FakeEvidence evidence = new FakeEvidence();
  public final FakeDelivery delivery = new FakeDelivery();
  public final FakeEstate estate;
  private final boolean empty;
  private final WebParts parts;

  public FakeServer(boolean empty) {
    this.empty = empty;
    this.estate = new FakeEstate(empty);
    this.parts = make();
  }

  public WebParts parts() {
    return parts;
  }

  private static Store decisions() {
    Store store = new Store(false, Limits.STANDARD, CallContext::builder);
    store.load(
        List.of(new Source("shop.rego", "package shop\n\nallow if input.user == \"ada\"\n", Dialect.V1)),
        ObjectValue.EMPTY);
    return store;
  }

  private WebParts make() {
    try {
      Clock clock = Clock.fixed(FakeEstate.NOW, ZoneOffset.UTC);
      EvidenceLog log =
          EvidenceLog.open(evidence, Files.createTempDirectory("roadbed-web-keys"), clock);
      for (int i = 0; i < 7 && !empty; i++) {
        log.append(
            i % 3 == 0 ? "scan" : i % 3 == 1 ? "verdicts" : "kpi-run",
            "token 1f2e (pipeline)",
            new Value.Fields(Map.of("resources", Value.of(420L), "round", Value.of((long) i))));
      }
      FakeKpis kpis = new FakeKpis(empty);
      Guardrails guardrails = Guardrails.shipped();
      return new WebParts(
          estate,
          new FakeVerdicts(estate),
          new FakeDrift(empty),
          guardrails,
          new FakeCosts(empty),
          FakeKpis.catalogue(),
          kpis,
          kpis::tables,
          log,
          intake,
          access,
          clock,
          "0.1.0-test",
          new Api(decisions(), ServerSettings.STANDARD, Surroundings.NONE),
          new FakeAdmission(),
          AdmissionSettings.USUAL,
          FakeServer::pasted,
          new FakeGates(empty, estate, guardrails).parts(),
          new FakeCostDesk(empty),
          new FakeCostExplorer(empty),
          FakeAnomalies.desk(empty),
          FakeIncidents.parts(empty),
          new FakeOnCall(empty).parts(),
          new FakeOutbox(empty).parts(),
          delivery,
          FakeLedger.desk(empty, clock),
          FakeResilience.desk(empty, clock),
          FakeChanges.parts(empty, clock),
          () -> "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A paste in which nothing is recognised. */
  private static PastedDocuments.Read pasted(String text) {
    return new PastedDocuments.Read(
        Inventory.of(List.of()), List.of(), List.of(), "");
  }
}
