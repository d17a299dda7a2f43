/**
 * The server's face: API, hooks and pages. Knows nothing of databases and of file formats.
 */
@NullMarked
package roadbed.web;

import org.jspecify.annotations.NullMarked;
