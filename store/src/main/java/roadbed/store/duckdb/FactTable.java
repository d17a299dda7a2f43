package roadbed.store.duckdb;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/** The documented tables (docs/reference/tables.md), with their columns in order. */
enum FactTable {
  RESOURCE(
      """
      id varchar, kind varchar, type varchar, provider varchar, account varchar, region varchar, name varchar,
      owner varchar, owner_basis varchar, owner_reason varchar, environment varchar, tier varchar,
      system varchar, source varchar, declared_by varchar, address varchar, module varchar,
      module_approved boolean, first_seen timestamp, location varchar
      """),
  VERDICT(
      """
      resource_id varchar, guardrail varchar, title varchar, severity varchar, outcome varchar,
      message varchar, since timestamp, exception varchar
      """),
  RELATION("from_id varchar, type varchar, to_id varchar, reason varchar"),
  INCIDENT(
      """
      id varchar, title varchar, severity integer, service varchar, team varchar, cause varchar,
      platform_caused boolean, security boolean, impact_started_at timestamp, detected_at timestamp,
      contained_at timestamp, restored_at timestamp
      """),
  ALERT(
      """
      key varchar, episode integer, source varchar, title varchar, level varchar, service varchar, seen_at timestamp,
      began_at timestamp, ended_at timestamp, incident varchar, handled boolean, false_positive boolean
      """),
  COST_DAILY(
      """
      day date, provider varchar, account varchar, account_name varchar, service varchar,
      service_category varchar, region varchar, owner varchar, owner_basis varchar, environment varchar,
      currency varchar, billed decimal(38, 18), effective decimal(38, 18), list decimal(38, 18),
      charge_category varchar, contracted decimal(38, 18)
      """),
  COST_RESOURCE("resource_id varchar, month date, currency varchar, effective decimal(38, 18)"),
  RESOURCE_USE(
      """
      resource_id varchar, component varchar, unit varchar, provisioned decimal(38, 9), used decimal(38, 9),
      measured_from timestamp, measured_until timestamp, hours bigint, source varchar, reason varchar,
      share decimal(38, 9), nominal decimal(38, 9), list_price decimal(38, 9), list_currency varchar
      """),
  ON_CALL_SHIFT(
      """
      schedule varchar, person varchar, zone varchar, began_at timestamp, ended_at timestamp, pages integer,
      pages_outside integer, run_seconds bigint
      """),
  COMMITMENT_DAILY(
      """
      day date, provider varchar, account varchar, service varchar, currency varchar, covered decimal(38, 18),
      on_demand decimal(38, 18), used decimal(38, 18), unused decimal(38, 18)
      """),
  COST_ANOMALY(
      """
      id varchar, currency varchar, began_on date, until date, service varchar, account varchar, owner varchar,
      kind varchar, size decimal(38, 2), found_at timestamp, triaged_at timestamp, settled_at timestamp, state varchar
      """),
  BUDGET("scope_kind varchar, scope varchar, month date, amount decimal(38, 9), currency varchar"),
  COST_BUDGET(
      """
      name varchar, scope varchar, owners varchar, period varchar, amount decimal(38, 9), currency varchar,
      from_month date, to_month date
      """),
  BUDGET_ALERT(
      """
      budget varchar, period_start date, period_end date, forecast boolean, percent integer, amount decimal(38, 9),
      currency varchar, as_of date, raised_at timestamp, acknowledged_at timestamp, acknowledged_by varchar
      """),
  CLOSED_MONTH(
      """
      month date, cost varchar, closed_at timestamp, closed_by varchar, owner varchar, currency varchar,
      amount decimal(38, 18)
      """),
  OPTIMISATION(
      """
      id varchar, title varchar, state varchar, owner varchar, found date, due date, done_on date,
      promised decimal(38, 9), realised decimal(38, 9), currency varchar, changed_at timestamp
      """),
  DRIVER("name varchar, month date, value decimal(38, 9)"),
  ACCOUNT("provider varchar, id varchar, name varchar, environment varchar, owner varchar"),
  COMPONENT(
      """
      name varchar, type varchar, lifecycle varchar, owner varchar, system varchar, tier varchar,
      dashboard varchar, alerts varchar, slo varchar, golden_path_since date
      """),
  MODULE_REPOSITORY(
      """
      source varchar, approved boolean, folder varchar, tests integer, checks integer, test_file varchar,
      checked_by varchar, unknown varchar, location varchar
      """),
  DRIFT(
      """
      key varchar, resource_id varchar, drift varchar, type varchar, provider varchar, account varchar,
      region varchar, name varchar, owner varchar, environment varchar, risk varchar, changes integer,
      changed_at timestamp, detected_at timestamp, reconciled_at timestamp, location varchar
      """),
  DRIFT_RUN(
      """
      compared_at timestamp, changed bigint, missing bigint, unmanaged bigint, in_step bigint, not_comparable bigint,
      not_covered bigint
      """),
  EXCEPTION(
      """
      id varchar, requester varchar, approver varchar, from_at timestamp, end_at timestamp, first_seen timestamp,
      state varchar, used integer, note varchar
      """),
  GATE_DECISION(
      """
      id varchar, gate varchar, decided_at timestamp, outcome varchar, subject varchar, commit varchar,
      reference varchar, actor varchar, took_ms integer, bypass varchar, blocking varchar
      """),
  DEPLOYMENT(
      """
      id varchar, service varchar, environment varchar, standing varchar, finished_at timestamp, commit varchar,
      failed boolean, confidence decimal(6, 4), evidence varchar, lead_seconds bigint, approval_seconds bigint,
      recovery_seconds bigint, rework boolean, actor varchar, version varchar, link varchar,
      started_at timestamp
      """),
  PIPELINE_RUN(
      """
      id varchar, service varchar, pipeline varchar, outcome varchar, finished_at timestamp, commit varchar,
      templated boolean, opened_at timestamp, reverted_by varchar, lead_seconds bigint
      """),
  RECOVERY_OBJECTIVE(
      "service varchar, tier varchar, owner varchar, rto_seconds bigint, rpo_seconds bigint, weak integer, weakest varchar"),
  RECOVERY(
      """
      service varchar, source varchar, id varchar, measured_at timestamp, recovery_seconds bigint, loss_seconds bigint
      """),
  BACKUP_RUN(
      """
      id varchar, source varchar, plan varchar, subject varchar, service varchar, due_at timestamp, ended_at timestamp,
      outcome varchar, message varchar
      """),
  PROTECTION(
      """
      resource_id varchar, name varchar, kind varchar, service varchar, tier varchar, environment varchar, standing varchar,
      reason varchar, last_success_at timestamp, test_days integer, tested_at timestamp, test_passed boolean,
      proven_at timestamp
      """),
  DRILL(
      """
      id varchar, title varchar, kind varchar, services varchar, planned date, outcome varchar, passed boolean,
      reason varchar, ended_at timestamp, recovery_seconds bigint, loss_seconds bigint, findings integer,
      open_findings integer
      """),
  QUOTA(
      """
      provider varchar, account varchar, region varchar, service varchar, quota varchar, used_value decimal(38, 6),
      limit_value decimal(38, 6), used_share decimal(18, 6), read_at timestamp, runs_out_on date, earliest_on date,
      latest_on date, note varchar
      """),
  COMPONENT_VERSION(
      """
      resource_id varchar, name varchar, product varchar, version varchar, cycle varchar, behind integer, end_of_life date,
      ended boolean, environment varchar, reason varchar
      """),
  GATE_FEEDBACK("decision varchar, guardrail varchar, said_at timestamp, actor varchar, reason varchar"),
  SLO_RESULT(
      """
      slo varchar, day date, service varchar, name varchar, owner varchar, tier varchar, target decimal(38, 18),
      window_start timestamp, window_end timestamp, good decimal(38, 3), valid decimal(38, 3), attainment decimal(38, 18),
      budget_left decimal(38, 18), coverage decimal(38, 18), outcome varchar, day_good decimal(38, 3),
      day_total decimal(38, 3)
      """),
  SLI_SLICE(
      """
      slo varchar, slice_start timestamp, slice_seconds integer, good decimal(38, 3), total decimal(38, 3), state varchar
      """);

