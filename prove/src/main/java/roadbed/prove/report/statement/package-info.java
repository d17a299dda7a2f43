/** Statements of cost as CSV, HTML and PDF. Knows nothing of how they came about. */
@NullMarked
package roadbed.prove.report.statement;

import org.jspecify.annotations.NullMarked;
