package roadbed.assess.cost.focus;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a requirement asks of a line, of a group of lines, of the columns or of other requirements. */
public sealed interface Check {

  /** All of several. */
  record All(List<Check> checks) implements Check {}

  /** One of several at least. */
  record Any(List<Check> checks) implements Check {}

  /** Another requirement holds. */
  record Rule(String id) implements Check {}

  /** The data has a column. */
  record Present(String column) implements Check {}

  /** A column has a value; an empty one means that it is null. A number is compared by its value. */
  record Is(String column, Optional<String> value) implements Check {}

  /** A column has another value, null included; an empty one means that it is not null. */
  record IsNot(String column, Optional<String> value) implements Check {}

  /** Two columns have the same value. */
  record Same(String column, String other) implements Check {}

  /** Two columns have different values. */
  record Differs(String column, String other) implements Check {}

  /** A time lies after another; null where either is not there, which breaks nothing. */
  record After(String later, String earlier) implements Check {}

  /** A number is not below a limit; null breaks nothing. */
  record AtLeast(String column, BigDecimal least) implements Check {}

  /** One column times another is a third, to the places that the third is written with; null breaks nothing. */
  record Product(String column, String times, String result) implements Check {}

  /** Every value of a column comes with exactly one value of another. Asked of groups of lines. */
  record One(String each, String of) implements Check {}

  /**
   * Lines with the same values of some columns have at most one value of another; blank ones are left out. Asked of
   * groups of lines, the lines of earlier deliveries among them.
   */
  record Few(List<String> each, String of) implements Check {}

  /** Of lines with the same values of some columns, all or none have a value of another. Asked of groups of lines. */
  record Uniform(List<String> each, String of) implements Check {}

  /** A value has one spelling: no other differs from it by letter case and spaces only. Asked of groups of lines. */
  record Spelled(String column) implements Check {}

  /** Lines with the same values of some columns have the same keys in an object. Asked of groups of lines. */
  record SameKeys(List<String> each, String object) implements Check {}

  /** A key of an object has values of one JSON type among lines with the same values of some columns. */
  record KeyTypes(List<String> each, String object) implements Check {}

  /**
   * What a commitment's use (its unused part included) sums up to is what its purchases sum up to, to a hundredth or a
   * millionth of it.
   *
   * @param amount the column that is summed up
   * @param whole whether only commitments are asked whose recurring purchases and use span the same time; else all
   */
  record Settles(String amount, boolean whole) implements Check {}

  /**
   * Taxes are to the other charges of their bill in one cost as they are in the billed cost.
   *
   * @param cost the cost
   * @param alike whether only bills are asked whose other charges have the same sum in both costs
   */
  record Taxed(String cost, boolean alike) implements Check {}

  /** A line stands in a table of facts from outside the billing, by key; with a value, that is the same there. */
  record Listed(String fact, List<String> keys, Optional<String> value) implements Check {}

  /** The lines of an invoice bill what the table of invoices says is payable. */
  record Invoiced() implements Check {}

  /** The table of metadata defines a property of every column of a kind. Asked of columns, not of lines. */
  record Defined(String kind, String property) implements Check {}

  /** A value is written in a certain way; null breaks nothing. */
  record Shaped(String column, Shape shape) implements Check {}

  /** All columns of a kind are written in a certain way. */
  record Every(String kind, Shape shape) implements Check {}

  /** The names of the columns keep a rule. Asked of columns, not of lines. */
  record Names(NameRule rule) implements Check {}

  /** The columns that the check reads. */
  default Set<String> columns() {
    Set<String> columns = new LinkedHashSet<>();
    collect(columns);
    return columns;
  }

