/**
 * Regular expressions of people who are not trusted: RE2 for Java, whose matching is linear, with a bound of what a pattern
 * may become when it is compiled and with its table of letters closed. Knows nothing of who asks.
 */
@NullMarked
package roadbed.re2;

import org.jspecify.annotations.NullMarked;
