package roadbed.web;

import java.time.Clock;
import java.util.function.Supplier;
import roadbed.assess.cost.CostDesk;
import roadbed.assess.cost.CostStore;
import roadbed.assess.cost.anomaly.AnomalyDesk;
import roadbed.assess.cost.explore.CostExplorer;
import roadbed.assess.drift.DriftStore;
import roadbed.assess.policy.Guardrails;
import roadbed.assess.policy.VerdictStore;
import roadbed.assess.reliability.ledger.ObjectiveDesk;
import roadbed.inventory.EstateStore;
import roadbed.operate.drill.DrillDesk;
import roadbed.prove.evidence.EvidenceLog;
import roadbed.prove.kpi.FactTables;
import roadbed.prove.kpi.KpiCatalogue;
import roadbed.prove.kpi.KpiStore;
import roadbed.rego.server.Api;
import roadbed.web.access.AccessStore;
import roadbed.web.api.CollectionIntake;
import roadbed.web.hooks.AdmissionReviewer;
import roadbed.web.hooks.AdmissionSettings;
import roadbed.web.hooks.DeliveryReception;
import roadbed.web.ui.PastedDocuments;

/**
 * What the server shows and whom it asks.
 *
 * @param estate the inventory
 * @param guardrails the guardrails that judge, with what the store does not keep of them
 * @param verdicts what guardrails say of it
 * @param drift what is not as declared
 * @param costs what it costs
 * @param kpis the KPIs' definitions
 * @param measurements their values
 * @param facts opens the documented tables; the caller closes them
 * @param evidence the log
 * @param intake takes pushed collections in
 * @param access who may do what
 * @param clock the time
 * @param version the program's version
 * @param decisions OPA's REST API over the policies that the server was started with
 * @param admission decides what goes into clusters
 * @param admissionSettings how it faces their API servers
 * @param pasted makes estates of what is pasted there
 * @param gates what the gates decided, and the exceptions
 * @param desk allocated cost, statements, budgets and optimisations
 * @param explorer answers questions to billing itself
 * @param anomalies what is out of the ordinary in cost
 * @param incidents alerts and incidents
 * @param onCall who is on call
 * @param notices messages, and who is paged
 * @param delivery takes in what systems tell of deployments, and people's word on them
 * @param objectives service level objectives and the ledger of their events
 * @param drills exercises of recovery
 * @param changes what is changed, who agreed, and when nothing may be
 * @param readiness the reason why it cannot serve just now, or empty text
 */
public record WebParts(
    EstateStore estate,
    VerdictStore verdicts,
    DriftStore drift,
    Guardrails guardrails,
    CostStore costs,
    KpiCatalogue kpis,
    KpiStore measurements,
    Supplier<FactTables> facts,
    EvidenceLog evidence,
    CollectionIntake intake,
    AccessStore access,
    Clock clock,
    String version,
    Api decisions,
    AdmissionReviewer admission,
    AdmissionSettings admissionSettings,
    PastedDocuments pasted,
    GateParts gates,
    CostDesk desk,
    CostExplorer explorer,
    AnomalyDesk anomalies,
    IncidentParts incidents,
    OnCallParts onCall,
    NotifyParts notices,
    DeliveryReception delivery,
    ObjectiveDesk objectives,
    DrillDesk drills,
    ChangeParts changes,
    Supplier<String> readiness) {}