  private void collect(Set<String> columns) {
    switch (this) {
      case All(List<Check> checks) -> checks.forEach(check -> check.collect(columns));
      case Any(List<Check> checks) -> checks.forEach(check -> check.collect(columns));
      case Rule _, Every _, Names _ -> {}
      case Present(String column) -> columns.add(column);
      case Is(String column, Optional<String> _) -> columns.add(column);
      case IsNot(String column, Optional<String> _) -> columns.add(column);
      case Same(String column, String other) -> columns.addAll(List.of(column, other));
      case Differs(String column, String other) -> columns.addAll(List.of(column, other));
      case After(String later, String earlier) -> columns.addAll(List.of(later, earlier));
      case AtLeast(String column, BigDecimal _) -> columns.add(column);
      case Product(String column, String times, String result) -> columns.addAll(List.of(column, times, result));
      case One(String each, String of) -> columns.addAll(List.of(each, of));
      case Few(List<String> each, String of) -> both(columns, each, of);
      case Uniform(List<String> each, String of) -> both(columns, each, of);
      case Spelled(String column) -> columns.add(column);
      case SameKeys(List<String> each, String object) -> both(columns, each, object);
      case KeyTypes(List<String> each, String object) -> both(columns, each, object);
      case Settles(String amount, boolean _) -> columns.addAll(List.of("CommitmentDiscountId", amount));
      case Taxed(String cost, boolean _) -> columns.addAll(List.of("ChargeCategory", cost));
      case Listed(String _, List<String> keys, Optional<String> value) -> {
        columns.addAll(keys);
        value.ifPresent(columns::add);
      }
      case Invoiced _ -> columns.addAll(List.of("InvoiceId", "BilledCost"));
      case Defined _ -> {}
      case Shaped(String column, Shape _) -> columns.add(column);
    }
  }

  private static void both(Set<String> columns, List<String> each, String of) {
    columns.addAll(each);
    columns.add(of);
  }

  /** Whether it is asked of groups of lines, so that a line that breaks it does so together with others. */
  default boolean ofGroups() {
    return switch (this) {
      case One _, Few _, Uniform _, Spelled _, SameKeys _, KeyTypes _, Settles _, Taxed _, Listed _, Invoiced _ -> true;
      case All(List<Check> checks) -> !checks.isEmpty() && checks.stream().allMatch(Check::ofGroups);
      case Any _, Rule _, Present _, Is _, IsNot _, Same _, Differs _, After _, AtLeast _, Product _, Shaped _, Every _,
          Names _, Defined _ ->
          false;
    };
  }

  /** The check in words, for a person. */
  default String words() {
    return switch (this) {
      case All(List<Check> checks) -> joined(checks, " and ");
      case Any(List<Check> checks) -> joined(checks, " or ");
      case Rule(String id) -> id + " holds";
      case Present(String column) -> "the column " + column + " is there";
      case Is(String column, Optional<String> value) -> column + " is " + value.map(v -> "'" + v + "'").orElse("null");
      case IsNot(String column, Optional<String> value) ->
          column + " is not " + value.map(v -> "'" + v + "'").orElse("null");
      case Same(String column, String other) -> column + " is " + other;
      case Differs(String column, String other) -> column + " is not " + other;
      case After(String later, String earlier) -> later + " is after " + earlier;
      case AtLeast(String column, BigDecimal least) -> column + " is at least " + least.toPlainString();
      case Product(String column, String times, String result) -> column + " x " + times + " is " + result;
      case One(String each, String of) -> "each " + each + " has one " + of;
      case Few(List<String> each, String of) -> "the same " + String.join(", ", each) + " has one " + of;
      case Uniform(List<String> each, String of) ->
          "of the same " + String.join(", ", each) + " all or none have a " + of;
      case Spelled(String column) -> column + " has one spelling";
      case SameKeys(List<String> each, String object) ->
          "the same " + String.join(", ", each) + " has the same keys in " + object;
      case KeyTypes(List<String> each, String object) ->
          "in " + object + " of the same " + String.join(", ", each) + " a key has values of one type";
      case Settles(String amount, boolean _) ->
          "the " + amount + " of a commitment's use, used and unused, is that of its purchases";
      case Taxed(String cost, boolean _) -> "taxes are to " + cost + " as to BilledCost";
      case Listed(String fact, List<String> keys, Optional<String> value) ->
          String.join(" and ", keys) + " stands in " + fact + value.map(one -> " with the same " + one).orElse("");
      case Invoiced _ -> "the BilledCost of an InvoiceId is the amount in invoices";
      case Defined(String kind, String property) ->
          "metadata has the " + property + " of every column of the kind " + kind;
      case Shaped(String column, Shape shape) -> column + " " + shape.words();
      case Every(String kind, Shape shape) -> "every column of the kind " + kind + " " + shape.words();
      case Names(NameRule rule) -> rule.words();
    };
  }

