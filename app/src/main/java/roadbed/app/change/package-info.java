/**
 * What the program knows around changes, from files and from the inventory alike. It decides nothing.
 */
@NullMarked
package roadbed.app.change;

import org.jspecify.annotations.NullMarked;
