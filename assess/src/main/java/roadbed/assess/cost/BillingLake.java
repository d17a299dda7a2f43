package roadbed.assess.cost;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import roadbed.model.BillingFile;
import roadbed.model.Diagnostic;

/**
 * Bills by month and billing account, as they were delivered: a month that is delivered again replaces itself, and
 * what that changed is kept. Implemented by {@code store} with DuckDB over Parquet.
 */
public interface BillingLake {

  /** One bill: a provider's, of a billing account, for a month (that in which its billing period begins). */
  record Bill(String provider, String account, YearMonth month) {}

  /** Exact sums of lines of one currency. */
  record Sums(
      String currency, long lines, BigDecimal billed, BigDecimal effective, BigDecimal list, BigDecimal contracted) {}

  /**
   * A bill that a delivery brought.
   *
   * @param now its sums by currency
   * @param before the sums of what it replaces; empty for a first delivery
   */
  record Arrived(Bill bill, List<Sums> now, List<Sums> before) {}

  /**
   * One amount of one month and currency, in the source and as it was kept.
   *
   * @param amount the FOCUS column, for example {@code BilledCost}
   * @param source its sum over the files' own lines, exact
   * @param kept its sum over the lines that were kept
   */
  record Balance(YearMonth month, String currency, String amount, BigDecimal source, BigDecimal kept) {

    /** Whether both are the same to the last digit. */
    public boolean even() {
      return source.compareTo(kept) == 0;
    }
  }

  /** What became of a delivery. */
  enum Standing {
    /** Its bills count. */
    IMPORTED,
    /** The same files were imported before. */
    UNCHANGED,
    /** It has problems: what is good of it is kept apart until it is accepted. */
    WAITING,
    /** Nothing of it could be read. */
    REFUSED;

    /** The word for documents, for example {@code imported}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Files that belong together: those of one folder.
   *
   * @param id what it is accepted by
   * @param dialect whose columns they have, for example {@code focus-1.2} or {@code aws-cur}
   * @param rejected lines that were left out
   * @param balances sums of source and lake, by month and currency
   */
  record Delivery(
      String id,
      List<Path> files,
      String dialect,
      Standing standing,
      long lines,
      long rejected,
      List<Arrived> bills,
      List<Balance> balances,
      List<Diagnostic> diagnostics) {}

  /**
   * A month that was delivered again.
   *
   * @param at when
   * @param was what counted before; sums in which nothing counts are left out
   * @param is what counts since
   * @param changes by account, service and kind of charge, the largest first
   */
  record Restatement(Instant at, Bill bill, String delivery, List<Sums> was, List<Sums> is, List<Change> changes) {}

  /** By how much one part of a bill changed. */
  record Change(
      String account, String service, String chargeCategory, String currency, BigDecimal billed, BigDecimal effective) {}

  /** How deliveries are taken in. */
  enum Way {
    /** Also what has problems. */
    ACCEPTING,
    /** Lines are added to those that a month has, instead of replacing them. */
    ADDING
  }

  /** Told of progress. */
  @FunctionalInterface
  interface Watcher {
    /**
     * A step begins.
     *
     * @param bytes bytes of all files that are read so far
     */
    void at(String step, long bytes);
  }

  /**
   * Takes files in, delivery by delivery. What is interrupted is done again the next time; what was done is not.
   *
   * @param at now
   */
  List<Delivery> take(List<BillingFile> files, Set<Way> ways, Instant at, Watcher watcher);

  /** Takes in what waits: the delivery of an identifier, or every one where it is empty. */
  List<Delivery> accept(String delivery, Instant at);

  /** Identifiers of the deliveries that wait. */
  List<String> waiting();

  /** What counts, by bill. */
  List<Arrived> bills();

  /** Months that were delivered again, the newest last. */
  List<Restatement> restatements();
}
