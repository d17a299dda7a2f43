/**
 * Billing and guardrails on Apache Spark, for what is beyond one machine: the same SQL, the same rules and the same
 * policies over the same tables, with the same rows as {@code roadbed cost allocate}, {@code roadbed cost explore} and
 * {@code roadbed scan} give.
 *
 * <p>Spark reads, sums and ships; what a line or a resource means is asked of {@code assess}, on the executors, in
 * exact decimals. The program that starts it stands in {@link roadbed.spark.program}.
 *
 * <p>Knows nothing of DuckDB, of how files are collected and of commands.
 */
@NullMarked
package roadbed.spark;

import org.jspecify.annotations.NullMarked;
