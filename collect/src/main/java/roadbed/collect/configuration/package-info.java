/**
 * Files of settings as plain documents: TOML, INI, properties, environment files, Dockerfiles. For rules that are written
 * against the file itself and not against a resource.
 *
 * <p>Knows nothing of what the settings mean.
 */
@NullMarked
package roadbed.collect.configuration;

import org.jspecify.annotations.NullMarked;
