/**
 * What people and clocks move: state machines with approvals and a trail. The packages below are siblings and do not
 * import each other; what happened comes back into the inventory only through the next collection. It knows nothing of
 * file formats, databases and pages.
 */
@NullMarked
package roadbed.operate;

import org.jspecify.annotations.NullMarked;
