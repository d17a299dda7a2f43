package roadbed.rego.builtin;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.UnknownValue;
import roadbed.rego.value.Value;

/** What builtins share within one evaluation: its clock, randomness, memory, limits, sinks. Not thread-safe. */
public final class CallContext {
  /** Reads a module's text for {@code rego.parse_module}. */
  @FunctionalInterface
  public interface ModuleReader {
    /**
     * The syntax tree as a value.
     *
     * @throws BuiltinException where the text is no module
     */
    Value read(String file, String text);
  }

  /** So many items, as a power of two, cost about a step of the machine; so with characters. */
  private static final int ITEMS_TO_STEPS = 3;

  private static final int CHARACTERS_TO_STEPS = 6;

  /** So many steps that the clock is looked at. */
  private static final long AT_ONCE = 2_000;

  private static final Duration UNBOUNDED = Duration.ofMinutes(1);

  private final Instant time;
  private final RandomGenerator random;
  private final boolean strict;
  private final @Nullable Consumer<String> prints;
  private final Consumer<String> notes;
  private final Consumer<Value> cases;
  private final LongConsumer spends;
  private final Supplier<Duration> remaining;
  private final int maxItems;
  private final int maxCharacters;
  private final NetworkPolicy network;
  private final Supplier<Value> runtime;
  private final @Nullable ModuleReader modules;
  private final Map<Object, Object> memory = new HashMap<>();

  private CallContext(Builder builder) {
    time = builder.time;
    random = builder.random;
    strict = builder.strict;
    prints = builder.prints;
    notes = builder.notes;
    cases = builder.cases;
    spends = builder.spends;
    remaining = builder.remaining;
    maxItems = builder.maxItems;
    maxCharacters = builder.maxCharacters;
    network = builder.network;
    runtime = builder.runtime;
    modules = builder.modules;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The time of the evaluation, the same throughout it. */
  public Instant time() {
    return time;
  }

  public RandomGenerator random() {
    return random;
  }

  /** Whether a builtin's error ends the evaluation. */
  public boolean strict() {
    return strict;
  }

  /** Whether {@code print} has anywhere to print to. */
  public boolean printing() {
    return prints != null;
  }

  /** Hands a line of {@code print} to its sink. */
  public void print(String line) {
    if (prints != null) {
      prints.accept(line);
    }
  }

  /** Hands a note of {@code trace} to its sink. */
  public void note(String text) {
    notes.accept(text);
  }

  /** Tells of a case that a test came upon: the array of its keys. */
  public void testCase(Value keys) {
    cases.accept(keys);
  }

  public NetworkPolicy network() {
    return network;
  }

  /** What {@code opa.runtime} tells. */
  public Value runtime() {
    return runtime.get();
  }

  public @Nullable ModuleReader modules() {
    return modules;
  }

  /** What the evaluation remembers under a key; made when first asked for. */
  public <T> T remembered(Object key, Class<T> type, Supplier<T> make) {
    Object known = memory.get(key);
    if (known == null) {
      known = make.get();
      memory.put(key, known);
    }
    return type.cast(known);
  }

  /**
   * One turn of a loop that may be long; ends the evaluation if its time is over.
   *
   * @throws RuntimeException that ends the evaluation
   */
  public void checkTime() {
    spends.accept(1);
  }

  /**
   * Ends the evaluation if its time is over or its thread interrupted, without waiting for the next look at the clock.
   *
   * @throws RuntimeException that ends the evaluation
   */
  public void checkNow() {
    spends.accept(AT_ONCE);
  }

  /** The time that the evaluation still has. */
  public Duration remaining() {
    return remaining.get();
  }

  /**
   * So many turns of a loop that may be long.
   *
   * @throws RuntimeException that ends the evaluation
   */
  public void spend(long steps) {
    spends.accept(steps);
  }

  /**
   * Counts what a call cost by the size of what it was given and what it made: a builtin that goes through a long text
   * once does not look at the clock, but a policy that calls it again and again comes to an end.
   */
  void charge(Value[] args, @Nullable Value result) {
    long steps = result == null ? 0 : steps(result);
    for (Value arg : args) {
      steps += steps(arg);
    }
    if (steps > 0) {
      spends.accept(steps);
    }
    if (result instanceof StringValue text) {
      checkCharacters(text.value().length());
    }
  }

  private static long steps(Value value) {
    return switch (value) {
      case StringValue text -> text.value().length() >> CHARACTERS_TO_STEPS;
      case ArrayValue array -> array.size() >> ITEMS_TO_STEPS;
      case ObjectValue object -> object.size() >> ITEMS_TO_STEPS;
      case SetValue set -> set.size() >> ITEMS_TO_STEPS;
      case NumberValue _, BooleanValue _, NullValue _, UnknownValue _ -> 0;
    };
  }

  /**
   * Refuses a result with too many items before it is made.
   *
   * @throws BuiltinException that halts
   */
  public void checkItems(long items) {
    if (items > maxItems) {
      throw BuiltinException.limit("result of " + items + " items exceeds the limit of " + maxItems);
    }
  }

  /**
   * Refuses a text that is too long before it is made.
   *
   * @throws BuiltinException that halts
   */
  public void checkCharacters(long characters) {
    if (characters > maxCharacters) {
      throw BuiltinException.limit("result of " + characters + " characters exceeds the limit of " + maxCharacters);
    }
  }

  /** The settings of a context; each has a default. */
  public static final class Builder {
    private Instant time = Instant.now();
    private RandomGenerator random = new java.util.SplittableRandom();
    private boolean strict;
    private @Nullable Consumer<String> prints;
    private Consumer<String> notes = _ -> {};
    private Consumer<Value> cases = _ -> {};
    private LongConsumer spends = _ -> {};
    private Supplier<Duration> remaining = () -> UNBOUNDED;
    private int maxItems = 2_000_000;
    private int maxCharacters = 32_000_000;
    private NetworkPolicy network = NetworkPolicy.CLOSED;
    private Supplier<Value> runtime = () -> ObjectValue.EMPTY;
    private @Nullable ModuleReader modules;

    private Builder() {}

    public Builder time(Instant value) {
      time = value;
      return this;
    }

    public Builder random(RandomGenerator value) {
      random = value;
      return this;
    }

    public Builder strict(boolean value) {
      strict = value;
      return this;
    }

    /** Where {@code print} prints to; without it, nothing is printed. */
    public Builder prints(Consumer<String> value) {
      prints = value;
      return this;
    }

    public Builder notes(Consumer<String> value) {
      notes = value;
      return this;
    }

    /** Where tests announce their cases. */
    public Builder cases(Consumer<Value> value) {
      cases = value;
      return this;
    }

    /** Counts steps, and throws when the evaluation has to end. */
    public Builder spends(LongConsumer value) {
      spends = value;
      return this;
    }

    /** Tells how much time the evaluation still has. */
    public Builder remaining(Supplier<Duration> value) {
      remaining = value;
      return this;
    }

    /** The most items of an array, set or object that a builtin makes. */
    public Builder maxItems(int value) {
      maxItems = value;
      return this;
    }

    /** The most characters of a text that a builtin makes. */
    public Builder maxCharacters(int value) {
      maxCharacters = value;
      return this;
    }

    public Builder network(NetworkPolicy value) {
      network = value;
      return this;
    }

    public Builder runtime(Supplier<Value> value) {
      runtime = value;
      return this;
    }

    public Builder modules(ModuleReader value) {
      modules = value;
      return this;
    }

    public CallContext build() {
      return new CallContext(this);
    }
  }
}
