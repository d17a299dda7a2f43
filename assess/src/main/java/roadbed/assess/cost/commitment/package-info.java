/**
 * Commitments to use, such as reservations and savings plans: which use each one covers, what to buy next and why, and what a
 * way of buying would have saved. Prices are ratios to the price without commitment, demand is in units an hour. Pure: knows
 * nothing of bills, of files, or of how anything is bought.
 */
@NullMarked
package roadbed.assess.cost.commitment;

import org.jspecify.annotations.NullMarked;
