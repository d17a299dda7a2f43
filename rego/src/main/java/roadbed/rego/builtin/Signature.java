package roadbed.rego.builtin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a builtin takes and gives.
 *
 * @param arguments the types of the fixed arguments
 * @param variadic the type of each further argument, where any number may follow
 * @param result the type of the result; null where there is none, as with {@code print}
 */
public record Signature(List<Type> arguments, @Nullable Type variadic, @Nullable Type result) {}
