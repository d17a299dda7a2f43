-- How much of what is provisioned is used: what was known on a day, each day as a whole.

create table resource_use (
  day            date not null,
  resource_id    text not null,
  component      text not null check (component in ('cpu', 'memory', 'storage')),
  unit           text not null,
  provisioned    numeric,
  used           numeric,
  measured_from  timestamptz,
  measured_until timestamptz,
  hours          bigint not null,
  source         text not null,
  reason         text not null,
  share          numeric not null,
  nominal        numeric not null,
  list_price     numeric,
  list_currency  text,
  primary key (day, resource_id, component)
);

create view facts.resource_use as
  select resource_id, component, unit, provisioned, used, measured_from at time zone 'UTC' as measured_from,
    measured_until at time zone 'UTC' as measured_until, hours, nullif(source, '') as source,
    nullif(reason, '') as reason, share, nominal, list_price, list_currency
  from resource_use
  where day = (select max(day) from resource_use where day <= facts.as_of());
