/**
 * The program {@code roadbed-spark}: reads files as {@code roadbed} does, starts Spark, and writes what it answers.
 *
 * <p>The one place of this module that collects.
 */
@NullMarked
package roadbed.spark.program;

import org.jspecify.annotations.NullMarked;
