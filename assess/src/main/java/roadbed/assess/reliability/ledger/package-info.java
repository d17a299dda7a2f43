/**
 * The ledger of events: how many were good, and how many there were, in each slice of time; what they make of an objective
 * and its budget; and when alerts over them would have told somebody. Everything is a sum of counts, so that a busy minute
 * weighs what it weighs. Pure.
 *
 * <p>Knows nothing of where counts come from and where they are kept, and asks no server.
 */
@NullMarked
package roadbed.assess.reliability.ledger;

import org.jspecify.annotations.NullMarked;
