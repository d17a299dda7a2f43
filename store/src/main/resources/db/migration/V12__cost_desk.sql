-- What people do about cost: budgets of scopes of their own and their alerts, closed months, and the backlog of
-- optimisations as events.

create table fact_cost_budget (
  fact_set   bigint not null references fact_set,
  name       text not null,
  scope      text not null,
  owners     text[] not null,
  period     text not null check (period in ('month', 'quarter', 'year')),
  amount     numeric not null,
  currency   text not null,
  actual     integer[] not null,
  forecast   integer[] not null,
  from_month date,
  to_month   date
);
comment on column fact_cost_budget.scope is 'a JSON object: lists of values by dimension of daily cost, all of which must hold';
comment on column fact_cost_budget.actual is 'percentages of what is spent that are told';
create index on fact_cost_budget (fact_set);

create table budget_alert (
  id              bigint generated always as identity primary key,
  budget          text not null,
  period_start    date not null,
  period_end      date not null,
  forecast        boolean not null,
  percent         integer not null,
  words           text not null,
  owners          text[] not null,
  amount          numeric not null,
  currency        text not null,
  as_of           date not null,
  raised_at       timestamptz not null,
  acknowledged_at timestamptz,
  acknowledged_by text,
  unique (budget, period_start, period_end, forecast, percent),
  check ((acknowledged_at is null) = (acknowledged_by is null))
);
comment on table budget_alert is 'one row for each threshold of a budget that was passed in a period, whatever happens later';

create table closed_month (
  month     date not null,
  cost      text not null check (cost in ('effective', 'billed')),
  closed_at timestamptz not null,
  closed_by text not null,
  primary key (month, cost)
);

create table closed_position (
  month    date not null,
  cost     text not null,
  place    integer not null,
  owner    text not null,
  currency text not null,
  provider text not null,
  account  text not null,
  service  text not null,
  trail    text not null,
  of_month date not null,
  amount   numeric not null,
  primary key (month, cost, place),
  foreign key (month, cost) references closed_month
);
comment on column closed_position.of_month is 'the month whose cost it is; an earlier one for an adjustment';

create table backlog_event (
  id          bigint generated always as identity primary key,
  at          timestamptz not null,
  actor       text not null,
  opportunity text not null,
  document    text not null,
  state       text not null,
  title       text not null,
  owner       text not null,
  due         date,
  done_on     date,
  found       date not null,
  promised    numeric not null,
  realised    numeric not null,
  currency    text not null
);
comment on table backlog_event is 'one row an event, with what became of the opportunity by it';
create index on backlog_event (opportunity, id);

create function refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are written once and stay as they are', tg_table_name;
end
$$;
create trigger written_once before update or delete or truncate on backlog_event
  for each statement execute function refuse_rewriting();
create trigger written_once before update or delete or truncate on closed_month
  for each statement execute function refuse_rewriting();
create trigger written_once before update or delete or truncate on closed_position
  for each statement execute function refuse_rewriting();

create view facts.cost_budget as
  select distinct on (b.name) b.name, b.scope, array_to_string(b.owners, ' ') as owners, b.period, b.amount, b.currency,
    b.from_month, b.to_month
  from told_collection c join fact_cost_budget b using (fact_set)
  order by b.name, c.captured_at desc, c.source;

create view facts.budget_alert as
  select budget, period_start, period_end, forecast, percent, amount, currency, as_of,
    raised_at at time zone 'UTC' as raised_at,
    case when acknowledged_at < facts.end_of_day() then acknowledged_at at time zone 'UTC' end as acknowledged_at,
    case when acknowledged_at < facts.end_of_day() then acknowledged_by end as acknowledged_by
  from budget_alert
  where raised_at < facts.end_of_day();

create view facts.closed_month as
  select m.month, m.cost, m.closed_at at time zone 'UTC' as closed_at, m.closed_by,
    nullif(p.owner, '') as owner, p.currency, sum(p.amount) as amount
  from closed_month m join closed_position p using (month, cost)
  where m.closed_at < facts.end_of_day()
  group by m.month, m.cost, m.closed_at, m.closed_by, p.owner, p.currency;

create view facts.optimisation as
  select distinct on (e.opportunity) e.opportunity as id, title, state, nullif(owner, '') as owner, found, due, done_on,
    promised, realised, currency, at at time zone 'UTC' as changed_at
  from backlog_event e
  where at < facts.end_of_day()
  order by e.opportunity, e.id desc;
