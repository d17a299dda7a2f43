package roadbed.assess.policy.foreign.gatekeeper;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import roadbed.assess.policy.foreign.Manifest;
import roadbed.assess.policy.foreign.Nested;
import roadbed.assess.policy.foreign.Ruling;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * A file of tests for templates and constraints.
 *
 * @param file its name; what it refers to stands beside it
 */
record Suite(String file, boolean skip, List<Test> tests) {
  private static final String GROUP = "test.gatekeeper.sh";

  /**
   * A template and a constraint, and what the constraint must say of objects.
   *
   * @param invalid whether the constraint must be refused for its parameters
   */
  record Test(String name, String template, String constraint, boolean invalid, boolean skip, List<Case> cases) {}

  /**
   * An object, and what must be said of it.
   *
   * @param inventory files of the objects that are there besides
   */
  record Case(String name, String object, List<String> inventory, List<Assertion> assertions, boolean skip) {}

  /** How many violations there must be. */
  sealed interface Expected {
    /** At least one. */
    record Some() implements Expected {}

    /** None. */
    record None() implements Expected {}

    /** So many. */
    record Exactly(int count) implements Expected {}

    /** Something that cannot be expected. */
    record Wrong(String text) implements Expected {}
  }

  /**
   * What must be said of an object.
   *
   * @param message a regular expression; only violations with a message that it is found in count
   */
  record Assertion(Expected expected, Optional<String> message) {

    /** Why messages do not fulfil it; null where they do. */
    @Nullable String offence(List<String> messages) {
      int found = messages.size();
      if (message.isPresent()) {
        try {
          Pattern pattern = Pattern.compile(message.get());
          found = (int) messages.stream().filter(text -> pattern.matcher(text).find()).count();
        } catch (PatternSyntaxException e) {
          return "the message of the assertion is no regular expression: " + e.getMessage();
        }
      }
      String what = found + " violations" + message.map(text -> " with a message like \"" + text + "\"").orElse("");
      return switch (expected) {
        case Expected.Some _ -> found > 0 ? null : "got " + what + ", wanted at least one";
        case Expected.None _ -> found == 0 ? null : "got " + what + ", wanted none";
        case Expected.Exactly exactly ->
            found == exactly.count() ? null : "got " + what + ", wanted exactly " + exactly.count();
        case Expected.Wrong wrong ->
            "violations is a number that is not negative, yes or no, and not " + wrong.text();
      };
    }
  }

  /** Whether a manifest is a suite. */
  static boolean isSuite(Manifest manifest) {
    return manifest.group().equals(GROUP) && manifest.kind().equals("Suite");
  }

  static Suite read(Manifest manifest) {
    List<Test> tests = new ArrayList<>();
    for (Value test : Nested.items(manifest.value(), "tests")) {
      List<Case> cases = new ArrayList<>();
      for (Value one : Nested.items(test, "cases")) {
        cases.add(
            new Case(
                name(one),
                Nested.text(one, "object"),
                Nested.texts(one, "inventory"),
                Nested.items(one, "assertions").stream().map(Suite::assertion).toList(),
                Nested.isTrue(one, "skip")));
      }
      tests.add(
          new Test(
              name(test),
              Nested.text(test, "template"),
              Nested.text(test, "constraint"),
              Nested.isTrue(test, "invalid"),
              Nested.isTrue(test, "skip"),
              List.copyOf(cases)));
    }
    return new Suite(manifest.file(), Nested.isTrue(manifest.value(), "skip"), List.copyOf(tests));
  }

  /** A name that YAML takes for a number is a name too. */
  private static String name(Value value) {
    Value name = Nested.at(value, "name");
    return name instanceof StringValue text ? text.value() : name == null ? "" : name.toString();
  }

  private static Assertion assertion(Value written) {
    return new Assertion(
        expected(Nested.at(written, "violations")),
        Nested.at(written, "message") instanceof StringValue text ? Optional.of(text.value()) : Optional.empty());
  }

  private static Expected expected(@Nullable Value written) {
    return switch (written) {
      case null -> new Expected.Some();
      // In YAML, yes and no are true and false.
      case BooleanValue bool -> bool.value() ? new Expected.Some() : new Expected.None();
      case StringValue text when text.value().equals("yes") -> new Expected.Some();
      case StringValue text when text.value().equals("no") -> new Expected.None();
      case NumberValue number -> {
        OptionalInt count = count(number);
        yield count.isPresent() ? new Expected.Exactly(count.getAsInt()) : new Expected.Wrong(number.toString());
      }
      default -> new Expected.Wrong(written.toString());
    };
  }

  private static OptionalInt count(NumberValue number) {
    boolean good =
        number.isInteger() && number.signum() >= 0 && number.integer().compareTo(BigInteger.valueOf(Integer.MAX_VALUE)) <= 0;
    return good ? OptionalInt.of(number.integer().intValueExact()) : OptionalInt.empty();
  }

  /** The messages that assertions count: what is undecided is said too, and so fails what wants nothing to be said. */
  static List<String> messages(Optional<Ruling> ruling) {
    return ruling.map(Ruling::messages).orElse(List.of());
  }
}
