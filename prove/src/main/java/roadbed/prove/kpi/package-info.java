/**
 * KPIs: one YAML file each, with the SQL for the value and the SQL for the rows behind it.
 *
 * <p>The SQL runs on the documented tables of {@code docs/reference/tables.md}, in the dialect that
 * PostgreSQL and DuckDB share. Knows nothing of connections: see {@link roadbed.prove.kpi.FactTables}.
 */
@NullMarked
package roadbed.prove.kpi;

import org.jspecify.annotations.NullMarked;
