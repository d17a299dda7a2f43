/**
 * Charts as SVG text, for pages and for the self-contained report: pure functions of data, without scripts,
 * readable in print and by screen readers.
 *
 * <p>Colours are the CSS variables {@code --chart-1} to {@code --chart-8}, {@code --chart-good}, {@code
 * --chart-bad}, {@code --chart-quiet}, {@code --chart-grid} and {@code --chart-text}, with fallbacks, so that
 * a page's theme decides and a bare file still looks right. Knows nothing of what the numbers mean.
 */
@NullMarked
package roadbed.prove.chart;

import org.jspecify.annotations.NullMarked;
