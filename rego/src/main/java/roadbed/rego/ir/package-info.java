/**
 * The intermediate form between resolved rules and the machines that run them: sealed records, numbered slots, loops
 * that hold the rest of their body.
 *
 * <p>A step is either defined and lets the next one run, or ends its block; a block tells only whether something in it
 * asked to stop. Nothing here knows how values are kept at run time, so that an interpreter and a generator of bytecode
 * can share it.
 */
@NullMarked
package roadbed.rego.ir;

import org.jspecify.annotations.NullMarked;
