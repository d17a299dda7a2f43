/**
 * The generator of bytecode over the intermediate form: rules become static methods, slots become locals, loops become
 * loops, and what is undefined is a jump.
 *
 * <p>Knows the operations of {@code eval} by name only, and nothing of syntax. What a generated class cannot hold as a
 * number or a text it finds in a table of constants, so that classes can be saved and loaded.
 */
@NullMarked
package roadbed.rego.bytecode;

import org.jspecify.annotations.NullMarked;
