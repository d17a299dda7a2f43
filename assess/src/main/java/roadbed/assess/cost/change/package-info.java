/**
 * What a change will cost: resources before and after it are taken apart into what is priced, and priced by a sheet.
 * What has no price, or an attribute that is not known yet, is said and never counted as nothing.
 *
 * <p>Knows nothing of the files that prices come from.
 */
@NullMarked
package roadbed.assess.cost.change;

import org.jspecify.annotations.NullMarked;
