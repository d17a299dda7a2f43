-- Deployments and runs that change infrastructure, as a collection tells and judges them.

create table fact_deployment (
  fact_set         bigint not null references fact_set,
  id               text not null,
  service          text not null,
  environment      text,
  standing         text not null check (standing in ('production', 'not completed', 'unknown environment')),
  finished_at      timestamptz not null,
  commit           text,
  failed           boolean not null,
  confidence       numeric(6, 4) not null,
  evidence         text not null,
  lead_seconds     bigint,
  approval_seconds bigint,
  recovery_seconds bigint,
  rework           boolean not null
);
create index on fact_deployment (fact_set);

create table fact_pipeline_run (
  fact_set     bigint not null references fact_set,
  id           text not null,
  service      text not null,
  pipeline     text not null,
  outcome      text not null,
  finished_at  timestamptz not null,
  commit       text,
  templated    boolean,
  opened_at    timestamptz,
  reverted_by  text,
  lead_seconds bigint
);
create index on fact_pipeline_run (fact_set);

create view facts.deployment as
  select distinct on (d.id) d.id, d.service, d.environment, d.standing, d.finished_at at time zone 'UTC' as finished_at,
    d.commit, d.failed, d.confidence, nullif(d.evidence, '') as evidence, d.lead_seconds, d.approval_seconds,
    d.recovery_seconds, d.rework
  from told_collection c join fact_deployment d using (fact_set)
  where d.finished_at < facts.end_of_day()
  order by d.id, c.captured_at desc, c.source;

create view facts.pipeline_run as
  select distinct on (r.id) r.id, r.service, r.pipeline, r.outcome, r.finished_at at time zone 'UTC' as finished_at,
    r.commit, r.templated, r.opened_at at time zone 'UTC' as opened_at, r.reverted_by, r.lead_seconds
  from told_collection c join fact_pipeline_run r using (fact_set)
  where r.finished_at < facts.end_of_day()
  order by r.id, c.captured_at desc, c.source;
