/**
 * What a scan found, as text for a terminal, JSON, SARIF, Markdown and one self-contained HTML page.
 *
 * <p>Pure functions from an {@link roadbed.prove.report.EstateReport} to text. Knows nothing of how the scan
 * was made and of where the text goes.
 */
@NullMarked
package roadbed.prove.report;

import org.jspecify.annotations.NullMarked;
