-- The documented tables (docs/reference/tables.md): views that show the state at the end of the day in the
-- setting roadbed.as_of, today where it is not set.
--
-- What carries its own dates (incidents, budgets, drivers) is also shown for days before the first collection
-- that told of it; what does not (accounts, components) is known only from the day it was collected.

create schema facts;

create function facts.as_of() returns date stable parallel safe language sql
  return coalesce(nullif(current_setting('roadbed.as_of', true), '')::date, (now() at time zone 'UTC')::date);

create function facts.end_of_day() returns timestamptz stable parallel safe language sql
  return (facts.as_of() + 1)::timestamp at time zone 'UTC';

-- The collection of each source that was the newest on the day.
create view known_collection as
  select distinct on (source) source, captured_at, id, fact_set
  from collection
  where captured_at < facts.end_of_day()
  order by source, captured_at desc, id desc;

-- The same, and for a source that had none yet its first.
create view told_collection as
  select distinct on (source) source, captured_at, id, fact_set
  from collection
  order by source, captured_at >= facts.end_of_day(),
    case when captured_at < facts.end_of_day() then captured_at end desc, captured_at, id desc;

create view facts.resource as
  select r.id, g.kind, g.type, g.provider, g.account, g.region, r.name,
    nullif(g.owner, '') as owner, r.owner_basis, r.owner_reason,
    nullif(g.environment, '') as environment, nullif(g.tier, '') as tier, nullif(g.system, '') as system,
    g.source, r.declared_by, r.address, r.module, r.module_approved,
    r.first_seen at time zone 'UTC' as first_seen,
    (r.place ->> 'file')
      || case when (r.place ->> 'line')::integer > 0 then ':' || (r.place ->> 'line') else '' end as location
  from resource r join resource_group g on g.id = r.group_id
  where r.valid_from < facts.end_of_day() and r.valid_to >= facts.end_of_day();

create view facts.verdict as
  select v.resource as resource_id, v.guardrail, coalesce(g.title, v.guardrail) as title,
    case v.severity when 3 then 'critical' when 2 then 'high' when 1 then 'medium' else 'low' end as severity,
    v.outcome, array_to_string(v.messages, '; ') as message, v.since at time zone 'UTC' as since
  from verdict v left join guardrail g on g.id = v.guardrail
  where v.valid_from < facts.end_of_day() and v.valid_to >= facts.end_of_day();

create view facts.relation as
  select from_id, type, to_id, reason
  from relation
  where valid_from < facts.end_of_day() and valid_to >= facts.end_of_day();

create view facts.incident as
  select distinct on (i.id) i.id, i.title, i.severity, i.service, i.team, i.cause, i.platform_caused, i.security,
    i.impact_started_at at time zone 'UTC' as impact_started_at, i.detected_at at time zone 'UTC' as detected_at,
    i.contained_at at time zone 'UTC' as contained_at, i.restored_at at time zone 'UTC' as restored_at
  from told_collection c join fact_incident i using (fact_set)
  where i.impact_started_at < facts.end_of_day()
  order by i.id, c.captured_at desc, c.source;

create view facts.cost_daily as
  select day, provider, account, account_name, service, service_category, region,
    nullif(owner, '') as owner, nullif(owner_basis, '') as owner_basis,
    nullif(environment, '') as environment, currency, billed, effective, list
  from cost_daily
  where day <= facts.as_of();

create view facts.cost_resource as
  select resource_id, month, currency, effective
  from cost_resource
  where month <= facts.as_of();

create view facts.budget as
  select distinct on (b.scope_kind, b.scope, b.month, b.currency)
    b.scope_kind, b.scope, b.month, b.amount, b.currency
  from told_collection c join fact_budget b using (fact_set)
  order by b.scope_kind, b.scope, b.month, b.currency, c.captured_at desc, c.source;

create view facts.driver as
  select distinct on (d.name, d.month) d.name, d.month, d.value
  from told_collection c join fact_driver d using (fact_set)
  order by d.name, d.month, c.captured_at desc, c.source;

create view facts.account as
  select distinct on (a.provider, a.id) a.provider, a.id, a.name, a.environment, a.owner
  from known_collection c join fact_account a using (fact_set)
  order by a.provider, a.id, c.captured_at desc, c.source;

create view facts.component as
  select distinct on (p.name)
    p.name, p.type, p.lifecycle, p.owner, p.system, p.tier, p.dashboard, p.alerts, p.slo
  from known_collection c join fact_component p using (fact_set)
  order by p.name, c.captured_at desc, c.source;
