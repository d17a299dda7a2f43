package roadbed.app.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import roadbed.app.config.Folders;
import roadbed.assess.policy.GuardrailChoice;
import roadbed.assess.policy.admission.AdmissionGate;
import roadbed.model.GateRules;
import roadbed.store.postgres.PostgresAddress;
import roadbed.web.WebSettings;
import roadbed.web.hooks.AdmissionSettings;

/**
 * How the server runs.
 *
 * @param folders where it keeps things
 * @param database a PostgreSQL of the user's; empty for the embedded one
 * @param web how it faces the world
 * @param guardrails the guardrails to judge by
 * @param rules how the gate acts on what collections bring
 * @param kpiFolders folders with KPIs of one's own
 * @param decisions files and folders of Rego policies and data to decide by, for clients of OPA
 * @param admission how requests for admission come
 * @param strictness how they are judged where a rule says nothing itself
 * @param clusterSources sources that bring the cluster's objects, for rules that look them up; empty for all
 * @param objectives service level objectives, and where their events are counted
 * @param incidents how incidents move by themselves
 * @param notifications files and folders that say who is told of what
 */
public record ServerSettings(
    Folders folders,
    Optional<PostgresAddress> database,
    WebSettings web,
    GuardrailChoice guardrails,
    GateRules rules,
    List<Path> kpiFolders,
    List<String> decisions,
    AdmissionSettings admission,
    AdmissionGate.Strictness strictness,
    List<String> clusterSources,
    ObjectiveSettings objectives,
    IncidentSettings incidents,
    List<Path> notifications) {
  public ServerSettings {
    kpiFolders = List.copyOf(kpiFolders);
    decisions = List.copyOf(decisions);
    clusterSources = List.copyOf(clusterSources);
    notifications = List.copyOf(notifications);
  }

  /** One that admits as usual. */
  public ServerSettings(
      Folders folders,
      Optional<PostgresAddress> database,
      WebSettings web,
      GuardrailChoice guardrails,
      List<Path> kpiFolders,
      List<String> decisions) {
    this(
        folders,
        database,
        web,
        guardrails,
        GateRules.DEFAULT,
        kpiFolders,
        decisions,
        AdmissionSettings.USUAL,
        AdmissionGate.Strictness.USUAL,
        List.of(),
        ObjectiveSettings.NONE,
        IncidentSettings.USUAL,
        List.of());
  }
}
