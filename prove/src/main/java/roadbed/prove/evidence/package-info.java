/**
 * The evidence log: an append-only Merkle tree (RFC 6962 hashing) over what was judged, measured and decided.
 *
 * <p>Knows how entries are hashed, chained and verified, and nothing of where they are stored: see
 * {@link roadbed.prove.evidence.EvidenceStore}.
 */
@NullMarked
package roadbed.prove.evidence;

import org.jspecify.annotations.NullMarked;
