/**
 * Changes of source files at the place of an attribute: what a person wrote stays as it is, comments and all, and only
 * what is asked for changes. Texts in, texts out.
 *
 * <p>Knows nothing of why something is changed, and writes no files.
 */
@NullMarked
package roadbed.collect.edit;

import org.jspecify.annotations.NullMarked;