  private final String columns;

  FactTable(String columns) {
    this.columns = columns;
  }

  static Optional<FactTable> named(String name) {
    for (FactTable table : values()) {
      if (table.tableName().equals(name)) {
        return Optional.of(table);
      }
    }
    return Optional.empty();
  }

  String tableName() {
    return name().toLowerCase(Locale.ROOT);
  }

  String columns() {
    return columns;
  }

  /** The condition for the rows that a day shows. */
  String shownOn(LocalDate day) {
    return switch (this) {
      case INCIDENT -> "impact_started_at < date '" + day + "' + interval '1 day'";
      case COST_DAILY, COMMITMENT_DAILY, SLO_RESULT -> "day <= date '" + day + "'";
      case COST_RESOURCE -> "month <= date '" + day + "'";
      case DEPLOYMENT, PIPELINE_RUN -> "finished_at < date '" + day + "' + interval '1 day'";
      case GATE_DECISION -> "decided_at < date '" + day + "' + interval '1 day'";
      case SLI_SLICE -> "slice_start < date '" + day + "' + interval '1 day'";
      case GATE_FEEDBACK -> "said_at < date '" + day + "' + interval '1 day'";
      case RECOVERY -> "measured_at < date '" + day + "' + interval '1 day'";
      case BACKUP_RUN -> "due_at < date '" + day + "' + interval '1 day'";
      case ALERT -> "seen_at < date '" + day + "' + interval '1 day'";
      case ON_CALL_SHIFT, RESOURCE_USE, RESOURCE, VERDICT, RELATION, COST_ANOMALY, BUDGET, COST_BUDGET, BUDGET_ALERT, CLOSED_MONTH, OPTIMISATION, DRIVER,
          ACCOUNT, COMPONENT, MODULE_REPOSITORY, DRIFT, DRIFT_RUN, EXCEPTION, RECOVERY_OBJECTIVE, PROTECTION, DRILL, QUOTA, COMPONENT_VERSION ->
          "true";
    };
  }
}
