/**
 * Policies and data from files, folders and bundles: what is loaded from where, by OPA's rules, and how bundles are
 * written, signed and verified.
 *
 * <p>Everything here deals in texts and values; it parses modules and never evaluates one. A file that cannot be read is
 * a problem beside the others and does not keep them from being read.
 */
@NullMarked
package roadbed.rego.bundle;

import org.jspecify.annotations.NullMarked;
