/** Drift reports for people and machines: a terminal, Markdown, SARIF. Knows nothing of how drift is found. */
@NullMarked
package roadbed.prove.report.drift;

import org.jspecify.annotations.NullMarked;
