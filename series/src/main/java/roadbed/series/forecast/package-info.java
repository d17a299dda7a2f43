/**
 * How a series of numbers goes on: point forecasts by several methods, chosen and weighted by how well each would have
 * done before, with intervals whose width is what the errors were. Everything is computed from the numbers given; the same
 * numbers give the same forecast. Knows nothing of cost, of owners, or of where numbers come from.
 */
@NullMarked
package roadbed.series.forecast;

import org.jspecify.annotations.NullMarked;
