/** Where the program keeps things, and how it is told so. */
@NullMarked
package roadbed.app.config;

import org.jspecify.annotations.NullMarked;
