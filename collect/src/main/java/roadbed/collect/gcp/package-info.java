/**
 * Google Cloud's documents: what Cloud Asset Inventory exports, lists and finds.
 *
 * <p>Knows nothing of normal forms. An asset keeps its document as Google writes it, with its access policy; policies
 * of organisations become resources beside what they are on.
 */
@NullMarked
package roadbed.collect.gcp;

import org.jspecify.annotations.NullMarked;
