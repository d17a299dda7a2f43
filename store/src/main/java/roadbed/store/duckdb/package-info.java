/**
 * DuckDB behind the interfaces of {@code assess} and {@code prove}: billing lines as Parquet files, and the
 * documented tables of a scan in memory.
 *
 * <p>Its native library lies beside the driver's jar (module {@code duckdb}), so that nothing is unpacked at
 * start. The system property {@code roadbed.duckdb.memory} bounds what one connection may use.
 *
 * <p>Knows nothing of PostgreSQL, of pages and of commands.
 */
@NullMarked
package roadbed.store.duckdb;

import org.jspecify.annotations.NullMarked;
