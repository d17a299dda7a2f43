/**
 * PostgreSQL: the engine under our own supervisor, its schema, and the stores of the server.
 *
 * <p>{@link roadbed.store.postgres.PostgresStores} is the door; {@link roadbed.store.postgres.EmbeddedPostgres}
 * brings an engine where the user has none. Knows nothing of HTTP, files to scan and policies.
 */
@NullMarked
package roadbed.store.postgres;

import org.jspecify.annotations.NullMarked;
