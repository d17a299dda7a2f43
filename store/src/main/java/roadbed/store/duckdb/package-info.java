/**
 * DuckDB behind the interfaces of {@code assess} and {@code prove}: billing lines as Parquet files, and the
 * documented tables of a scan in memory.
 *
 * <p>Knows nothing of PostgreSQL, of pages and of commands.
 */
@NullMarked
package roadbed.store.duckdb;

import org.jspecify.annotations.NullMarked;
