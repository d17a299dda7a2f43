package roadbed.rego.eval;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.Value;

/** Compiled rules; each of them has a number, its entry. Immutable. */
public abstract class Code {
  /** For generated classes only. */
  protected Code() {}

  /** Runs a complete rule or a function; null where it is undefined. */
  protected abstract @Nullable Value call(int entry, Run run, Scope scope, Value[] args);

  /** Runs one definition of a set or an object of rules, or a query. */
  protected abstract void collect(int entry, Run run, Scope scope, Object sink);

  /** The package that generated classes are made for. */
  public static String packageName() {
    return Code.class.getPackageName();
  }

  /**
   * Makes code of a class file.
   *
   * @param constants what the class finds as its class data
   */
  public static Code define(byte[] classFile, List<Object> constants) {
    try {
      MethodHandles.Lookup made =
          MethodHandles.lookup().defineHiddenClassWithClassData(classFile, constants.toArray(), true);
      return (Code) made.lookupClass().getDeclaredConstructor().newInstance();
    } catch (IllegalAccessException | InstantiationException | NoSuchMethodException | InvocationTargetException e) {
      throw new IllegalStateException("a generated class cannot be used", e);
    }
  }
}
