-- Since when a component follows a golden path.

alter table fact_component add column golden_path_since date;

create or replace view facts.component as
  select distinct on (p.name)
    p.name, p.type, p.lifecycle, p.owner, p.system, p.tier, p.dashboard, p.alerts, p.slo, p.golden_path_since
  from known_collection c join fact_component p using (fact_set)
  order by p.name, c.captured_at desc, c.source;
