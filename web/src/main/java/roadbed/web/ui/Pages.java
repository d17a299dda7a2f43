package roadbed.web.ui;

import java.util.List;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.web.WebParts;
import roadbed.web.access.Access;
import roadbed.web.access.Permission;
import roadbed.web.http.Endpoint;
import roadbed.web.http.Problem;
import roadbed.web.http.Replies;
import roadbed.web.http.Visit;

/** The table of all pages and of the forms on them. */
public final class Pages {
  private final Screen screen;
  private final List<Endpoint> endpoints;

  public Pages(WebParts parts, Access access) {
    Assets assets = new Assets();
    this.screen = new Screen(access, parts.clock(), parts.version(), assets.version());
    ExplorerPage explorer = new ExplorerPage(screen, parts);
    GuardrailPages guardrails = new GuardrailPages(screen, parts);
    GatePages gates = new GatePages(screen, parts);
    ExceptionPages exceptions = new ExceptionPages(screen, parts);
    CostExplorePage costs = new CostExplorePage(screen, parts);
    AllocationPages allocation = new AllocationPages(screen, parts);
    AnomalyPages anomalies = new AnomalyPages(screen, parts);
    StatementPages statements = new StatementPages(screen, parts);
    BudgetPages budgets = new BudgetPages(screen, parts);
    OptimisePages optimise = new OptimisePages(screen, parts);
    CommitmentPage commitments = new CommitmentPage(screen, parts);
    UnitPage units = new UnitPage(screen, parts);
    DeliveryPage delivery = new DeliveryPage(screen, parts);
    IncidentPages incidents = new IncidentPages(screen, parts);
    AlertPages alerts = new AlertPages(screen, parts);
    ReliabilityPages reliability = new ReliabilityPages(screen, parts);
    DriftPages drift = new DriftPages(screen, parts);
    PlaygroundPage playground = new PlaygroundPage(screen, parts.pasted(), parts.guardrails());
    OnCallPages onCall = new OnCallPages(screen, parts);
    NotifyPages messages = new NotifyPages(screen, parts);
    ResiliencePages resilience = new ResiliencePages(screen, parts);
    ChangePages changes = new ChangePages(screen, parts);
    KpiPages kpis = new KpiPages(screen, parts);
    EvidencePages evidence = new EvidencePages(screen, parts);
    AccessPages entry = new AccessPages(screen, access);
    this.endpoints =
        List.of(
            read("/", "Overview", new OverviewPage(screen, parts)::show),
            read("/search", "Global search", new SearchPage(screen, parts)::show),
            read("/resources", "Estate explorer", explorer::show),
            read("/resources.csv", "The explorer's rows as CSV", explorer::csv),
            read("/resource", "One resource", new ResourcePage(screen, parts)::show),
            read("/findings", "Findings", new FindingsPage(screen, parts)::show),
            read("/findings/causes", "Findings by root cause", new CausesPage(screen, parts)::show),
            read("/gates", "Gate log", gates::log),
            read("/gates/{id}", "One decision of a gate", gates::decision),
            Endpoint.form("/gates/feedback", Permission.ADMINISTER, "Says that a decision was wrong", gates::feedback),
            read("/explain", "Why a guardrail says of a resource what it says", new ExplainPage(screen, parts)::show),
            read("/exceptions", "Exceptions", exceptions::list),
            Endpoint.form("/exceptions", Permission.ADMINISTER, "Enters an exception", exceptions::enter),
            Endpoint.form(
                "/exceptions/withdraw", Permission.ADMINISTER, "Takes back an exception", exceptions::withdraw),
            read("/guardrails", "Guardrails", guardrails::list),
            read("/guardrails/{id}", "One guardrail", guardrails::show),
            read("/drift", "Drift", drift::list),
            read("/drift/resource", "One resource that drifts", drift::one),
            read("/playground", "Policy playground", playground::show),
            Endpoint.form("/playground", Permission.READ, "Tries a rule on a document", playground::run),
            read("/cost", "Cost", new CostPage(screen, parts)::show),
            read("/cost/explore", "Cost explorer", costs::show),
            read("/cost/explore.csv", "A table of the cost explorer as CSV", costs::csv),
            read("/cost/explore.json", "The cost explorer's answer as JSON", costs::json),
            read("/cost/forecast", "Cost forecast", new ForecastPage(screen, parts)::show),
            read("/cost/anomalies", "Cost anomalies", anomalies::list),
            read("/cost/anomalies/{id}", "One anomaly of cost", anomalies::show),
            Endpoint.form(
                "/cost/anomalies/triage", Permission.ADMINISTER, "Says what an anomaly of cost is", anomalies::triage),
            Endpoint.form(
                "/cost/anomalies/forget", Permission.ADMINISTER, "Lets what answers taught be forgotten", anomalies::forget),
            read("/cost/allocation", "Whose cost is", allocation::allocation),
            Endpoint.form("/cost/allocation", Permission.READ, "Says what other rules would move", allocation::preview),
            read("/cost/statement", "Statements of a month", statements::show),
            read("/cost/statement.csv", "Statements as CSV", statements::csv),
            read("/cost/statement.html", "Statements as one page", statements::html),
            read("/cost/statement.pdf", "Statements as PDF", statements::pdf),
            Endpoint.form("/cost/statement/close", Permission.ADMINISTER, "Closes a month for ever", statements::close),
            read("/cost/budgets", "Budgets", budgets::show),
            read("/cost/budgets.csv", "Budgets as CSV", budgets::csv),
            Endpoint.form(
                "/cost/budgets/acknowledge", Permission.ADMINISTER, "Says that an alert was seen", budgets::acknowledge),
            read("/cost/optimise", "Optimisations", optimise::show),
            read("/cost/optimise.csv", "Optimisations as CSV", optimise::csv),
            Endpoint.form("/cost/optimise", Permission.ADMINISTER, "Takes a step of an optimisation", optimise::step),
            read("/cost/backlog", "Optimisations, under their former address", _ -> Replies.seeOther("/cost/optimise")),
            read("/cost/commitments", "Commitments", commitments::show),
            read("/cost/commitments.csv", "Hours of commitments as CSV", commitments::csv),
            read("/cost/unit", "Unit cost", units::show),
            read("/cost/unit.csv", "Unit cost as CSV", units::csv),
            read("/delivery", "Delivery", delivery::show),
            Endpoint.form("/delivery/word", Permission.ADMINISTER, "Says whether a deployment failed", delivery::say),
            Endpoint.form("/delivery/sources", Permission.ADMINISTER, "Lets a source of deployments in", delivery::admit),
            Endpoint.form("/delivery/sources/revoke", Permission.ADMINISTER, "Ends what a source of deployments may", delivery::revoke),
            read("/incidents", "Incidents", incidents::list),
            Endpoint.form("/incidents", Permission.ADMINISTER, "Declares an incident", incidents::declare),
            read("/incidents/declare", "The form that declares an incident", incidents::form),
            Endpoint.form("/incidents/write", Permission.ADMINISTER, "Writes into an incident", incidents::write),
            read("/incidents/alerts", "Alerts", alerts::list),
            Endpoint.form("/incidents/alerts/judge", Permission.ADMINISTER, "Says what an alert was worth", alerts::judge),
            Endpoint.form("/incidents/alerts/quiet", Permission.ADMINISTER, "Makes a time quiet", alerts::quiet),
            Endpoint.form("/incidents/alerts/loud", Permission.ADMINISTER, "Ends a quiet time", alerts::loud),
            Endpoint.form("/incidents/alerts/sources", Permission.ADMINISTER, "Lets a source of alerts in", alerts::admit),
            Endpoint.form(
                "/incidents/alerts/sources/revoke", Permission.ADMINISTER, "Ends what a source of alerts may", alerts::revoke),
            read("/incidents/{id}", "One incident", incidents::show),
            read("/incidents/{id}/postmortem", "What was learned of an incident", incidents::postmortem),
            read("/oncall", "Who is on call", onCall::show),
            Endpoint.form("/oncall/override", Permission.ADMINISTER, "Lets somebody take a duty", onCall::override),
            Endpoint.form("/oncall/undo", Permission.ADMINISTER, "Takes back an override or a feed", onCall::undo),
            Endpoint.form("/oncall/swap", Permission.ADMINISTER, "Asks for a swap", onCall::ask),
            Endpoint.form("/oncall/swap/answer", Permission.ADMINISTER, "Answers a swap", onCall::answer),
            Endpoint.form("/oncall/documents", Permission.ADMINISTER, "Keeps a document about being on call", onCall::document),
            Endpoint.form("/oncall/feeds", Permission.ADMINISTER, "Makes the address of a calendar", onCall::makeFeed),
            Endpoint.page("/oncall/feed/{secret}", Permission.PUBLIC, "A calendar, by the secret of its address", onCall::feed),
            read("/notify", "Messages: what waits, what did not arrive, who is paged", messages::list),
            Endpoint.form("/notify/test", Permission.ADMINISTER, "Sends a test message", messages::test),
            Endpoint.form("/notify/revive", Permission.ADMINISTER, "Sends a message again that was given up", messages::revive),
            Endpoint.form("/notify/withdraw", Permission.ADMINISTER, "Lets go of a message", messages::withdraw),
            Endpoint.page("/notify/answer/{token}", Permission.PUBLIC, "Asks whoever is paged, by the secret of their link", messages::asked),
            Endpoint.form("/notify/answer/{token}", Permission.PUBLIC, "Takes the answer of whoever is paged", messages::answer),
            read("/notify/{number}", "One message", messages::message),
            read("/changes", "Changes", changes::list),
            Endpoint.form("/changes/decide", Permission.ADMINISTER, "Agrees to a change, rejects it, or looks at it afterwards", changes::decide),
            Endpoint.form("/changes/freeze", Permission.ADMINISTER, "Lets nothing be changed for a time", changes::freeze),
            Endpoint.form("/changes/documents", Permission.ADMINISTER, "Keeps a document about changes", changes::document),
            Endpoint.form("/changes/feeds", Permission.ADMINISTER, "Makes the address of a calendar of changes", changes::makeFeed),
            Endpoint.form("/changes/feeds/revoke", Permission.ADMINISTER, "Revokes the address of a calendar of changes", changes::revokeFeed),
            Endpoint.page("/changes/feed/{secret}", Permission.PUBLIC, "A calendar of changes, by the secret of its address", changes::feed),
            read("/changes/{id}", "One change", changes::one),
            read("/reliability", "Error budgets", reliability::list),
            read("/reliability/{slo}", "One objective and its error budget", reliability::show),
            read("/resilience", "Resilience", resilience::show),
            read("/resilience.csv", "The resilience matrix as CSV", resilience::csv),
            read("/resilience/drills/{id}", "One exercise", resilience::drill),
            Endpoint.form("/resilience/drills", Permission.ADMINISTER, "Plans an exercise", resilience::plan),
            Endpoint.form("/resilience/drills/write", Permission.ADMINISTER, "Writes into an exercise", resilience::write),
            read("/kpis", "KPIs", kpis::list),
            read("/kpis/{id}", "One KPI", kpis::show),
            read("/evidence", "Evidence log", evidence::list),
            read("/evidence/{index}", "One entry of the log", evidence::entry),
            read("/sources", "Sources", new SourcesPage(screen, parts)::show),
            Endpoint.page("/settings/tokens", Permission.ADMINISTER, "API tokens", entry::tokens),
            Endpoint.form(
                "/settings/tokens", Permission.ADMINISTER, "Makes a token", entry::createToken),
            Endpoint.form(
                "/settings/tokens/revoke",
                Permission.ADMINISTER,
                "Revokes a token",
                entry::revokeToken),
            Endpoint.page("/login", Permission.PUBLIC, "Login", entry::login),
            Endpoint.form("/login", Permission.PUBLIC, "Logs in", entry::doLogin),
            Endpoint.form("/logout", Permission.PUBLIC, "Logs out", entry::logout),
            Endpoint.page("/setup", Permission.PUBLIC, "First administrator", entry::setup),
            Endpoint.form(
                "/setup", Permission.PUBLIC, "Makes the first administrator", entry::doSetup),
            Endpoint.page(
                "/assets/{version}/{name}", Permission.PUBLIC, "Static files", assets::serve));
  }

  private static Endpoint read(String path, String summary, Endpoint.Handler handler) {
    return Endpoint.page(path, Permission.READ, summary, handler);
  }

  /** The table. */
  public List<Endpoint> endpoints() {
    return endpoints;
  }

  record ProblemView(int status, String title, String message, String requestId) {}

  /** How people see that something went wrong. */
  public ServerResponse problem(Visit visit, Problem problem) {
    return screen.show(
        visit,
        problem.status(),
        "problem",
        problem.title(),
        "",
        new ProblemView(
            problem.status().value(),
            problem.title(),
            problem.message(),
            visit.requestId()));
  }
}
