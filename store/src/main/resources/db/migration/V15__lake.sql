-- Bills of the lake as the server has added them up, and what commitments did.

create table cost_bills (
  state text not null
);
comment on table cost_bills is 'one row: which billing files the aggregates of cost were last made of';

create table commitment_daily (
  day       date not null,
  provider  text not null,
  account   text not null,
  service   text not null,
  currency  text not null,
  covered   numeric not null,
  on_demand numeric not null,
  used      numeric not null,
  unused    numeric not null
);
comment on column commitment_daily.on_demand is 'use at standard prices of services in which there is use that commitments cover';
create index on commitment_daily (day);

create view facts.commitment_daily as
  select day, provider, account, service, currency, covered, on_demand, used, unused
  from commitment_daily
  where day <= facts.as_of();
