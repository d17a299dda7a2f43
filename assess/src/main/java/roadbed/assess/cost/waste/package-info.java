/**
 * What of an estate is paid for and not needed: findings with what they would save, how risky and how much work it is,
 * how sure they are and the change that does it. A function of resources, their cost and how much they are used; what
 * cannot be judged is said with the reason and never passed over.
 *
 * <p>Knows nothing of files, of databases and of what becomes of a finding.
 */
@NullMarked
package roadbed.assess.cost.waste;

import org.jspecify.annotations.NullMarked;
