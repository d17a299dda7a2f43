/**
 * Implements every store interface: PostgreSQL for state and history, DuckDB over Parquet for billing.
 *
 * <p>Decides nothing; the meaning of what it stores belongs to the modules whose interfaces it implements.
 */
@NullMarked
package roadbed.store;

import org.jspecify.annotations.NullMarked;
