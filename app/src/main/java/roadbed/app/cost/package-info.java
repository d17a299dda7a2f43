/** What the commands of cost do: an estate with its bill is opened, asked, and the answer is written. */
@NullMarked
package roadbed.app.cost;

import org.jspecify.annotations.NullMarked;
