-- Daily cost by kind of charge and with the contracted amount.

alter table cost_daily
  add column charge_category text not null default '',
  add column contracted numeric not null default 0;
comment on column cost_daily.charge_category is 'FOCUS ChargeCategory; empty where the bill does not say';

create or replace view facts.cost_daily as
  select day, provider, account, account_name, service, service_category, region,
    nullif(owner, '') as owner, nullif(owner_basis, '') as owner_basis,
    nullif(environment, '') as environment, currency, billed, effective, list,
    nullif(charge_category, '') as charge_category, contracted
  from cost_daily
  where day <= facts.as_of();
