-- The estate: what each source brought, resources and relations with their history, and what happened.
--
-- A row's history is its validity: it holds from valid_from up to, not including, valid_to. Tables with history
-- are split by it: the rows that hold now (valid_to = infinity) lie apart from the past, so that lists and
-- searches never read the past. Identifiers can be longer than a B-tree entry, so they have hash indexes;
-- writers are serialised, which keeps them unique.

create extension if not exists pg_trgm;

-- Content-addressed facts: collections that say the same share one set.
create table fact_set (
  id     bigint generated always as identity primary key,
  digest bytea not null unique
);

create table fact_account (
  fact_set    bigint not null references fact_set,
  provider    text not null,
  id          text not null,
  name        text not null,
  environment text,
  owner       text
);
create index on fact_account (fact_set);

create table fact_budget (
  fact_set   bigint not null references fact_set,
  scope_kind text not null,
  scope      text not null,
  month      date not null,
  amount     numeric not null,
  currency   text not null
);
create index on fact_budget (fact_set);

create table fact_driver (
  fact_set bigint not null references fact_set,
  name     text not null,
  month    date not null,
  value    numeric not null
);
create index on fact_driver (fact_set);

create table fact_component (
  fact_set  bigint not null references fact_set,
  name      text not null,
  type      text,
  lifecycle text,
  owner     text,
  system    text,
  tier      text,
  dashboard text,
  alerts    text,
  slo       text
);
create index on fact_component (fact_set);

create table fact_incident (
  fact_set          bigint not null references fact_set,
  id                text not null,
  title             text not null,
  severity          integer not null,
  service           text,
  team              text,
  cause             text,
  platform_caused   boolean not null,
  security          boolean not null,
  impact_started_at timestamptz not null,
  detected_at       timestamptz,
  contained_at      timestamptz,
  restored_at       timestamptz
);
create index on fact_incident (fact_set);

-- One row a recording: the receipt.
create table collection (
  id          bigint generated always as identity primary key,
  source      text not null,
  captured_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  fact_set    bigint not null references fact_set,
  resources   integer not null,
  errors      integer not null,
  appeared    integer not null,
  changed     integer not null,
  vanished    integer not null,
  unchanged   integer not null
);
create index on collection using hash (source);
create index on collection (captured_at);

-- The newest collection of each source, whole, to be merged with the next of another.
create table source (
  name        text not null,
  collection  bigint not null references collection,
  captured_at timestamptz not null,
  diagnostics json not null,
  document    bytea not null
);
create index on source using hash (name);
alter table source alter column document set storage external; -- it is compressed already

-- The columns that lists filter by take few combinations of values, so they are kept once each. An empty text
-- means that there is none.
create table resource_group (
  id          integer generated always as identity primary key,
  key         bytea not null unique,
  kind        text not null,
  type        text not null,
  provider    text not null,
  account     text not null,
  region      text not null,
  owner       text not null,
  environment text not null,
  tier        text not null,
  system      text not null,
  source      text not null
);

-- How many resources each combination has now, so that totals and counts need no look at the resources.
create table resource_count (
  group_id  integer primary key references resource_group,
  resources bigint not null
);

-- Raw document, facets and satellites, by the digest of their text: a resource whose owner changes, or that
-- comes back, does not bring them again. They are json and not jsonb: kept as they were said, whatever numbers
-- and control characters a source writes; facets::jsonb where SQL is to look inside.
create table document (
  digest     bytea primary key,
  facets     json not null,
  raw        json not null,
  satellites json not null
);

create table resource (
  id              text not null,
  group_id        integer not null,
  name            text not null,
  address         text not null,
  declared_by     text not null,
  change          text not null,
  module          text,
  module_approved boolean not null,
  owner_basis     text,
  owner_reason    text,
  tags            jsonb not null,
  words           text not null,
  place           json not null,
  content         bytea not null,
  document        bytea not null,
  first_seen      timestamptz not null,
  valid_from      timestamptz not null,
  valid_to        timestamptz not null default 'infinity'
) partition by list (valid_to);
create table resource_current partition of resource for values in ('infinity');
create table resource_past partition of resource default;

comment on column resource.words is 'lower-case text that a search looks into';
comment on column resource.place is 'where it stands; a move alone is no change and makes no history';
comment on column resource.content is 'digest of all that makes history';

create index on resource using hash (id);
create index on resource_current (group_id);
create index on resource_current (left(name, 200));
create index on resource_current using gin (words gin_trgm_ops);
create index on resource_current using gin (tags jsonb_path_ops);
create index on resource_past (valid_to);

create table relation (
  from_id    text not null,
  type       text not null,
  to_id      text not null,
  reason     text not null,
  source     text not null,
  valid_from timestamptz not null,
  valid_to   timestamptz not null default 'infinity'
) partition by list (valid_to);
create table relation_current partition of relation for values in ('infinity');
create table relation_past partition of relation default;
create index on relation_current using hash (from_id);
create index on relation_current using hash (to_id);
create index on relation_past (valid_to);

create table event (
  id         bigint generated always as identity primary key,
  at         timestamptz not null,
  collection bigint not null references collection,
  resource   text not null,
  source     text not null,
  what       text not null check (what in ('appeared', 'changed', 'vanished')),
  details    json not null
);
create index on event using hash (resource);
create index on event (at desc, id desc);