  private static String joined(List<Check> checks, String word) {
    int most = 4;
    String told = checks.stream().limit(most).map(Check::words).collect(Collectors.joining(word));
    return (checks.size() > most ? told + word + (checks.size() - most) + " more" : told);
  }

  /** How a value is written. */
  enum Shape {
    TEXT("is a text"),
    DECIMAL("is a decimal number"),
    TIME("is a date with a time"),
    UNICODE("is valid Unicode"),
    NUMERIC("is a number without anything else"),
    ISO_TIME("is a time after ISO 8601 in UTC"),
    UTC("is in UTC"),
    TIME_SEPARATOR("has date and time with a T between"),
    TIME_DIGITS("has two digits each for hours, minutes and seconds"),
    TIME_ZONE("ends with Z"),
    SINGLE_NUMBER("is one number"),
    NO_FRACTION("is no fraction"),
    E_NOTATION("writes exponents as mEn"),
    EXPONENT_SIGN("has no plus in the exponent"),
    NO_OPERATOR("has no mathematical symbol"),
    NO_QUALIFIER("has no currency or unit in it"),
    NO_COMMA("has no mark but one decimal point"),
    NO_PLUS("has no plus sign"),
    MINUS("writes a negative number with a minus before it"),
    UNIT("is a unit in one of the specification's forms"),
    UNIT_CASE("writes known units in their own letters"),
    CURRENCY("is a currency code, or the name of a virtual one"),
    NATIONAL_CURRENCY("is an ISO 4217 code"),
    NOT_EMPTY("is not an empty text"),
    NOT_BLANK("is not blank"),
    NO_PLACEHOLDER("is no word that stands for nothing"),
    QUALIFIED("is qualified by what it belongs to: a path, a URN or a UUID"),
    BOUND("is no last second of an hour"),
    FULL_SECOND("is a full second, and no last one of an hour"),
    READABLE("is readable: words with a capital letter, no code"),
    NORMALIZED("counts normalised units"),
    UNIT_LISTED("uses the recommended units"),
    UNIT_NO_SYNONYM("uses no other word for a recommended unit"),
    OBJECT("is a JSON object"),
    UNIQUE_KEYS("has each key once"),
    FLAT_VALUES("has no object or list as a value"),
    FILLED_VALUES("has a value for each key"),
    PASCAL_KEYS("has keys in Pascal case"),
    KNOWN_KEYS("has keys of the specification, or with x_ before"),
    SPELLED_KEYS("spells the specification's keys as it does"),
    TYPED_KEYS("has values of the type that the specification gives its keys"),
    OWN_KEYS("has the specification's key where it has its like with x_ before"),
    OFFICIAL_KEYS("has only keys of the specification"),
    NO_NUMBERS("has no number as a value"),
    ANSWERED_KEYS("has no key without a value");

    private final String words;

    Shape(String words) {
      this.words = words;
    }

    /** The shape of that name in the requirements' notation. */
    static Shape named(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    String words() {
      return words;
    }

    /** Whether the shape is that of a JSON object: asked once for each value, because few differ. */
    public boolean ofObject() {
      return compareTo(OBJECT) >= 0;
    }
  }

  /** A rule for the names of columns. */
  enum NameRule {
    PASCAL_CASE("the specification's columns are named in its letters"),
    ALPHANUMERIC("names have letters and digits only, apart from the prefix x_"),
    SHORT("names have at most 50 characters"),
    CUSTOM_PREFIX("columns that are not the specification's begin with x_"),
    CUSTOM_PASCAL_CASE("custom columns are in Pascal case after x_"),
    FOCUS_FIRST("the specification's columns come first"),
    CUSTOM_LAST("custom columns come last"),
    NO_ABBREVIATION("names have no abbreviations"),
    NO_ACRONYM("names have no acronyms"),
    SUFFIXED("of an identifier and its name, one ends with Id and one with Name");

    private final String words;

    NameRule(String words) {
      this.words = words;
    }

    /** The rule of that name in the requirements' notation. */
    static NameRule named(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    String words() {
      return words;
    }
  }
}
