package roadbed.rego.ir;

import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.Location;
import roadbed.rego.value.Value;

/**
 * One definition, ready to run.
 *
 * @param slots how many places for values a frame needs, arguments first
 * @param objects how many places for collections in the making and saved replacements
 * @param known the constant parts of an object rule's path; null where a part is found only at run time
 */
public record Plan(
    Location at, int slots, int objects, Block body, List<@Nullable Value> known, @Nullable Plan orElse) {}
