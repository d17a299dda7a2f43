/**
 * The server put together: stores, intake, pages. The same stages as a scan, with a memory.
 */
@NullMarked
package roadbed.app.server;

import org.jspecify.annotations.NullMarked;
