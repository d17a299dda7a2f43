-- What was judged and measured: verdicts with history, cost, KPI values.

create table guardrail (
  id          text primary key,
  position    integer not null,
  judging     boolean not null,
  title       text not null,
  severity    smallint not null,
  rationale   text not null,
  remediation text not null,
  provider    text not null,
  kinds       text[] not null,
  types       text[] not null,
  controls    text[] not null,
  sources     text not null,
  file        text not null
);
comment on column guardrail.severity is '0 low, 1 medium, 2 high, 3 critical';
comment on column guardrail.judging is 'whether it was among those that judged last';

create table verdict (
  resource   text not null,
  guardrail  text not null,
  severity   smallint not null,
  outcome    text not null check (outcome in ('pass', 'fail', 'not-evaluated')),
  messages   text[] not null,
  source     text not null,
  since      timestamptz not null,
  valid_from timestamptz not null,
  valid_to   timestamptz not null default 'infinity'
) partition by list (valid_to);
create table verdict_current partition of verdict for values in ('infinity');
create table verdict_past partition of verdict default;
create index on verdict_current using hash (resource);
create index on verdict_current (outcome, severity desc, since desc);
create index on verdict_past (valid_to);

-- How many verdicts of a resource are not a pass; there is a row only where there is one.
create table verdict_tally (
  resource      text not null,
  failed        integer not null,
  not_evaluated integer not null
);
create index on verdict_tally using hash (resource);

create table cost_daily (
  source           text not null,
  day              date not null,
  provider         text not null,
  account          text not null,
  account_name     text not null,
  service          text not null,
  service_category text not null,
  region           text not null,
  owner            text not null,
  owner_basis      text not null,
  environment      text not null,
  currency         text not null,
  billed           numeric not null,
  effective        numeric not null,
  list             numeric not null
);
create index on cost_daily (day);

create table cost_resource (
  source      text not null,
  resource_id text not null,
  month       date not null,
  currency    text not null,
  effective   numeric not null
);
create index on cost_resource using hash (resource_id);

create table kpi_measurement (
  kpi         text not null,
  day         date not null,
  value       double precision,
  numerator   double precision,
  denominator double precision,
  note        text not null,
  lacks       text not null,
  primary key (kpi, day)
);
